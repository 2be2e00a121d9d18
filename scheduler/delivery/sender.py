"""The mouth: claims rows of the outbox just before their requests, sends them, records what became of them."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from mentoring.errors import BinomeError, TokenRefused
from mentoring.messages import Priority
from scheduler.clock import Clock
from scheduler.delivery.circuit_breaker import Silence
from scheduler.delivery.claiming import NotRendered, choose, give_up
from scheduler.delivery.outcomes import Outcome
from scheduler.delivery.prepared import Ready, Wording
from scheduler.delivery.rate_limiter import Pace, seconds_of
from scheduler.delivery.requests import attempt, held_back, question
from scheduler.delivery.results import Made, record, settle
from storage import installation
from storage.engine.database import Sessions, is_unavailable
from storage.engine.lease import LeaseLost
from use_cases.outbox import outbox

log = logging.getLogger(__name__)

MOST_IN_FLIGHT = 8
"""More at once would not be faster, and leave more of them uncertain when the program is killed."""
IDLE_SECONDS = 30.0
BRIEFLY = 0.25
AGAIN_SECONDS = 1.0
"""After which something that failed is tried again."""
LAST_WORDS_SECONDS = 5.0
"""A stop lets what is in flight arrive: afterwards nobody could say whether it did."""


@dataclass(slots=True)
class Mouth:
    """Everything that the bot says leaves here, but for one sentence (bot/transport/unavailable_notice.py)."""

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
    _turning: asyncio.Task[float] | None = None
    _tasks: dict[asyncio.Task[None], int] = field(default_factory=dict)
    """Requests under way, and for which row each is."""
    _made: list[Made] = field(default_factory=list)
    """Requests that were made, of which nothing is written down yet."""
    _free_at: dict[int | None, float] = field(default_factory=dict)
    _in_doubt: bool = False
    _fatal: BinomeError | None = None
    _silence: Silence = field(init=False)

    def wake(self) -> None:
        """Say that there may be something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Send for ever; raise `TokenRefused` when Telegram does not know us. What is in flight is waited for."""
        self._silence = Silence(self.records, self.clock)
        if self._turning:  # of our last time: two at once would claim of the same chat
            await asyncio.wait([self._turning])
        try:
            while not self._fatal:
                self._wake.clear()
                self._turning = asyncio.create_task(self._turn())
                await self._rest(await asyncio.shield(self._turning))
            raise self._fatal
        finally:
            await self.last_words()

    async def last_words(self) -> None:
        """Wait for what is claimed or in flight to arrive and to be written down, if it does so soon."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                if self._turning:
                    await asyncio.wait([self._turning])
                if self._tasks:
                    await asyncio.wait(self._tasks)
                await self._record_apart()

    def silent_for(self) -> timedelta:
        """Give for how long no request has had an answer; at the first question, for no time."""
        self._spoke_at = self._spoke_at or self.clock.real()
        return self.clock.real() - self._spoke_at

    async def drained(self) -> None:
        """Return once nothing that is due is left to send or in flight."""
        while True:
            self.wake()
            async with self.sessions.begin() as session:
                bound = await installation.staff_chat(session) is not None
                if not await outbox.count_ready(session, self.clock.now(), bound) and not self._tasks:
                    return
            await asyncio.sleep(0.01)

    async def _turn(self) -> float:
        """In one transaction, record what became of requests and claim what may leave now.

        Sharing it halves what a message costs: most of that is the transaction. Give for how many seconds to rest
        afterwards unless woken.
        """
        made, under_way = self._made, len(self._tasks)
        wait = self.pace.wait(under_way) or self._silence.wait()
        if self._silence.lasts and not wait and not under_way:
            self._follow(self._ask(), 0)
        room = 0 if wait or self._silence.lasts else min(self._most() - under_way, self.pace.room(under_way))
        if not made and room <= 0:
            return wait or BRIEFLY
        self._made = []
        ready: list[Ready] = []
        found = False
        try:
            for _, tried in made:
                await self._silence.tried(tried.outcome)
            async with self.sessions.begin() as session:
                again = await record(session, made, self.clock)
                if self._in_doubt:  # the last claim may have been committed without our knowing
                    await outbox.put_back(session, {*self._tasks.values(), *(row.id for row, _ in self._made)})
                if room > 0:
                    ready, found = await choose(session, self.wording, self.clock, self._busy, room)
        except Exception as error:
            self._made[:0] = made
            self._in_doubt = True
            if isinstance(error, LeaseLost):
                raise
            if is_unavailable(error):
                log.warning("storage_unavailable", extra={"problem": type(error).__name__})
            else:
                await self._set_right(error)
            return 0.0 if isinstance(error, NotRendered) else AGAIN_SECONDS
        self._in_doubt = False
        self._recorded(made, again)
        for one in ready:
            self._start(one)
        return 0.0 if found or made else BRIEFLY if self._tasks else IDLE_SECONDS

    def _most(self) -> int:
        """Give how many requests may be under way: one, while it may be that Telegram still lets nothing through."""
        return 1 if self._silence.in_doubt else MOST_IN_FLIGHT

    async def _set_right(self, error: Exception) -> None:
        """Something cannot be written: give up the message that cannot be rendered, or record outcomes one by one."""
        if isinstance(error, NotRendered):
            async with self.sessions.begin() as session:
                await give_up(session, error.row, self.clock.now(), self.clock.real())
            return
        log.error("turn_failed", exc_info=error)
        await self._record_apart()

    async def _record_apart(self) -> None:
        """Record what is left, each in a transaction of its own: one that cannot be recorded must not stop others."""
        while self._made:
            row, tried = one = self._made[0]
            try:
                self._recorded([one], await settle(self.records, row, tried, self.clock))
            except Exception:
                log.exception("outcome_not_recorded", extra={"row": row.id, "kind": row.kind})
                self._release(row.person_id)
            # Only now: should this be ended in the middle, the next last words begin with it.
            self._made = [other for other in self._made if other is not one]

    async def _rest(self, seconds: float) -> None:
        """Wait to be woken, no longer than so many seconds."""
        if seconds:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._wake.wait()

    def _recorded(self, made: Iterable[Made], again: Iterable[timedelta]) -> None:
        """Let the chats have their next message when they may, and wake when what failed may leave again.

        Not before: while a chat's message is not known to be waiting for its next try, the one after it would overtake.
        """
        loop = asyncio.get_running_loop()
        for row, _ in made:
            loop.call_at(self._free_at.pop(row.person_id, 0.0), self._release, row.person_id)
        for delay in again:
            loop.call_later(delay.total_seconds(), self.wake)

    def _start(self, ready: Ready) -> None:
        chat = ready.row.person_id
        self._busy.add(chat)
        # Counted here and not in the task, which begins only after the next wait has been asked for.
        pause = self.pace.spend(chat, answer=ready.row.priority <= Priority.REPLY)
        self._free_at[chat] = asyncio.get_running_loop().time() + pause
        self._follow(self._deliver(ready), ready.row.id)

    def _follow(self, request: Coroutine[Any, Any, None], row: int) -> None:
        task = asyncio.create_task(request)
        self._tasks[task] = row
        task.add_done_callback(self._delivered)

    async def _deliver(self, ready: Ready) -> None:
        if not self.may_speak():  # we were stopped for so long that another process speaks, and says what became of it
            self._release(ready.row.person_id)
            return
        if held := self.pace.held():
            self._made.append((ready.row, held_back(ready, held)))
            return
        try:
            made = await attempt(self.bot, ready)
        finally:
            self.pace.answered()
        self._made.append((ready.row, made))
        self.tally[made.outcome.then or made.outcome.state] += 1
        self._spoke_at = self.clock.real() if made.outcome.state == "sent" else self._spoke_at
        self._silence.met(made.outcome)
        self._heed(made.outcome, made.error)

    async def _ask(self) -> None:
        outcome, error = await question(self.bot)
        self._silence.asked(outcome)
        self._heed(outcome, error)

    def _heed(self, outcome: Outcome, error: TelegramError | None) -> None:
        if outcome.then == "refused":
            self._fatal = TokenRefused()
        elif isinstance(error, RetryAfter):
            self.pace.hold(seconds_of(error))

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        if not task.cancelled() and (failure := task.exception()):
            log.error("delivery_failed", exc_info=failure)
        self.wake()

    def _release(self, chat: int | None) -> None:
        self._busy.discard(chat)
        self.wake()
