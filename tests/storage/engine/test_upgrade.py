"""The tables come from migrations alone, and a database from the future is left as it is."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeEngine

from benchmarks.databases import KEY
from cli import settings
from storage.crypto.vault import Vault
from storage.engine.database import Sessions, connect, sessions_of
from storage.engine.upgrade import MIGRATIONS, NEWEST, DatabaseTooNew, is_current, upgrade_tables
from storage.schema.base import Base, Utc
from storage.schema.tables import Binome, Need, Offer, Outgoing, Person
from tests.cast import NOW, add_need
from use_cases.outbox import outbox

ROOT = Path(__file__).parents[3]
KILLED = """
import asyncio, os, signal, sys
from sqlalchemy import event
from storage.engine.database import connect
from storage.engine.upgrade import upgrade_tables

engine = connect(sys.argv[1])

@event.listens_for(engine.sync_engine, "after_cursor_execute")
def kill(_connection, _cursor, statement, *_):
    if sys.argv[2] in statement:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(upgrade_tables(engine))
"""
"""A program that is killed in its migration, once a statement has been executed."""
OLD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("person", {"id": 1, "state": "active"}),
    ("need", {"id": 1, "person_id": 1, "state": "proposed", "waiting_since": NOW}),
    ("need", {"id": 2, "person_id": 1, "state": "closed", "waiting_since": NOW}),
    ("offer", {"id": 1, "person_id": 1, "state": "available"}),
    ("binome", {"id": 1, "need_id": 1, "offer_id": 1, "state": "proposed"}),
    ("ask", {"id": 1, "asker_id": 1, "need_id": 1}),
    ("outbox", {"id": 1, "kind": "binome_formed", "state": "queued"}),
    ("outbox", {"id": 2, "kind": "binome_formed", "state": "sending"}),
    ("outbox", {"id": 3, "kind": "card", "state": "queued"}),
)
"""Rows of a database as it was before the last migrations."""
ANYTHING: dict[type[TypeEngine[Any]], Any] = {
    Utc: NOW,
    sa.String: "",
    sa.Boolean: False,
    sa.Integer: 0,
    sa.Float: 0.0,
    sa.LargeBinary: b"",
    sa.JSON: {},
}


def _any(kind: TypeEngine[Any]) -> Any:
    return next(value for known, value in ANYTHING.items() if isinstance(kind, known))


def _live(connection: Connection) -> None:
    """Bring the tables to an older revision, with people in them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "0002")
    for name, row in OLD:
        table = sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
        for column in table.columns:
            column.type = Utc() if isinstance(column.type, sa.DateTime) else column.type
        needed = {one.name: _any(one.type) for one in table.columns if not one.nullable}
        connection.execute(table.insert().values(needed | row))


async def test_a_fresh_database_has_the_tables_of_the_models(blank_database_url: str) -> None:
    """Alembic finds no difference between what the migrations make and what the program expects."""
    engine = connect(blank_database_url)
    await upgrade_tables(engine)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


def test_the_newest_revision_is_the_one_that_the_last_file_is_named_after() -> None:
    """A start compares this name alone; Alembic finds no later revision, and no second one."""
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [NEWEST]


async def test_a_second_upgrade_changes_nothing(blank_database_url: str) -> None:
    """Every start brings the tables to the present, most find them there."""
    engine = connect(blank_database_url)
    for _ in range(2):
        await upgrade_tables(engine)
        assert await is_current(engine)
    await engine.dispose()


async def test_an_older_database_with_people_in_it_is_brought_along(blank_database_url: str) -> None:
    """Who waits hears of it at once, a live pair keeps its need, and what is no longer said is not waited for."""
    engine = connect(blank_database_url)
    async with engine.begin() as connection:
        await connection.run_sync(_live)
    await upgrade_tables(engine)
    async with sessions_of(engine, Vault(KEY), settings.read({}).programme)() as session:
        assert [need.news_at for need in await session.scalars(select(Need).order_by(Need.id))] == [NOW, None]
        assert [offer.news_at for offer in await session.scalars(select(Offer))] == [NOW]
        assert [row.state for row in await session.scalars(select(Outgoing).order_by(Outgoing.id))] == [
            "cancelled",
            "cancelled",
            "queued",
        ]
        assert (await session.get_one(Person, 1)).commands == ""
        assert not (await session.get_one(Offer, 1)).minors
        assert await outbox.recover(session, NOW) == []
        session.add(Binome(need_id=1, offer_id=1, state="unsent", score=0.5, proposed_at=NOW))
        with pytest.raises(IntegrityError):
            await session.flush()
    await engine.dispose()


async def test_a_database_from_the_future_is_refused_and_left_intact(sessions: Sessions) -> None:
    """An older program says so and touches nothing."""
    engine = sessions.kw["bind"]
    async with sessions.begin() as session:
        need = await add_need(session)
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew):
        await upgrade_tables(engine)
    assert not await is_current(engine)
    async with sessions.begin() as session:
        assert await session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        assert await session.scalar(text("SELECT state FROM need")) == need.state


async def test_a_migration_that_is_killed_leaves_the_data_intact(blank_database_url: str) -> None:
    """Killed at the last of its statements: the people and the tables are as before, and the next start finishes."""
    engine = connect(blank_database_url)
    async with engine.begin() as connection:
        await connection.run_sync(_live)
    await engine.dispose()
    for at in ("alembic_version SET version_num='0003'", "alembic_version SET version_num='0005'"):
        killed = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", KILLED, blank_database_url, at], cwd=ROOT
        )
        assert killed.returncode == -signal.SIGKILL
        engine = connect(blank_database_url)
        async with engine.begin() as connection:
            assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "0002"
            assert await connection.scalar(text("SELECT count(*) FROM need")) == 2
        await engine.dispose()
    engine = connect(blank_database_url)
    await upgrade_tables(engine)
    assert await is_current(engine)
    await engine.dispose()


async def test_a_migration_that_fails_leaves_no_half(blank_sqlite_url: str) -> None:
    """All of it is one transaction: a table that is in the way leaves the database as it was."""
    engine = connect(blank_sqlite_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE session (note TEXT)"))
    with pytest.raises(Exception, match="already exists"):
        await upgrade_tables(engine)
    async with engine.begin() as connection:
        tables = set(await connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert "person" not in tables
    await engine.dispose()
