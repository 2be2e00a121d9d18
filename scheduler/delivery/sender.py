"""The sender: claims rows of the outbox just before their requests, sends them, records what became of them."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from mentoring.message_kinds import Priority
from scheduler.delivery.claiming import NotRendered, claim_and_prepare, give_up
from scheduler.delivery.in_flight import InFlight
from scheduler.delivery.prepared import MessagePreparer, PreparedMessage
from scheduler.delivery.results import AttemptedRow, record_results, record_with_retry
from scheduler.delivery.transport import Transport
from storage import installation
from storage.engine.clock import Clock
from storage.engine.database import Sessions, is_unavailable
from storage.engine.lease import LeaseLost
from storage.engine.wake_signals import WakeSignals
from use_cases.outbox import outbox

log = logging.getLogger(__name__)

IDLE_SECONDS = 30.0
BUSY_WAIT_SECONDS = 0.25
RETRY_SECONDS = 1.0
"""After which something that failed is tried again."""
DRAIN_SECONDS = 5.0
"""A stop lets what is in flight arrive: afterwards nobody could say whether it did."""


@dataclass(slots=True)
class Sender:
    """Sends every outbox row; only bot/transport/unavailable_notice.py sends past it."""

    sessions: Sessions
    unfenced_sessions: Sessions
    """Takes what became of a request even when another process speaks by then."""
    transport: Transport
    preparer: MessagePreparer
    clock: Clock
    signals: WakeSignals
    may_send: Callable[[], bool] = lambda: True
    _in_flight: InFlight = field(default_factory=InFlight)
    _current_run: asyncio.Task[float] | None = None

    def wake(self) -> None:
        """Say that there may be something to send."""
        self.signals.message_queued.set()

    async def run(self) -> None:
        """Send for ever; raise `TokenRefused` when Telegram does not know the token."""
        self.transport.forget_outage()
        if self._current_run:  # of our last time: two at once would claim of the same chat
            await asyncio.wait([self._current_run])
        try:
            while not self.transport.fatal_error:
                self.signals.message_queued.clear()
                self._current_run = asyncio.create_task(self._run_once())
                await self._wait(await asyncio.shield(self._current_run))
            raise self.transport.fatal_error
        finally:
            await self.drain_on_shutdown()

    async def drain_on_shutdown(self) -> None:
        """Wait a short while until claimed rows are sent and recorded."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                if self._current_run:
                    await asyncio.wait([self._current_run])
                if self._in_flight.requests:
                    await asyncio.wait(self._in_flight.requests)
                await self._record_individually()

    async def wait_until_empty(self) -> None:
        """Return once nothing that is due is left to send or in flight."""
        while True:
            self.wake()
            async with self.sessions.begin() as session:
                bound = await installation.read_staff_chat(session) is not None
                if not await outbox.count_ready(session, self.clock.now(), bound) and not self._in_flight.requests:
                    return
            await asyncio.sleep(0.01)

    async def _run_once(self) -> float:
        """In one transaction, record what became of requests and claim what may leave now.

        Sharing it halves what a message costs: most of that is the transaction. Return for how many seconds to rest
        afterwards unless woken.
        """
        in_flight = self._in_flight
        made, under_way = in_flight.unrecorded, len(in_flight.requests)
        wait = self.transport.compute_wait_seconds(under_way)
        if self.transport.circuit_breaker.is_open and not wait and not under_way:
            self._spawn(self.transport.ping(), 0)
        room = 0 if wait else self.transport.count_available(under_way)
        if not made and room <= 0:
            return wait or BUSY_WAIT_SECONDS
        in_flight.unrecorded = []
        ready: list[PreparedMessage] = []
        found = False
        try:
            for _, tried in made:
                await self.transport.circuit_breaker.note_outage(tried.outcome)
            async with self.sessions.begin() as session:
                again = await record_results(session, made, self.clock)
                if in_flight.is_claim_uncertain:
                    await outbox.put_back(session, in_flight.list_rows())
                if room > 0:
                    ready, found = await claim_and_prepare(
                        session, self.preparer, self.clock, in_flight.busy_chats, room
                    )
        except Exception as error:
            in_flight.unrecorded[:0] = made
            in_flight.is_claim_uncertain = True
            if isinstance(error, LeaseLost):
                raise
            if is_unavailable(error):
                log.warning("storage_unavailable", extra={"problem": type(error).__name__})
            else:
                await self._recover(error)
            return 0.0 if isinstance(error, NotRendered) else RETRY_SECONDS
        in_flight.is_claim_uncertain = False
        self._schedule_next(made, again)
        for one in ready:
            self._start(one)
        return 0.0 if found or made else BUSY_WAIT_SECONDS if in_flight.requests else IDLE_SECONDS

    async def _recover(self, error: Exception) -> None:
        """Something cannot be written: give up the message that cannot be rendered, or record outcomes one by one."""
        if isinstance(error, NotRendered):
            async with self.sessions.begin() as session:
                await give_up(session, error.row, self.clock.now(), self.clock.real_now())
            return
        log.error("turn_failed", exc_info=error)
        await self._record_individually()

    async def _record_individually(self) -> None:
        """Record what is left, each in a transaction of its own: one that cannot be recorded must not stop others."""
        while self._in_flight.unrecorded:
            row, tried = one = self._in_flight.unrecorded[0]
            try:
                self._schedule_next([one], await record_with_retry(self.unfenced_sessions, row, tried, self.clock))
            except Exception:
                log.exception("outcome_not_recorded", extra={"row": row.id, "kind": row.kind})
                self._release(row.person_id)
            # Only now: should this be ended in the middle, the next last words begin with it.
            self._in_flight.forget(one)

    async def _wait(self, seconds: float) -> None:
        """Wait to be woken, no longer than so many seconds."""
        if seconds:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self.signals.message_queued.wait()

    def _schedule_next(self, attempted: Iterable[AttemptedRow], retry_delays: Iterable[timedelta]) -> None:
        """Let the chats have their next message when they may, and wake when what failed may leave again.

        Not before: while a chat's message is not known to be waiting for its next try, the one after it would overtake.
        """
        loop = asyncio.get_running_loop()
        for row, _ in attempted:
            loop.call_at(self._in_flight.free_at.pop(row.person_id, 0.0), self._release, row.person_id)
        for delay in retry_delays:
            loop.call_later(delay.total_seconds(), self.wake)

    def _start(self, prepared: PreparedMessage) -> None:
        chat = prepared.row.person_id
        self._in_flight.busy_chats.add(chat)
        # Counted here and not in the task, which begins only after the next wait has been asked for.
        pause = self.transport.rate_limiter.acquire(chat, is_answer=prepared.row.priority <= Priority.REPLY)
        self._in_flight.free_at[chat] = asyncio.get_running_loop().time() + pause
        self._spawn(self._deliver(prepared), prepared.row.id)

    def _spawn(self, request: Coroutine[Any, Any, None], row: int) -> None:
        task = asyncio.create_task(request)
        self._in_flight.requests[task] = row
        task.add_done_callback(self._on_task_done)

    async def _deliver(self, prepared: PreparedMessage) -> None:
        if not self.may_send():  # we were stopped for so long that another process speaks, and says what became of it
            self._release(prepared.row.person_id)
            return
        made = await self.transport.send(prepared)
        self._in_flight.unrecorded.append((prepared.row, made))

    def _on_task_done(self, task: asyncio.Task[None]) -> None:
        self._in_flight.requests.pop(task, None)
        if not task.cancelled() and (failure := task.exception()):
            log.error("delivery_failed", exc_info=failure)
        self.wake()

    def _release(self, chat: int | None) -> None:
        self._in_flight.busy_chats.discard(chat)
        self.wake()
