"""The tables come from migrations alone, and a database from the future is left as it is."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from storage.columns import Base
from storage.database import Sessions, connect
from storage.migrating import DatabaseTooNew, is_current, upgrade
from tests.storage.cast import young_person


async def test_a_fresh_database_has_the_tables_of_the_models(database_url: str) -> None:
    """Alembic finds no difference between what the migrations make and what the program expects."""
    engine = connect(database_url)
    await upgrade(engine)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_a_second_upgrade_changes_nothing(database_url: str) -> None:
    """Every start brings the tables to the present, most find them there."""
    engine = connect(database_url)
    for _ in range(2):
        await upgrade(engine)
        assert await is_current(engine)
    await engine.dispose()


async def test_a_database_from_the_future_is_refused_and_left_intact(sessions: Sessions) -> None:
    """An older program says so and touches nothing."""
    engine = sessions.kw["bind"]
    async with sessions.begin() as session:
        need = await young_person(session)
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew):
        await upgrade(engine)
    assert not await is_current(engine)
    async with sessions.begin() as session:
        assert await session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        assert await session.scalar(text("SELECT state FROM need")) == need.state


async def test_a_migration_that_fails_leaves_no_half(tmp_path: Path) -> None:
    """All of it is one transaction: a table that is in the way leaves the database as it was."""
    engine = connect(f"sqlite:///{tmp_path}/binome.sqlite3")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE session (note TEXT)"))
    with pytest.raises(Exception, match="already exists"):
        await upgrade(engine)
    async with engine.begin() as connection:
        tables = set(await connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert "person" not in tables
    await engine.dispose()
