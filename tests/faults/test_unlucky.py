"""What hardly ever happens to the sender and the poller, and must not stop them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from benchmarks.failover import wait_until
from scheduler.delivery.prepared import MessagePreparer
from scheduler.delivery.rate_limiter import RateLimiter
from storage.engine.app_session import SyncAppSession
from storage.schema.tables import Card, Outgoing
from tests.faults.bot_api_calls import add_newcomer, list_calls, type_text
from tests.faults.table_dump import list_outgoing, read_rows
from tests.patience import PATIENCE_SECONDS
from tests.town import Town

NO_ROW = ("accept:999999999999:", "accept:2147483648:", "approve::99999999999999999999-1", "see:4000000000:binome")


class NoWayThere:
    """Transactions of a database that cannot be reached."""

    def begin(self) -> Any:
        """Fail as a driver does."""
        raise ConnectionRefusedError


async def _is_sent(town: Town, kind: str) -> None:
    async def said() -> bool:
        return kind in await list_outgoing(town, "sent")

    await wait_until(said)


async def test_a_number_that_no_row_can_have_stops_nobody(town: Town) -> None:
    """A forged button with a number beyond what a database knows is answered as any that is not valid."""
    who, other = await add_newcomer(town), await town.add_person("Marc")
    shown = (await who.messages())[-1]
    for data in NO_ROW:
        await town.act("tap", chat=who.chat, user=who.id, message_id=shown["message_id"], data=data)
    await other.write("/start")
    assert (await list_outgoing(town, "sent")).count("welcome") == 2 + len(NO_ROW)
    assert await read_rows(town, Card) == []


async def test_a_page_of_words_instead_of_an_answer_harms_nobody(small_town: Town) -> None:
    """Something between Telegram and us answers with a web page: asked again, and a tap keeps its effect."""
    who = await add_newcomer(small_town)
    for method in ("getUpdates", "answerCallbackQuery"):
        await small_town.act("fault", method=method, status="page")
    shown = (await who.messages())[-1]
    await small_town.act(
        "tap", chat=who.chat, user=who.id, message_id=shown["message_id"], data="privacy::", wait=False
    )
    await type_text(small_town, who, "/aide")
    await _is_sent(small_town, "help")
    await _is_sent(small_town, "privacy")
    assert "sorry" not in await list_outgoing(small_town, "sent")


async def test_what_a_stop_could_not_write_down_is_written_down_later(small_town: Town) -> None:
    """The database is away when a message arrives, and for longer than a stop waits: no chat stays closed."""
    who, sender = await add_newcomer(small_town), small_town.app.sender
    there = sender.sessions, sender.unfenced_sessions
    await small_town.act("fault", method="sendMessage", status="timeout")
    await type_text(small_town, who, "/privacy")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await list_outgoing(small_town, "sending") != ["privacy"]:  # noqa: ASYNC110 - the sender tells nobody
            await asyncio.sleep(0.01)
    sender.sessions = sender.unfenced_sessions = NoWayThere()  # type: ignore[assignment]
    await sender.drain_on_shutdown()  # the answer never comes, nor the database
    await sender.drain_on_shutdown()
    sender.sessions, sender.unfenced_sessions = there
    await sender.drain_on_shutdown()
    assert await list_outgoing(small_town, "sending") == []
    await type_text(small_town, who, "/aide")
    await _is_sent(small_town, "help")


@contextmanager
def _lose_answer() -> Iterator[list[int]]:
    """Let the next claim of the sender be committed without its being told."""
    lost: list[int] = []

    def lose(session: SyncAppSession) -> None:
        claimed = any(isinstance(row, Outgoing) and row.state == "sending" for row in session.identity_map.values())
        if claimed and not lost:
            lost.append(1)
            session.connection().commit()
            raise ConnectionResetError

    event.listen(SyncAppSession, "before_commit", lose)
    try:
        yield lost
    finally:
        event.remove(SyncAppSession, "before_commit", lose)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_claim_whose_commit_nobody_heard_of_leaves_all_the_same(town: Town) -> None:
    """The line breaks between the commit and its answer: the message leaves once, without waiting for a restart."""
    who = await add_newcomer(town)
    with _lose_answer() as lost:
        await type_text(town, who, "/privacy")
        await _is_sent(town, "privacy")
    assert lost
    assert [row.attempts for row in await read_rows(town, Outgoing) if row.kind == "privacy"] == [1]
    assert len(await list_calls(town)) == 2


class Unspeakable(MessagePreparer):
    """Looks for the words of one message in a table that is not there."""

    async def prepare(self, session: Any, row: Outgoing, *given: Any) -> Any:
        """Fail in the database."""
        if row.kind == "privacy":
            await session.execute(text("SELECT 1/0"))
        return await super().prepare(session, row, *given)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_words_that_the_database_refuses_mute_nobody(town: Town) -> None:
    """PostgreSQL ends the transaction of such a message: it is given up with a card, the others leave."""
    who, sender = await add_newcomer(town), town.app.sender
    was = sender.preparer
    sender.preparer = Unspeakable(was.texts, was.command_lists, was.find_picture)
    await type_text(town, who, "/privacy")
    await type_text(town, who, "/aide")
    await _is_sent(town, "help")
    assert await list_outgoing(town, "given_up") == ["privacy"]
    assert [card.kind for card in await read_rows(town, Card)] == ["fault"]


class Hesitant(RateLimiter):
    """Has just become free when it is asked the second time: a moment passes between two questions."""

    ask_count = 0

    def count_available(self, under_way: int) -> int:
        """Return none at every other question."""
        self.ask_count += 1
        return 0 if self.ask_count % 2 else super().count_available(under_way)


async def test_a_moment_between_two_looks_at_the_clock_costs_no_half_minute(small_town: Town) -> None:
    """The budget becomes free in the very moment in which the sender lies down: it does not sleep on."""
    who = await add_newcomer(small_town)
    transport = small_town.app.sender.transport
    transport.rate_limiter = Hesitant(transport.rate_limiter.limits)
    await type_text(small_town, who, "/privacy")
    await _is_sent(small_town, "privacy")
