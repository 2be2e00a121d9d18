"""A database of every earlier version is brought to the present tables, and the programme goes on in it."""

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, select, text

from benchmarks.databases import open_sessions
from scheduler.heartbeat import tick
from storage import installation
from storage.backup.transfer import transfer_rows
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.engine.upgrade import find_newest, is_current
from storage.schema.base import Base
from storage.schema.desk_tables import Note
from storage.schema.tables import Binome, Card, Need, Offer, Outgoing, Person
from use_cases import due
from use_cases.needs_offers import forms
from use_cases.people import people
from use_cases.team import case_words

FOLDER = Path(__file__).parents[2] / "data" / "databases"
FILES = sorted(FOLDER.glob("*.sqlite3"))
SIGN, PLACE, NOTES = "je n'en peux plus", "Médiathèque", ["Appelée ce matin.", "À suivre."]
"""What the programme of make.py wrote."""


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def earlier_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a copy of each earlier database in turn."""
    return f"sqlite:///{shutil.copy(request.param, tmp_path)}"


@pytest.fixture
async def upgraded(earlier_url: str) -> AsyncIterator[Sessions]:
    """Return the maker of transactions on an earlier database that has the present tables now."""
    async with open_sessions(earlier_url) as found:
        yield found


def test_the_present_revision_has_its_database() -> None:
    """Whoever adds a migration adds the small database that the next one must bring along."""
    assert FILES[-1].stem == find_newest()


async def test_an_earlier_database_gets_the_present_tables(upgraded: Sessions) -> None:
    """Alembic finds no difference from the models, and every reference leads to a row."""
    engine = upgraded.kw["bind"]
    assert await is_current(engine)
    async with engine.begin() as connection:
        assert await connection.run_sync(_list_differences) == []
        assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
        assert await connection.scalar(text("PRAGMA integrity_check")) == "ok"


async def test_what_people_said_can_still_be_opened(upgraded: Sessions) -> None:
    """The association's key opens names, chats, answers, cases and notes."""
    async with upgraded.begin() as session:
        assert await installation.is_key_right(session)
        everybody = await _read_all(session, Person)
        assert all([(await people.read_profile(session, person))["name"] for person in everybody])
        assert all([await people.find_chat(session, person) for person in everybody])
        written = [await forms.read_answers(session, row) for row in await _read_all(session, Need, Offer)]
        assert {"Inès", "Marc", "Sami"} <= {answers["name"] for answers in written}
        cases = [row for row in await _read_all(session, Card) if row.words]
        kept = [await case_words.read(session, row) for row in cases]
        assert [words.partition("] ")[2] for words in kept] == [SIGN]
        binomes = await _read_all(session, Binome)
        assert PLACE in [await people.unseal(session, row.need.person_id, row.place) for row in binomes]
        notes = await _read_all(session, Note)
        assert [await _read_note(session, row) for row in notes] == NOTES


async def _read_note(session: AppSession, note: Note) -> str:
    if note.card is not None:
        return await case_words.read_box(session, note.card, note.words)
    assert note.person_id is not None
    return str(await people.unseal(session, note.person_id, note.words))


async def test_what_is_due_next_is_found_and_done(upgraded: Sessions) -> None:
    """A month passes, from a due date to the next that is half a day on or more, and something is said."""
    async with upgraded.begin() as session:
        said = await _count_messages(session)
        begun = moment = await due.find_next_moment(session, due.EPOCH)
    while begun and moment and moment < begun + timedelta(days=30):
        await tick(upgraded, moment)
        async with upgraded.begin() as session:
            moment = await due.find_next_moment(session, moment + timedelta(hours=12))
    async with upgraded.begin() as session:
        assert await _count_messages(session) > said


async def test_an_earlier_database_can_be_moved_to_postgresql(upgraded: Sessions, prepared_postgres_url: str) -> None:
    """Every row fits there too, and what is due next is the same."""
    async with open_sessions(prepared_postgres_url) as moved:
        rows = await transfer_rows(upgraded.kw["bind"], moved.kw["bind"])
        async with upgraded.begin() as before, moved.begin() as after:
            assert rows["person"] == await after.scalar(select(func.count()).select_from(Person))
            assert await due.find_next_moment(after, due.EPOCH) == await due.find_next_moment(before, due.EPOCH)


def _list_differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def _read_all(session: AppSession, *tables: type[Any]) -> list[Any]:
    """Return every row of some tables; there must be some of each."""
    found = [list(await session.scalars(select(table).order_by(table.id))) for table in tables]
    assert all(found)
    return [row for rows in found for row in rows]


async def _count_messages(session: AppSession) -> int:
    return int(await session.scalar(select(func.count()).select_from(Outgoing)) or 0)
