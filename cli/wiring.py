"""The only wiring: settings in, a running program out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from bot import commands
from bot.middleware import TurnMiddleware
from bot.router import build_dispatcher
from bot.transport.connection_status import ConnectionStatus
from bot.transport.inbox import Inbox
from bot.transport.polling import POLL_SECONDS, Poller
from bot.transport.unavailable_notice import UnavailableNotice
from bot.transport.update_processor import UpdateProcessor
from bot.transport.webhook import Webhook
from cli import process_roles, telegram_setup
from cli.backups import BackupFolder
from cli.connections import Connections, open_connections
from cli.settings import Settings
from cli.turned_away import ListKeeper
from matching import worker
from mentoring.errors import BinomeError
from scheduler.delivery.circuit_breaker import CircuitBreaker
from scheduler.delivery.mail_sender import MailSender
from scheduler.delivery.mailbox import Mailbox
from scheduler.delivery.prepared import CommandLists, MessagePreparer
from scheduler.delivery.rate_limiter import RateLimits
from scheduler.delivery.sender import Sender
from scheduler.delivery.transport import Transport
from scheduler.figures_picture import FiguresPicture
from scheduler.heartbeat import DueWork, Heartbeat
from scheduler.matching_client import MatchingClient
from scheduler.matching_rounds import MatchingRounds
from scheduler.nightly_backup import NightlyBackup
from scheduler.pruning import Pruning
from scheduler.runner import LeaderRunner
from scheduler.wal_truncation import WalTruncation
from storage import installation
from storage.crypto.vault import Vault
from storage.engine import lease, notify
from storage.engine.clock import Clock
from storage.engine.database import Sessions, build_sessions
from storage.engine.leadership import Leadership, make_holder_name
from storage.engine.wake_signals import WakeSignals
from texts import Texts
from understanding import distress, identifying
from use_cases.messages import command_lists
from use_cases.needs_offers import agreements
from use_cases.outbox import outbox, passed_messages
from use_cases.team import cards, case_access

USUAL_LIMITS = RateLimits()
NO_LIMITS = RateLimits(overall_per_second=1000, private_seconds=0, group_seconds=0)
"""For the simulator, which does not count."""
Part = Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Timing:
    """How fast the program goes: as usual, unless the simulator, a test or a benchmark wants another speed."""

    limits: RateLimits = USUAL_LIMITS
    heartbeat_seconds: float = 60.0
    lease_seconds: float = 15.0
    """After so long without a sign of whoever speaks, another process takes over."""
    poll_seconds: int = POLL_SECONDS


USUAL_TIMING = Timing()


@dataclass(frozen=True, slots=True)
class Foundation:
    """What both halves, the one that sends and the one that listens, are built on."""

    settings: Settings
    clock: Clock
    timing: Timing
    connections: Connections
    vault: Vault
    sessions: Sessions
    texts: Texts
    signals: WakeSignals

    def build_leadership(self, part: lease.Part) -> Leadership:
        """Return this process's claim to a part that one process alone may play."""
        claim = lease.LeaseClaim(part, make_holder_name(), self.timing.lease_seconds)
        return Leadership(self.sessions, claim, is_shared=process_roles.is_shared(self.settings))


@dataclass(frozen=True, slots=True)
class App:
    """The running parts that a command or a test needs to reach."""

    sessions: Sessions
    clock: Clock
    runner: LeaderRunner
    poller: Poller
    username: str
    parts: tuple[Part, ...]

    @property
    def sender(self) -> Sender:
        """Return what sends the messages."""
        return self.runner.sender

    @property
    def heartbeat(self) -> Heartbeat:
        """Return what does what is due."""
        return self.runner.heartbeat

    @property
    def processor(self) -> UpdateProcessor:
        """Return what gives updates their effect."""
        return self.poller.processor

    async def run(self) -> None:
        """Run all parts until a fatal error."""
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
    role: process_roles.ProcessRole = "all",
    timing: Timing = USUAL_TIMING,
    worker_process: Executor | None = None,
) -> AsyncIterator[App]:
    """Open the connections, build what sends and what listens; close the connections at the end."""
    is_listener, is_sender = role in process_roles.LISTENING_ROLES, role in process_roles.SENDING_ROLES
    async with open_connections(settings, timing.limits, worker_process) as connections:
        base = _lay_foundation(settings, Vault(key), clock, timing, connections)
        leadership = base.build_leadership(lease.SENDER_PART)
        poller = _build_poller(base)
        # Nobody's words wait for a list, those that are heard nor those that are shown.
        for prepare in (distress.prepare, identifying.prepare) if is_listener else (identifying.prepare,):
            await asyncio.to_thread(prepare)
        username = await telegram_setup.register(connections.client, settings, base.texts, receives_updates=is_listener)
        runner = _build_runner(base, leadership, username)
        sending = _build_sending_parts(base, runner, leadership) if is_sender else []
        listening = _build_listening_parts(base, poller) if is_listener else []
        yield App(base.sessions, clock, runner, poller, username, (*sending, *listening))


def _lay_foundation(
    settings: Settings, vault: Vault, clock: Clock, timing: Timing, connections: Connections
) -> Foundation:
    sessions = build_sessions(connections.engine, vault, settings.programme)
    texts = Texts(settings.programme, settings.texts)
    return Foundation(settings, clock, timing, connections, vault, sessions, texts, WakeSignals())


def _build_runner(base: Foundation, leadership: Leadership, username: str) -> LeaderRunner:
    """Build all that goes by time; its transactions change nothing once another process speaks."""
    sessions = leadership.fence_sessions()
    heartbeat = _build_heartbeat(base, sessions, leadership.is_held)
    backups = BackupFolder(base.connections.engine, base.vault, base.settings)
    return LeaderRunner(
        heartbeat.sender,
        heartbeat,
        Pruning(sessions, base.clock),
        NightlyBackup(sessions, base.clock, base.settings.programme, backups.make),
        WalTruncation(base.connections.engine),
        on_leadership=partial(_take_leadership, base, sessions, username),
        beat_seconds=base.timing.heartbeat_seconds,
        mail_sender=_build_mail_sender(base, sessions),
    )


def _build_mail_sender(base: Foundation, sessions: Sessions) -> MailSender | None:
    server = base.settings.mail
    return MailSender(sessions, base.sessions, Mailbox(server), base.texts, base.clock) if server is not None else None


def _build_heartbeat(base: Foundation, sessions: Sessions, may_send: Callable[[], bool]) -> Heartbeat:
    programme, executor = base.settings.programme, base.connections.executor
    picture = FiguresPicture(sessions, executor, programme)
    rounds = MatchingRounds(sessions, MatchingClient(executor), programme)
    sender = _build_sender(base, sessions, picture, may_send)
    return Heartbeat(DueWork(sessions, rounds, picture), sender, base.clock, base.signals)


def _build_sender(
    base: Foundation, sessions: Sessions, picture: FiguresPicture, may_send: Callable[[], bool]
) -> Sender:
    first = base.settings.programme.languages[0]
    lists = CommandLists(
        partial(commands.list_for_person, first=first),
        commands.list_for_staff_group(first),
        commands.OPEN_CASES.describe(first)[0],
    )
    preparer = MessagePreparer(base.texts, lists, picture.find_picture)
    connections, breaker = base.connections, CircuitBreaker(base.sessions, base.clock)
    transport = Transport(connections.sending_bot, connections.rate_limiter, breaker, base.clock)
    return Sender(sessions, base.sessions, transport, preparer, base.clock, base.signals, may_send)


def _build_poller(base: Foundation) -> Poller:
    """Build all that listens; what it changes wakes the sender and the matcher."""
    processor = UpdateProcessor(
        base.connections.client,
        build_dispatcher(TurnMiddleware(base.texts, base.clock)),
        Inbox(base.sessions, base.clock, base.signals),
        UnavailableNotice(base.texts),
    )
    return Poller(processor, base.timing.poll_seconds, ConnectionStatus(base.settings.webhook))


def _build_sending_parts(base: Foundation, runner: LeaderRunner, leadership: Leadership) -> list[Part]:
    listen = partial(notify.listen, base.connections.engine, base.signals)
    keeper = ListKeeper(base.settings.key_file, base.sessions, base.clock, base.signals.turned_away_changed)
    return [partial(leadership.run_as_leader, runner.run), listen, keeper.run]


def _build_listening_parts(base: Foundation, poller: Poller) -> list[Part]:
    """Return what listens. Polling is for one process alone: Telegram would refuse a second. By webhook all hear."""
    settings, leadership = base.settings, base.build_leadership(lease.POLLER_PART)
    if not settings.webhook:
        return [partial(leadership.run_as_leader, poller.run)]
    path = urlsplit(settings.webhook).path or "/"
    webhook = Webhook(poller, path, settings.secret, settings.host, settings.port)
    return [webhook.run, partial(leadership.run_as_leader, poller.keep_webhook)]


async def _take_leadership(base: Foundation, sessions: Sessions, username: str) -> None:
    """Go on where whoever spoke before us stopped."""
    settings, clock = base.settings, base.clock
    async with sessions.begin() as session:
        await installation.write(session, installation.BOT_NAME, username)
        if settings.staff_chat is not None and await installation.read_staff_chat(session) is None:
            await installation.write(session, installation.STAFF_CHAT, str(settings.staff_chat))
        await command_lists.refresh_lists(session, commands.compute_edition(settings.programme.languages), clock.now())
        await agreements.keep_words(session, base.texts.agreements.values(), clock.now())
        lost = await outbox.recover_in_flight(session, clock.real_now())
        if any([await case_access.may_be_named(session, row) for row in lost]):
            await cards.open_case(session, clock.now(), "uncertain", "messages")
        await passed_messages.reconcile(session, clock.now())
    base.connections.executor.submit(worker.warm)
