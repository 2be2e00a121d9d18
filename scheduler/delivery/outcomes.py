"""What each of Telegram's refusals means: one table.

python-telegram-bot's `TimedOut` and `BadRequest` are `NetworkError`s: they are told apart first.
"""

from dataclasses import dataclass
from typing import Literal

from aiohttp import ClientConnectorError, ConnectionTimeoutError, InvalidURL
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from mentoring.message_kinds import OutboxState

SideEffect = Literal[
    "", "held", "migrated", "thread_lost", "group_lost", "blocked", "gone", "resend_as_new",
    "later", "slowed", "refused", "quietly", "moved", "stays",
]  # fmt: skip
"""What else follows from an outcome: an act of `results.SIDE_EFFECTS`, or when and how loudly to try again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the row (`state`), and what else follows (`side_effect`)."""

    state: OutboxState
    side_effect: SideEffect = ""


SENT = Outcome("sent")
RETRY = Outcome("queued", "later")
UNCERTAIN = Outcome("uncertain")
GIVEN_UP = Outcome("given_up")
GROUP_LOST = Outcome("queued", "group_lost")
"""The staff group is lost; what was to be said there waits for another."""
DROPPED = Outcome("given_up", "quietly")
MAX_LIST_ATTEMPTS = 2
STAYS = Outcome("given_up", "stays")
"""Telegram does not let the bot take somebody out of the group: that is left to the heads' hands."""
OUT_ALREADY = ("user_not_participant", "participant_id_invalid", "user_id_invalid", "user not found", "not in the chat")
"""What Telegram says of an account that is not in the group, or is no more."""
THREAD_LOST = Outcome("queued", "thread_lost")
"""The topic is gone or closed; what was to be said there is said in the group itself."""
RESEND_AS_NEW = Outcome("given_up", "resend_as_new")
WAIT = Outcome("queued", "slowed")
"""This chat alone is to be written to more slowly: nothing is lost, and Telegram is well."""

OUTCOMES_BY_ERROR: tuple[tuple[type[TelegramError], str, Outcome], ...] = (
    (BadRequest, "message is not modified", SENT),
    (BadRequest, "message_not_modified", SENT),
    (BadRequest, "slowmode_wait", WAIT),
    (BadRequest, "flood_wait", WAIT),
    (NetworkError, "too many requests", WAIT),
    (BadRequest, "message to edit not found", RESEND_AS_NEW),
    (BadRequest, "message can't be edited", RESEND_AS_NEW),
    (BadRequest, "message thread not found", THREAD_LOST),
    (BadRequest, "topic_closed", THREAD_LOST),
    (BadRequest, "topic_deleted", THREAD_LOST),
    (BadRequest, "not enough rights", GROUP_LOST),
    (BadRequest, "have no rights", GROUP_LOST),
    (BadRequest, "message to copy not found", DROPPED),
    (BadRequest, "message can't be copied", DROPPED),
    (BadRequest, "voice_messages_forbidden", DROPPED),
    (BadRequest, "chat not found", Outcome("given_up", "gone")),
    (BadRequest, "input_user_deactivated", Outcome("given_up", "gone")),
    (Forbidden, "deactivated", Outcome("given_up", "gone")),
    (Forbidden, "kicked", GROUP_LOST),
    (Forbidden, "not a member", GROUP_LOST),
    (Forbidden, "", Outcome("given_up", "blocked")),
    (BadRequest, "", GIVEN_UP),
    (ChatMigrated, "", Outcome("queued", "migrated")),
    (RetryAfter, "", Outcome("queued", "held")),
    (InvalidToken, "", Outcome("queued", "refused")),
)

NOT_SENT_CAUSES = (ClientConnectorError, ConnectionTimeoutError, InvalidURL)
"""Causes that prove the request did not reach Telegram."""
SERVER_ERROR_TEXTS = (
    "Bad Gateway",
    "Internal Server Error",
    "Service Unavailable",
    "Gateway Timeout",
    "Gateway Time-out",
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that was made: where to, which message it redrew or made, and what came of it.

    `refused` is what Telegram said to the message as it was meant, when a plain one was tried in its place.
    """

    chat_id: int
    thread: int | None
    is_edit: bool
    message_id: int | None
    outcome: Outcome = SENT
    error: TelegramError | None = None
    refused: TelegramError | None = None


def find_outcome(error: TelegramError) -> Outcome:
    """Return what a failed request means for its row."""
    for kind, words, outcome in OUTCOMES_BY_ERROR:
        if isinstance(error, kind) and words in str(error).lower():
            return outcome
    if isinstance(error, NetworkError | TimedOut):
        answered = any(words.lower() in str(error).lower() for words in SERVER_ERROR_TEXTS)
        return RETRY if answered or isinstance(error.__cause__, NOT_SENT_CAUSES) else UNCERTAIN
    return GIVEN_UP


def find_list_outcome(outcome: Outcome, attempts: int) -> Outcome:
    """Return what a failed request means for a command list: one retry, then dropped.

    What it met is left to messages to find out; only what Telegram asks of all requests is obeyed.
    """
    if outcome.state == "sent" or outcome.side_effect in ("held", "refused"):
        return outcome
    return RETRY if outcome in (RETRY, UNCERTAIN) and attempts < MAX_LIST_ATTEMPTS else DROPPED


def find_exit_outcome(outcome: Outcome, error: TelegramError | None) -> Outcome:
    """Return what a failed request means for an exit from the group: tried until Telegram has answered.

    Whoever is out already needs nothing more; any other refusal is for somebody to act on by hand.
    """
    if outcome.state == "sent" or outcome.side_effect in ("held", "refused", "slowed", "migrated"):
        return outcome
    if outcome in (RETRY, UNCERTAIN):
        return RETRY
    return DROPPED if any(words in str(error).lower() for words in OUT_ALREADY) else STAYS


def find_deletion_outcome(outcome: Outcome) -> Outcome:
    """Return what a failed request means for a deletion, of a message or of its buttons: tried again until it expires.

    What Telegram refuses is let go: what is not found is gone already, what cannot be deleted any more never can be.
    """
    if outcome.state == "sent" or outcome.side_effect in ("held", "refused", "slowed"):
        return outcome
    return RETRY if outcome in (RETRY, UNCERTAIN) else DROPPED
