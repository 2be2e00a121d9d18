"""One request of the Bot API and what came of it: an answer, a refusal, or nobody knows."""

from datetime import timedelta

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from scheduler.delivery.outcomes import SENT, Attempt, Outcome, outcome_of
from scheduler.delivery.prepared import Ready, say


async def attempt(bot: Bot, ready: Ready) -> Attempt:
    """Say what is ready."""
    try:
        return Attempt(*_where(ready), await say(bot, ready))
    except Exception as error:
        return _failed(ready, _telegrams(error))


def held_back(ready: Ready, seconds: float) -> Attempt:
    """Make no request: Telegram asked for silence while the row was being claimed."""
    return _failed(ready, RetryAfter(timedelta(seconds=seconds)))


async def question(bot: Bot) -> tuple[Outcome, TelegramError | None]:
    """Ask Telegram for nothing but an answer."""
    try:
        await bot.get_me()
    except Exception as error:
        failed = _telegrams(error)
        return outcome_of(failed), failed
    return SENT, None


def _where(ready: Ready) -> tuple[int, int | None, bool]:
    return ready.chat_id, ready.thread, ready.message_id is not None


def _failed(ready: Ready, error: TelegramError) -> Attempt:
    return Attempt(*_where(ready), ready.message_id, outcome_of(error), error)


def _telegrams(error: Exception) -> TelegramError:
    return error if isinstance(error, TelegramError) else TelegramError(type(error).__name__)
