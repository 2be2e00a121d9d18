"""The tables come from migrations alone, and a database from the future is left as it is."""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.databases import open_sessions
from mentoring.errors import BinomeError
from storage.engine.database import Sessions, connect
from storage.engine.upgrade import (
    MIGRATIONS,
    SQUASHED,
    DatabaseTooNew,
    DatabaseTooOld,
    find_newest,
    is_current,
    upgrade_tables,
)
from storage.schema.base import Base
from tests.cast import NOW, add_need, make_proposed
from use_cases.team import cards

ROOT = Path(__file__).parents[3]
KILLED = """
import asyncio, os, pathlib, signal, sys
from sqlalchemy import event
from storage.engine.database import connect
from storage.engine.upgrade import upgrade_tables

engine = connect(sys.argv[1])

@event.listens_for(engine.sync_engine, "after_cursor_execute")
def kill(_connection, _cursor, statement, *_):
    if sys.argv[2] in statement:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(upgrade_tables(engine, pathlib.Path(sys.argv[3])))
"""
"""A program that is killed in its migration, once a statement has been executed."""
LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9000", "{newest}"


def upgrade():
    op.add_column("need", sa.Column("colour", sa.String(10), nullable=False, server_default="blue"))
    op.execute("UPDATE need SET colour = 'red' WHERE state = 'waiting'")
    op.create_table("later", sa.Column("note", sa.Text))
"""
"""A migration that may follow the last one: tables change, and rows with them."""
STATEMENTS = ("ALTER TABLE need ADD", "UPDATE need", "CREATE TABLE later", "UPDATE alembic_version")
"""What it executes, in order."""


@pytest.fixture
async def sessions(blank_database_url: str) -> AsyncIterator[Sessions]:
    """Return the maker of transactions on a database of the test's own: its tables are changed, and never put back."""
    async with open_sessions(blank_database_url) as found:
        yield found


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Return the folder of migrations of a later version: one more."""
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (folder / "versions" / "9000_later.py").write_text(LATER.replace("{newest}", find_newest()))
    return folder


async def _read_one(engine: AsyncEngine, asked: str) -> Any:
    async with engine.begin() as connection:
        return await connection.scalar(text(asked))


async def _add_people(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await add_need(session)


async def _set_revision(engine: AsyncEngine, revision: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


async def test_a_fresh_database_has_the_tables_of_the_models(blank_database_url: str) -> None:
    """Alembic finds no difference between what the migrations make and what the program expects."""
    engine = connect(blank_database_url)
    await upgrade_tables(engine)

    def find_differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(find_differences) == []
    await engine.dispose()


async def test_no_number_is_ever_given_twice(blank_sqlite_url: str) -> None:
    """SQLite forgets the last number of a table that a migration made anew, unless it is told to count again."""
    engine = connect(blank_sqlite_url)
    await upgrade_tables(engine)
    counting = text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
    async with engine.begin() as connection:
        found = set(await connection.scalars(counting))
    await engine.dispose()
    assert found == {table.name for table in Base.metadata.sorted_tables if "id" in table.columns}


async def test_a_need_is_promised_once_and_a_case_opened_once(sessions: Sessions) -> None:
    """Alembic does not compare the conditions of an index: the database itself refuses the second."""
    async with sessions.begin() as session:
        await make_proposed(session)
        await cards.open_case(session, NOW, "help", "person:1")
    for table in (Base.metadata.tables[name] for name in ("binome", "card")):
        columns = [column + 1000 if column.name == "id" else column for column in table.columns]
        with pytest.raises(IntegrityError):
            async with sessions.begin() as session:
                await session.execute(insert(table).from_select(list(table.columns), select(*columns)))


def test_the_newest_revision_is_the_one_that_the_last_file_is_named_after() -> None:
    """A start compares this name alone; Alembic finds no later revision, and no second one."""
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [find_newest()]


async def test_a_second_upgrade_changes_nothing(blank_database_url: str) -> None:
    """Every start brings the tables to the present, most find them there."""
    engine = connect(blank_database_url)
    for _ in range(2):
        await upgrade_tables(engine)
        assert await is_current(engine)
    await engine.dispose()


async def test_a_database_with_people_in_it_is_brought_along(sessions: Sessions, later: Path) -> None:
    """A later version finds the people, and changes what it knows of them."""
    engine = sessions.kw["bind"]
    await _add_people(sessions)
    await upgrade_tables(engine, later)
    assert await is_current(engine, later)
    assert not await is_current(engine)
    assert await _read_one(engine, "SELECT colour FROM need") == "red"


@pytest.mark.parametrize(
    ("revision", "error"), [("9999", DatabaseTooNew), *((old, DatabaseTooOld) for old in SQUASHED)]
)
async def test_a_database_that_no_migration_leads_on_from_is_refused_and_left_intact(
    sessions: Sessions, revision: str, error: type[BinomeError]
) -> None:
    """One from the future, or one that is too old: the program says so and touches nothing."""
    engine = sessions.kw["bind"]
    await _add_people(sessions)
    await _set_revision(engine, revision)
    with pytest.raises(error):
        await upgrade_tables(engine)
    assert not await is_current(engine)
    assert await _read_one(engine, "SELECT version_num FROM alembic_version") == revision
    assert await _read_one(engine, "SELECT state FROM need") == "waiting"


async def test_a_migration_that_is_killed_leaves_the_data_intact(blank_database_url: str, later: Path) -> None:
    """Killed after any of its statements: the people and the tables are as before, and the next start finishes."""
    async with open_sessions(blank_database_url) as sessions:
        await _add_people(sessions)
    for at in STATEMENTS:
        given = [blank_database_url, at, str(later)]
        killed = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", KILLED, *given], cwd=ROOT)
        assert killed.returncode == -signal.SIGKILL
        engine = connect(blank_database_url)
        assert await is_current(engine)
        assert await _read_one(engine, "SELECT count(*) FROM need") == 1
        await engine.dispose()
    engine = connect(blank_database_url)
    await upgrade_tables(engine, later)
    assert await is_current(engine, later)
    await engine.dispose()


async def test_a_migration_that_fails_leaves_no_half(sessions: Sessions, later: Path) -> None:
    """All of it is one transaction: a table that is in the way leaves the database as it was."""
    engine = sessions.kw["bind"]
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE later (note TEXT)"))
    with pytest.raises(DBAPIError, match="already exists"):
        await upgrade_tables(engine, later)
    assert await is_current(engine)
    async with engine.begin() as connection:
        columns = await connection.run_sync(lambda sync: [one["name"] for one in inspect(sync).get_columns("need")])
    assert "colour" not in columns


async def test_a_first_migration_that_fails_leaves_no_half(blank_sqlite_url: str) -> None:
    """Neither does the one that makes all tables: a table that is in the way is left alone."""
    engine = connect(blank_sqlite_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE session (note TEXT)"))
    with pytest.raises(DBAPIError, match="already exists"):
        await upgrade_tables(engine)
    async with engine.begin() as connection:
        tables = set(await connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert "person" not in tables
    await engine.dispose()
