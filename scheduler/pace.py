"""One budget for everything that leaves, below Telegram's limits."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second in all; seconds between two in one private chat or group, and how many may follow at once."""

    overall_per_second: float = 25.0
    private_seconds: float = 1.0
    group_seconds: float = 3.0
    burst: int = 3


@dataclass(slots=True)
class Pace(BaseRateLimiter[None]):
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

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(  # noqa: D102 - python-telegram-bot's extension point
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        await asyncio.sleep(max(0.0, self._hold - self.clock()))
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            self.hold(seconds_of(refusal))
            raise


def seconds_of(refusal: RetryAfter) -> float:
    """Give how long Telegram asks us to wait."""
    after = refusal.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())
