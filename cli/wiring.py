"""The only wiring: settings in, a running program out."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot as Ears
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from telegram import Bot as Voice
from telegram.request import HTTPXRequest

from bot import commands
from bot.dispatching import dispatcher, show_commands
from bot.listener import Listener
from bot.middleware import OneTransaction
from cli import opening, process
from cli.settings import Settings
from matching import worker
from mentoring.errors import BinomeError, TokenRefused
from scheduler.clock import Clock
from scheduler.heartbeat import Heartbeat, hold_as_before
from scheduler.matcher import Matcher
from scheduler.mouth import MOST_IN_FLIGHT, Mouth
from scheduler.pace import Limits, Pace
from scheduler.pictures import Pictures
from scheduler.rounds import Rounds
from scheduler.saying import Lists, Wording
from storage import cards, outbox, standing
from storage import settings as facts
from storage.database import Sessions, sessions_of
from storage.vault import Vault
from texts import Texts

log = logging.getLogger(__name__)
# python-telegram-bot then gives `retry_after` as a timedelta, as all its later versions will.
os.environ.setdefault("PTB_TIMEDELTA", "1")

HEARTBEAT_SECONDS = 60.0
USUAL_LIMITS = Limits()
NO_LIMITS = Limits(overall_per_second=1000, private_seconds=0, group_seconds=0)
"""For the simulator, which does not count."""


@dataclass(frozen=True, slots=True)
class App:
    """The running parts that a command or a test needs to reach."""

    sessions: Sessions
    clock: Clock
    mouth: Mouth
    heartbeat: Heartbeat
    listener: Listener
    username: str

    async def run(self) -> None:
        """Listen and speak until something fatal happens."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.mouth.run())
                group.create_task(self.listener.run())
                group.create_task(self.heartbeat.answer_at_once())
        except* BinomeError as failures:
            raise failures.exceptions[0] from None


@asynccontextmanager
async def opened(
    settings: Settings,
    key: bytes,
    clock: Clock,
    *,
    limits: Limits = USUAL_LIMITS,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    poll_seconds: int = 25,
    worker_process: Executor | None = None,
) -> AsyncIterator[App]:
    """Open the database, both libraries and the worker process; close them all at the end."""
    engine = await opening.database(settings)
    executor = worker_process or process.Worker()
    ears = Ears(settings.token, AiohttpSession(api=TelegramAPIServer.from_base(settings.api)))
    pace = Pace(limits)
    voice = Voice(
        settings.token, base_url=f"{settings.api}/bot", request=HTTPXRequest(connection_pool_size=MOST_IN_FLIGHT)
    )
    try:
        sessions = sessions_of(engine, Vault(key), settings.programme)
        texts = Texts(settings.programme, settings.texts)
        lists = Lists(commands.of_person, commands.of_staff_group(settings.programme.languages[0]))
        pictures = Pictures(sessions, executor, settings.programme)
        mouth = Mouth(sessions, voice, Wording(texts, lists, pictures.of), pace, clock)
        heartbeat = Heartbeat(sessions, mouth, Rounds(sessions, Matcher(executor), settings.programme), pictures, clock)
        middleware = OneTransaction(sessions, texts, mouth.wake, heartbeat.hurry, clock.now, clock.real)
        listener = Listener(ears, dispatcher(middleware), sessions, mouth.wake, clock.now, clock.real, poll_seconds)
        username = await _greeted(ears, settings.programme.languages)
        await _take_up(sessions, settings, clock, username)
        await hold_as_before(sessions, mouth, clock)
        executor.submit(worker.warm)
        beats = heartbeat.start(heartbeat_seconds)
        try:
            yield App(sessions, clock, mouth, heartbeat, listener, username)
        finally:
            beats.shutdown(wait=False)
    finally:
        await ears.session.close()
        await voice.request.shutdown()
        if worker_process is None:
            executor.shutdown(wait=False, cancel_futures=True)
        await engine.dispose()


async def _greeted(ears: Ears, languages: tuple[str, ...]) -> str:
    pause = 0.5
    while True:
        try:
            me = await ears.get_me()
            await ears.delete_webhook()
            await show_commands(ears, languages)
            return me.username or ""
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TokenRefused from None
        except TelegramAPIError as error:
            log.warning("telegram_unreachable", extra={"problem": type(error).__name__})
            await asyncio.sleep(pause)
            pause = min(30.0, pause * 2)


async def _take_up(sessions: Sessions, settings: Settings, clock: Clock, username: str) -> None:
    """Go on where the last run stopped."""
    async with sessions.begin() as session:
        await facts.write(session, facts.BOT_NAME, username)
        if settings.staff_chat is not None and await facts.staff_chat(session) is None:
            await facts.write(session, facts.STAFF_CHAT, str(settings.staff_chat))
        await standing.renew(session, commands.edition(settings.programme.languages), clock.now())
        if await outbox.recover(session, clock.real()):
            await cards.open_case(session, clock.now(), "uncertain", "messages")
