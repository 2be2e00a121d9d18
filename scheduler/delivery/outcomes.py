"""What each of Telegram's refusals means: one table.

python-telegram-bot's `TimedOut` and `BadRequest` are `NetworkError`s: they are told apart first.
"""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the row (`state`), and what else follows (`then`)."""

    state: str
    then: str = ""


SENT = Outcome("sent")
RETRY = Outcome("queued", "later")
UNCERTAIN = Outcome("uncertain")
GIVEN_UP = Outcome("given_up")
UNBOUND = Outcome("queued", "unbound")
"""The staff group is lost; what was to be said there waits for another."""
LET_GO = Outcome("given_up", "quietly")
MOST_TRIES_OF_A_LIST = 2
THREAD_LOST = Outcome("queued", "thread_lost")
"""The topic is gone or closed; what was to be said there is said in the group itself."""
REDRAWN_ANEW = Outcome("given_up", "redrawn_anew")

BY_WORDS: tuple[tuple[type[TelegramError], str, Outcome], ...] = (
    (BadRequest, "message is not modified", SENT),
    (BadRequest, "message to edit not found", REDRAWN_ANEW),
    (BadRequest, "message can't be edited", REDRAWN_ANEW),
    (BadRequest, "message thread not found", THREAD_LOST),
    (BadRequest, "topic_closed", THREAD_LOST),
    (BadRequest, "topic_deleted", THREAD_LOST),
    (BadRequest, "not enough rights", UNBOUND),
    (BadRequest, "have no rights", UNBOUND),
    (BadRequest, "chat not found", Outcome("given_up", "gone")),
    (Forbidden, "deactivated", Outcome("given_up", "gone")),
    (Forbidden, "kicked", UNBOUND),
    (Forbidden, "not a member", UNBOUND),
    (Forbidden, "", Outcome("given_up", "blocked")),
    (BadRequest, "", GIVEN_UP),
    (ChatMigrated, "", Outcome("queued", "migrated")),
    (RetryAfter, "", Outcome("queued", "held")),
    (InvalidToken, "", Outcome("queued", "refused")),
)

NEVER_LEFT = (ClientConnectorError, ConnectionTimeoutError, InvalidURL)
"""Causes that prove the request did not reach Telegram."""
SERVER_SAID_NO = ("Bad Gateway", "Internal Server Error", "Service Unavailable", "Gateway Timeout", "Gateway Time-out")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that was made: where to, which message it redrew or made, and what came of it."""

    chat_id: int
    thread: int | None
    redrew: bool
    message_id: int | None
    outcome: Outcome = SENT
    error: TelegramError | None = None


def outcome_of(error: TelegramError) -> Outcome:
    """Give what a failed request means for its row."""
    for kind, words, outcome in BY_WORDS:
        if isinstance(error, kind) and words in str(error).lower():
            return outcome
    if isinstance(error, NetworkError | TimedOut):
        answered = any(words.lower() in str(error).lower() for words in SERVER_SAID_NO)
        return RETRY if answered or isinstance(error.__cause__, NEVER_LEFT) else UNCERTAIN
    return GIVEN_UP


def outcome_of_list(outcome: Outcome, attempts: int) -> Outcome:
    """Give what a failed request means for a list of commands: tried once more, then let go, which harms nobody.

    What it met is left to messages to find out; only what Telegram asks of all requests is obeyed.
    """
    if outcome.state == "sent" or outcome.then in ("held", "refused"):
        return outcome
    return RETRY if outcome in (RETRY, UNCERTAIN) and attempts < MOST_TRIES_OF_A_LIST else LET_GO
