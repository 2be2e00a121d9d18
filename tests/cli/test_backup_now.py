"""The commands that look after the data, as somebody types them."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from cli import backup_now, database, keys
from cli.backups import BackupNotMade
from cli.command_client import ProgramNotReached
from cli.settings import read
from storage.crypto.encrypted_files import DamagedBackup
from tests.cli.test_settings import ROOT, run_binome
from tests.patience import PATIENCE_SECONDS


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def is_answering(address: str) -> bool:
    """Return whether the program is up."""
    try:
        urllib.request.urlopen(f"http://{address}/healthz").close()
    except urllib.error.HTTPError as unwell:  # no staff group yet
        unwell.close()
    except OSError:
        return False
    return True


@contextmanager
def run_bot(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Let the bot run in a process of its own until its health can be asked."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("BINOME_")}
    command = [sys.executable, "-m", "cli.main", "run"]
    with subprocess.Popen(
        command, cwd=folder, env={**inherited, "PYTHONPATH": str(ROOT), **environment}, stdout=subprocess.DEVNULL
    ) as bot:
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while not is_answering(environment["BINOME_HEALTH"]):
                assert time.monotonic() < until
                time.sleep(0.1)
            yield
        finally:
            bot.terminate()


def test_a_backup_is_made_beside_the_running_bot_and_put_back_elsewhere(tmp_path: Path) -> None:
    """On SQLite the bot holds the file: it is asked. A new place gets all of it, and only an empty one."""
    told = {"BINOME_LISTEN": f"127.0.0.1:{free_port()}", "BINOME_HEALTH": f"127.0.0.1:{free_port()}"}
    (tmp_path / "away").mkdir()
    with run_bot(tmp_path, told):
        assert run_binome(tmp_path, "health", **told).stdout.startswith("team: nobody is in it")
        done = run_binome(tmp_path, "backup", "--to", "away")
        assert (done.returncode, done.stderr) == (0, "")
    assert [path.suffix for path in sorted((tmp_path / "away").iterdir())] == [".backup", ".keys"]
    [away] = (tmp_path / "away").glob("*.backup")
    new = {**told, "BINOME_DATABASE": f"sqlite:///{tmp_path}/new.sqlite3"}
    back = run_binome(tmp_path, "restore", str(away), **new)
    assert (back.returncode, back.stderr) == (0, "")
    assert re.search(r"as it was on 20\d\d-\d\d-\d\d at \d\d:\d\d UTC", back.stdout)
    again = run_binome(tmp_path, "restore", str(away), **new)
    assert again.returncode == 1
    assert "name an empty one" in again.stderr


def test_nothing_is_copied_of_nothing(tmp_path: Path) -> None:
    """A wrong address makes neither a database nor a backup; no key, no backup back."""
    (tmp_path / "data").mkdir()
    done = run_binome(tmp_path, "restore", "nowhere.backup")
    assert done.returncode == 2
    assert "put the association's key there" in done.stderr
    (tmp_path / "data" / "binome.key").write_text("A" * 43 + "=")
    done = run_binome(tmp_path, "backup")
    assert done.returncode == 1
    assert "holds nothing" in done.stderr
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["binome.key"]


async def test_without_the_running_bot_the_command_makes_it_itself(database_url: str, tmp_path: Path) -> None:
    """On either database; one more copy goes where it is wanted; on SQLite a database that is held is told as such."""
    given = replace(read({"BINOME_DATABASE": database_url}), key_file=tmp_path / "key", backups=tmp_path / "backups")
    key, _ = keys.read_or_make(given.key_file)
    await database.read_entry(given, key)
    file = await backup_now.make_backup(given, tmp_path / "monday")
    assert file == tmp_path / "monday"
    assert (tmp_path / "binome.keys").read_bytes() == (tmp_path / "backups" / "binome.keys").read_bytes()
    (tmp_path / "binome.keys").write_bytes(b"of another association")
    with pytest.raises(DamagedBackup):
        await backup_now.make_backup(given, tmp_path / "monday")
    with pytest.raises(BackupNotMade):
        await backup_now.make_backup(given, tmp_path / "nowhere" / "monday")
    if database_url.startswith("sqlite"):
        engine = await database.open_database(given)
        async with engine.begin():
            with pytest.raises(ProgramNotReached):
                await backup_now.make_backup(given, None)
        await engine.dispose()
