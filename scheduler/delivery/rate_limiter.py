"""One budget for everything that leaves, below Telegram's limits."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

MAX_CATCH_UP_MESSAGES = 2
"""Burst allowed after an idle gap."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Messages a second in all, in any `window` of seconds; seconds between two in one private chat or group.

    `burst` answers may follow at once in one chat, as Telegram allows to those who tap quickly; so may messages to a
    group, which is allowed 20 in any minute, those included.
    """

    overall_per_second: float = 30.0
    window_seconds: float = 1.0
    private_seconds: float = 1.0
    group_seconds: float = 3.6
    burst: int = 3


@dataclass(slots=True)
class RateLimiter:
    """Says when the next message may leave; asked before a row is claimed.

    Telegram counts a message somewhere between its request and its answer. Counted here from the request until a window
    after the answer, no more than allowed can arrive in any window, however late some of them are.
    """

    limits: RateLimits = field(default_factory=RateLimits)
    clock: Callable[[], float] = monotonic
    _next_at: float = 0.0
    _paused_until: float = 0.0
    _answered_at: deque[float] = field(default_factory=deque)
    _chat_free_at: dict[int | None, float] = field(default_factory=dict)

    def compute_wait_seconds(self, under_way: int = 0) -> float:
        """Return the seconds until anything at all may leave, with so many requests under way."""
        now = self.clock()
        return max(0.0, max(self._next_at, self._paused_until, self._find_window_opening(now, under_way)) - now)

    def count_available(self, under_way: int) -> int:
        """Return how many messages may leave right now, with so many requests under way."""
        now, gap = self.clock(), 1 / self.limits.overall_per_second
        if self._paused_until > now or self._find_window_opening(now, under_way) > now or self._next_at > now:
            return 0
        in_step = int((now - max(now - MAX_CATCH_UP_MESSAGES * gap, self._next_at)) / gap) + 1
        return min(in_step, ceil(self._compute_window_capacity()) - under_way - len(self._answered_at))

    def acquire(self, chat: int | None, *, is_answer: bool = False) -> float:
        """Count one message to a chat; return the seconds until its next one."""
        now = self.clock()
        gap = 1 / self.limits.overall_per_second
        self._next_at = max(now - MAX_CATCH_UP_MESSAGES * gap, self._next_at) + gap
        every = self.limits.group_seconds if chat is None else self.limits.private_seconds
        free_again = max(now, self._chat_free_at.get(chat, 0.0)) + every
        self._chat_free_at[chat] = free_again
        self._forget_idle(now)
        at_once = self.limits.burst if is_answer or chat is None else 1
        return max(0.0, free_again - now - every * (at_once - 1))

    def record_answer(self) -> None:
        """Begin a message's window: Telegram has counted the message by now."""
        self._answered_at.append(self.clock())

    def pause_for(self, seconds: float) -> None:
        """Let nothing leave for some seconds, as Telegram's retry-after asks."""
        self._paused_until = max(self._paused_until, self.clock() + seconds)

    def compute_pause_seconds(self) -> float:
        """Return the seconds that remain of Telegram's retry-after."""
        return max(0.0, self._paused_until - self.clock())

    def _find_window_opening(self, now: float, under_way: int) -> float:
        """Return the moment from which one more fits into the window."""
        window = self.limits.window_seconds
        while self._answered_at and self._answered_at[0] + window <= now:
            self._answered_at.popleft()
        if under_way + len(self._answered_at) < self._compute_window_capacity():
            return now
        return (self._answered_at[0] if self._answered_at else now) + window

    def _compute_window_capacity(self) -> float:
        return self.limits.overall_per_second * self.limits.window_seconds

    def _forget_idle(self, now: float) -> None:
        if len(self._chat_free_at) > 10_000:
            self._chat_free_at = {chat: free for chat, free in self._chat_free_at.items() if free > now}
