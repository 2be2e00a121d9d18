"""One budget for everything that leaves, below Telegram's limits."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from telegram.error import RetryAfter

MAY_BE_LATE = 2
"""Messages that a late start may catch up with: they follow each other at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in all, in any `window` of seconds; seconds between two in one private chat or group.

    `burst` answers may follow at once in one chat, as Telegram allows to those who tap quickly; so may messages to a
    group, which is allowed 20 in any minute, those included.
    """

    overall_per_second: float = 30.0
    window: float = 1.0
    private_seconds: float = 1.0
    group_seconds: float = 3.6
    burst: int = 3


@dataclass(slots=True)
class Pace:
    """Says when the next message may leave. Asked before a row is claimed, so that nothing claimed ever waits.

    Telegram counts a message somewhere between its request and its answer. Counted here from the request until a window
    after the answer, no more than allowed can arrive in any window, however late some of them are.
    """

    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = monotonic
    _next: float = 0.0
    _hold: float = 0.0
    _answered: deque[float] = field(default_factory=deque)
    _chats: dict[int | None, float] = field(default_factory=dict)

    def wait(self, under_way: int = 0) -> float:
        """Give the seconds until anything at all may leave, with so many requests under way."""
        now = self.clock()
        return max(0.0, max(self._next, self._hold, self._window_free(now, under_way)) - now)

    def room(self, under_way: int) -> int:
        """Give how many messages may leave right now, with so many requests under way."""
        now, gap = self.clock(), 1 / self.limits.overall_per_second
        if self._hold > now or self._window_free(now, under_way) > now or self._next > now:
            return 0
        in_step = int((now - max(now - MAY_BE_LATE * gap, self._next)) / gap) + 1
        return min(in_step, ceil(self._in_a_window()) - under_way - len(self._answered))

    def spend(self, chat: int | None, *, answer: bool = False) -> float:
        """Count one message to a chat (None is the staff group); give the seconds until it may have another."""
        now = self.clock()
        gap = 1 / self.limits.overall_per_second
        self._next = max(now - MAY_BE_LATE * gap, self._next) + gap
        every = self.limits.group_seconds if chat is None else self.limits.private_seconds
        free_again = max(now, self._chats.get(chat, 0.0)) + every
        self._chats[chat] = free_again
        self._forget_idle(now)
        at_once = self.limits.burst if answer or chat is None else 1
        return max(0.0, free_again - now - every * (at_once - 1))

    def answered(self) -> None:
        """Begin a message's window: Telegram has counted it by now."""
        self._answered.append(self.clock())

    def hold(self, seconds: float) -> None:
        """Let nothing leave for some seconds: Telegram said so."""
        self._hold = max(self._hold, self.clock() + seconds)

    def held(self) -> float:
        """Give the seconds for which Telegram wants silence."""
        return max(0.0, self._hold - self.clock())

    def _window_free(self, now: float, under_way: int) -> float:
        """Give the moment from which one more fits into the window."""
        window = self.limits.window
        while self._answered and self._answered[0] + window <= now:
            self._answered.popleft()
        if under_way + len(self._answered) < self._in_a_window():
            return now
        return (self._answered[0] if self._answered else now) + window

    def _in_a_window(self) -> float:
        return self.limits.overall_per_second * self.limits.window

    def _forget_idle(self, now: float) -> None:
        if len(self._chats) > 10_000:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}


def seconds_of(refusal: RetryAfter) -> float:
    """Give how long Telegram asks us to wait."""
    after = refusal.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())
