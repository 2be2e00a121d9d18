"""Telegram gives no answer, asks for silence, or what follows from its answer cannot be written down."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from benchmarks.failover import wait_until
from scheduler.delivery.circuit_breaker import MAX_PROBE_INTERVAL_SECONDS, MAX_UNANSWERED
from scheduler.delivery.transport import MAX_IN_FLIGHT
from storage.schema.tables import Outgoing, Person
from tests.faults.bot_api_calls import add_newcomer, list_calls, type_text
from tests.faults.table_dump import list_outgoing, read_rows
from tests.patience import PATIENCE_SECONDS
from tests.people import make_head_with_group, sign_up_volunteer
from tests.town import Town
from use_cases.outbox import outbox

MANY = 30
QUESTIONS = 2
SPOKEN = "sendmessage", "editmessagetext", "answercallbackquery"
ASKED_FOR = 2


async def _tell_all(town: Town, kind: str) -> None:
    async with town.app.sessions.begin() as session:
        for person in await session.scalars(select(Person)):
            await outbox.put(session, town.app.clock.now(), person, kind)
    town.app.sender.wake()


async def _later(town: Town, seconds: float) -> None:
    before = town.app.clock.real_now
    town.app.clock.real_now = lambda: before() + timedelta(seconds=seconds)
    town.app.sender.wake()


async def test_while_telegram_is_silent_no_message_is_risked(small_town: Town) -> None:
    """After the few that were under way it is only asked who we are; when it answers, all the others leave once."""
    for number in range(MANY):
        await add_newcomer(small_town, f"P{number}")
    await small_town.act("fault", method="sendMessage", status="drop", times=1000)
    await small_town.act("fault", method="getMe", status=502, times=1000)
    asked = len(await list_calls(small_town, "getme"))
    await _tell_all(small_town, "slow_down")

    async def asked_again() -> bool:
        return len(await list_calls(small_town, "getme")) >= asked + QUESTIONS

    async with asyncio.timeout(PATIENCE_SECONDS):
        await wait_until(asked_again)
    risked = (await list_outgoing(small_town, "uncertain")).count("slow_down")
    assert MAX_UNANSWERED <= risked <= MAX_IN_FLIGHT
    assert (await list_outgoing(small_town, "queued")).count("slow_down") == MANY - risked
    await small_town.act("faults/clear")
    await _later(small_town, MAX_PROBE_INTERVAL_SECONDS)

    async def all_left() -> bool:
        return (await list_outgoing(small_town, "sent")).count("slow_down") == MANY - risked

    async with asyncio.timeout(PATIENCE_SECONDS):
        await wait_until(all_left)
    assert (await list_outgoing(small_town, "uncertain")).count("slow_down") == risked


async def _wait_until_heeded(town: Town) -> datetime:
    """Return the moment at which a 429 is known and nothing is on its way any more."""

    async def is_heeded() -> bool:
        limiter = town.app.sender.transport.rate_limiter
        return limiter.compute_pause_seconds() > 0 and await list_outgoing(town, "sending") == []

    await wait_until(is_heeded)
    return datetime.now(UTC)


async def _forbid(town: Town, table: str) -> None:
    """Have the database refuse every change of a table."""
    async with town.app.sessions.kw["bind"].begin() as connection:
        refuse = f"CREATE TRIGGER no BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END"
        await connection.execute(text(refuse))


async def test_a_block_that_cannot_be_written_down_is_not_tried_for_ever(small_town: Town) -> None:
    """What follows from a refusal fails: the message is uncertain, the others leave."""
    who, other = await add_newcomer(small_town), await add_newcomer(small_town, "Marc")
    await _forbid(small_town, "person")
    await small_town.act("fault", method="sendMessage", status=403, times=1000)
    await type_text(small_town, who, "/privacy")

    async def known() -> bool:
        return await list_outgoing(small_town, "uncertain") == ["privacy"]

    async with asyncio.timeout(PATIENCE_SECONDS):
        await wait_until(known)
    await small_town.act("faults/clear")
    await other.write("/privacy")
    assert [row.attempts for row in await read_rows(small_town, Outgoing) if row.state == "uncertain"] == [2]
    assert (await list_outgoing(small_town, "sent")).count("privacy") == 1


async def test_a_card_whose_place_cannot_be_written_down_is_posted_once(small_town: Town) -> None:
    """The card has left: it is sent, whatever of it cannot be remembered."""
    _head, group = await make_head_with_group(small_town)
    await _forbid(small_town, "card")
    await sign_up_volunteer(small_town)
    before = len(await group.messages())
    await _later(small_town, MAX_PROBE_INTERVAL_SECONDS)
    await small_town.settle()
    assert len(await group.messages()) == before
    assert [row.attempts for row in await read_rows(small_town, Outgoing) if row.kind == "card"] == [1]
    assert "card" in await list_outgoing(small_town, "sent")


@pytest.mark.parametrize("refused", ["sendMessage", "answerCallbackQuery"])
async def test_a_plea_for_silence_is_obeyed_by_both_libraries(small_town: Town, refused: str) -> None:
    """Whichever of them is told to wait: until then no message leaves and no tap is answered, and the tap counts."""
    who, other = await add_newcomer(small_town), await add_newcomer(small_town, "Marc")
    shown = (await who.messages())[-1]
    await small_town.act("fault", method=refused, status=429, retry_after=ASKED_FOR)
    tap = {"chat": who.chat, "user": who.id, "message_id": shown["message_id"], "data": "privacy::"}
    if refused == "sendMessage":
        await type_text(small_town, other, "/privacy")
        heeded = await _wait_until_heeded(small_town)
        await small_town.act("tap", **tap, wait=False)
    else:
        await small_town.act("tap", **tap, wait=False)
        heeded = await _wait_until_heeded(small_town)
        await type_text(small_town, other, "/privacy")
    await small_town.settle()
    made = [call for method in SPOKEN for call in await list_calls(small_town, method)]
    (told_at,) = [datetime.fromisoformat(call["at"]) for call in made if call["result"] == 429]
    afterwards = [at for call in made if (at := datetime.fromisoformat(call["at"])) > heeded]
    assert afterwards
    assert min(afterwards) >= told_at + timedelta(seconds=ASKED_FOR - 0.1)
    assert (await list_outgoing(small_town, "sent")).count("privacy") == 2
