"""After a request: what became of the row is written down, and what follows from it."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from mentoring.messages import LIST
from scheduler.clock import Clock
from scheduler.outcomes import GIVEN_UP, UNBOUND, Outcome, outcome_of_list
from scheduler.pace import seconds_of
from storage import cards, departures, outbox, settings, standing
from storage.database import UNAVAILABLE, Sessions
from storage.tables import Outgoing, Person

log = logging.getLogger(__name__)

FIRST_DELAY = timedelta(seconds=2)
CARDS = ("card", "card_reminder")
HELP_TEXTS = ("help", "help_weak")
LONGEST_DELAY = timedelta(minutes=10)


async def settle(
    sessions: Sessions,
    row: Outgoing,
    outcome: Outcome,
    error: TelegramError | None,
    message_id: int | None,
    clock: Clock,
) -> timedelta | None:
    """Record a row's outcome; tried again until the database takes it, because the message has left.

    Give after how long the row may leave again, if it may.
    """
    while True:
        try:
            async with sessions.begin() as session:
                return await _settle(session, row, outcome, error, message_id, clock)
        except UNAVAILABLE:
            log.warning("outcome_not_recorded_yet", extra={"row": row.id})
            await asyncio.sleep(1)


async def _settle(
    session: AsyncSession,
    row: Outgoing,
    outcome: Outcome,
    error: TelegramError | None,
    message_id: int | None,
    clock: Clock,
) -> timedelta | None:
    if row.kind == LIST:
        outcome = outcome_of_list(outcome, row.attempts)
    elif row.person_id is None and outcome.then in ("gone", "blocked"):
        outcome = UNBOUND
    values: dict[str, Any] = {"problem": type(error).__name__ if error else "", "message_id": message_id}
    state, again_in = outcome.state, None
    if state == "uncertain" and outbox.may_leave_again(row):
        state, values["resent"] = "queued", row.resent + 1
    if state == "queued":
        again_in = _delay(row, error)
        values["retry_at"] = clock.real() + again_in
    if isinstance(error, RetryAfter | ChatMigrated):
        values["attempts"] = row.attempts - 1  # not a failure
    if state != "sent":
        log.info(
            "message_not_sent", extra={"row": row.id, "kind": row.kind, "became": state, "problem": values["problem"]}
        )
    await outbox.settle(session, row.id, state, clock.real(), **values)
    if state == "uncertain":
        await cards.open_case(session, clock.now(), "uncertain", "messages")
    if outcome == GIVEN_UP and row.person_id is not None:
        await cards.open_case(session, clock.now(), "fault", f"message:{row.kind}")
    if state == "sent" and row.person_id is not None and row.kind == LIST:
        await standing.shown(session, row.person_id, row.args["mark"])
    if state == "sent" and row.person_id is not None and row.kind in HELP_TEXTS:
        await cards.help_arrived(session, row.person_id, clock.now())
    if state == "sent" and message_id is not None and row.person_id is None and row.kind in CARDS and not row.edits:
        await cards.now_shown_in(session, row.args["card"], message_id, clock.now())
    if outcome.then in FOLLOWING:
        await FOLLOWING[outcome.then](session, row, error, clock)
    return again_in


def _delay(row: Outgoing, error: TelegramError | None) -> timedelta:
    if isinstance(error, RetryAfter):
        return timedelta(seconds=seconds_of(error))
    if isinstance(error, ChatMigrated):
        return timedelta()
    return min(FIRST_DELAY * (1 << min(row.attempts - 1, 10)), LONGEST_DELAY)


async def _held(session: AsyncSession, _row: Outgoing, error: TelegramError | None, clock: Clock) -> None:
    if isinstance(error, RetryAfter):
        until = clock.real() + timedelta(seconds=seconds_of(error))
        await settings.write(session, settings.HOLD_UNTIL, until.isoformat())


async def _migrated(session: AsyncSession, row: Outgoing, error: TelegramError | None, _clock: Clock) -> None:
    if row.person_id is None and isinstance(error, ChatMigrated):
        await settings.write(session, settings.STAFF_CHAT, str(error.new_chat_id))


async def _unbound(session: AsyncSession, row: Outgoing, _error: TelegramError | None, clock: Clock) -> None:
    if row.person_id is None:
        log.error("staff_group_lost")
        await cards.group_lost(session, clock.now())
    else:
        await _blocked(session, row, None, clock)


async def _blocked(session: AsyncSession, row: Outgoing, _error: TelegramError | None, clock: Clock) -> None:
    await _silent(session, row, "blocked", clock)


async def _gone(session: AsyncSession, row: Outgoing, _error: TelegramError | None, clock: Clock) -> None:
    await _silent(session, row, "gone", clock)


async def _silent(session: AsyncSession, row: Outgoing, state: str, clock: Clock) -> None:
    person = await session.get(Person, row.person_id) if row.person_id else None
    if person is not None:
        await departures.went_silent(session, person, state, clock.now())


async def _redrawn_anew(session: AsyncSession, row: Outgoing, _error: TelegramError | None, clock: Clock) -> None:
    """The message to redraw is gone: say it anew, unless all it would say is where to look instead of there."""
    if row.kind == "card_moved":
        return
    person = await session.get(Person, row.person_id) if row.person_id else None
    if row.person_id is None or person is not None:
        await outbox.put(session, clock.now(), person, row.kind, **row.args)


FOLLOWING = {
    "held": _held,
    "migrated": _migrated,
    "unbound": _unbound,
    "blocked": _blocked,
    "gone": _gone,
    "redrawn_anew": _redrawn_anew,
}
