"""Telegram's 429: how long it asks everybody to wait, kept in the database so that a restart obeys it too."""

from datetime import datetime, timedelta

from telegram.error import RetryAfter

from scheduler.delivery.rate_limiter import RateLimiter
from storage import installation
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions


def read_retry_after(refusal: RetryAfter) -> timedelta:
    """Return how long Telegram asks us to wait; the library gives seconds or, sooner or later, a duration."""
    after = refusal.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def obey(rate_limiter: RateLimiter, refusal: RetryAfter) -> None:
    """Let nothing leave for as long as Telegram asks."""
    rate_limiter.pause_for(read_retry_after(refusal).total_seconds())


async def save(session: AppSession, refusal: RetryAfter, real_now: datetime) -> None:
    """Write down until when nothing may leave; of two refusals that came together the longer one is meant."""
    until = real_now + read_retry_after(refusal)
    before = await installation.read_moment(session, installation.PAUSE_UNTIL)
    if before is None or before < until:
        await installation.write(session, installation.PAUSE_UNTIL, until.isoformat())


async def restore(sessions: Sessions, rate_limiter: RateLimiter, clock: Clock) -> None:
    """Obey after a restart what Telegram asked for before it."""
    async with sessions.begin() as session:
        until = await installation.read_moment(session, installation.PAUSE_UNTIL)
    if until is not None:
        rate_limiter.pause_for((until - clock.real_now()).total_seconds())
