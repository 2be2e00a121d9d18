"""Databases for the tests, of both kinds: the tables are made once in each test process.

The file of SQLite is copied for each test. The database of PostgreSQL is emptied after each: a copy of it is hundreds
of files, which took a fifth of a second of the processor and twice as much of waiting.
"""

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
PREPARED_NAME = "prepared"
END_CONNECTIONS = f"""
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = '{PREPARED_NAME}' AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
EMPTY_TABLES = """
DO $$
DECLARE
    one regclass;
BEGIN
    SET LOCAL session_replication_role = replica;  -- what refers to a row goes in the same breath
    FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('DELETE FROM %s', one);
    END LOOP;
    FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' LOOP
        EXECUTE format('ALTER SEQUENCE %s RESTART', one);
    END LOOP;
END $$
"""


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
    """Return the address of a PostgreSQL database with the present tables, to be emptied after each test."""
    postgres_server.run_sql(f"CREATE DATABASE {PREPARED_NAME}")
    url = postgres_server.build_url(PREPARED_NAME)
    asyncio.run(_upgrade_database(url))
    return url


@pytest.fixture
def prepared_postgres_url(postgres_server: PostgresServer, prepared_postgres: str) -> Iterator[str]:
    """Return the address of a PostgreSQL database with the present tables and no rows."""
    yield prepared_postgres
    postgres_server.run_sql(END_CONNECTIONS)
    postgres_server.run_sql(EMPTY_TABLES, PREPARED_NAME)


async def _upgrade_database(url: str) -> None:
    async with open_sessions(url):
        pass


def _create_database(server: PostgresServer) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    server.run_sql(f"CREATE DATABASE {name}")
    yield server.build_url(name)
    server.run_sql(f"DROP DATABASE {name} WITH (FORCE)")
