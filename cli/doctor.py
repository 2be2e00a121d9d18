"""`binome doctor`: each part is looked at, and for each fault it says what to do."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiohttp import ClientError, ClientSession, ClientTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ears import open_ears
from cli import keys, languages, opening, reach, records
from cli.settings import Settings
from mentoring.errors import BinomeError
from scheduler.clock import real_now
from storage import settings as facts
from storage import staff
from storage.database import sessions_of
from storage.vault import Vault
from texts import Texts

CHECKED_FOR = timedelta(days=365)
"""Numbers change: after a year the help text should be read again."""
CLOCK_TOLERANCE = timedelta(seconds=30)
"""A reminder that leaves half a minute late is still on time."""
Finding = tuple[bool, str]
"""Whether all is well, and what to say."""


async def run(settings: Settings) -> int:
    """Print what is well and what is not; give 0 when everything is."""
    ill = 0
    async for well, words in _findings(settings):
        print("✓" if well else "✗", words)
        ill += not well
    return 1 if ill else 0


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield True, f"settings and programme file: {settings.programme.name}"
    yield _help_text(settings.programme.help_checked)
    texts = Texts(settings.programme, settings.texts)
    yield _texts(settings, texts)
    for finding in languages.findings(settings.programme, texts):
        yield finding
    yield True, _training(settings)
    key = keys.read(settings.key_file)
    try:
        if key is None:
            yield False, await _no_key(settings)
            return
        engine = await opening.database(settings)
    except BinomeError as error:
        yield False, str(error)
        return
    try:
        async with sessions_of(engine, Vault(key), settings.programme).begin() as session:
            async for finding in _remembered(session):
                yield finding
            async for finding in records.findings(session, settings, key):
                yield finding
            async for finding in reach.parts(session, settings):
                yield finding
            group = await facts.staff_chat(session)
    finally:
        await engine.dispose()
    async for finding in _telegram(settings, group):
        yield finding


async def _no_key(settings: Settings) -> str:
    if await opening.was_used(settings):
        return f"key: {keys.KeyMissing()} ({settings.key_file})"
    return f"key: none in {settings.key_file} yet, the first `binome run` makes it"


def _texts(settings: Settings, texts: Texts) -> Finding:
    if broken := texts.broken():
        return False, f"texts: mend {', '.join(broken)}"
    own = f", your own of {settings.texts} first" if settings.texts else ""
    return True, f"texts: all can be read{own}"


def _training(settings: Settings) -> str:
    """Say how much there is to read; what does not do is told with the settings, and nothing starts."""
    told = ", ".join(f"{len(screens)} screens in {name}" for name, screens in settings.programme.training.items())
    return f"training: {told}"


def _help_text(checked: str) -> Finding:
    try:
        age = real_now().date() - date.fromisoformat(checked)
    except ValueError:
        return False, "help text: have a professional read it, then write the date in help_checked (YYYY-MM-DD)"
    fresh = age <= CHECKED_FOR
    return fresh, f"help text: last read by a professional on {checked}" + ("" if fresh else ", have it read again")


async def _remembered(session: AsyncSession) -> AsyncIterator[Finding]:
    yield True, "database: opened, tables up to date"
    fits = await facts.key_fits(session)
    yield fits, "key: fits the database" if fits else "key: made for another database, put back the right key file"
    head = await staff.has_head(session)
    yield (
        head,
        "head coordinator: named" if head else "head coordinator: none yet, start the bot and use the code it prints",
    )
    bound = await facts.staff_chat(session) is not None
    yield bound, "staff group: bound" if bound else "staff group: none yet, the head writes /relier in it; cards wait"


async def _telegram(settings: Settings, group: int | None) -> AsyncIterator[Finding]:
    if not settings.token:
        yield True, "Telegram: no token, `binome run` starts the simulator"
        return
    bot = open_ears(settings.token, settings.api)
    try:
        me = await bot.get_me()
        yield True, f"Telegram: @{me.username} answers"
        yield await clock(settings.api)
        hears_all = bool(me.can_read_all_group_messages)
        yield not hears_all, "privacy mode: " + ("off, turn it on with BotFather (/setprivacy)" if hears_all else "on")
        async for finding in reach.webhook(bot, settings):
            yield finding
        if group is not None:
            yield await _group(bot, group, me.id)
    except TelegramAPIError as error:
        yield False, f"Telegram: {type(error).__name__}, check the token and the network"
    finally:
        await bot.session.close()


async def clock(api: str) -> Finding:
    """Compare this machine's clock with Telegram's, from the date that every answer carries."""
    try:
        async with ClientSession(timeout=ClientTimeout(total=10)) as http, http.get(api) as response:
            away = abs(real_now() - parsedate_to_datetime(response.headers["Date"]))
    except (ClientError, TimeoutError, KeyError, ValueError):
        return True, "clock: Telegram's server gives no date to compare with"
    if away <= CLOCK_TOLERANCE:
        return True, "clock: as Telegram's"
    return False, f"clock: {away.total_seconds():.0f} seconds away from Telegram's, turn on time synchronisation (NTP)"


async def _group(bot: Bot, group: int, me: int) -> Finding:
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
