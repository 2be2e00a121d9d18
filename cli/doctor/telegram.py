"""What the doctor finds on Telegram: the bot, its staff group, and how Telegram reaches it."""

from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.transport.client import open_client
from cli.doctor.findings import Finding
from cli.settings import Settings
from storage.engine.clock import read_real_time

RECENT_ERROR = timedelta(hours=1)
"""Telegram names the last error for ever: an older one is over."""
MAX_WAITING_UPDATES = 100
CLOCK_TOLERANCE = timedelta(seconds=30)
"""A reminder that leaves half a minute late is still on time."""


async def check_bot(settings: Settings, group: int | None) -> AsyncIterator[Finding]:
    """Ask Telegram about the bot of the settings, and about its staff group."""
    bot = open_client(settings.token, settings.api)
    try:
        me = await bot.get_me()
        yield True, f"Telegram: @{me.username} answers"
        yield await check_clock(settings.api)
        hears_all = bool(me.can_read_all_group_messages)
        yield not hears_all, "privacy mode: " + ("off, turn it on with BotFather (/setprivacy)" if hears_all else "on")
        async for finding in check_webhook(bot, settings):
            yield finding
        if group is not None:
            yield await _check_group(bot, group, me.id)
            yield await _check_exits(bot, group, me.id)
    except TelegramAPIError as error:
        yield False, f"Telegram: {type(error).__name__}, check the token and the network"
    finally:
        await bot.session.close()


async def check_webhook(bot: Bot, settings: Settings) -> AsyncIterator[Finding]:
    """Compare how Telegram would reach the bot with what the settings say."""
    told = await bot.get_webhook_info()
    yield _compare_addresses(told.url, settings.webhook)
    if not settings.webhook:
        return
    if told.last_error_date and read_real_time() - told.last_error_date < RECENT_ERROR:
        when = f"{told.last_error_date.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        yield False, f"webhook: on {when} Telegram met this: {told.last_error_message}; {LOOK_HINT}"
    if told.pending_update_count > MAX_WAITING_UPDATES:
        yield False, f"webhook: {told.pending_update_count} updates wait at Telegram, nobody takes them; {LOOK_HINT}"


def _compare_addresses(actual: str, wanted: str) -> Finding:
    """Return what is found between two addresses, either of which may be none."""
    place = urlsplit(actual).netloc  # without the path, which may be meant to be secret
    if actual == wanted:
        return True, f"webhook: Telegram calls {place}" if wanted else "webhook: none, the bot asks Telegram"
    if not wanted:
        return (
            False,
            f"webhook: Telegram calls {place} and refuses to be asked; the next `binome run` ends that. {TWICE_HINT}",
        )
    if not actual:
        return False, "webhook: Telegram knows none, start a listener, which tells it the one of BINOME_WEBHOOK"
    return False, f"webhook: Telegram calls another address, at {place}; start the listeners again. {TWICE_HINT}"


async def check_clock(api: str) -> Finding:
    """Compare this machine's clock with Telegram's, from the date that every answer carries."""
    try:
        async with ClientSession(timeout=ClientTimeout(total=10)) as http, http.get(api) as response:
            away = abs(read_real_time() - parsedate_to_datetime(response.headers["Date"]))
    except (ClientError, TimeoutError, KeyError, ValueError):
        return True, "clock: Telegram's server gives no date to compare with"
    if away <= CLOCK_TOLERANCE:
        return True, "clock: as Telegram's"
    return False, f"clock: {away.total_seconds():.0f} seconds away from Telegram's, turn on time synchronisation (NTP)"


async def _check_group(bot: Bot, group: int, me: int) -> Finding:
    try:
        member, chat = await bot.get_chat_member(group, me), await bot.get_chat(group)
    except (TelegramBadRequest, TelegramForbiddenError):
        return False, "staff group: the bot is not in it, or it is gone: add the bot again, or write /relier in another"
    if member.status not in ("member", "restricted", "administrator", "creator"):
        return False, "staff group: add the bot to it again"
    everybody = chat.permissions is None or chat.permissions.can_send_messages is not False
    muted = member.status == "restricted" and not getattr(member, "can_send_messages", True)
    if muted or (member.status == "member" and not everybody):
        return False, "staff group: the bot may not write in it, allow it to send messages or make it an administrator"
    return True, "staff group: the bot is in it and may write"


async def _check_exits(bot: Bot, group: int, me: int) -> Finding:
    """Return whether the bot may take somebody out of the group; well either way, for the heads are told if not."""
    try:
        member = await bot.get_chat_member(group, me)
    except (TelegramBadRequest, TelegramForbiddenError):
        return True, "staff group: the bot takes nobody out of it"
    if getattr(member, "can_restrict_members", False):
        return True, "staff group: the bot takes out whoever leaves the team"
    return True, f"staff group: the bot may not take out whoever leaves the team, the heads are told. {EXITS_HINT}"


EXITS_HINT = "To change that make it an administrator that may ban users, and nothing else"
TWICE_HINT = "If it comes back, another program has this token: ask BotFather for a new one (/revoke)"
LOOK_HINT = "look whether a listener runs, and whether the web server passes the calls on to BINOME_LISTEN"
