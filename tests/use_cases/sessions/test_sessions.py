"""The sessions of a binôme: their due dates, moved and skipped, and what both sides say afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Card, MentoringSession, Outgoing
from tests.cast import NOW, add_person, list_open_cards, list_queued, make_active, members_of, move_session
from use_cases.binomes import moves
from use_cases.sessions import reminders
from use_cases.sessions.sessions import answer_check_in, fall_due, find_upcoming, rate, skip

START = datetime(2026, 11, 24, 17, tzinfo=UTC)
"""The first session: Tuesday at 18 in Paris."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)


async def _find_planned(session: AppSession, binome: Binome) -> MentoringSession:
    found = await find_upcoming(session, binome)
    assert found is not None
    return found


async def _tick(session: AppSession, now: datetime) -> int:
    reminded = await reminders.fall_due(session, now, 100)
    return reminded + await fall_due(session, now, 100)


async def _count_reminders(session: AppSession, state: str = "queued") -> int:
    rows = select(Outgoing).where(Outgoing.kind.like("reminder%"), Outgoing.state == state)
    return len((await session.scalars(rows)).all())


async def test_a_session_has_its_dues(sessions: Sessions) -> None:
    """The day before, shortly before and the check-in are written when it is planned."""
    async with sessions.begin() as session:
        planned = await _find_planned(session, await make_active(session))
        assert planned.starts_at == START
        assert planned.day_before_at == START - DAY
        assert planned.soon_at == START - timedelta(hours=1)
        assert planned.check_in_at is not None
        assert planned.check_in_at > START


async def test_each_side_gets_each_reminder_once(small_sessions: Sessions) -> None:
    """However often the clock asks, nobody is reminded twice."""
    async with small_sessions.begin() as session:
        young, helper = await members_of(session, await make_active(session))
        for _ in range(2):
            await _tick(session, START - DAY)
            await _tick(session, START - timedelta(hours=1))
        for person in (young, helper):
            told = await list_queued(session, person)
            assert [told.count(kind) for kind in ("reminder_day", "reminder_soon")] == [1, 1]


async def test_a_moved_session_loses_its_old_reminders_and_gets_new_ones(sessions: Sessions) -> None:
    """The waiting reminder is cancelled in the same transaction; the new one comes at the new hour."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        await _tick(session, START - DAY)
        planned = await _find_planned(session, binome)
        await move_session(session, planned, young, 2, START - DAY)
        assert await _count_reminders(session) == 0
        assert await _count_reminders(session, "cancelled") == 2
        assert planned.starts_at == START + 2 * DAY
        await _tick(session, START + DAY)
        assert (await list_queued(session, helper)).count("reminder_day") == 1


async def test_a_skipped_session_is_followed_by_the_next(small_sessions: Sessions) -> None:
    """Nothing is said of the one that is skipped, and next week's is planned."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, helper = await members_of(session, binome)
        first = await _find_planned(session, binome)
        await skip(session, first.id, helper, 0, NOW)
        await _tick(session, START + timedelta(hours=3))
        assert "check_in" not in await list_queued(session, young)
        following = await _find_planned(session, binome)
        assert (first.state, following.starts_at) == ("skipped", START + WEEK)
        with pytest.raises(NotPossible):
            await skip(session, first.id, helper, 0, NOW)


async def test_nobody_else_may_touch_a_session(small_sessions: Sessions) -> None:
    """A stranger moves, skips, answers and rates nothing."""
    async with small_sessions.begin() as session:
        planned = await _find_planned(session, await make_active(session))
        stranger = await add_person(session)
        for act in (
            moves.ask(session, planned.id, stranger, 0, START + DAY, NOW),
            moves.come(session, planned.id, stranger, 0, NOW),
            skip(session, planned.id, stranger, 0, NOW),
            answer_check_in(session, planned.id, stranger, True, NOW),
            rate(session, planned.id, stranger, 3, NOW),
        ):
            with pytest.raises(NotAllowed):
                await act


async def _make_met(session: AppSession, binome: Binome, week: int, *said: bool | None) -> MentoringSession:
    """Let a week's session pass; each side says whether it took place, or nothing."""
    done = await _find_planned(session, binome)
    start = START + week * WEEK
    await _tick(session, start + timedelta(hours=2))
    for person, held in zip(await members_of(session, binome), said, strict=True):
        if held is not None:
            await answer_check_in(session, done.id, person, held, start + timedelta(hours=3))
    await _tick(session, start + timedelta(days=3))
    return done


async def test_two_missed_sessions_are_shown_to_the_team(sessions: Sessions) -> None:
    """Silence counts as missed; a session that one side says took place does not."""
    async with sessions.begin() as session:
        binome = await make_active(session)
        await _make_met(session, binome, 0, False, False)
        await _make_met(session, binome, 1, True, None)
        assert binome.missed == 0
        await _make_met(session, binome, 2, None, None)
        assert "missed" not in await list_open_cards(session)
        await _make_met(session, binome, 3, False, None)
        assert (binome.missed, (await list_open_cards(session)).count("missed")) == (2, 1)


async def test_a_no_beside_a_yes_is_shown_to_the_team_once(small_sessions: Sessions) -> None:
    """Both answers are kept, and the session counts as held; the team asks how things are."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        done = await _make_met(session, binome, 0, False, True)
        assert (done.state, done.young_held, done.volunteer_held) == ("held", False, True)
        young, _ = await members_of(session, binome)
        await answer_check_in(session, done.id, young, False, START + 5 * DAY)
        card = (await session.scalars(select(Card).where(Card.kind == "contradiction"))).one()
        assert card.count == 1


async def test_a_late_yes_counts(small_sessions: Sessions) -> None:
    """A session taken for missed is held once somebody says so."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        done = await _make_met(session, binome, 0, None, None)
        assert (done.state, binome.missed) == ("missed", 1)
        young, _ = await members_of(session, binome)
        await answer_check_in(session, done.id, young, True, START + 6 * DAY)
        assert (done.state, binome.missed) == ("held", 0)


async def test_each_session_is_followed_by_exactly_one(small_sessions: Sessions) -> None:
    """Three weeks leave three sessions behind and one ahead, however often the clock asks."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        for week in range(3):
            await _make_met(session, binome, week, True, True)
        states = [one.state for one in await session.scalars(select(MentoringSession))]
        assert sorted(states) == ["held", "held", "held", "planned"]


async def test_a_long_stop_floods_nobody(small_sessions: Sessions) -> None:
    """After three weeks of sleep nobody is reminded of the past: one check-in, and the next session is ahead."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        late = START + 3 * WEEK + timedelta(hours=5)
        while await _tick(session, late):
            pass
        young, _ = await members_of(session, binome)
        told = await list_queued(session, young)
        assert [told.count(kind) for kind in ("reminder_day", "reminder_soon", "check_in")] == [0, 0, 1]
        assert (await _find_planned(session, binome)).starts_at == START + 4 * WEEK


async def test_a_rating_is_given_once(small_sessions: Sessions) -> None:
    """A second tap changes nothing and calls nobody again; only the three ratings exist."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        done = await _make_met(session, binome, 0, True, True)
        for wrong in (0, 4, -1):
            with pytest.raises(NotPossible):
                await rate(session, done.id, young, wrong, NOW)
        for _ in range(2):
            await rate(session, done.id, young, 1, NOW)
        with pytest.raises(NotPossible):
            await rate(session, done.id, young, 3, NOW)
        card = (await session.scalars(select(Card).where(Card.kind == "low_rating"))).one()
        assert (card.count, done.young_rating) == (1, 1)


async def test_what_was_not_held_cannot_be_rated(small_sessions: Sessions) -> None:
    """Before the check-in, or after a no, there is nothing to rate."""
    async with small_sessions.begin() as session:
        binome = await make_active(session)
        young, _ = await members_of(session, binome)
        planned = await _find_planned(session, binome)
        with pytest.raises(NotPossible):
            await rate(session, planned.id, young, 3, NOW)
        with pytest.raises(NotPossible):
            await answer_check_in(session, planned.id, young, True, NOW)
