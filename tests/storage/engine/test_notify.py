"""What one process leaves to say wakes the sender of another."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import notify
from storage.engine.database import Sessions
from storage.engine.wake_signals import WakeSignals
from tests.cast import NOW, add_need, find_person
from tests.patience import PATIENCE_SECONDS
from use_cases.outbox import outbox
from use_cases.pairing import match_requests

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class CountedEvent(asyncio.Event):
    """Notes each time that it is set."""

    def __init__(self, notifications: "asyncio.Queue[str]", name: str) -> None:
        super().__init__()
        self.note = partial(notifications.put_nowait, name)

    def set(self) -> None:
        """Note it."""
        self.note()


class SignalCounter:
    """Counts what is called."""

    def __init__(self) -> None:
        self.notifications: asyncio.Queue[str] = asyncio.Queue()

    def build_signals(self) -> WakeSignals:
        """Return the signals that are counted."""
        return WakeSignals(
            CountedEvent(self.notifications, notify.MESSAGE_QUEUED),
            CountedEvent(self.notifications, notify.ANSWER_REQUESTED),
        )

    async def take_next(self) -> str:
        """Return the next call."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self.notifications.get()

    async def take_after_interruption(self) -> set[str]:
        """Return what is done as soon as the line stands."""
        return {await self.take_next(), await self.take_next()}


@pytest.fixture
async def counter(sessions: Sessions) -> AsyncIterator[SignalCounter]:
    """Yield a counter of signals that already listens."""
    found, engine = SignalCounter(), sessions.kw["bind"]
    assert isinstance(engine, AsyncEngine)
    listening = asyncio.create_task(notify.listen(engine, found.build_signals()))
    assert await found.take_after_interruption() == {notify.MESSAGE_QUEUED, notify.ANSWER_REQUESTED}
    yield found
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_something_to_say_wakes_the_sender_with_the_commit(sessions: Sessions, counter: SignalCounter) -> None:
    """Once a transaction, and not before its end; what is undone calls nobody."""
    async with sessions.begin() as session:
        need = await add_need(session)
        person = await find_person(session, need)
        await outbox.put(session, NOW, person, "privacy")
        await outbox.put(session, NOW, person, "menu")
        assert counter.notifications.empty()
    assert await counter.take_next() == notify.MESSAGE_QUEUED
    async with sessions() as session:
        await outbox.put(session, NOW, person, "privacy")
        await session.rollback()
    async with sessions.begin() as session:
        await match_requests.ask_where(session, await session.merge(need), "where", NOW)
    assert await counter.take_next() == notify.ANSWER_REQUESTED
    assert counter.notifications.empty()


async def test_who_asks_once_more_is_heard_once_more(sessions: Sessions, counter: SignalCounter) -> None:
    """What is asked still waits, perhaps because a round went wrong: it is not written again, but hurried again."""
    async with sessions.begin() as session:
        need = await add_need(session)
    assert await counter.take_next() == notify.MESSAGE_QUEUED
    for _ in range(2):
        async with sessions.begin() as session:
            await match_requests.ask_where(session, await session.merge(need), "where", NOW)
        assert await counter.take_next() == notify.ANSWER_REQUESTED


async def test_after_an_interruption_everything_is_looked_at(sessions: Sessions, counter: SignalCounter) -> None:
    """What was called while the line was down is done all the same."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    async with sessions.begin() as session:
        await session.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
    assert await counter.take_after_interruption() == {notify.MESSAGE_QUEUED, notify.ANSWER_REQUESTED}
