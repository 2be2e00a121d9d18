"""The commands that look after the data, as somebody types them."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.test_settings import ROOT, binome

PATIENCE = 50  # seconds; reached only when the rule is broken


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Let the bot run in a process of its own until its health can be asked."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("BINOME_")}
    command = [sys.executable, "-m", "cli.main", "run"]
    with subprocess.Popen(
        command, cwd=folder, env={**inherited, "PYTHONPATH": str(ROOT), **environment}, stdout=subprocess.DEVNULL
    ) as bot:
        try:
            until = time.monotonic() + PATIENCE
            while "staff group" not in binome(folder, "health", **environment).stdout:
                assert time.monotonic() < until
            yield
        finally:
            bot.terminate()


def test_a_backup_is_made_beside_the_running_bot_and_put_back_elsewhere(tmp_path: Path) -> None:
    """On SQLite the bot holds the file: it is asked. Stopped, the command does it; a new place gets all of it."""
    told = {"BINOME_LISTEN": f"127.0.0.1:{free_port()}", "BINOME_HEALTH": f"127.0.0.1:{free_port()}"}
    (tmp_path / "away").mkdir()
    with running(tmp_path, told):
        done = binome(tmp_path, "backup", "--to", "away", **told)
        assert (done.returncode, done.stderr) == (0, "")
        silent = binome(tmp_path, "backup", BINOME_LISTEN=told["BINOME_LISTEN"])
        assert silent.returncode == 1
        assert "set BINOME_HEALTH for both" in silent.stderr
    assert [path.suffix for path in sorted((tmp_path / "away").iterdir())] == [".backup", ".keys"]
    [away] = (tmp_path / "away").glob("*.backup")
    stopped = binome(tmp_path, "backup", **told)
    assert (stopped.returncode, binome(tmp_path, "health", **told).returncode) == (0, 1)
    assert len(list((tmp_path / "data" / "backups").glob("*.backup"))) == 1  # the newest of a day
    new = {**told, "BINOME_DATABASE": f"sqlite:///{tmp_path}/new.sqlite3"}
    back = binome(tmp_path, "restore", str(away), **new)
    assert (back.returncode, back.stderr) == (0, "")
    assert re.search(r"as it was on 20\d\d-\d\d-\d\d at \d\d:\d\d UTC", back.stdout)
    again = binome(tmp_path, "restore", str(away), **new)
    assert again.returncode == 1
    assert "name an empty one" in again.stderr
    assert "database: opened" in binome(tmp_path, "doctor", **new).stdout


def test_nothing_is_copied_of_nothing(tmp_path: Path) -> None:
    """A wrong address makes neither a database nor a backup; no key, no backup back."""
    (tmp_path / "data").mkdir()
    done = binome(tmp_path, "restore", "nowhere.backup")
    assert done.returncode == 2
    assert "without it no backup can be read" in done.stderr
    (tmp_path / "data" / "binome.key").write_text("A" * 43 + "=")
    done = binome(tmp_path, "backup")
    assert done.returncode == 1
    assert "holds nothing" in done.stderr
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["binome.key"]
