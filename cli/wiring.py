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
from telegram import Bot as SendingBot

from bot import commands
from bot.middleware import TurnMiddleware
from bot.router import build_dispatcher
from bot.transport.client import open_client
from bot.transport.polling import Poller
from bot.transport.unavailable_notice import UnavailableNotice
from bot.transport.update_processor import UpdateProcessor
from bot.transport.webhook import Webhook
from cli import database, roles, telegram_setup
from cli.backups import BackupFolder
from cli.settings import Settings
from cli.worker_process import Worker
from matching import worker
from mentoring.errors import BinomeError
from scheduler.clock import Clock
from scheduler.delivery.aiohttp_request import AiohttpRequest
from scheduler.delivery.prepared import CommandLists, MessagePreparer
from scheduler.delivery.rate_limiter import RateLimiter, RateLimits
from scheduler.delivery.sender import MAX_IN_FLIGHT, Sender
from scheduler.figures_picture import FiguresPicture
from scheduler.heartbeat import Heartbeat
from scheduler.matching_client import MatchingClient
from scheduler.matching_rounds import MatchingRounds
from scheduler.nightly_backup import NightlyBackup
from scheduler.runner import LeaderRunner
from storage import installation
from storage.crypto.vault import Vault
from storage.engine import leadership, lease, notify
from storage.engine.database import Sessions, sessions_of
from storage.engine.leadership import Leadership
from texts import Texts
from use_cases.messages import command_lists
from use_cases.outbox import outbox
from use_cases.team import cards

# python-telegram-bot then gives `retry_after` as a timedelta, as all its later versions will.
os.environ.setdefault("PTB_TIMEDELTA", "1")

HEARTBEAT_SECONDS = 60.0
LEASE_SECONDS = 15.0
"""After so long without a sign of whoever speaks, another process takes over."""
USUAL_LIMITS = RateLimits()
NO_LIMITS = RateLimits(overall_per_second=1000, private_seconds=0, group_seconds=0)
"""For the simulator, which does not count."""
Part = Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class App:
    """The running parts that a command or a test needs to reach."""

    sessions: Sessions
    clock: Clock
    sender: Sender
    heartbeat: Heartbeat
    poller: Poller
    processor: UpdateProcessor
    runner: LeaderRunner
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
async def open_app(
    settings: Settings,
    key: bytes,
    clock: Clock,
    *,
    role: str = "all",
    limits: RateLimits = USUAL_LIMITS,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    lease_seconds: float = LEASE_SECONDS,
    poll_seconds: int = 25,
    worker_process: Executor | None = None,
) -> AsyncIterator[App]:
    """Open the database, both libraries and the worker process; close them all at the end."""
    engine = await database.open_database(settings)
    executor = worker_process or Worker()
    rate_limiter = RateLimiter(limits)
    client = open_client(settings.token, settings.api, rate_limiter)
    request = AiohttpRequest(MAX_IN_FLIGHT)
    # The sending bot never listens; unless told otherwise it would make an httpx request, certificates and all, for it.
    sending_bot = SendingBot(
        settings.token, base_url=f"{settings.api}/bot", request=request, get_updates_request=request
    )
    try:
        vault = Vault(key)
        open_to_all = sessions_of(engine, vault, settings.programme)
        speaking = _build_leadership(lease.SPEAKER, open_to_all, settings, lease_seconds)
        sessions = speaking.fenced()
        texts = Texts(settings.programme, settings.texts)
        first = settings.programme.languages[0]
        lists = CommandLists(partial(commands.list_for_person, first=first), commands.list_for_staff_group(first))
        pictures = FiguresPicture(sessions, executor, settings.programme)
        wording = MessagePreparer(texts, lists, pictures.picture_of)
        sender = Sender(sessions, open_to_all, sending_bot, wording, rate_limiter, clock, speaking.is_held)
        rounds = MatchingRounds(sessions, MatchingClient(executor), settings.programme)
        nightly = NightlyBackup(sessions, clock, settings.programme, BackupFolder(engine, vault, settings).make)
        heartbeat = Heartbeat(sessions, sender, rounds, pictures, clock, nightly)
        heard_by = build_dispatcher(TurnMiddleware(texts, clock.now))
        processor = UpdateProcessor(
            client,
            heard_by,
            open_to_all,
            sender.wake,
            heartbeat.request_answers,
            clock.now,
            clock.real_now,
            UnavailableNotice(texts),
        )
        listener = Poller(processor, poll_seconds)
        username = await telegram_setup.register(client, settings, is_listener=role in roles.LISTENING_ROLES)
        take_up = partial(_take_leadership, sessions, settings, clock, username, executor)
        speaker = LeaderRunner(sender, heartbeat, take_up, heartbeat_seconds)
        parts: list[Part] = []
        if role in roles.SENDING_ROLES:
            parts += _build_sender_parts(speaker, speaking, engine)
        if role in roles.LISTENING_ROLES:
            parts += _build_listener_parts(
                listener, _build_leadership(lease.LISTENER, open_to_all, settings, lease_seconds), settings
            )
        yield App(open_to_all, clock, sender, heartbeat, listener, processor, speaker, username, tuple(parts))
    finally:
        await client.session.close()
        await request.shutdown()
        if worker_process is None:
            executor.shutdown(wait=False, cancel_futures=True)
        await engine.dispose()


def _build_leadership(part: str, sessions: Sessions, settings: Settings, seconds: float) -> Leadership:
    return Leadership(
        sessions, lease.LeaseClaim(part, leadership.make_holder_name(), seconds), is_shared=roles.is_shared(settings)
    )


def _build_sender_parts(runner: LeaderRunner, leadership: Leadership, engine: AsyncEngine) -> list[Part]:
    called = {notify.SAY: runner.sender.wake, notify.ANSWER: runner.heartbeat.request_answers}
    return [partial(leadership.run_as_leader, runner.run), partial(notify.listen, engine, called)]


def _build_listener_parts(poller: Poller, leadership: Leadership, settings: Settings) -> list[Part]:
    """Polling is for one process at a time: Telegram would refuse a second. By webhook all hear."""
    if not settings.webhook:
        return [partial(leadership.run_as_leader, poller.run)]
    path = urlsplit(settings.webhook).path or "/"
    webhook = Webhook(poller, path, settings.secret, settings.host, settings.port)
    return [webhook.run, partial(leadership.run_as_leader, poller.retry_parked_forever)]


async def _take_leadership(
    sessions: Sessions, settings: Settings, clock: Clock, username: str, executor: Executor
) -> None:
    """Go on where whoever spoke before us stopped."""
    async with sessions.begin() as session:
        await installation.write(session, installation.BOT_NAME, username)
        if settings.staff_chat is not None and await installation.read_staff_chat(session) is None:
            await installation.write(session, installation.STAFF_CHAT, str(settings.staff_chat))
        await command_lists.renew(session, commands.compute_edition(settings.programme.languages), clock.now())
        if await outbox.recover(session, clock.real_now()):
            await cards.open_case(session, clock.now(), "uncertain", "messages")
    executor.submit(worker.warm)
