"""One request: what it was, and what came of it."""

from datetime import timedelta

import pytest
from telegram.error import RetryAfter, TimedOut

from scheduler.delivery.outcomes import RETRY, SENT, UNCERTAIN, Attempt, Outcome
from scheduler.delivery.prepared import PreparedMessage
from scheduler.delivery.requests import build_rate_limited, ping, send_request
from scheduler.delivery.retry_after import read_retry_after
from storage.schema.tables import Outgoing
from tests.scheduler.delivery.outbox_rows import GROUP, SHOWN, TOPIC
from tests.scheduler.delivery.stub_telegram import BAD_GATEWAY, BLOCKED, Refusal, StubTelegram
from texts import RenderedMessage

WORDS = RenderedMessage("Bonjour", ())
ROW = Outgoing(kind="card")


async def test_what_arrived_has_a_number() -> None:
    """A new message gets Telegram's; a redrawn one keeps its own."""
    telegram = StubTelegram()
    made = await send_request(telegram.bot, PreparedMessage(ROW, GROUP, WORDS, thread=TOPIC))
    redrawn = await send_request(telegram.bot, PreparedMessage(ROW, GROUP, WORDS, SHOWN))
    assert made == Attempt(GROUP, TOPIC, False, 1, SENT)
    assert redrawn == Attempt(GROUP, None, True, SHOWN, SENT)
    assert telegram.methods == ["sendMessage", "editMessageText"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(BLOCKED, Outcome("given_up", "blocked")), (BAD_GATEWAY, RETRY), (TimedOut(), UNCERTAIN)],
)
async def test_what_failed_has_an_outcome(answer: Refusal | TimedOut, outcome: Outcome) -> None:
    """It is told with the error, and raised by nobody."""
    telegram = StubTelegram()
    telegram.answers.append(answer)
    made = await send_request(telegram.bot, PreparedMessage(ROW, GROUP, WORDS, SHOWN))
    assert (made.outcome, made.is_edit, made.message_id) == (outcome, True, SHOWN)
    assert made.error is not None


async def test_no_request_is_made_in_a_silence_that_was_asked_for() -> None:
    """It counts as one that Telegram refused for as many seconds."""
    made = build_rate_limited(PreparedMessage(ROW, GROUP, WORDS), 30)
    assert made.outcome == Outcome("queued", "held")
    assert isinstance(made.error, RetryAfter)
    assert read_retry_after(made.error) == timedelta(seconds=30)


@pytest.mark.parametrize(("answer", "outcome"), [(None, SENT), (BAD_GATEWAY, RETRY)])
async def test_a_question_tells_whether_telegram_answers(answer: Refusal | None, outcome: Outcome) -> None:
    """It says nothing to anybody."""
    telegram = StubTelegram()
    telegram.answers.extend([answer] if answer else [])
    found, error = await ping(telegram.bot)
    assert (found, error is None, telegram.methods) == (outcome, answer is None, ["getMe"])
