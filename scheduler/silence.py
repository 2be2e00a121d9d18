"""Telegram's silence: when it stops answering and when it answers again is written down, and nothing in between."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.clock import Clock
from scheduler.outcomes import RETRY, UNCERTAIN, Outcome
from storage import outage
from storage.database import UNAVAILABLE, Sessions

log = logging.getLogger(__name__)

NO_ANSWER = (RETRY, UNCERTAIN)
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
            await outage.began(session, self._failing_since)
        self._is_noted = self._may_be_noted = True

    async def _answered(self) -> None:
        self._failing_since = None
        if not self._may_be_noted:
            return
        async with self.sessions.begin() as session:
            await outage.ended(session, self.clock.now())
        self._is_noted = self._may_be_noted = False
