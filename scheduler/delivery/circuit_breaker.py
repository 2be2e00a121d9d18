"""Telegram's silence: when it stops answering and when it answers again is written down, and nothing in between.

While it lasts no message is risked, because nobody could say of each whether it arrived: Telegram is asked who we are,
ever more seldom, until it answers.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.clock import Clock
from scheduler.delivery.outcomes import RETRY, UNCERTAIN, Outcome
from storage.engine.database import UNAVAILABLE, Sessions
from use_cases.outbox import outages

log = logging.getLogger(__name__)

NO_ANSWER = (RETRY, UNCERTAIN)
MOST_UNANSWERED = 3
"""Messages in a row that had no answer: from then on Telegram is silent."""
LONGEST_SECONDS = 60
HICCUP = timedelta(minutes=1)
"""A failure that is over by then was none: it costs the database nothing."""


@dataclass(slots=True)
class Silence:
    """What this run of the mouth knows of it; an outage may have begun before."""

    sessions: Sessions
    clock: Clock
    _failing_since: datetime | None = None
    _may_be_noted: bool = True
    _is_noted: bool = False
    _unanswered: int = 0
    _questions: int = 0
    _ask_at: datetime | None = None
    lasts: bool = False
    """Nothing may be said until Telegram answers a question."""

    @property
    def in_doubt(self) -> bool:
        """Tell whether the last messages had no answer, whatever a question had."""
        return self._unanswered >= MOST_UNANSWERED

    def wait(self) -> float:
        """Give the seconds until Telegram may be asked again; 0 when it answers."""
        return max(0.0, (self._ask_at - self.clock.real()).total_seconds()) if self.lasts and self._ask_at else 0.0

    def met(self, outcome: Outcome) -> None:
        """Learn from what a message met whether Telegram answers."""
        if outcome in NO_ANSWER:
            self._unanswered += 1
            if self.in_doubt and not self.lasts:
                self._ask_later()
        elif outcome.then != "held":
            self._unanswered = self._questions = 0
            self.lasts = False

    def asked(self, outcome: Outcome) -> None:
        """Learn the same from what a question met; the next message is still a trial."""
        self.lasts = False
        if outcome in NO_ANSWER:
            self._ask_later()

    def _ask_later(self) -> None:
        self.lasts = True
        seconds = min(2**self._questions, LONGEST_SECONDS)
        self._questions += 1
        self._ask_at = self.clock.real() + timedelta(seconds=seconds)

    async def tried(self, outcome: Outcome) -> None:
        """Note what a request met, if it changes anything. Whatever the database says, the caller goes on."""
        try:
            if outcome in NO_ANSWER:
                await self._failed()
            elif outcome.then != "held":  # a plea for silence lets nothing through
                await self._answered()
        except UNAVAILABLE as error:
            log.warning("storage_unavailable", extra={"problem": type(error).__name__})

    async def _failed(self) -> None:
        now = self.clock.now()
        self._failing_since = self._failing_since or now
        if self._is_noted or now - self._failing_since < HICCUP:
            return
        async with self.sessions.begin() as session:
            await outages.began(session, self._failing_since)
        self._is_noted = self._may_be_noted = True

    async def _answered(self) -> None:
        self._failing_since = None
        if not self._may_be_noted:
            return
        async with self.sessions.begin() as session:
            await outages.ended(session, self.clock.now())
        self._is_noted = self._may_be_noted = False
