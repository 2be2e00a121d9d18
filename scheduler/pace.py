"""One budget for everything that leaves, below Telegram's limits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from telegram.error import RetryAfter


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in all; seconds between two in one private chat or group, and how many may follow at once.

    Telegram allows a group 20 in any minute, those that follow at once included.
    """

    overall_per_second: float = 25.0
    private_seconds: float = 1.0
    group_seconds: float = 3.6
    burst: int = 3


@dataclass(slots=True)
class Pace:
    """Says when the next message may leave. Asked before a row is claimed, so that nothing claimed ever waits."""

    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = monotonic
    _overall: float = 0.0
    _hold: float = 0.0
    _chats: dict[int | None, float] = field(default_factory=dict)

    def wait(self) -> float:
        """Give the seconds until anything at all may leave."""
        return max(0.0, max(self._overall, self._hold) - self.clock())

    def spend(self, chat: int | None) -> float:
        """Count one message to a chat (None is the staff group); give the seconds until it may have another."""
        now = self.clock()
        self._overall = max(now, self._overall) + 1 / self.limits.overall_per_second
        every = self.limits.group_seconds if chat is None else self.limits.private_seconds
        free_again = max(now, self._chats.get(chat, 0.0)) + every
        self._chats[chat] = free_again
        self._forget_idle(now)
        return max(0.0, free_again - now - every * (self.limits.burst - 1))

    def hold(self, seconds: float) -> None:
        """Let nothing leave for some seconds: Telegram said so."""
        self._hold = max(self._hold, self.clock() + seconds)

    def _forget_idle(self, now: float) -> None:
        if len(self._chats) > 10_000:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}


def seconds_of(refusal: RetryAfter) -> float:
    """Give how long Telegram asks us to wait."""
    after = refusal.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())
