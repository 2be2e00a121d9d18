"""After a request: what became of the row is written down, and what follows from it."""

import asyncio
import logging
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from mentoring.message_kinds import DELETION, GROUP_EXIT, KEYBOARD, LIST, OPERATIONS
from mentoring.states import PersonState
from scheduler.delivery import retry_after
from scheduler.delivery.outcomes import (
    GIVEN_UP,
    GROUP_LOST,
    RESEND_AS_NEW,
    THREAD_LOST,
    UNCERTAIN,
    Attempt,
    Outcome,
    SideEffect,
    find_deletion_outcome,
    find_exit_outcome,
    find_list_outcome,
)
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions, is_unavailable
from storage.schema.tables import Outgoing, Person
from use_cases.binomes import departures
from use_cases.messages import receipts
from use_cases.outbox import group_exits, outbox, passed_messages
from use_cases.team import cards, case_access, group_guests, refused_alerts, staff_group

log = logging.getLogger(__name__)

MOVED: SideEffect = "moved"
INITIAL_RETRY_DELAY = timedelta(seconds=2)
IMMEDIATE_RETRIES = ("migrated", "thread_lost", MOVED)
"""What went to the wrong place goes to the right one at once; it is no failure."""
MAX_RETRY_DELAY = timedelta(minutes=10)


AttemptedRow = tuple[Outgoing, Attempt]
"""A claimed row and the request that was made for it."""


async def record_with_retry(sessions: Sessions, row: Outgoing, attempt: Attempt, clock: Clock) -> list[timedelta]:
    """Record a row's outcome; tried again until the database takes it, because the message has left.

    Give after how long the row may leave again, if it may. When what follows from the outcome cannot be done, the
    outcome alone is written down: else the row would be taken for one that never left, and leave again and again.
    """
    write = record_results
    while True:
        try:
            async with sessions.begin() as session:
                return await write(session, [(row, attempt)], clock)
        except Exception as error:
            if is_unavailable(error):
                log.warning("outcome_not_recorded_yet", extra={"row": row.id})
                await asyncio.sleep(1)
            elif write is _record_without_side_effects:
                raise
            else:
                log.exception("outcome_without_what_follows", extra={"row": row.id, "kind": row.kind})
                write = _record_without_side_effects


async def record_results(session: AppSession, attempted: Sequence[AttemptedRow], clock: Clock) -> list[timedelta]:
    """Record what became of rows; return after how long those of them may leave again that may."""
    where = await installation.hold_staff_chat(session) if any(row.person_id is None for row, _ in attempted) else None
    meant = [(row, attempt, await _find_outcome(session, row, attempt, where)) for row, attempt in attempted]
    sent = [(row, attempt) for row, attempt, outcome in meant if outcome.state == "sent"]
    if sent:
        written = [(row.id, row.attempts, attempt.message_id) for row, attempt in sent]
        await outbox.settle_sent(session, written, clock.real_now())
    for row, attempt in sent:
        if _is_left_behind(row, attempt, where):
            continue
        if attempt.refused is not None:
            await refused_alerts.report_refusal(session, row, clock.now())
        await receipts.record_receipt(session, row, None if attempt.is_edit else attempt.message_id, clock.now())
    delays = [await _record_failure(session, *one, clock) for one in meant if one[2].state != "sent"]
    if any(row.kind == GROUP_EXIT for row, _ in attempted):
        await group_exits.forget_settled(session)
    return [delay for delay in delays if delay is not None]


async def _record_without_side_effects(
    session: AppSession, attempted: Sequence[AttemptedRow], clock: Clock
) -> list[timedelta]:
    """Record that rows were sent, and nothing that follows; of all others, that nobody knows."""
    for row, attempt in attempted:
        if attempt.outcome.state != "sent":
            delay = await _record_failure(session, row, attempt, UNCERTAIN, clock)
            return [] if delay is None else [delay]
        await outbox.settle_sent(session, [(row.id, row.attempts, attempt.message_id)], clock.real_now())
    return []


async def _record_failure(
    session: AppSession, row: Outgoing, attempt: Attempt, outcome: Outcome, clock: Clock
) -> timedelta | None:
    error = attempt.error
    values: dict[str, Any] = {"problem": type(error).__name__ if error else ""}
    state, again_in = outcome.state, None
    if state == "uncertain" and outbox.may_leave_again(row):
        state, values["resent"] = "queued", row.resent + 1
    if state == "queued":
        again_in = timedelta() if outcome.side_effect in IMMEDIATE_RETRIES else _compute_retry_delay(row, error)
        values["retry_at"] = clock.real_now() + again_in
    if isinstance(error, RetryAfter) or outcome.side_effect in IMMEDIATE_RETRIES:
        values["attempts"] = row.attempts - 1  # not a failure
    told = {"row": row.id, "kind": row.kind, "became": state, "problem": values["problem"]}
    log.info("message_not_sent", extra=told)
    # False of somebody who erased everything meanwhile: a card would be about a message that is no more.
    is_known = await outbox.settle_row(session, row.id, state, clock.real_now(), attempt=row.attempts, **values)
    if is_known:
        await passed_messages.record_failure(session, row, state, clock.now())
    if state == "uncertain" and is_known and await case_access.may_be_named(session, row):
        await cards.open_case(session, clock.now(), "uncertain", "messages")
    if outcome == GIVEN_UP and row.person_id is not None:
        await cards.open_case(session, clock.now(), "fault", f"message:{row.kind}")
    if outcome.side_effect in SIDE_EFFECTS:
        await SIDE_EFFECTS[outcome.side_effect](session, row, attempt, clock)
    if state == "given_up" and is_known:
        await refused_alerts.call_others(session, row, clock.now())
    return again_in


def _is_left_behind(row: Outgoing, attempt: Attempt, where: int | None) -> bool:
    """Return whether a request was made in a group from which the team has moved on meanwhile."""
    return row.person_id is None and row.kind not in OPERATIONS and where not in (None, attempt.chat_id)


async def _find_outcome(session: AppSession, row: Outgoing, attempt: Attempt, where: int | None) -> Outcome:
    """Return what an attempt means for its row where the team reads now.

    A number of the group that was left is another message's in the new one, and open cases were said there anew.
    """
    outcome = _find_effective_outcome(row, attempt)
    if outcome.state == "sent" or not _is_left_behind(row, attempt, where):
        return outcome
    then: SideEffect = outcome.side_effect if outcome.side_effect in ("held", "refused") else MOVED
    if (row.edits and row.message_id) or await staff_group.is_showing_card(session, row):
        return Outcome("cancelled", then)
    return outcome if outcome == UNCERTAIN else Outcome("queued", then)


def _find_effective_outcome(row: Outgoing, attempt: Attempt) -> Outcome:
    """Return an outcome as meant for its reader: a group does not block the bot, and only a group has topics."""
    outcome, group = attempt.outcome, row.person_id is None
    if row.kind == LIST or "former" in row.args:  # what a group that is left refuses says nothing of the bound one
        return find_list_outcome(outcome, row.attempts)
    if row.kind in (DELETION, KEYBOARD):
        return find_deletion_outcome(outcome)
    if row.kind == GROUP_EXIT:
        return find_exit_outcome(outcome, attempt.error)
    if group and outcome == GIVEN_UP:
        outcome = THREAD_LOST if attempt.thread or attempt.is_edit else GROUP_LOST
    if group and outcome.side_effect in ("gone", "blocked"):
        return GROUP_LOST
    if not group and outcome == GROUP_LOST:
        return Outcome("given_up", "blocked")
    if group and outcome.side_effect == "migrated" and row.edits and row.message_id:
        return Outcome("cancelled", "migrated")  # in the new group this number is another message's
    if outcome.side_effect != "thread_lost":
        return outcome
    if not group:
        return GIVEN_UP
    return RESEND_AS_NEW if attempt.is_edit else outcome if attempt.thread else GROUP_LOST


def _compute_retry_delay(row: Outgoing, error: TelegramError | None) -> timedelta:
    if isinstance(error, RetryAfter):
        return retry_after.read_retry_after(error)
    if asked := re.search(r"(?:_wait_|retry after )(\d+)", str(error).lower()):
        return timedelta(seconds=int(asked[1]))
    return min(INITIAL_RETRY_DELAY * (1 << min(row.attempts - 1, 10)), MAX_RETRY_DELAY)


async def _save_pause(session: AppSession, _row: Outgoing, attempt: Attempt, clock: Clock) -> None:
    if isinstance(attempt.error, RetryAfter):
        await retry_after.save(session, attempt.error, clock.real_now())


async def _follow_migration(session: AppSession, row: Outgoing, attempt: Attempt, clock: Clock) -> None:
    if row.person_id is None and isinstance(attempt.error, ChatMigrated):
        await staff_group.follow_migration(session, attempt.chat_id, attempt.error.new_chat_id, clock.now())


async def _lose_thread(session: AppSession, _row: Outgoing, attempt: Attempt, _clock: Clock) -> None:
    log.error("staff_thread_lost")
    await staff_group.lose_thread(session, attempt.thread)


async def _lose_group(session: AppSession, _row: Outgoing, _attempt: Attempt, clock: Clock) -> None:
    log.error("staff_group_lost")
    await staff_group.lose_group(session, clock.now())


async def _mark_blocked(session: AppSession, row: Outgoing, _attempt: Attempt, clock: Clock) -> None:
    await _mark_silent(session, row, "blocked", clock)


async def _mark_gone(session: AppSession, row: Outgoing, _attempt: Attempt, clock: Clock) -> None:
    await _mark_silent(session, row, "gone", clock)


async def _mark_silent(session: AppSession, row: Outgoing, state: PersonState, clock: Clock) -> None:
    person = await session.get(Person, row.person_id) if row.person_id else None
    if person is not None:
        await departures.mark_silent(session, person, state, clock.now())


async def _tell_that_one_stays(session: AppSession, row: Outgoing, _attempt: Attempt, clock: Clock) -> None:
    await group_guests.tell_kept(session, row.args["member"], row.id, clock.now())


async def _resend_as_new(session: AppSession, row: Outgoing, attempt: Attempt, clock: Clock) -> None:
    """The message cannot be redrawn: send it as new, except a 'moved' notice, and in the group what is no case."""
    if row.kind == "card_moved":
        return
    if row.person_id is None:
        if "card" in row.args:  # a list of cases is not said again: each of them has its own card
            await staff_group.lose_message(session, row.args["card"], attempt.message_id, clock.now())
    elif person := await session.get(Person, row.person_id):
        with session.answer_to(person.id):  # it was their own tap that had it redrawn
            await outbox.put(session, clock.now(), person, row.kind, **row.args)


SIDE_EFFECTS = {
    "held": _save_pause,
    "migrated": _follow_migration,
    "thread_lost": _lose_thread,
    "group_lost": _lose_group,
    "blocked": _mark_blocked,
    "gone": _mark_gone,
    "resend_as_new": _resend_as_new,
    "stays": _tell_that_one_stays,
}
