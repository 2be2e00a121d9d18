"""The line on which Telegram is heard: when it last answered, when somebody was last heard, who else listens on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mentoring.states import ConnectionTrouble

CONFLICT_SETTLES_AFTER = timedelta(minutes=1)
"""While one process takes over from another both ask for a moment: only what lasts longer is another program."""
CONFLICT_OVER_AFTER = timedelta(minutes=5)
"""Two that poll end each other's calls several times a minute; after so long without that we are alone again."""

TELL_UNANSWERED_AFTER = timedelta(minutes=15)
"""Short outages of Telegram are told to whoever watches the server alone."""
MAX_UNHEARD = timedelta(days=14)
"""Sessions are weekly, and asked about: a fortnight without a single tap is no quiet programme any more."""


@dataclass(slots=True)
class ConnectionStatus:
    """What this process knows of its line, in real time; nothing while another process listens."""

    webhook: str = ""
    """The address that Telegram calls; none where it is asked."""
    since: datetime | None = None
    """Since when this process listens."""
    answered_at: datetime | None = None
    """When Telegram last answered as it does to whoever listens alone."""
    heard_at: datetime | None = None
    """When an update last came."""
    _conflict_since: datetime | None = None
    _conflict_at: datetime | None = None

    def open(self, now: datetime) -> None:
        """Begin to listen."""
        self.since = self.answered_at = self.heard_at = now
        self._conflict_since = self._conflict_at = None

    def close(self) -> None:
        """Listen no more: it is another process's to listen."""
        self.since = None

    def note_answer(self, now: datetime, updates: int) -> None:
        """Note that Telegram has answered, with so many updates."""
        self.answered_at = now
        self.heard_at = now if updates else self.heard_at

    def note_conflict(self, now: datetime) -> None:
        """Note that somebody else listens, as Telegram says."""
        if self._conflict_at is None or now - self._conflict_at > CONFLICT_OVER_AFTER:
            self._conflict_since = now
        self._conflict_at = now

    def find_trouble(self, now: datetime) -> tuple[ConnectionTrouble, datetime] | None:
        """Return why people may not be heard here, and since when; None while all is well or others listen."""
        if since := self.find_contest_start(now):
            return "contested", since
        if self.since is None or self.answered_at is None or self.heard_at is None:
            return None
        if now - self.answered_at > TELL_UNANSWERED_AFTER:
            return "unanswered", self.answered_at
        return ("unheard", self.heard_at) if now - self.heard_at > MAX_UNHEARD else None

    def find_contest_start(self, now: datetime) -> datetime | None:
        """Return since when another program listens with our token; None while nobody seems to.

        It may be so even while some updates come: two that poll share what people write.
        """
        if self._conflict_since is None or self._conflict_at is None or now - self._conflict_at > CONFLICT_OVER_AFTER:
            return None
        lasted = self._conflict_at - self._conflict_since
        return self._conflict_since if lasted >= CONFLICT_SETTLES_AFTER else None
