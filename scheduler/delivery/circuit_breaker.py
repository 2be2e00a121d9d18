"""Telegram's silence: when it stops answering and when it answers again is written down, and nothing in between.

While it lasts no message is risked, because nobody could say of each whether it arrived: Telegram is asked who we are,
ever more seldom, until it answers.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.delivery.outcomes import RETRY, UNCERTAIN, Outcome
from storage.engine.clock import Clock
from storage.engine.database import UNAVAILABLE, Sessions
from use_cases.outbox import outages

log = logging.getLogger(__name__)

NO_ANSWER = (RETRY, UNCERTAIN)
MAX_UNANSWERED = 3
"""Messages in a row that had no answer: from then on Telegram is silent."""
MAX_PROBE_INTERVAL_SECONDS = 60
MIN_OUTAGE = timedelta(minutes=1)
"""A failure that is over by then was none: it costs the database nothing."""


@dataclass(slots=True)
class CircuitBreaker:
    """What this run of the sender knows of an outage, which may have begun earlier."""

    sessions: Sessions
    clock: Clock
    _failing_since: datetime | None = None
    _may_be_noted: bool = True
    _is_noted: bool = False
    _unanswered: int = 0
    _probes: int = 0
    _probe_at: datetime | None = None
    is_open: bool = False
    """Nothing may be said until Telegram answers a question."""

    @property
    def is_half_open(self) -> bool:
        """Return whether the last messages had no answer, even if a ping had one."""
        return self._unanswered >= MAX_UNANSWERED

    def compute_probe_wait_seconds(self) -> float:
        """Return the seconds until Telegram may be asked again; 0 when it answers."""
        return (
            max(0.0, (self._probe_at - self.clock.real_now()).total_seconds())
            if self.is_open and self._probe_at
            else 0.0
        )

    def record_result(self, outcome: Outcome) -> None:
        """Open or close the circuit by what a message met."""
        if outcome in NO_ANSWER:
            self._unanswered += 1
            if self.is_half_open and not self.is_open:
                self._schedule_probe()
        elif outcome.side_effect != "held":
            self._unanswered = self._probes = 0
            self.is_open = False

    def record_probe(self, outcome: Outcome) -> None:
        """Record what a ping met; the next message is still a trial."""
        self.is_open = False
        if outcome in NO_ANSWER:
            self._schedule_probe()

    def _schedule_probe(self) -> None:
        self.is_open = True
        seconds = min(2**self._probes, MAX_PROBE_INTERVAL_SECONDS)
        self._probes += 1
        self._probe_at = self.clock.real_now() + timedelta(seconds=seconds)

    async def note_outage(self, outcome: Outcome) -> None:
        """Write an outage's begin or end into the database; never raise."""
        try:
            if outcome in NO_ANSWER:
                await self._note_failure()
            elif outcome.side_effect != "held":  # a 429 lets nothing through
                await self._note_answer()
        except UNAVAILABLE as error:
            log.warning("storage_unavailable", extra={"problem": type(error).__name__})

    async def _note_failure(self) -> None:
        now = self.clock.now()
        self._failing_since = self._failing_since or now
        if self._is_noted or now - self._failing_since < MIN_OUTAGE:
            return
        async with self.sessions.begin() as session:
            await outages.record_start(session, self._failing_since)
        self._is_noted = self._may_be_noted = True

    async def _note_answer(self) -> None:
        self._failing_since = None
        if not self._may_be_noted:
            return
        async with self.sessions.begin() as session:
            await outages.record_end(session, self.clock.now())
        self._is_noted = self._may_be_noted = False
