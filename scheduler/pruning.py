"""What need not be kept is deleted every few hours, however often the program is started again."""

from dataclasses import dataclass
from datetime import timedelta

from scheduler.unavailable_database import skip_if_unavailable
from storage import installation
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from use_cases.binomes import retention
from use_cases.inbox import updates
from use_cases.outbox import ledger, outbox, passed_messages
from use_cases.people import age_marks, erasure, heard_signs, standing
from use_cases.team import case_words

PRUNE_INTERVAL = timedelta(hours=6)
BATCH_ROWS = 100
MAX_ROWS_EXAMINED = 500
"""Rows of the ledger a transaction that are looked at for those to forget."""


@dataclass(frozen=True, slots=True)
class Pruning:
    """Deletes what has been kept for long enough."""

    sessions: Sessions
    clock: Clock

    async def run_if_due(self) -> None:
        """Delete expired rows every few hours, restarts included."""
        async with skip_if_unavailable():
            async with self.sessions.begin() as session:
                due_at = await installation.read_moment(session, installation.PRUNE_AT)
            if due_at is None or due_at <= self.clock.real_now():
                await self.run()

    async def run(self) -> None:
        """Delete old update ids, old messages, and people without consent."""
        real = self.clock.real_now()
        async with self.sessions.begin() as session:
            await updates.prune(session, real)
            await erasure.prune(session, self.clock.now())
            await heard_signs.forget_signs(session, self.clock.now())
            await retention.erase_due(session, self.clock.now(), BATCH_ROWS)
            await case_words.destroy_due(session, self.clock.now())
            await standing.forget_marks(session, self.clock.now())
            await passed_messages.reconcile(session, self.clock.now())
            await passed_messages.prune(session, self.clock.now())
            await age_marks.forget_ended(session, self.clock.now())
        last: int | None = 0
        while last is not None:
            async with self.sessions.begin() as session:
                last = await outbox.prune(session, real - ledger.KEPT_FOR, last, MAX_ROWS_EXAMINED)
        async with self.sessions.begin() as session:
            await installation.write(session, installation.PRUNE_AT, (real + PRUNE_INTERVAL).isoformat())
