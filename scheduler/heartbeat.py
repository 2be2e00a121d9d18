"""The heartbeat: at each, what is due is done. No job per person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler import nightly_reviews
from scheduler.delivery.sender import Sender
from scheduler.figures_picture import FiguresPicture
from scheduler.matching_rounds import MatchingRounds
from scheduler.unavailable_database import skip_if_unavailable
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.engine.wake_signals import WakeSignals
from use_cases import due

log = logging.getLogger(__name__)

BATCH_ROWS = 100
"""Rows a transaction, so that the chat goes on during a long tick."""


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


@dataclass(frozen=True, slots=True)
class DueWork:
    """What falls due as time passes, whoever says that it has passed."""

    sessions: Sessions
    matching_rounds: MatchingRounds
    figures_picture: FiguresPicture

    async def run(self, now: datetime) -> bool:
        """Do all that is due, and return whether binômes were reviewed, of which some may be held now.

        The picture is drawn before the message that carries it is put.
        """
        await self.figures_picture.draw_if_due(now)
        await tick(self.sessions, now)
        is_reviewed = await nightly_reviews.run_if_due(self.sessions, now)
        await self.matching_rounds.answer_requests(now)
        await self.matching_rounds.run_if_due(now)
        return is_reviewed

    async def find_next_moment(self, now: datetime) -> datetime | None:
        """Return when something falls due next."""
        async with self.sessions.begin() as session:
            return await due.find_next_moment(session, now)


@dataclass(slots=True)
class Heartbeat:
    """Has what is due done, one beat at a time, and wakes the sender; the simulator pushes its time."""

    due_work: DueWork
    sender: Sender
    clock: Clock
    signals: WakeSignals
    last_beat_at: datetime | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_busy(self) -> bool:
        """Return whether a beat is under way or about to be."""
        return self.signals.answer_requested.is_set() or self._lock.locked()

    async def answer_forever(self) -> None:
        """Answer match requests for ever, without waiting for the next beat."""
        while True:
            await self.signals.answer_requested.wait()
            try:
                await self._run_exclusively(self._answer_requests)
            except Exception:
                log.exception("answers_failed")  # the program goes on, and the next beat tries again

    async def beat(self) -> None:
        """Do what is due now."""
        await self._run_exclusively(self._run_beat)

    async def _run_exclusively(self, work: Callable[[], Awaitable[None]]) -> None:
        async with skip_if_unavailable(), self._lock:
            await work()

    async def push_time(self, by: timedelta, set_offset: Callable[[timedelta], None]) -> None:
        """Advance programme time from due date to due date, doing what each asks for."""
        async with self._lock:
            target = self.clock.now() + by
            await self.sender.wait_until_empty()
            while True:
                moment = await self.due_work.find_next_moment(self.clock.now())
                if moment is None or moment >= target:
                    break
                set_offset(moment - self.clock.real_now())
                await self._run_beat()
                await self.sender.wait_until_empty()
            set_offset(target - self.clock.real_now())
            await self._run_beat()
            await self.sender.wait_until_empty()

    async def _answer_requests(self) -> None:
        self.signals.answer_requested.clear()
        await self.due_work.matching_rounds.answer_requests(self.clock.now())
        self.signals.message_queued.set()

    async def _run_beat(self) -> None:
        if await self.due_work.run(self.clock.now()):
            self.signals.turned_away_changed.set()
        self.last_beat_at = self.clock.real_now()
        self.signals.message_queued.set()
