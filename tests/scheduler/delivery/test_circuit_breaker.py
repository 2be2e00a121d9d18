"""When Telegram stops answering and answers again: what of it is written down."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import async_sessionmaker
from telegram.error import RetryAfter

from benchmarks.databases import open_sessions
from scheduler.delivery.circuit_breaker import MAX_PROBE_INTERVAL_SECONDS, MAX_UNANSWERED, CircuitBreaker
from scheduler.delivery.outcomes import RETRY, SENT, UNCERTAIN, Attempt, Outcome
from scheduler.delivery.results import record_with_retry
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.tables import Card, Outgoing
from use_cases.outbox import outbox

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
RATE_LIMITED = Outcome("queued", "held")
TimedOutcome = tuple[int, Outcome]
"""Minutes after nine, and what a request met."""


@pytest.fixture
async def sessions(sqlite_url: str) -> AsyncIterator[Sessions]:
    """Return the maker of transactions."""
    async with open_sessions(sqlite_url) as found:
        yield found


async def _run(sessions: Sessions, *outcomes: TimedOutcome) -> list[tuple[str, object]]:
    """Live through one run of the program; return what is planned for the team afterwards: (state, until)."""
    clock = Clock()
    silence = CircuitBreaker(sessions, clock)
    for minutes, outcome in outcomes:
        clock.real_now = partial(NINE.__add__, timedelta(minutes=minutes))
        await silence.note_outage(outcome)
    async with sessions.begin() as session:
        rows = await session.scalars(select(Outgoing).where(Outgoing.kind == "outage").order_by(Outgoing.id))
        return [(row.state, row.args.get("until", "")[11:16]) for row in rows]


async def test_a_failure_that_is_over_within_a_minute_is_none(sessions: Sessions) -> None:
    """One lost request among many that arrive writes nothing."""
    assert await _run(sessions, (0, SENT), (1, RETRY), (1, SENT), (2, UNCERTAIN), (2, SENT)) == []


async def test_a_short_silence_is_forgotten(sessions: Sessions) -> None:
    """Twenty minutes: what was planned for the team is cancelled."""
    assert await _run(sessions, (0, RETRY), (2, RETRY), (10, UNCERTAIN)) == [("queued", "")]
    assert await _run(sessions, (20, SENT)) == [("cancelled", "")]


async def test_a_long_silence_is_known_after_a_restart(sessions: Sessions) -> None:
    """It began in one run and ends in another: from the first failure to the first answer, told once."""
    assert await _run(sessions, (0, RETRY), (2, RETRY)) == [("queued", "")]
    assert await _run(sessions, (60, RETRY), (70, RETRY)) == [("queued", "")]
    assert await _run(sessions, (120, SENT), (121, SENT)) == [("queued", "11:00")]


async def test_a_plea_for_silence_is_no_answer(sessions: Sessions) -> None:
    """Telegram speaks, but lets nothing through: the silence goes on."""
    assert await _run(sessions, (0, RETRY), (2, RETRY), (40, RATE_LIMITED), (60, SENT)) == [("queued", "10:00")]


async def test_each_outage_has_its_own_message(sessions: Sessions) -> None:
    """The next one begins before the first is told: two messages, two ends."""
    first = (0, RETRY), (2, RETRY), (60, SENT)
    second = (61, RETRY), (63, RETRY), (180, SENT)
    assert await _run(sessions, *first, *second) == [("queued", "10:00"), ("queued", "12:00")]


def _build_silent() -> tuple[CircuitBreaker, Clock]:
    """Return what knows that three messages had no answer, and its clock."""
    clock = Clock(real_now=lambda: NINE)
    silence = CircuitBreaker(async_sessionmaker(class_=AppSession), clock)
    for _ in range(MAX_UNANSWERED):
        assert not silence.is_open
        silence.record_result(UNCERTAIN)
    assert silence.is_open
    return silence, clock


def test_a_silent_telegram_is_asked_ever_more_seldom() -> None:
    """After a second, two, four: at last once a minute."""
    silence, _clock = _build_silent()
    waits = []
    for _ in range(9):
        waits.append(silence.compute_probe_wait_seconds())
        silence.record_probe(RETRY)
    assert waits == [
        1,
        2,
        4,
        8,
        16,
        32,
        MAX_PROBE_INTERVAL_SECONDS,
        MAX_PROBE_INTERVAL_SECONDS,
        MAX_PROBE_INTERVAL_SECONDS,
    ]


def test_one_message_shows_whether_it_is_over() -> None:
    """Telegram answers a question and no message: it is asked later still. A message that arrives ends it."""
    silence, clock = _build_silent()
    silence.record_probe(SENT)
    assert (silence.is_open, silence.is_half_open, silence.compute_probe_wait_seconds()) == (False, True, 0)
    silence.record_result(UNCERTAIN)
    assert (silence.is_open, silence.compute_probe_wait_seconds()) == (True, 2)
    clock.real_now = lambda: NINE + timedelta(seconds=2)
    assert silence.compute_probe_wait_seconds() == 0
    silence.record_probe(SENT)
    silence.record_result(SENT)
    assert (silence.is_open, silence.is_half_open) == (False, False)
    silence.record_result(UNCERTAIN)
    assert not silence.is_open


def test_what_was_under_way_when_it_began_counts_once() -> None:
    """Eight messages fail together: Telegram is asked after a second all the same."""
    silence, _clock = _build_silent()
    for _ in range(5):
        silence.record_result(UNCERTAIN)
    assert silence.compute_probe_wait_seconds() == 1


async def test_of_two_pleas_the_longer_one_is_remembered(sessions: Sessions) -> None:
    """Two messages are refused together, for half a minute and for five seconds: a restart waits for the longer one."""
    clock = Clock(real_now=lambda: NINE)
    async with sessions.begin() as session:
        for number in range(2):
            await outbox.put(session, NINE, outbox.STAFF, "outage", delivery=outbox.Delivery(key=str(number)))
        rows = (await session.scalars(select(Outgoing))).all()
    for row, seconds in zip(rows, (30, 5), strict=True):
        error = RetryAfter(timedelta(seconds=seconds))
        await record_with_retry(sessions, row, Attempt(1, None, False, None, RATE_LIMITED, error), clock)
    async with sessions.begin() as session:
        assert await installation.read_moment(session, installation.PAUSE_UNTIL) == NINE + timedelta(seconds=30)


@pytest.mark.parametrize(("erased", "cards"), [(False, ["uncertain"]), (True, [])])
async def test_a_message_that_was_erased_meanwhile_is_no_case(
    sessions: Sessions, erased: bool, cards: list[str]
) -> None:
    """The answer never comes, and whoever it was for has erased everything: the team has nobody to ask."""
    clock = Clock(real_now=lambda: NINE)
    async with sessions.begin() as session:
        await outbox.put(session, NINE, outbox.STAFF, "digest", delivery=outbox.Delivery(key="only"))
        row = (await session.scalars(select(Outgoing))).one()
    if erased:
        async with sessions.begin() as session:
            await session.execute(delete(Outgoing))
    await record_with_retry(sessions, row, Attempt(1, None, False, None, UNCERTAIN), clock)
    async with sessions.begin() as session:
        assert list(await session.scalars(select(Card.kind))) == cards
