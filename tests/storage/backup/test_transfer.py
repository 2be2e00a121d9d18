"""A programme moves from SQLite to PostgreSQL and goes on living there."""

from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect

from cli import database
from cli.settings import Settings, read
from storage.backup.transfer import NotEmpty, NothingToMove
from storage.engine.database import connect
from tests.people import sign_up_young
from tests.prepared import StoppedTown
from tests.town import open_town


def build_settings(address: str) -> Settings:
    """Return the settings of a database."""
    return read({"BINOME_DATABASE": address})


async def list_tables(address: str) -> set[str]:
    """Return the tables that a database really has."""
    engine = connect(address)
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(found)


async def test_a_programme_goes_on_in_its_new_database(
    active: StoppedTown, tmp_path: Path, worker_process: Executor, postgres_url: str
) -> None:
    """Every table goes along; the check-in of the next session comes, and no number is given twice."""
    before = f"sqlite:///{tmp_path}/binome.sqlite3"
    async with active.run_copy(tmp_path, worker_process) as town:
        young, volunteer, _, _ = town.pair
        gone = await sign_up_young(town, "Léo")
        await gone.write("/effacer")
        await gone.tap("tout effacer")
    moved = await database.transfer_all(build_settings(before), build_settings(postgres_url))
    assert set(moved) == await list_tables(before) - {"alembic_version"}
    assert moved["person"] == 3
    assert moved["session"] == 1
    async with open_town(postgres_url, tmp_path, worker_process) as town:
        young, volunteer = replace(young, town=town), replace(volunteer, town=town)
        await town.pass_time(days=2)
        assert "C'est demain : ta session avec Marc" in await young.reads_all()
        for one in (young, volunteer):
            await one.tap("✅ Oui")
        assert "Comment" in await young.reads()
        newcomer = await sign_up_young(town, "Zoé")
        assert "J-003" in await newcomer.reads()  # J-002 was erased with Léo


async def test_a_database_that_holds_something_is_left_alone(
    tmp_path: Path, worker_process: Executor, postgres_url: str
) -> None:
    """A second move into the same place is refused and adds nothing; nothing at all is not moved either."""
    before = f"sqlite:///{tmp_path}/binome.sqlite3"
    with pytest.raises(NothingToMove):
        await database.transfer_all(build_settings(before), build_settings(postgres_url))
    async with open_town(before, tmp_path, worker_process) as town:
        await sign_up_young(town)
    moved = await database.transfer_all(build_settings(before), build_settings(postgres_url))
    with pytest.raises(NotEmpty):
        await database.transfer_all(build_settings(before), build_settings(postgres_url))
    back = f"sqlite:///{tmp_path}/back.sqlite3"
    assert await database.transfer_all(build_settings(postgres_url), build_settings(back)) == moved
