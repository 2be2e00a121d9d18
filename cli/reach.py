"""What the doctor finds of who speaks and listens, and of how Telegram reaches the bot."""

from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from aiogram import Bot

from cli import roles
from cli.records import Finding
from cli.settings import Settings
from scheduler.clock import real_now
from storage import lease
from storage.app_session import AppSession

PARTS = {lease.SPEAKER: ("speaks", "scheduler"), lease.LISTENER: ("listens", "bot")}
"""Part -> what its holder does, and the role that takes it."""
FRESH = timedelta(hours=1)
"""Telegram names the last error for ever: an older one is over."""
MOST_WAITING = 100


async def parts(session: AppSession, settings: Settings) -> AsyncIterator[Finding]:
    """Say which process has each part, where several may share them."""
    if not roles.is_shared(settings):
        return
    held = await lease.holders(session)
    for part, (does, role) in PARTS.items():
        if part in held:
            holder, until = held[part]
            yield True, f"{part}: {holder} {does}, until {until.astimezone(UTC):%H:%M:%S} UTC and on while it is well"
        else:
            yield False, f"{part}: nobody {does}, start `binome run` or `binome run --role {role}`"


async def webhook(bot: Bot, settings: Settings) -> AsyncIterator[Finding]:
    """Compare how Telegram would reach the bot with what the settings say."""
    told = await bot.get_webhook_info()
    yield _address(told.url, settings.webhook)
    if not settings.webhook:
        return
    if told.last_error_date and real_now() - told.last_error_date < FRESH:
        when = f"{told.last_error_date.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        yield False, f"webhook: on {when} Telegram met this: {told.last_error_message}; {LOOK}"
    if told.pending_update_count > MOST_WAITING:
        yield False, f"webhook: {told.pending_update_count} updates wait at Telegram, nobody takes them; {LOOK}"


def _address(told: str, ours: str) -> Finding:
    """Compare two addresses, either of which may be none."""
    place = urlsplit(told).netloc  # without the path, which may be meant to be secret
    if told == ours:
        return True, f"webhook: Telegram calls {place}" if ours else "webhook: none, the bot asks Telegram"
    if not ours:
        return (
            False,
            f"webhook: Telegram calls {place} and refuses to be asked; the next `binome run` ends that. {TWICE}",
        )
    if not told:
        return False, "webhook: Telegram knows none, start a listener, which tells it the one of BINOME_WEBHOOK"
    return False, f"webhook: Telegram calls another address, at {place}; start the listeners again. {TWICE}"


TWICE = "If it comes back, another program has this token: ask BotFather for a new one (/revoke)"
LOOK = "look whether a listener runs, and whether the web server passes the calls on to BINOME_LISTEN"
