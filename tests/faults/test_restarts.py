"""Stopped and started again: what was promised before still holds."""

import asyncio
from datetime import datetime

from storage.schema.tables import Outgoing
from tests.empty_databases import open_sessions
from tests.faults.bot_api_calls import add_newcomer, list_calls, type_text
from tests.faults.conftest import OpenTown
from tests.faults.table_dump import list_outgoing, read_rows
from tests.patience import PATIENCE_SECONDS
from tests.town import Town
from use_cases.outbox import outbox
from use_cases.people import people


async def test_a_committed_change_is_told_after_a_restart(restart: OpenTown, sqlite_url: str) -> None:
    """The bot stops between a change and its message: the message leaves at the next start, once."""
    async with restart() as town:
        who, now = await add_newcomer(town), town.app.clock.now()
    async with open_sessions(sqlite_url) as sessions, sessions.begin() as session:  # no sender is there to be woken
        await outbox.put(session, now, await people.find_person(session, who.id), "privacy")
    async with restart() as town:
        await town.pass_time(minutes=1)
        assert await list_outgoing(town, "sent") == ["welcome", "privacy"]
        assert len(await list_calls(town)) == 1


async def test_the_deadline_holds_after_a_restart(restart: OpenTown) -> None:
    """What Telegram asked of the last run binds the next one."""
    async with restart() as town:
        who = await add_newcomer(town)
        await town.act("fault", method="sendMessage", status=429, retry_after=3)
        await type_text(town, who, "/privacy")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await list_calls(town))[-1]["result"] != 429:  # noqa: ASYNC110 - another program's log has no event
                await asyncio.sleep(0.01)
        refused = datetime.fromisoformat((await list_calls(town))[-1]["at"])
    async with restart() as town:
        await town.pass_time(minutes=1)
        (call,) = await list_calls(town)
        assert (datetime.fromisoformat(call["at"]) - refused).total_seconds() >= 2.9


async def test_who_may_be_replaced_does_not_send_what_it_has_claimed(small_town: Town) -> None:
    """Frozen between the claim and the request: another process says what became of it, as after a kill."""
    who = await add_newcomer(small_town)
    small_town.app.sender.may_send = lambda: False
    await type_text(small_town, who, "/privacy")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await list_outgoing(small_town, "sending") != ["privacy"]:  # noqa: ASYNC110 - the sender tells nobody
            await asyncio.sleep(0.01)
    await small_town.app.sender.drain_on_shutdown()
    assert len(await list_calls(small_town)) == 1
    async with small_town.app.sessions.begin() as session:
        # An answer does no harm twice, and leaves again once.
        assert await outbox.recover_in_flight(session, small_town.app.clock.real_now()) == []
    (row,) = [row for row in await read_rows(small_town, Outgoing) if row.kind == "privacy"]
    assert (row.state, row.resent) == ("queued", 1)


async def test_a_stop_is_obeyed_whenever_it_comes(small_town: Town) -> None:
    """Told to stop in the very moment in which there is something to say, the sender stops."""
    sender = small_town.app.sender
    for milliseconds in range(40):  # some of them find it at rest
        speaking = asyncio.create_task(sender.run())
        await asyncio.sleep(milliseconds / 1000)
        sender.wake()
        speaking.cancel()
        await asyncio.wait({speaking}, timeout=PATIENCE_SECONDS)
        assert speaking.cancelled()
