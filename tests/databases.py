"""Databases for the tests, of both kinds: the tables are made once in each test process, and copied for each test."""

import asyncio
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.databases import open_sessions
from benchmarks.postgres import PostgresServer

FILE = "binome.sqlite3"
BLANK = {"sqlite": "blank_sqlite_url", "postgresql": "postgres_url"}
PREPARED = {"sqlite": "sqlite_url", "postgresql": "prepared_postgres_url"}


@pytest.fixture(params=PREPARED)
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a database with the present tables and no rows, of each kind in turn."""
    return str(request.getfixturevalue(PREPARED[request.param]))


@pytest.fixture(params=BLANK)
def blank_database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a database without any table, of each kind in turn."""
    return str(request.getfixturevalue(BLANK[request.param]))


@pytest.fixture
def blank_sqlite_url(tmp_path: Path) -> str:
    """Return the address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / FILE}"


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with the present tables, to be copied."""
    file = tmp_path_factory.mktemp("prepared") / FILE
    asyncio.run(_upgrade_database(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(prepared_sqlite: Path, tmp_path: Path) -> str:
    """Return the address of an SQLite file with the present tables and no rows."""
    return f"sqlite:///{shutil.copy(prepared_sqlite, tmp_path)}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Return the address of a PostgreSQL database without any table."""
    yield from _create_database(postgres_server)


@pytest.fixture(scope="session")
def prepared_postgres(postgres_server: PostgresServer) -> str:
    """Return the name of a PostgreSQL database with the present tables, to be copied."""
    postgres_server.run_sql("CREATE DATABASE prepared")
    asyncio.run(_upgrade_database(postgres_server.build_url("prepared")))
    return "prepared"


@pytest.fixture
def prepared_postgres_url(postgres_server: PostgresServer, prepared_postgres: str) -> Iterator[str]:
    """Return the address of a PostgreSQL database with the present tables and no rows."""
    yield from _create_database(postgres_server, f"TEMPLATE {prepared_postgres} STRATEGY FILE_COPY")


async def _upgrade_database(url: str) -> None:
    async with open_sessions(url):
        pass


def _create_database(server: PostgresServer, made_from: str = "") -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    server.run_sql(f"CREATE DATABASE {name} {made_from}")
    yield server.build_url(name)
    server.run_sql(f"DROP DATABASE {name} WITH (FORCE)")
