"""The team moves to another group while a message about a case is on its way: numbers of the old group stay there."""

from collections.abc import Awaitable, Callable

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from mentoring.message_kinds import LIST
from scheduler.delivery.outcomes import SENT, Attempt, find_outcome
from scheduler.delivery.results import record_with_retry
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.schema.tables import Card, Outgoing
from tests.cast import NOW, add_coordinator, list_queued
from tests.scheduler.delivery.outbox_rows import (
    GROUP,
    SHOWN,
    bind_group,
    claim_first,
    open_shown_case,
    put,
    read_group,
    read_outbox,
)
from use_cases.outbox import outbox
from use_cases.team import staff_group

CLOCK = Clock(real_now=lambda: NOW)
NEW_GROUP = -1002
Move = Callable[[AppSession], Awaitable[None]]


async def _bind_another(session: AppSession) -> None:
    await staff_group.bind_group(session, NEW_GROUP, None, await add_coordinator(session), NOW)


async def _upgrade(session: AppSession) -> None:
    await staff_group.follow_migration(session, GROUP, NEW_GROUP, NOW)


MOVES = [_bind_another, _upgrade]
FAILURES: list[TelegramError] = [
    NetworkError("Bad Gateway"),
    TimedOut(),
    RetryAfter(5),
    ChatMigrated(NEW_GROUP),
    BadRequest("CHAT_RESTRICTED"),
    BadRequest("Message to edit not found"),
    BadRequest("Message thread not found"),
    Forbidden("bot was kicked from the group chat"),
]


async def _move(sessions: Sessions, move: Move) -> None:
    async with sessions.begin() as session:
        await move(session)


async def _claim(sessions: Sessions) -> Outgoing:
    async with sessions.begin() as session:
        return await claim_first(session)


async def _record(sessions: Sessions, row: Outgoing, error: TelegramError | None = None) -> None:
    """Record what a request met that was made in the old group."""
    shown = SHOWN if row.edits else 55
    outcome = find_outcome(error) if error else SENT
    await record_with_retry(sessions, row, Attempt(GROUP, None, row.edits, shown, outcome, error), CLOCK)


async def _list_by_number(sessions: Sessions) -> list[int | None]:
    """Return the numbers of messages that are still to be redrawn by their number."""
    waiting = [row for row in await read_outbox(sessions) if row.state in ("queued", "sending") and row.edits]
    return [row.message_id for row in waiting if row.message_id]


async def _read_message_id(sessions: Sessions, number: int) -> int | None:
    async with sessions.begin() as session:
        return (await session.get_one(Card, number)).message_id


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("moment", ["queued", "claimed", "retried"])
async def test_a_number_of_the_old_group_never_leaves_for_the_new(
    small_sessions: Sessions, move: Move, moment: str
) -> None:
    """A redrawing by number that waits, is claimed as the program stops, or waits for its next try."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card_moved", card=number, edit=SHOWN)
    if moment != "queued":
        row = await _claim(small_sessions)
    if moment == "retried":
        await _record(small_sessions, row, NetworkError("Bad Gateway"))
    await _move(small_sessions, move)
    async with small_sessions.begin() as session:
        await outbox.recover_in_flight(session, NOW)
    assert await _list_by_number(small_sessions) == []


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("error", FAILURES, ids=repr)
async def test_a_redrawing_that_fails_after_the_move_is_let_go(
    small_sessions: Sessions, move: Move, error: TelegramError
) -> None:
    """It was in flight meanwhile: whatever it met, its number is not used again, and the new group stays bound."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card_moved", card=number, edit=SHOWN)
    row = await _claim(small_sessions)
    await _move(small_sessions, move)
    await _record(small_sessions, row, error)
    assert await _list_by_number(small_sessions) == []
    assert await read_group(small_sessions) == (NEW_GROUP, None)


@pytest.mark.parametrize("error", [None, *FAILURES], ids=repr)
async def test_a_case_as_it_now_stands_is_redrawn_where_it_was_said_anew(
    small_sessions: Sessions, error: TelegramError | None
) -> None:
    """A redrawing of the case that was in flight does not make the new group's message forgotten."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card", card=number, edit=0)
    row = await _claim(small_sessions)
    await _move(small_sessions, _bind_another)
    async with small_sessions.begin() as session:
        (await session.get_one(Card, number)).message_id = 7
    await _record(small_sessions, row, error)
    assert await _read_message_id(small_sessions, number) == 7
    assert await read_group(small_sessions) == (NEW_GROUP, None)


@pytest.mark.parametrize("error", [None, *FAILURES], ids=repr)
async def test_a_card_in_flight_is_said_once_in_the_new_group(
    small_sessions: Sessions, error: TelegramError | None
) -> None:
    """Binding said it there anew already; the number that the old group gave it is not kept."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card", card=number)
    row = await _claim(small_sessions)
    await _move(small_sessions, _bind_another)
    await _record(small_sessions, row, error)
    async with small_sessions.begin() as session:
        queued = [kind for kind in await list_queued(session, None) if kind != LIST]
    assert queued == ["group_bound", "card"]
    assert await _read_message_id(small_sessions, number) is None
    assert await read_group(small_sessions) == (NEW_GROUP, None)


@pytest.mark.parametrize("error", FAILURES, ids=repr)
async def test_a_card_in_flight_during_an_upgrade_follows_it(small_sessions: Sessions, error: TelegramError) -> None:
    """An upgrade says nothing anew: what failed leaves for the new number, once."""
    await bind_group(small_sessions)
    number = await open_shown_case(small_sessions)
    await put(small_sessions, None, "card", card=number)
    row = await _claim(small_sessions)
    await _move(small_sessions, _upgrade)
    await _record(small_sessions, row, error)
    async with small_sessions.begin() as session:
        assert [kind for kind in await list_queued(session, None) if kind != LIST] == ["card"]
    assert await read_group(small_sessions) == (NEW_GROUP, None)
