"""Marks that outlive the database: what a list may give back to it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import TurnedAway
from tests.cast import NOW, add_person
from use_cases import lasting_marks
from use_cases.lasting_marks import LastingMarks, Period
from use_cases.people import age_marks


async def test_a_mark_of_a_kind_that_no_list_holds_is_refused(small_sessions: Sessions) -> None:
    """Nothing unknown is written into the database from beside the key."""
    period = str(Period(NOW, NOW + timedelta(days=30)))
    for kind in lasting_marks.LISTED_KINDS:
        async with small_sessions.begin() as session:
            await lasting_marks.return_marks(session, LastingMarks({}, {}, {f"{kind} {'ab' * 32}": period}, {}), NOW)
    with pytest.raises(KeyError, match="barred"):
        async with small_sessions.begin() as session:
            await lasting_marks.return_marks(session, LastingMarks({}, {}, {f"barred {'cd' * 32}": period}, {}), NOW)


async def test_the_mark_of_an_age_comes_back_with_its_end_and_an_ended_one_does_not(small_sessions: Sessions) -> None:
    """An old copy learns of a mark, and of one that the team lifted since; what is over is not written again."""
    async with small_sessions.begin() as session:
        person, other = await add_person(session), await add_person(session)
        for one in (person, other):
            await age_marks.place(session, one, "too_young", "2015", NOW)
        copy = await lasting_marks.read_marks(session)
        await age_marks.lift(session, person, NOW)
        since = await lasting_marks.read_marks(session)
        await session.execute(delete(TurnedAway))
        await lasting_marks.return_marks(session, copy, NOW)
        await lasting_marks.return_marks(session, since, NOW + timedelta(days=1))
        found = [await age_marks.find_mark(session, one, NOW + timedelta(days=1)) for one in (person, other)]
        assert found == [None, "too_young"]
        await age_marks.forget_ended(session, NOW + timedelta(days=91))
        assert len((await session.scalars(select(TurnedAway))).all()) == 1
        await lasting_marks.complete_marks(session, since, NOW + timedelta(days=91))
        assert len((await session.scalars(select(TurnedAway))).all()) == 1
