"""Nobody is kept for ever."""

from datetime import timedelta

from sqlalchemy import select

from storage.engine.database import Sessions
from storage.schema.tables import Person
from tests import cast
from use_cases.binomes import retention


async def test_those_not_heard_of_for_long_are_erased(sessions: Sessions) -> None:
    """Who has not been heard of for as long as the programme says leaves every table; others stay."""
    async with sessions.begin() as session:
        old, recent = await cast.add_person(session, "Vieille"), await cast.add_person(session, "Neuve")
        recent.seen_at = cast.NOW + timedelta(days=700)
        later = cast.NOW + timedelta(days=731)
        assert [one.id for one in await retention.find_due(session, later, 100)] == [old.id]
        assert await retention.erase_due(session, later, 100) == 1
    async with sessions.begin() as session:
        assert list(await session.scalars(select(Person.id))) == [recent.id]


async def test_neither_staff_nor_a_running_binome_is_erased(sessions: Sessions) -> None:
    """Coordinators, and members of a binôme that is under way, are spared however silent they are."""
    async with sessions.begin() as session:
        await cast.add_coordinator(session)
        await cast.make_agreed(session)
        assert await retention.find_due(session, cast.NOW + timedelta(days=5000), 100) == []


async def test_nothing_is_erased_a_day_early(sessions: Sessions) -> None:
    """The whole time runs out first."""
    async with sessions.begin() as session:
        await cast.add_person(session)
        assert await retention.find_due(session, cast.NOW + timedelta(days=730), 100) == []


async def test_whoever_waits_in_a_binome_holds_up_nobody(sessions: Sessions) -> None:
    """However few are looked at in one go: those who are kept are none of them."""
    async with sessions.begin() as session:
        await cast.make_agreed(session)
        due = await cast.add_person(session)
        due.seen_at = cast.NOW + timedelta(days=1)
        later = cast.NOW + timedelta(days=5000)
        assert [one.id for one in await retention.find_due(session, later, 1)] == [due.id]
