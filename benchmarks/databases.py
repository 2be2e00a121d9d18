"""Where a benchmark keeps its data: SQLite as the program uses it, and a real PostgreSQL, each empty at first."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import uuid4

from benchmarks.postgres import run_server
from cli import settings
from storage.crypto.vault import Vault
from storage.engine.database import Sessions, build_sessions, connect
from storage.engine.upgrade import upgrade_tables

KEY = bytes(range(32))
KINDS = "sqlite", "postgresql"


@contextmanager
def create_database(kind: str) -> Iterator[str]:
    """Return the address of an empty database of a kind; it is gone afterwards."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="binome-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'binome.sqlite3'}"
        return
    with run_server() as server:
        name = f"bench_{uuid4().hex}"
        server.run_sql(f"CREATE DATABASE {name}")
        yield server.build_url(name)


@asynccontextmanager
async def open_sessions(url: str, vault: Vault | None = None) -> AsyncIterator[Sessions]:
    """Return the maker of transactions on a database, with the shipped programme and a key of no value."""
    engine = connect(url)
    try:
        await upgrade_tables(engine)
        yield build_sessions(engine, vault or Vault(KEY), settings.read({}).programme)
    finally:
        await engine.dispose()
