"""The inbox: what is written down of updates. Each has its effect once; one that failed is parked, and tried again."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram.types import Update

from bot.transport.throttling import resolve
from bot.transport.unread_updates import UnreadUpdate
from mentoring.states import ConnectionTrouble
from storage.engine import notify
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.engine.database import Sessions
from storage.engine.wake_signals import WakeSignals
from use_cases.inbox import absence, updates
from use_cases.outbox import outbox
from use_cases.people import people


@dataclass(frozen=True, slots=True)
class Inbox:
    """Opens the transactions of updates; what they commit wakes the sender and the matcher."""

    sessions: Sessions
    clock: Clock
    signals: WakeSignals

    @asynccontextmanager
    async def receive(self, update_ids: Sequence[int]) -> AsyncIterator[tuple[AppSession, set[int]]]:
        """Open one transaction for some updates; yield it with the ids of those that have had no effect yet."""
        async with self.sessions.begin() as session:
            yield session, await updates.record_new(session, update_ids, self.clock.real_now())
        self.signals.message_queued.set()
        if notify.ANSWER_REQUESTED in session.sync_session.after_commit:
            self.signals.answer_requested.set()
        if notify.TURNED_AWAY_CHANGED in session.sync_session.after_commit:
            self.signals.turned_away_changed.set()

    async def park(self, update: Update) -> None:
        """Keep an update that failed, to be tried again; tell its sender the first time."""
        raw = _find_raw(update)
        user, now = resolve(update).user_id, self.clock.now()
        async with self.sessions.begin() as session:
            person = await people.find_person(session, user) if user else None
            tries = await updates.park(session, update.update_id, raw, person, now, self.clock.real_now())
            if tries == 1 and person is not None:
                await outbox.put(session, now, person, "sorry")
        self.signals.message_queued.set()

    async def keep_unread(self, session: AppSession, update: UnreadUpdate) -> None:
        """Keep an update that could not be read, for whoever looks into it; the team is told once."""
        user = resolve(update).user_id
        person = await people.find_person(session, user) if user else None
        await updates.keep_unread(session, update.update_id, update.raw, person, self.clock)

    async def list_parked_due(self) -> list[tuple[int, Any]]:
        """Return the parked updates whose next try is due: (id, raw update)."""
        async with self.sessions.begin() as session:
            return await updates.list_parked_due(session, self.clock.real_now())

    async def count_retry(self, update_id: int) -> None:
        """Count a failed try of a parked update that cannot be read."""
        async with self.sessions.begin() as session:
            await updates.count_retry(session, update_id, self.clock.now(), self.clock.real_now())
        self.signals.message_queued.set()

    async def unpark(self, update_id: int) -> None:
        """Let go of a parked update that has had its effect."""
        async with self.sessions.begin() as session:
            await updates.unpark(session, update_id)

    async def tell_of_trouble(self, problem: ConnectionTrouble, since: datetime) -> None:
        """Tell the heads why people may not be heard."""
        async with self.sessions.begin() as session:
            await absence.tell_of_trouble(session, problem, since, self.clock.now())
        self.signals.message_queued.set()

    async def note_contact(self) -> int:
        """Note that we are there now; return how many people are asked to write again, after a long absence."""
        async with self.sessions.begin() as session:
            asked = await absence.note_contact(session, self.clock.now(), self.clock.real_now())
        self.signals.message_queued.set()
        return asked


def _find_raw(update: Update) -> Any:
    if isinstance(update, UnreadUpdate):
        return update.raw
    return update.model_dump(mode="json", by_alias=True, exclude_unset=True)
