"""The only wiring: settings in, a running program out."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Bot as Voice

from bot import commands
from bot.middleware import TakingTurns
from bot.router import dispatcher
from bot.transport.client import open_ears
from bot.transport.polling import Listener
from bot.transport.unavailable_notice import Meanwhile
from bot.transport.update_processor import Hearing
from bot.transport.webhook import Webhook
from cli import database, roles, telegram_setup
from cli.backups import Backups
from cli.settings import Settings
from cli.worker_process import Worker
from matching import worker
from mentoring.errors import BinomeError
from scheduler.clock import Clock
from scheduler.delivery.aiohttp_request import Line
from scheduler.delivery.prepared import Lists, Wording
from scheduler.delivery.rate_limiter import Limits, Pace
from scheduler.delivery.sender import MOST_IN_FLIGHT, Mouth
from scheduler.figures_picture import Pictures
from scheduler.heartbeat import Heartbeat
from scheduler.matching_client import Matcher
from scheduler.matching_rounds import Rounds
from scheduler.nightly_backup import Nightly
from scheduler.runner import Speaker
from storage import installation
from storage.crypto.vault import Vault
from storage.engine import leadership, lease, notify
from storage.engine.database import Sessions, sessions_of
from storage.engine.leadership import Seat
from texts import Texts
from use_cases.messages import command_lists
from use_cases.outbox import outbox
from use_cases.team import cards

# python-telegram-bot then gives `retry_after` as a timedelta, as all its later versions will.
os.environ.setdefault("PTB_TIMEDELTA", "1")

HEARTBEAT_SECONDS = 60.0
LEASE_SECONDS = 15.0
"""After so long without a sign of whoever speaks, another process takes over."""
USUAL_LIMITS = Limits()
NO_LIMITS = Limits(overall_per_second=1000, private_seconds=0, group_seconds=0)
"""For the simulator, which does not count."""
Part = Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class App:
    """The running parts that a command or a test needs to reach."""

    sessions: Sessions
    clock: Clock
    mouth: Mouth
    heartbeat: Heartbeat
    listener: Listener
    hearing: Hearing
    speaker: Speaker
    username: str
    parts: tuple[Part, ...]

    async def run(self) -> None:
        """Play our parts until something fatal happens."""
        try:
            async with asyncio.TaskGroup() as group:
                for part in self.parts:
                    group.create_task(part())
        except* BinomeError as failures:
            raise failures.exceptions[0] from None


@asynccontextmanager
async def opened(
    settings: Settings,
    key: bytes,
    clock: Clock,
    *,
    role: str = "all",
    limits: Limits = USUAL_LIMITS,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    lease_seconds: float = LEASE_SECONDS,
    poll_seconds: int = 25,
    worker_process: Executor | None = None,
) -> AsyncIterator[App]:
    """Open the database, both libraries and the worker process; close them all at the end."""
    engine = await database.database(settings)
    executor = worker_process or Worker()
    pace = Pace(limits)
    ears = open_ears(settings.token, settings.api, pace)
    line = Line(MOST_IN_FLIGHT)
    # The voice never listens; unless told otherwise it would make a line of httpx, certificates and all, to do so.
    voice = Voice(settings.token, base_url=f"{settings.api}/bot", request=line, get_updates_request=line)
    try:
        vault = Vault(key)
        open_to_all = sessions_of(engine, vault, settings.programme)
        speaking = _seat(lease.SPEAKER, open_to_all, settings, lease_seconds)
        sessions = speaking.guarded()
        texts = Texts(settings.programme, settings.texts)
        first = settings.programme.languages[0]
        lists = Lists(partial(commands.of_person, first=first), commands.of_staff_group(first))
        pictures = Pictures(sessions, executor, settings.programme)
        wording = Wording(texts, lists, pictures.of)
        mouth = Mouth(sessions, open_to_all, voice, wording, pace, clock, speaking.held)
        rounds = Rounds(sessions, Matcher(executor), settings.programme)
        nightly = Nightly(sessions, clock, settings.programme, Backups(engine, vault, settings).make)
        heartbeat = Heartbeat(sessions, mouth, rounds, pictures, clock, nightly)
        heard_by = dispatcher(TakingTurns(texts, clock.now))
        hearing = Hearing(
            ears, heard_by, open_to_all, mouth.wake, heartbeat.hurry, clock.now, clock.real, Meanwhile(texts)
        )
        listener = Listener(hearing, poll_seconds)
        username = await telegram_setup.greet(ears, settings, listens=role in roles.LISTENING)
        take_up = partial(_take_up, sessions, settings, clock, username, executor)
        speaker = Speaker(mouth, heartbeat, take_up, heartbeat_seconds)
        parts: list[Part] = []
        if role in roles.SPEAKING:
            parts += _mouth(speaker, speaking, engine)
        if role in roles.LISTENING:
            parts += _ears(listener, _seat(lease.LISTENER, open_to_all, settings, lease_seconds), settings)
        yield App(open_to_all, clock, mouth, heartbeat, listener, hearing, speaker, username, tuple(parts))
    finally:
        await ears.session.close()
        await line.shutdown()
        if worker_process is None:
            executor.shutdown(wait=False, cancel_futures=True)
        await engine.dispose()


def _seat(part: str, sessions: Sessions, settings: Settings, seconds: float) -> Seat:
    return Seat(sessions, lease.Tenure(part, leadership.name(), seconds), shared=roles.is_shared(settings))


def _mouth(speaker: Speaker, seat: Seat, engine: AsyncEngine) -> list[Part]:
    called = {notify.SAY: speaker.mouth.wake, notify.ANSWER: speaker.heartbeat.hurry}
    return [partial(seat.occupy, speaker.run), partial(notify.hear, engine, called)]


def _ears(listener: Listener, seat: Seat, settings: Settings) -> list[Part]:
    """Polling is for one process at a time: Telegram would refuse a second. By webhook all hear."""
    if not settings.webhook:
        return [partial(seat.occupy, listener.run)]
    path = urlsplit(settings.webhook).path or "/"
    webhook = Webhook(listener, path, settings.secret, settings.host, settings.port)
    return [webhook.run, partial(seat.occupy, listener.look_after_parked)]


async def _take_up(sessions: Sessions, settings: Settings, clock: Clock, username: str, executor: Executor) -> None:
    """Go on where whoever spoke before us stopped."""
    async with sessions.begin() as session:
        await installation.write(session, installation.BOT_NAME, username)
        if settings.staff_chat is not None and await installation.staff_chat(session) is None:
            await installation.write(session, installation.STAFF_CHAT, str(settings.staff_chat))
        await command_lists.renew(session, commands.edition(settings.programme.languages), clock.now())
        if await outbox.recover(session, clock.real()):
            await cards.open_case(session, clock.now(), "uncertain", "messages")
    executor.submit(worker.warm)
