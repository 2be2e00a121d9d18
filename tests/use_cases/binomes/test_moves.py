"""Another moment of a session: asked for by one side, and nothing moves before the other says yes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions
from storage.schema.tables import Binome, MentoringSession, Need, Outgoing, Person
from tests.cast import NOW, add_need, add_offer, list_queued, make_active, make_agreed, members_of, move_session
from use_cases.binomes import binome_rows, moves, slots
from use_cases.binomes.taken_hours import HourTaken
from use_cases.sessions import sessions

START = datetime(2026, 11, 24, 17, tzinfo=UTC)
"""The first session: Tuesday at 18 in Paris."""
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
EARLIER = START - 5 * HOUR
LATER = START + 2 * DAY + 1.5 * HOUR


async def _begin(session: AppSession) -> tuple[MentoringSession, Person, Person]:
    """Return the session that is planned, its young person and its volunteer."""
    binome = await make_active(session)
    planned = await sessions.find_upcoming(session, binome)
    assert planned is not None
    return (planned, *await members_of(session, binome))


async def _book(session: AppSession, binome: Binome, choice: str) -> MentoringSession:
    young, helper = await members_of(session, binome)
    await slots.ask_for_slot(session, binome.id, young, choice, NOW)
    await slots.confirm_slot(session, binome.id, helper, choice, NOW)
    planned = await sessions.find_upcoming(session, binome)
    assert planned is not None
    return planned


async def make_two_binomes(session: AppSession) -> tuple[Binome, Binome]:
    """Return two binômes of one volunteer, neither of which has an hour yet."""
    offer = await add_offer(session, capacity=2)
    needs: list[Need] = [await add_need(session, name) for name in ("Inès", "Karim")]
    first, second = [await make_agreed(session, need, offer) for need in needs]
    return first, second


@pytest.mark.parametrize("start", [EARLIER, LATER])
async def test_nothing_moves_before_the_other_says_yes(small_sessions: Sessions, start: datetime) -> None:
    """Earlier or later, half hours too; the yes moves it, and a second tap on either button does nothing more."""
    async with small_sessions.begin() as session:
        planned, young, helper = await _begin(session)
        for _ in range(2):
            await moves.ask(session, planned.id, young, 0, start, NOW)
        assert (planned.starts_at, planned.asked_start, planned.asked_by) == (START, start, "young")
        assert (await list_queued(session, helper)).count("move_asked") == 1
        with pytest.raises(NotPossible):
            await moves.accept(session, planned.id, young, 0, start, NOW)
        await moves.accept(session, planned.id, helper, 0, start, NOW)
        assert (planned.starts_at, planned.asked_start, planned.revision) == (start, None, 1)
        with pytest.raises(NotPossible):
            await moves.accept(session, planned.id, helper, 0, start, NOW)


async def test_a_second_ask_replaces_the_first(small_sessions: Sessions) -> None:
    """Of both sides asking at once the last one counts: a yes to the earlier ask comes too late."""
    async with small_sessions.begin() as session:
        planned, young, helper = await _begin(session)
        await moves.ask(session, planned.id, young, 0, LATER, NOW)
        await moves.ask(session, planned.id, helper, 0, LATER + HOUR, NOW)
        told = (await session.scalars(select(Outgoing).where(Outgoing.kind == "move_asked"))).all()
        assert [(row.person_id, row.args["replaces"]) for row in told] == [(helper.id, False), (young.id, True)]
        with pytest.raises(NotPossible):
            await moves.accept(session, planned.id, helper, 0, LATER, NOW)
        await moves.accept(session, planned.id, young, 0, LATER + HOUR, NOW)
        assert planned.starts_at == LATER + HOUR


async def test_two_who_ask_for_the_same_moment_agree(small_sessions: Sessions) -> None:
    """Each wants what the other wants: nobody has to say yes."""
    async with small_sessions.begin() as session:
        planned, young, helper = await _begin(session)
        await moves.ask(session, planned.id, young, 0, LATER, NOW)
        await moves.ask(session, planned.id, helper, 0, LATER, NOW)
        assert planned.starts_at == LATER


@pytest.mark.parametrize("by", [0, 1])
async def test_an_ask_is_refused_or_taken_back(small_sessions: Sessions, by: int) -> None:
    """By its author or by the other: the session stays where it is, and both read so."""
    async with small_sessions.begin() as session:
        planned, *both = await _begin(session)
        await moves.ask(session, planned.id, both[0], 0, LATER, NOW)
        await moves.keep(session, planned.id, both[by], 0, LATER, NOW)
        assert (planned.starts_at, planned.asked_start, planned.ask_due_at) == (START, None, None)
        for person in both:
            assert "session_kept" in await list_queued(session, person)


@pytest.mark.parametrize(("start", "due"), [(LATER, START - 2 * HOUR), (EARLIER, EARLIER)])
async def test_who_asked_and_reads_no_answer_is_asked_whether_they_come(
    small_sessions: Sessions, start: datetime, due: datetime
) -> None:
    """Two hours before, or when an earlier moment has gone by; the answer "I come" takes the ask back."""
    async with small_sessions.begin() as session:
        planned, young, helper = await _begin(session)
        await moves.ask(session, planned.id, young, 0, start, NOW)
        assert planned.ask_due_at == due
        for _ in range(2):
            await moves.fall_due(session, due, 100)
        assert (await list_queued(session, young)).count("move_unanswered") == 1
        assert "move_unanswered" not in await list_queued(session, helper)
        await moves.come(session, planned.id, young, 0, due)
        assert (planned.starts_at, planned.asked_start, planned.young_coming_at) == (START, None, due)


async def test_who_asks_shortly_before_is_asked_at_once(small_sessions: Sessions) -> None:
    """There is no time to wait for an answer first; a yes in time moves it all the same."""
    async with small_sessions.begin() as session:
        planned, young, helper = await _begin(session)
        await moves.ask(session, planned.id, young, 0, LATER, START - HOUR)
        assert "move_unanswered" in await list_queued(session, young)
        assert "move_waiting" not in await list_queued(session, young)
        await moves.accept(session, planned.id, helper, 0, LATER, START - HOUR)
        assert planned.starts_at == LATER


async def test_a_move_is_undone_within_a_minute(small_sessions: Sessions) -> None:
    """By either side; afterwards it is to be asked for like any other."""
    async with small_sessions.begin() as session:
        planned, young, helper = await _begin(session)
        for person, wait in ((young, 1), (helper, 60)):
            revision = planned.revision
            await moves.ask(session, planned.id, young, revision, LATER, NOW)
            await moves.accept(session, planned.id, helper, revision, LATER, NOW)
            await moves.undo(session, planned.id, person, revision + 1, NOW + timedelta(seconds=wait))
            assert (planned.starts_at, planned.moved_from) == (START, None)
        await moves.ask(session, planned.id, young, planned.revision, LATER, NOW)
        await moves.accept(session, planned.id, helper, planned.revision, LATER, NOW)
        with pytest.raises(NotPossible):
            await moves.undo(session, planned.id, young, planned.revision, NOW + timedelta(seconds=61))


@pytest.mark.parametrize(
    ("start", "problem"),
    [
        (NOW - HOUR, "past_moment"),
        (NOW + 90 * DAY, "far_moment"),
        (START, "same_moment"),
        (START + 5 * HOUR, "night"),
        (LATER, ""),
    ],
)
async def test_a_moment_that_cannot_be_is_named(small_sessions: Sessions, start: datetime, problem: str) -> None:
    """Past, far away, by night, or where it is already: there is a sentence for each, and it cannot be asked for."""
    async with small_sessions.begin() as session:
        planned, young, _ = await _begin(session)
        fault = await moves.find_fault(session, planned, start, NOW)
        assert (fault.problem if fault else "") == problem
        if problem:
            with pytest.raises(NotPossible):
                await moves.ask(session, planned.id, young, 0, start, NOW)


async def test_a_session_moved_earlier_stands_for_its_week(small_sessions: Sessions) -> None:
    """The next one is that of the next week, not the hour that was moved from."""
    async with small_sessions.begin() as session:
        planned, young, helper = await _begin(session)
        await moves.ask(session, planned.id, young, 0, EARLIER, NOW)
        await moves.accept(session, planned.id, helper, 0, EARLIER, NOW)
        await sessions.fall_due(session, EARLIER + 2 * HOUR, 100)
        following = await sessions.find_upcoming(session, planned.binome)
        assert following is not None
        assert following.starts_at == START + WEEK


async def test_hours_of_the_volunteers_other_young_people_are_left_out(small_sessions: Sessions) -> None:
    """Neither shown nor given: not as a weekly hour, not for one session, also when it runs half into another."""
    async with small_sessions.begin() as session:
        first, second = await make_two_binomes(session)
        young, _ = await members_of(session, second)
        await _book(session, first, "1-18")
        answers = await binome_rows.read_answers(session, second)
        assert "1-18" not in [str(one) for one in await slots.list_free_hours(session, answers, NOW)]
        for choice in ("1-18", "1-1830", "1-1730"):
            with pytest.raises(HourTaken):
                await slots.ask_for_slot(session, second.id, young, choice, NOW)
        planned = await _book(session, second, "1-1930")
        assert (second.weekday, second.hour, second.minute) == (1, 19, 30)
        assert START not in await moves.list_starts(session, planned, NOW)
        with pytest.raises(HourTaken):
            await moves.ask(session, planned.id, young, 0, START, NOW)


async def test_a_moved_session_leaves_its_hour_to_no_other(small_sessions: Sessions) -> None:
    """Two sessions that both leave their weekly hours may not meet: what is moved is looked at, not the hours alone."""
    async with small_sessions.begin() as session:
        first, second = await make_two_binomes(session)
        one, other = await _book(session, first, "1-18"), await _book(session, second, "3-18")
        between = START + DAY
        await move_session(session, one, (await members_of(session, first))[0], 1, NOW)
        assert one.starts_at == between
        for start in (between, between + HOUR / 2, between - HOUR / 2):
            assert await moves.find_fault(session, other, start, NOW) == moves.TAKEN
            with pytest.raises(HourTaken):
                await moves.ask(session, other.id, (await members_of(session, second))[0], other.revision, start, NOW)
        assert await moves.find_fault(session, other, between + HOUR, NOW) is None


async def test_a_yes_to_an_hour_that_was_taken_since_is_refused(small_sessions: Sessions) -> None:
    """Two young people asked for the same hour: the volunteer gives it to one of them."""
    async with small_sessions.begin() as session:
        first, second = await make_two_binomes(session)
        young, helper = await members_of(session, second)
        await slots.ask_for_slot(session, second.id, young, "1-18", NOW)
        await _book(session, first, "1-18")
        with pytest.raises(HourTaken):
            await slots.confirm_slot(session, second.id, helper, "1-18", NOW)
        assert second.state == "agreed"
