"""One request of the Bot API and what came of it: an answer, a refusal, or nobody knows."""

from dataclasses import replace
from datetime import timedelta

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from scheduler.delivery.outcomes import GIVEN_UP, SENT, Attempt, Outcome, find_outcome
from scheduler.delivery.prepared import PreparedMessage, send, send_plainly


async def send_request(bot: Bot, prepared: PreparedMessage) -> Attempt:
    """Send a prepared message; return the attempt with its outcome.

    One for the team that is refused for a reason that nobody foresaw is tried once more as a plain one.
    """
    try:
        return Attempt(*_find_target(prepared), await send(bot, prepared))
    except Exception as error:
        failed = _build_failed_attempt(prepared, _build_telegram_error(error))
    return await _send_plainly(bot, prepared, failed.error) if prepared.plain and failed.outcome == GIVEN_UP else failed


async def _send_plainly(bot: Bot, prepared: PreparedMessage, refused: TelegramError | None) -> Attempt:
    try:
        made = Attempt(*_find_target(prepared), await send_plainly(bot, prepared))
    except Exception as error:
        made = _build_failed_attempt(prepared, _build_telegram_error(error))
    return replace(made, refused=refused)


def build_rate_limited(prepared: PreparedMessage, seconds: float) -> Attempt:
    """Return an attempt without a request: a retry-after came while the row was claimed."""
    return _build_failed_attempt(prepared, RetryAfter(timedelta(seconds=seconds)))


async def ping(bot: Bot) -> tuple[Outcome, TelegramError | None]:
    """Call getMe to learn whether Telegram answers; return the outcome."""
    try:
        await bot.get_me()
    except Exception as error:
        failed = _build_telegram_error(error)
        return find_outcome(failed), failed
    return SENT, None


def _find_target(prepared: PreparedMessage) -> tuple[int, int | None, bool]:
    return prepared.chat_id, prepared.thread, prepared.message_id is not None


def _build_failed_attempt(prepared: PreparedMessage, error: TelegramError) -> Attempt:
    return Attempt(*_find_target(prepared), prepared.message_id, find_outcome(error), error)


def _build_telegram_error(error: Exception) -> TelegramError:
    return error if isinstance(error, TelegramError) else TelegramError(type(error).__name__)
