"""The reminders of the day before: one message for all of a person's day, each session once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from cli import settings
from mentoring.contexts import DayContext
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, MentoringSession, Need, Outgoing, Person
from tests.cast import (
    NOW,
    add_coordinator,
    add_need,
    add_offer,
    find_person,
    list_queued,
    make_agreed,
    members_of,
    move_session,
)
from texts import Texts
from use_cases.messages.context import NoLongerTrue, build_context
from use_cases.outbox import silences
from use_cases.people import people
from use_cases.sessions import reminders, sessions

EARLY = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATE = datetime(2026, 12, 1, 18, tzinfo=UTC)
"""Tuesday at 10 and at 19 in Paris."""
DAY = timedelta(days=1)


async def _live_in(session: AppSession, person: Person, region: str) -> None:
    await people.save_profile(session, person, await people.read_profile(session, person) | {"region": region})


async def _make_busy_volunteer(session: AppSession, region: str = "bretagne") -> tuple[Binome, Binome]:
    """Return the two binômes of one volunteer, who meets both on Tuesdays in Paris: at 10 and at 19."""
    offer = await add_offer(session, capacity=2)
    needs: list[Need] = [await add_need(session, name) for name in ("Inès", "Karim")]
    first, second = [await make_agreed(session, need, offer) for need in needs]
    await _live_in(session, await find_person(session, offer), region)
    for binome, start in ((first, EARLY), (second, LATE)):
        binome.state, binome.weekday, binome.hour, binome.zone = "active", 1, start.hour + 1, "Europe/Paris"
        await sessions.plan_next(session, binome, NOW + 3 * DAY, NOW)
    return first, second


async def _list_reminders(session: AppSession, person: Person) -> list[str]:
    return [kind for kind in await list_queued(session, person) if kind.startswith("reminder_day")]


async def _show(session: AppSession, person: Person) -> DayContext:
    mine = Outgoing.person_id == person.id, Outgoing.kind == "reminder_days"
    row = (await session.scalars(select(Outgoing).where(*mine))).one()
    context = await build_context(session, row, NOW)
    assert isinstance(context, DayContext)
    return context


async def test_several_sessions_of_a_day_make_one_reminder(sessions: Sessions) -> None:
    """It comes with the first of them and names all in order; the young people each get their own."""
    async with sessions.begin() as session:
        first, second = await _make_busy_volunteer(session)
        ines, helper = await members_of(session, first)
        karim, _ = await members_of(session, second)
        await reminders.fall_due(session, EARLY - DAY, 100)
        assert await _list_reminders(session, helper) == ["reminder_days"]
        assert await _list_reminders(session, ines) == ["reminder_day"]
        await reminders.fall_due(session, LATE - DAY, 100)
        assert await _list_reminders(session, helper) == ["reminder_days"]
        assert await _list_reminders(session, karim) == ["reminder_day"]
        named = [one.binome.other for one in (await _show(session, helper)).sessions]
        assert named == ["Inès", "Karim"]


async def test_a_day_is_the_readers_own(small_sessions: Sessions) -> None:
    """Tuesday at 10 and at 19 in Paris are two days in Nouméa: two reminders."""
    async with small_sessions.begin() as session:
        first, _ = await _make_busy_volunteer(session, "caledonie")
        _, helper = await members_of(session, first)
        await reminders.fall_due(session, LATE - DAY, 100)
        assert await _list_reminders(session, helper) == ["reminder_day", "reminder_day"]


async def test_both_hours_are_shown_where_zones_differ(small_sessions: Sessions) -> None:
    """The reader's own hour and the other's, for each session of the day."""
    async with small_sessions.begin() as session:
        first, second = await _make_busy_volunteer(session)
        _, helper = await members_of(session, first)
        karim, _ = await members_of(session, second)
        await _live_in(session, karim, "reunion")
        await reminders.fall_due(session, EARLY - DAY, 100)
        programme = settings.read({}).programme
        words = Texts(programme).render("reminder_days", await _show(session, helper)).text.replace("\u00a0", " ")
        assert "<b>10 h</b>, session avec <b>Inès</b>" in words
        assert "<b>19 h</b> (22 h chez Karim), session avec <b>Karim</b>" in words


async def test_a_moved_session_leaves_the_rest_of_the_day_in_its_reminder(small_sessions: Sessions) -> None:
    """The message that waits names the other one alone; the moved one is reminded of before its new day."""
    async with small_sessions.begin() as session:
        first, _ = await _make_busy_volunteer(session)
        ines, helper = await members_of(session, first)
        await reminders.fall_due(session, EARLY - DAY, 100)
        planned = await sessions.find_upcoming(session, first)
        assert planned is not None
        await move_session(session, planned, ines, 2, EARLY - DAY)
        assert [one.binome.other for one in (await _show(session, helper)).sessions] == ["Karim"]
        await reminders.fall_due(session, EARLY + DAY, 100)
        assert await _list_reminders(session, helper) == ["reminder_days", "reminder_day"]


async def test_a_day_that_was_emptied_has_no_reminder(small_sessions: Sessions) -> None:
    """Both were skipped while the message waited: there is nothing to say."""
    async with small_sessions.begin() as session:
        pair = await _make_busy_volunteer(session)
        _, helper = await members_of(session, pair[0])
        await reminders.fall_due(session, EARLY - DAY, 100)
        for binome in pair:
            planned = await sessions.find_upcoming(session, binome)
            assert planned is not None
            await sessions.skip(session, planned.id, helper, 0, EARLY - DAY)
        with pytest.raises(NoLongerTrue):
            await _show(session, helper)


async def test_a_reminder_of_a_day_that_was_given_up_leaves_the_later_session_its_own(small_sessions: Sessions) -> None:
    """What never reached them has told them nothing."""
    async with small_sessions.begin() as session:
        first, _ = await _make_busy_volunteer(session)
        _, helper = await members_of(session, first)
        await reminders.fall_due(session, EARLY - DAY, 100)
        for row in await session.scalars(select(Outgoing).where(Outgoing.kind == "reminder_days")):
            row.state = "given_up"
        await reminders.fall_due(session, LATE - DAY, 100)
        assert await _list_reminders(session, helper) == ["reminder_days"]
        assert (await session.scalars(select(MentoringSession.day_before_at))).all() == [None, None]


async def test_the_summary_of_a_day_leaves_out_a_silent_binome(small_sessions: Sessions) -> None:
    """Of a day with one session that may be spoken of and one that may not, the first alone is named."""
    async with small_sessions.begin() as session:
        spoken_of, silent = await _make_busy_volunteer(session)
        _, helper = await members_of(session, spoken_of)
        await reminders.fall_due(session, EARLY - DAY, 100)
        await silences.place(session, silent, await add_coordinator(session), None, "un deuil", NOW)
        shown = await _show(session, helper)
        assert [one.binome.id for one in shown.sessions] == [spoken_of.id]
