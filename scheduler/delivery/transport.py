"""The sender's requests to Telegram, and what their outcomes say of Telegram itself."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from mentoring.errors import BinomeError, TokenRefused
from scheduler.delivery import retry_after
from scheduler.delivery.circuit_breaker import CircuitBreaker
from scheduler.delivery.outcomes import Attempt, Outcome
from scheduler.delivery.prepared import PreparedMessage
from scheduler.delivery.rate_limiter import RateLimiter
from scheduler.delivery.requests import build_rate_limited, ping, send_request
from storage.engine.clock import Clock

MAX_IN_FLIGHT = 8
"""More at once would not be faster, and leave more of them uncertain when the program is killed."""


@dataclass(slots=True)
class Transport:
    """Makes each request, and learns from its outcome when the next one may be made."""

    bot: Bot
    rate_limiter: RateLimiter
    circuit_breaker: CircuitBreaker
    clock: Clock
    outcome_counts: Counter[str] = field(default_factory=Counter)
    """What came of the requests of this run."""
    fatal_error: BinomeError | None = None
    """Why no request can succeed any more."""
    _last_success_at: datetime | None = None

    def forget_outage(self) -> None:
        """Begin anew: another process may have met Telegram since our last time."""
        self.circuit_breaker = CircuitBreaker(self.circuit_breaker.sessions, self.clock)

    def compute_wait_seconds(self, under_way: int) -> float:
        """Return the seconds until anything at all may leave, with so many requests under way."""
        return self.rate_limiter.compute_wait_seconds(under_way) or self.circuit_breaker.compute_probe_wait_seconds()

    def count_available(self, under_way: int) -> int:
        """Return how many messages may leave now: one, while it may be that Telegram still lets nothing through."""
        if self.circuit_breaker.is_open:
            return 0
        limit = 1 if self.circuit_breaker.is_half_open else MAX_IN_FLIGHT
        return min(limit - under_way, self.rate_limiter.count_available(under_way))

    async def send(self, prepared: PreparedMessage) -> Attempt:
        """Make the request for a message, unless Telegram has asked for a pause meanwhile."""
        if seconds := self.rate_limiter.compute_pause_seconds():
            return build_rate_limited(prepared, seconds)
        try:
            made = await send_request(self.bot, prepared)
        finally:
            self.rate_limiter.record_answer()
        self.outcome_counts[made.outcome.side_effect or made.outcome.state] += 1
        self._last_success_at = self.clock.real_now() if made.outcome.state == "sent" else self._last_success_at
        self.circuit_breaker.record_result(made.outcome)
        self._apply_retry_after(made.outcome, made.error)
        return made

    async def ping(self) -> None:
        """Ask whether Telegram answers again."""
        outcome, error = await ping(self.bot)
        self.circuit_breaker.record_probe(outcome)
        self._apply_retry_after(outcome, error)

    def compute_time_since_success(self) -> timedelta:
        """Return how long ago a request last had an answer; zero at the first call."""
        self._last_success_at = self._last_success_at or self.clock.real_now()
        return self.clock.real_now() - self._last_success_at

    def _apply_retry_after(self, outcome: Outcome, error: TelegramError | None) -> None:
        if outcome.side_effect == "refused":
            self.fatal_error = TokenRefused()
        elif isinstance(error, RetryAfter):
            retry_after.obey(self.rate_limiter, error)
