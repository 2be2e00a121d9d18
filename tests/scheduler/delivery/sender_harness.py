"""The harness, built as the program builds it, over a Telegram that is a stub and clocks that can be pushed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from telegram.error import TimedOut

from cli.wiring import NO_LIMITS
from scheduler.delivery.circuit_breaker import MAX_UNANSWERED, CircuitBreaker
from scheduler.delivery.rate_limiter import RateLimiter
from scheduler.delivery.sender import Sender
from scheduler.delivery.transport import Transport
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.engine.wake_signals import WakeSignals
from tests.cast import NOW
from tests.patience import PATIENCE_SECONDS
from tests.scheduler.delivery.outbox_rows import PREPARER, add_people, put, read_outbox
from tests.scheduler.delivery.stub_telegram import StubTelegram

LOOKS = 12
"""So often the harness asks for the time before it has surely begun all that it may."""


@dataclass(slots=True)
class SenderHarness:
    """The harness, the Telegram that it speaks to, and the time that it reads."""

    sessions: Sessions
    telegram: StubTelegram = field(default_factory=StubTelegram)
    clock: Clock = field(default_factory=lambda: Clock(real_now=lambda: NOW))
    looks: int = 0
    _passed: float = 0.0
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        """Build the harness as the program does, but that it says whatever it can at once."""
        limiter = RateLimiter(NO_LIMITS, self._read_seconds)
        breaker = CircuitBreaker(self.sessions, self.clock)
        transport = Transport(self.telegram.bot, limiter, breaker, self.clock)
        self.sender = Sender(self.sessions, self.sessions, transport, PREPARER, self.clock, WakeSignals())

    def _read_seconds(self) -> float:
        self.looks += 1
        return monotonic() + self._passed

    def pass_time(self, seconds: float) -> None:
        """Push all clocks on."""
        self._passed += seconds
        later = NOW + timedelta(seconds=self._passed)
        self.clock.real_now = lambda: later
        self.sender.wake()

    async def look_again(self) -> None:
        """Return once the harness has had every occasion to go on."""
        enough = self.looks + LOOKS
        while self.looks < enough:
            self.sender.wake()
            await asyncio.sleep(0)

    async def count_states(self) -> Counter[str]:
        """Return how many rows of the outbox are in which state."""
        return Counter(row.state for row in await read_outbox(self.sessions))

    async def wait_for_state(self, state: str, number: int) -> None:
        """Return once so many rows are in a state."""
        while (await self.count_states())[state] < number:
            await self.look_again()

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[asyncio.Task[None]]:
        """Let it speak; stop it at the end."""
        running = asyncio.create_task(self.sender.run())
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                yield running
        finally:
            self.telegram.answering.set()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def open_silent_telegram(harness: SenderHarness) -> AsyncIterator[StubTelegram]:
    """Return a Telegram that the harness has just found silent, while two messages wait."""
    *unlucky, early, late = await add_people(harness.sessions, MAX_UNANSWERED + 2)
    for person in unlucky:
        await put(harness.sessions, person, "slow_down")
    harness.telegram.answers.extend([TimedOut()] * MAX_UNANSWERED)
    async with harness.speaking():
        await harness.wait_for_state("uncertain", MAX_UNANSWERED)
        harness.telegram.calls.clear()
        for person in (early, late):
            await put(harness.sessions, person, "privacy")
        await harness.look_again()
        yield harness.telegram
