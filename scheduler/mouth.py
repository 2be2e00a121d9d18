"""The mouth: claims one row of the outbox just before its request, sends it, records what became of it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from mentoring.errors import BinomeError, TokenRefused
from mentoring.messages import LIST
from scheduler.clock import Clock
from scheduler.outcomes import Attempt, outcome_of
from scheduler.pace import Pace, seconds_of
from scheduler.saying import Ready, Wording, say
from scheduler.settling import settle
from storage import cards, crowd, facts, outbox, settings, unprompted
from storage.database import UNAVAILABLE, Sessions, is_unavailable

log = logging.getLogger(__name__)

MOST_IN_FLIGHT = 8
"""Beyond some tens of requests in flight python-telegram-bot becomes slower, not faster."""
IDLE_SECONDS = 30.0
BRIEFLY = 0.25
LAST_WORDS_SECONDS = 5.0
"""A stop lets what is in flight arrive: afterwards nobody could say whether it did."""


@dataclass(slots=True)
class Mouth:
    """Everything that the bot says leaves here."""

    sessions: Sessions
    records: Sessions
    """Takes what became of a request even when another process speaks by then."""
    bot: Bot
    wording: Wording
    pace: Pace
    clock: Clock
    may_speak: Callable[[], bool] = lambda: True
    tally: Counter[str] = field(default_factory=Counter)
    """What came of the requests of this run."""
    _spoke_at: datetime | None = None
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: set[int | None] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _fatal: BinomeError | None = None

    def wake(self) -> None:
        """Say that there may be something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Send for ever; raise `TokenRefused` when Telegram does not know us. What is in flight is waited for."""
        try:
            while not self._fatal:
                await asyncio.sleep(self.pace.wait(len(self._tasks)))
                self._wake.clear()
                if len(self._tasks) >= MOST_IN_FLIGHT or not await self._send_next():
                    await self._rest()
            raise self._fatal
        finally:
            await self.last_words()

    async def last_words(self) -> None:
        """Wait for what is in flight to arrive and to be written down, if it does so soon."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_WORDS_SECONDS)

    def silent_for(self) -> timedelta:
        """Give for how long no request has had an answer; at the first question, for no time."""
        self._spoke_at = self._spoke_at or self.clock.real()
        return self.clock.real() - self._spoke_at

    async def drained(self) -> None:
        """Return once nothing that is due is left to send or in flight."""
        while True:
            self.wake()
            async with self.sessions.begin() as session:
                bound = await settings.staff_chat(session) is not None
                if not await outbox.count_ready(session, self.clock.now(), bound) and not self._tasks:
                    return
            await asyncio.sleep(0.01)

    async def _rest(self) -> None:
        retries_waiting = BRIEFLY if self._tasks else IDLE_SECONDS
        with suppress(TimeoutError):
            async with asyncio.timeout(retries_waiting):
                await self._wake.wait()

    async def _send_next(self) -> bool:
        try:
            ready, found = await self._claim()
        except UNAVAILABLE as error:
            log.warning("storage_unavailable", extra={"problem": type(error).__name__})
            return False
        if ready is not None:
            # Counted here and not in the task, which begins only after the next wait has been asked for.
            task = asyncio.create_task(self._deliver(ready, self.pace.spend(ready.row.person_id)))
            self._tasks.add(task)
            task.add_done_callback(self._delivered)
        return found

    async def _claim(self) -> tuple[Ready | None, bool]:
        """Claim a row and find its words, in one transaction; tell too whether there was a row at all."""
        now, real = self.clock.now(), self.clock.real()
        async with self.sessions.begin() as session:
            staff_chat = await settings.staff_chat(session)
            row = await outbox.claim(session, now, real, self._busy, staff_chat is not None)
            if row is None:
                return None, False
            if row.expires_at is not None and row.expires_at <= now:
                await outbox.settle(session, row.id, "expired", real)
                return None, True
            try:
                if await unprompted.postponed(session, row, now) or await crowd.gathered(session, row, now):
                    return None, True
                ready = await self.wording.ready(session, row, staff_chat, now)
            except facts.NoLongerTrue:
                await outbox.settle(session, row.id, "cancelled", real)
                return None, True
            except Exception as error:
                if is_unavailable(error):
                    raise
                log.exception("message_not_rendered", extra={"row": row.id, "kind": row.kind})
                await outbox.settle(session, row.id, "given_up", real, problem="not rendered")
                if (
                    row.person_id is not None and row.kind != LIST
                ):  # a card that says that a card cannot be shown could not be shown
                    await cards.open_case(session, now, "fault", f"message:{row.kind}")
                return None, True
        self._busy.add(row.person_id)
        return ready, True

    async def _deliver(self, ready: Ready, free_in: float) -> None:
        row, later = ready.row, asyncio.get_running_loop().call_later
        try:
            if not self.may_speak():
                return  # we were stopped for so long that another process speaks: it says what became of this row
            attempt = await self._request(ready)
            self.tally[attempt.outcome.then or attempt.outcome.state] += 1
            self._spoke_at = self.clock.real() if attempt.outcome.state == "sent" else self._spoke_at
            if attempt.outcome.then == "refused":
                self._fatal = TokenRefused()
            elif isinstance(attempt.error, RetryAfter):
                self.pace.hold(seconds_of(attempt.error))
            again_in = await settle(self.records, row, attempt, self.clock)
            if again_in is not None:
                later(again_in.total_seconds(), self.wake)
        finally:
            later(free_in, self._release, row.person_id)

    async def _request(self, ready: Ready) -> Attempt:
        where = ready.chat_id, ready.thread, ready.message_id is not None
        if held := self.pace.held():  # Telegram asked for silence while this row was being claimed
            error = RetryAfter(timedelta(seconds=held))
            return Attempt(*where, ready.message_id, outcome_of(error), error)
        try:
            return Attempt(*where, await say(self.bot, ready))
        except TelegramError as error:
            return Attempt(*where, ready.message_id, outcome_of(error), error)
        finally:
            self.pace.answered()

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            log.error("delivery_failed", exc_info=failure)
        self.wake()

    def _release(self, chat: int | None) -> None:
        self._busy.discard(chat)
        self.wake()
