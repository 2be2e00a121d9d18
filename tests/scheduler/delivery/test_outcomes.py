"""What each of Telegram's refusals means for a message: the table, error by error."""

from typing import Any

import pytest
from aiohttp import ClientOSError, ConnectionTimeoutError, ServerDisconnectedError, SocketTimeoutError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from scheduler.delivery.outcomes import find_deletion_outcome, find_outcome


def _build_error(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


READ_TIMEOUT = _build_error(TimedOut(), SocketTimeoutError("slow"))
CASES: list[tuple[TelegramError, str, str]] = [
    (BadRequest("Message is not modified: specified new message content…"), "sent", ""),
    (BadRequest("Message to edit not found"), "given_up", "resend_as_new"),
    (BadRequest("Message can't be edited"), "given_up", "resend_as_new"),
    (BadRequest("Message thread not found"), "queued", "thread_lost"),
    (BadRequest("Topic_closed"), "queued", "thread_lost"),
    (BadRequest("Topic_deleted"), "queued", "thread_lost"),
    (BadRequest("Chat not found"), "given_up", "gone"),
    (BadRequest("Not enough rights to send text messages to the chat"), "queued", "group_lost"),
    (BadRequest("Can't parse entities"), "given_up", ""),
    (BadRequest("Message is too long"), "given_up", ""),
    (Forbidden("Forbidden: bot was blocked by the user"), "given_up", "blocked"),
    (Forbidden("Forbidden: user is deactivated"), "given_up", "gone"),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), "given_up", "blocked"),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), "queued", "group_lost"),
    (Forbidden("Forbidden: bot is not a member of the supergroup chat"), "queued", "group_lost"),
    (ChatMigrated(-1001), "queued", "migrated"),
    (RetryAfter(5), "queued", "held"),
    (InvalidToken("Unauthorized"), "queued", "refused"),
    (READ_TIMEOUT, "uncertain", ""),
    (_build_error(NetworkError("line broke"), ClientOSError("gone")), "uncertain", ""),
    (_build_error(NetworkError("line broke"), ServerDisconnectedError()), "uncertain", ""),
    (_build_error(TimedOut(), ConnectionTimeoutError("slow")), "queued", "later"),
    (NetworkError("Bad Gateway"), "queued", "later"),
    (NetworkError("Internal Server Error"), "queued", "later"),
    (Conflict("terminated by other getUpdates"), "given_up", ""),
    (TelegramError("something new"), "given_up", ""),
]


@pytest.mark.parametrize(("error", "state", "then"), CASES, ids=lambda one: one if isinstance(one, str) else repr(one))
def test_each_refusal_has_its_meaning(error: TelegramError, state: str, then: str) -> None:
    """Only what surely did not leave is tried again; what may have arrived is uncertain."""
    outcome = find_outcome(error)
    assert (outcome.state, outcome.side_effect) == (state, then)


def _list_kinds(base: type[TelegramError]) -> set[type[TelegramError]]:
    return {base} | {found for child in base.__subclasses__() for found in _list_kinds(child)}


def test_no_refusal_of_the_library_is_forgotten() -> None:
    """Whatever kind of error the library knows ends in a state that the outbox knows."""
    arguments: dict[type[TelegramError], Any] = {ChatMigrated: -1, RetryAfter: 1}
    for kind in _list_kinds(TelegramError):
        if kind.__module__ == "telegram.error":
            made = kind() if kind is TimedOut else kind(arguments.get(kind, "words"))
            assert find_outcome(made).state in ("sent", "queued", "uncertain", "given_up")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (BadRequest("Message to delete not found"), "given_up"),
        (BadRequest("Message can't be deleted"), "given_up"),
        (Forbidden("Forbidden: bot was blocked by the user"), "given_up"),
        (READ_TIMEOUT, "queued"),
        (NetworkError("Bad Gateway"), "queued"),
        (RetryAfter(5), "queued"),
    ],
)
def test_what_cannot_be_deleted_is_left_and_all_else_tried_again(error: TelegramError, state: str) -> None:
    """A deletion has no second effect, so that it may be tried until it expires; a refusal is its end."""
    assert find_deletion_outcome(find_outcome(error)).state == state
