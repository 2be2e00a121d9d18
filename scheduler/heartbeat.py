"""The heartbeat: at each, what is due is done. No job per person: APScheduler only keeps the beat."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.clock import Clock
from scheduler.delivery.sender import Mouth
from scheduler.figures_picture import Pictures
from scheduler.matching_rounds import Rounds
from scheduler.nightly_backup import Nightly
from storage import installation
from storage.engine.database import UNAVAILABLE, Sessions
from storage.engine.lease import LeaseLost
from use_cases import due
from use_cases.binomes import retention
from use_cases.inbox import updates
from use_cases.outbox import ledger, outbox
from use_cases.people import people

log = logging.getLogger(__name__)

PRUNED_EVERY = timedelta(hours=6)
BATCH = 100
"""Rows a transaction, so that the chat goes on during a long tick."""
MOST_LOOKED_AT = 500
"""Rows of the ledger a transaction that are looked at for those to forget."""


async def tick(sessions: Sessions, now: datetime) -> int:
    """Do all that is due at `now` (programme time); give how many rows it concerned.

    What a part does is committed before the next is asked.
    """
    done, parts = 0, list(due.PARTS)
    while parts:
        async with sessions.begin() as session:
            count, late = 0, await due.late(session, now)
            while parts and not count:
                count = await parts[0](session, now, BATCH) if parts[0] in late else 0
                if count < BATCH:
                    parts.pop(0)
        done += count
    return done


@dataclass(slots=True)
class Heartbeat:
    """Ticks, runs matching rounds, wakes the mouth; pushes programme time when the simulator asks."""

    sessions: Sessions
    mouth: Mouth
    rounds: Rounds
    pictures: Pictures
    clock: Clock
    nightly: Nightly
    beaten_at: datetime | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _hurried: asyncio.Event = field(default_factory=asyncio.Event)

    def start(self, seconds: float) -> AsyncIOScheduler:
        """Beat every so many real seconds; a beat that is missed is made up for by the next."""
        beats = AsyncIOScheduler(timezone="UTC")
        same = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        beats.add_job(self.beat, "interval", seconds=seconds, **same)
        beats.add_job(self.prune_if_due, "interval", seconds=seconds, **same)
        beats.add_job(self.nightly.run_if_due, "interval", seconds=seconds, **same)
        self.beaten_at = self.clock.real()
        beats.start()
        return beats

    def hurry(self) -> None:
        """Say that somebody waits for an answer of the matcher's."""
        self._hurried.set()

    @property
    def busy(self) -> bool:
        """Tell whether a beat is under way or about to be."""
        return self._hurried.is_set() or self._lock.locked()

    async def answer_at_once(self) -> None:
        """Answer, for ever, what is asked of the matcher, without waiting for the next beat."""
        while True:
            await self._hurried.wait()
            try:
                await self._alone(self._answer)
            except Exception:
                log.exception("answers_failed")  # the program goes on, and the next beat tries again

    async def beat(self) -> None:
        """Do what is due now."""
        await self._alone(self._beat)

    async def _alone(self, work: Callable[[], Awaitable[None]]) -> None:
        async with _let_go_when_away(), self._lock:
            await work()

    async def prune_if_due(self) -> None:
        """Forget what need not be kept, every few hours: a program that is often started again forgets too."""
        async with _let_go_when_away():
            async with self.sessions.begin() as session:
                due_at = await installation.read_moment(session, installation.PRUNE_AT)
            if due_at is None or due_at <= self.clock.real():
                await self.prune()

    async def prune(self) -> None:
        """Forget what need not be kept: old update ids, people who never agreed to anything, old messages."""
        real = self.clock.real()
        async with self.sessions.begin() as session:
            await updates.prune(session, real)
            await people.prune(session, self.clock.now())
            await retention.erase(session, self.clock.now(), BATCH)
        last: int | None = 0
        while last is not None:
            async with self.sessions.begin() as session:
                last = await outbox.prune(session, real - ledger.KEPT, last, MOST_LOOKED_AT)
        async with self.sessions.begin() as session:
            await installation.write(session, installation.PRUNE_AT, (real + PRUNED_EVERY).isoformat())

    async def push(self, by: timedelta, set_offset: Callable[[timedelta], None]) -> None:
        """Move programme time on, from due date to due date, saying at each what there is to say."""
        async with self._lock:
            target = self.clock.now() + by
            await self.mouth.drained()
            while True:
                async with self.sessions.begin() as session:
                    moment = await due.next_moment(session, self.clock.now())
                if moment is None or moment >= target:
                    break
                set_offset(moment - self.clock.real())
                await self._beat()
                await self.mouth.drained()
            set_offset(target - self.clock.real())
            await self._beat()
            await self.mouth.drained()

    async def _answer(self) -> None:
        self._hurried.clear()
        await self.rounds.answer_asked(self.clock.now())
        self.mouth.wake()

    async def _beat(self) -> None:
        now = self.clock.now()
        await self.pictures.draw_if_due(now)
        await tick(self.sessions, now)
        await self.rounds.answer_asked(now)
        await self.rounds.run_if_due(now)
        self.beaten_at = self.clock.real()
        self.mouth.wake()


@asynccontextmanager
async def _let_go_when_away() -> AsyncIterator[None]:
    """Leave to the next time, or to another process, what the database does not take now."""
    try:
        yield
    except LeaseLost:
        log.info("beat_left_to_another")
    except UNAVAILABLE as error:
        log.warning("storage_unavailable", extra={"problem": type(error).__name__})


async def hold_as_before(sessions: Sessions, mouth: Mouth, clock: Clock) -> None:
    """Obey after a restart what Telegram asked before it."""
    async with sessions.begin() as session:
        until = await installation.read_moment(session, installation.HOLD_UNTIL)
    if until is not None:
        mouth.pace.hold((until - clock.real()).total_seconds())
