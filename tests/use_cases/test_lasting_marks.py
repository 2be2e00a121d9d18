"""Marks that outlive the database: what a list may give back to it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import delete, select

from mentoring import births
from mentoring.safeguarding import AgeMark
from storage.engine import notify
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.safeguarding_tables import TurnedAway
from storage.schema.tables import Need, Offer, Person
from tests.cast import NOW, add_coordinator, add_need, add_offer, add_person, find_person
from tests.families import add_minor, set_rule
from use_cases import lasting_marks
from use_cases.binomes import departures, matched_words
from use_cases.desk import minors_clearance, parental_records, vetting
from use_cases.lasting_marks import LastingMarks, Period
from use_cases.needs_offers import forms
from use_cases.people import age_marks, parental_consents, people

DAY = timedelta(days=1)


async def test_a_mark_of_a_kind_that_no_list_holds_is_refused(small_sessions: Sessions) -> None:
    """Nothing unknown is written into the database from beside the key."""
    period = str(Period(NOW, NOW + timedelta(days=30)))
    for kind in lasting_marks.LISTED_KINDS:
        async with small_sessions.begin() as session:
            await lasting_marks.return_marks(session, LastingMarks({}, {}, {f"{kind} {'ab' * 32}": period}, {}), NOW)
    withdrawn = {f"telepathy {'ef' * 32}": NOW.isoformat()}
    with pytest.raises(KeyError, match="telepathy"):
        async with small_sessions.begin() as session:
            await lasting_marks.return_marks(session, LastingMarks({}, {}, withdrawn=withdrawn), NOW)
    with pytest.raises(KeyError, match="barred"):
        async with small_sessions.begin() as session:
            await lasting_marks.return_marks(session, LastingMarks({}, {}, {f"barred {'cd' * 32}": period}, {}), NOW)


async def test_the_mark_of_an_age_comes_back_with_its_end_and_an_ended_one_does_not(small_sessions: Sessions) -> None:
    """An old copy learns of a mark, and of one that the team lifted since; what is over is not written again."""
    async with small_sessions.begin() as session:
        person, other = await add_person(session), await add_person(session)
        for one in (person, other):
            await age_marks.place(session, one, "too_young", "2015", NOW)
        copy = await lasting_marks.read_marks(session, NOW)
        await age_marks.lift(session, person, NOW)
        since = await lasting_marks.read_marks(session, NOW)
        await session.execute(delete(TurnedAway))
        await lasting_marks.return_marks(session, copy, NOW)
        await lasting_marks.return_marks(session, since, NOW + timedelta(days=1))
        found = [await age_marks.find_mark(session, one, NOW + timedelta(days=1)) for one in (person, other)]
        assert found == [None, "too_young"]
        await age_marks.forget_ended(session, NOW + timedelta(days=91))
        kept = select(TurnedAway).where(TurnedAway.why == "too_young")
        assert len((await session.scalars(kept)).all()) == 1
        await lasting_marks.complete_marks(session, since, NOW + timedelta(days=91))
        assert len((await session.scalars(kept)).all()) == 1


async def test_an_old_copy_learns_how_young_somebody_is(small_sessions: Sessions) -> None:
    """Whom the team found too young after the copy was made waits for nobody; who is too young to help is no adult."""
    async with small_sessions.begin() as session:
        need, other = await add_need(session), await add_need(session)
        young, minor = await find_person(session, need), await find_person(session, other)
        marks, said = {}, list[tuple[Person, AgeMark, str]]()
        said += [(young, "too_young", "2012-01"), (minor, "no_offer", "2009-01")]
        for person, mark, birth in said:
            until = datetime.combine(births.compute_term(mark, birth, session.programme), time(), UTC)
            known_by = session.vault.fingerprint_turned_away(await people.find_chat(session, person))
            marks[f"{mark} {known_by.hex()}"] = until.isoformat()
        await lasting_marks.return_marks(session, LastingMarks(marks, {}), NOW)
        assert (need.state, other.state) == ("paused", "waiting")
        assert [await forms.is_minor(session, one, NOW) for one in (young, minor)] == [True, True]


async def test_what_was_given_anew_since_it_was_taken_back_stays(sessions: Sessions) -> None:
    """A list that is older than the database takes nothing from it: agreement, clearance, check, use of words."""
    set_rule(sessions, "agree")
    async with sessions.begin() as session:
        offer, team = await add_offer(session), [await add_coordinator(session), await add_coordinator(session, "Léa")]
        need, young = await add_minor(session, NOW)
        volunteer = await find_person(session, offer)
        for day in (0, 2):
            await _give(session, offer, need, team[0], NOW + day * DAY)
            before = await lasting_marks.read_marks(session, NOW + day * DAY)
            if day == 0:
                await _take_back(session, offer, need, team[1], NOW + DAY)
                known = await lasting_marks.read_marks(session, NOW + DAY)
        assert (len(known.withdrawn), dict(before.withdrawn)) == (4, {})
        assert await lasting_marks.complete_marks(session, known, NOW + 3 * DAY) == before
        assert (offer.minors, volunteer.words_refused_at) == (True, None)
        assert await parental_consents.list_covered(session) == {young.id}


async def test_nobody_who_erased_everything_and_came_back_is_known_by_what_they_refused(
    small_sessions: Sessions,
) -> None:
    """A list that was not written anew meanwhile refuses nothing in the name of a newcomer."""
    async with small_sessions.begin() as session:
        person = await people.find_or_create(session, 9_001, "fr", NOW)
        await people.record_consent(session, person, NOW)
        await matched_words.refuse(session, person, NOW + DAY)
        known = await lasting_marks.read_marks(session, NOW + DAY)
        await departures.erase(session, person, NOW + DAY)
        back = await people.find_or_create(session, 9_001, "fr", NOW + 2 * DAY)
        await people.record_consent(session, back, NOW + 2 * DAY)
        assert (await lasting_marks.complete_marks(session, known, NOW + 2 * DAY)).withdrawn == {}
        assert back.words_refused_at is None


async def test_whatever_is_taken_back_is_listed_at_once(small_sessions: Sessions) -> None:
    """Each act by itself calls for the list beside the key: a paper, a clearance, a check, words."""
    set_rule(small_sessions, "agree")
    async with small_sessions.begin() as session:
        offer, member = await add_offer(session), await add_coordinator(session)
        need, _ = await add_minor(session, NOW)
        volunteer = await find_person(session, offer)
        await _give(session, offer, need, member, NOW)
    acts: tuple[Callable[[AppSession], Awaitable[None]], ...] = (
        lambda session: parental_records.take_back(session, need, member, NOW),
        lambda session: minors_clearance.withdraw_clearance(session, offer, member, NOW),
        lambda session: vetting.take_back_check(session, offer, "identity", member, NOW),
        lambda session: matched_words.refuse(session, volunteer, NOW),
    )
    for act in acts:
        async with small_sessions.begin() as session:
            for row in (offer, need, member, volunteer):
                session.add(row)
            await act(session)
            await session.flush()
            assert notify.TURNED_AWAY_CHANGED in session.sync_session.after_commit


async def _give(session: AppSession, offer: Offer, need: Need, member: Person, now: datetime) -> None:
    await parental_records.record_paper(session, need, member, "Sa mère", now)
    await vetting.record_check(session, offer, "identity", now.date(), member, now)
    await minors_clearance.give_clearance(session, offer, member, now)
    await matched_words.allow(session, await find_person(session, offer), now)


async def _take_back(session: AppSession, offer: Offer, need: Need, member: Person, now: datetime) -> None:
    await parental_records.take_back(session, need, member, now)
    await vetting.take_back_check(session, offer, "identity", member, now)
    await minors_clearance.withdraw_clearance(session, offer, member, now)
    await matched_words.refuse(session, await find_person(session, offer), now)
