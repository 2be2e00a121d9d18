"""After a request: what became of the row is written down, and what follows from it."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from mentoring.messages import LIST
from scheduler.clock import Clock
from scheduler.delivery.outcomes import GIVEN_UP, REDRAWN_ANEW, UNBOUND, UNCERTAIN, Attempt, Outcome, outcome_of_list
from scheduler.delivery.rate_limiter import seconds_of
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions, is_unavailable
from storage.schema.tables import Outgoing, Person
from use_cases.binomes import departures
from use_cases.messages import receipts
from use_cases.outbox import outbox
from use_cases.team import cards, staff_group

log = logging.getLogger(__name__)

FIRST_DELAY = timedelta(seconds=2)
AT_ONCE = ("migrated", "thread_lost")
"""What went to the wrong place goes to the right one at once; it is no failure."""
LONGEST_DELAY = timedelta(minutes=10)


Made = tuple[Outgoing, Attempt]
"""A claimed row and the request that was made for it."""


async def settle(sessions: Sessions, row: Outgoing, attempt: Attempt, clock: Clock) -> list[timedelta]:
    """Record a row's outcome; tried again until the database takes it, because the message has left.

    Give after how long the row may leave again, if it may. When what follows from the outcome cannot be done, the
    outcome alone is written down: else the row would be taken for one that never left, and leave again and again.
    """
    write = record
    while True:
        try:
            async with sessions.begin() as session:
                return await write(session, [(row, attempt)], clock)
        except Exception as error:
            if is_unavailable(error):
                log.warning("outcome_not_recorded_yet", extra={"row": row.id})
                await asyncio.sleep(1)
            elif write is _record_alone:
                raise
            else:
                log.exception("outcome_without_what_follows", extra={"row": row.id, "kind": row.kind})
                write = _record_alone


async def record(session: AppSession, made: Sequence[Made], clock: Clock) -> list[timedelta]:
    """Record what became of rows; give after how long those of them may leave again that may."""
    meant = [(row, attempt, _meant(row, attempt)) for row, attempt in made]
    sent = [(row, attempt) for row, attempt, outcome in meant if outcome.state == "sent"]
    if sent:
        written = [(row.id, row.attempts, attempt.message_id) for row, attempt in sent]
        await outbox.settle_sent(session, written, clock.real())
    for row, attempt in sent:
        await receipts.arrived(session, row, None if attempt.redrew else attempt.message_id, clock.now())
    delays = [await _not_sent(session, *one, clock) for one in meant if one[2].state != "sent"]
    return [delay for delay in delays if delay is not None]


async def _record_alone(session: AppSession, made: Sequence[Made], clock: Clock) -> list[timedelta]:
    """Write down that rows were sent, and nothing that follows; of all others, that nobody knows."""
    for row, attempt in made:
        if attempt.outcome.state != "sent":
            delay = await _not_sent(session, row, attempt, UNCERTAIN, clock)
            return [] if delay is None else [delay]
        await outbox.settle_sent(session, [(row.id, row.attempts, attempt.message_id)], clock.real())
    return []


async def _not_sent(
    session: AppSession, row: Outgoing, attempt: Attempt, outcome: Outcome, clock: Clock
) -> timedelta | None:
    error = attempt.error
    values: dict[str, Any] = {"problem": type(error).__name__ if error else ""}
    state, again_in = outcome.state, None
    if state == "uncertain" and outbox.may_leave_again(row):
        state, values["resent"] = "queued", row.resent + 1
    if state == "queued":
        again_in = timedelta() if outcome.then in AT_ONCE else _delay(row, error)
        values["retry_at"] = clock.real() + again_in
    if isinstance(error, RetryAfter) or outcome.then in AT_ONCE:
        values["attempts"] = row.attempts - 1  # not a failure
    told = {"row": row.id, "kind": row.kind, "became": state, "problem": values["problem"]}
    log.info("message_not_sent", extra=told)
    # False of somebody who erased everything meanwhile: a card would be about a message that is no more.
    is_known = await outbox.settle(session, row.id, state, clock.real(), attempt=row.attempts, **values)
    if state == "uncertain" and is_known:
        await cards.open_case(session, clock.now(), "uncertain", "messages")
    if outcome == GIVEN_UP and row.person_id is not None:
        await cards.open_case(session, clock.now(), "fault", f"message:{row.kind}")
    if outcome.then in FOLLOWING:
        await FOLLOWING[outcome.then](session, row, attempt, clock)
    return again_in


def _meant(row: Outgoing, attempt: Attempt) -> Outcome:
    """Read an outcome for whom it was meant: a group does not block the bot, and only a group has topics."""
    outcome, group = attempt.outcome, row.person_id is None
    if row.kind == LIST:
        return outcome_of_list(outcome, row.attempts)
    if group and outcome.then in ("gone", "blocked"):
        return UNBOUND
    if group and outcome.then == "migrated" and row.edits and row.message_id:
        return Outcome("cancelled", "migrated")  # in the new group this number is another message's
    if outcome.then != "thread_lost":
        return outcome
    if not group:
        return GIVEN_UP
    return REDRAWN_ANEW if attempt.redrew else outcome if attempt.thread else UNBOUND


def _delay(row: Outgoing, error: TelegramError | None) -> timedelta:
    if isinstance(error, RetryAfter):
        return timedelta(seconds=seconds_of(error))
    return min(FIRST_DELAY * (1 << min(row.attempts - 1, 10)), LONGEST_DELAY)


async def _held(session: AppSession, _row: Outgoing, attempt: Attempt, clock: Clock) -> None:
    if isinstance(attempt.error, RetryAfter):
        until = clock.real() + timedelta(seconds=seconds_of(attempt.error))
        before = await installation.read_moment(session, installation.HOLD_UNTIL)
        if before is None or before < until:  # of two that came together the longer one is meant
            await installation.write(session, installation.HOLD_UNTIL, until.isoformat())


async def _migrated(session: AppSession, row: Outgoing, attempt: Attempt, clock: Clock) -> None:
    if row.person_id is None and isinstance(attempt.error, ChatMigrated):
        await staff_group.follow(session, attempt.chat_id, attempt.error.new_chat_id, clock.now())


async def _thread_lost(session: AppSession, _row: Outgoing, attempt: Attempt, _clock: Clock) -> None:
    log.error("staff_thread_lost")
    await staff_group.lose_thread(session, attempt.thread)


async def _unbound(session: AppSession, row: Outgoing, attempt: Attempt, clock: Clock) -> None:
    if row.person_id is None:
        log.error("staff_group_lost")
        await staff_group.lose(session, clock.now())
    else:
        await _blocked(session, row, attempt, clock)


async def _blocked(session: AppSession, row: Outgoing, _attempt: Attempt, clock: Clock) -> None:
    await _silent(session, row, "blocked", clock)


async def _gone(session: AppSession, row: Outgoing, _attempt: Attempt, clock: Clock) -> None:
    await _silent(session, row, "gone", clock)


async def _silent(session: AppSession, row: Outgoing, state: str, clock: Clock) -> None:
    person = await session.get(Person, row.person_id) if row.person_id else None
    if person is not None:
        await departures.went_silent(session, person, state, clock.now())


async def _redrawn_anew(session: AppSession, row: Outgoing, _attempt: Attempt, clock: Clock) -> None:
    """The message to redraw is gone: say it anew, unless all it would say is where to look instead of there."""
    if row.kind == "card_moved":
        return
    if row.person_id is None:
        await staff_group.lose_message(session, row.args["card"], clock.now())
    elif person := await session.get(Person, row.person_id):
        with session.answering(person.id):  # it was their own tap that had it redrawn
            await outbox.put(session, clock.now(), person, row.kind, **row.args)


FOLLOWING = {
    "held": _held,
    "migrated": _migrated,
    "thread_lost": _thread_lost,
    "unbound": _unbound,
    "blocked": _blocked,
    "gone": _gone,
    "redrawn_anew": _redrawn_anew,
}
