"""The heartbeat: at each, what is due is done. No job per person: APScheduler only keeps the beat."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.clock import Clock
from scheduler.delivery.sender import Sender
from scheduler.figures_picture import FiguresPicture
from scheduler.matching_rounds import MatchingRounds
from scheduler.nightly_backup import NightlyBackup
from storage import installation
from storage.engine.database import UNAVAILABLE, Sessions
from storage.engine.lease import LeaseLost
from use_cases import due
from use_cases.binomes import retention
from use_cases.inbox import updates
from use_cases.outbox import ledger, outbox
from use_cases.people import people
from use_cases.team import case_words

log = logging.getLogger(__name__)

PRUNE_INTERVAL = timedelta(hours=6)
BATCH_ROWS = 100
"""Rows a transaction, so that the chat goes on during a long tick."""
MAX_ROWS_EXAMINED = 500
"""Rows of the ledger a transaction that are looked at for those to forget."""


async def tick(sessions: Sessions, now: datetime) -> int:
    """Do all that is due at `now` (programme time); return how many rows it concerned.

    What a part does is committed before the next is asked.
    """
    done, parts = 0, list(due.PARTS)
    while parts:
        async with sessions.begin() as session:
            count, late = 0, await due.find_late_parts(session, now)
            while parts and not count:
                count = await parts[0](session, now, BATCH_ROWS) if parts[0] in late else 0
                if count < BATCH_ROWS:
                    parts.pop(0)
        done += count
    return done


@dataclass(slots=True)
class Heartbeat:
    """Ticks, runs matching rounds and wakes the sender; the simulator pushes its time."""

    sessions: Sessions
    sender: Sender
    matching_rounds: MatchingRounds
    figures_picture: FiguresPicture
    clock: Clock
    nightly_backup: NightlyBackup
    last_beat_at: datetime | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _answers_requested: asyncio.Event = field(default_factory=asyncio.Event)

    def start(self, seconds: float) -> AsyncIOScheduler:
        """Beat every so many real seconds; a beat that is missed is made up for by the next."""
        beats = AsyncIOScheduler(timezone="UTC")
        same = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        beats.add_job(self.beat, "interval", seconds=seconds, **same)
        beats.add_job(self.prune_if_due, "interval", seconds=seconds, **same)
        beats.add_job(self.nightly_backup.run_if_due, "interval", seconds=seconds, **same)
        self.last_beat_at = self.clock.real_now()
        beats.start()
        return beats

    def request_answers(self) -> None:
        """Note that somebody waits for an answer from the matcher."""
        self._answers_requested.set()

    @property
    def is_busy(self) -> bool:
        """Return whether a beat is under way or about to be."""
        return self._answers_requested.is_set() or self._lock.locked()

    async def answer_forever(self) -> None:
        """Answer match requests for ever, without waiting for the next beat."""
        while True:
            await self._answers_requested.wait()
            try:
                await self._run_exclusively(self._answer_requests)
            except Exception:
                log.exception("answers_failed")  # the program goes on, and the next beat tries again

    async def beat(self) -> None:
        """Do what is due now."""
        await self._run_exclusively(self._run_beat)

    async def _run_exclusively(self, work: Callable[[], Awaitable[None]]) -> None:
        async with _skip_if_unavailable(), self._lock:
            await work()

    async def prune_if_due(self) -> None:
        """Delete expired rows every few hours, restarts included."""
        async with _skip_if_unavailable():
            async with self.sessions.begin() as session:
                due_at = await installation.read_moment(session, installation.PRUNE_AT)
            if due_at is None or due_at <= self.clock.real_now():
                await self.prune()

    async def prune(self) -> None:
        """Delete old update ids, old messages, and people without consent."""
        real = self.clock.real_now()
        async with self.sessions.begin() as session:
            await updates.prune(session, real)
            await people.prune(session, self.clock.now())
            await retention.erase_due(session, self.clock.now(), BATCH_ROWS)
            await case_words.destroy_due(session, self.clock.now())
        last: int | None = 0
        while last is not None:
            async with self.sessions.begin() as session:
                last = await outbox.prune(session, real - ledger.KEPT_FOR, last, MAX_ROWS_EXAMINED)
        async with self.sessions.begin() as session:
            await installation.write(session, installation.PRUNE_AT, (real + PRUNE_INTERVAL).isoformat())

    async def push_time(self, by: timedelta, set_offset: Callable[[timedelta], None]) -> None:
        """Advance programme time from due date to due date, doing what each asks for."""
        async with self._lock:
            target = self.clock.now() + by
            await self.sender.wait_until_empty()
            while True:
                async with self.sessions.begin() as session:
                    moment = await due.find_next_moment(session, self.clock.now())
                if moment is None or moment >= target:
                    break
                set_offset(moment - self.clock.real_now())
                await self._run_beat()
                await self.sender.wait_until_empty()
            set_offset(target - self.clock.real_now())
            await self._run_beat()
            await self.sender.wait_until_empty()

    async def _answer_requests(self) -> None:
        self._answers_requested.clear()
        await self.matching_rounds.answer_requests(self.clock.now())
        self.sender.wake()

    async def _run_beat(self) -> None:
        now = self.clock.now()
        await self.figures_picture.draw_if_due(now)
        await tick(self.sessions, now)
        await self.matching_rounds.answer_requests(now)
        await self.matching_rounds.run_if_due(now)
        self.last_beat_at = self.clock.real_now()
        self.sender.wake()


@asynccontextmanager
async def _skip_if_unavailable() -> AsyncIterator[None]:
    """Leave to the next time, or to another process, what the database does not take now."""
    try:
        yield
    except LeaseLost:
        log.info("beat_left_to_another")
    except UNAVAILABLE as error:
        log.warning("storage_unavailable", extra={"problem": type(error).__name__})


async def restore_pause(sessions: Sessions, sender: Sender, clock: Clock) -> None:
    """Restore after a restart the pause that Telegram asked for."""
    async with sessions.begin() as session:
        until = await installation.read_moment(session, installation.PAUSE_UNTIL)
    if until is not None:
        sender.rate_limiter.pause_for((until - clock.real_now()).total_seconds())
