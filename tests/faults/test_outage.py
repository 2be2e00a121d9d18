"""The database goes away and comes back: nothing ends, nothing is lost, nothing is confirmed too early."""

import asyncio

import pytest

from benchmarks.postgres import PostgresServer
from tests.faults.database import outgoing
from tests.faults.outage import away
from tests.town import Town

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
LONG_ENOUGH = 0.6
"""Seconds: some tries of the ears and of the mouth."""


async def test_what_is_written_meanwhile_is_answered_afterwards_once(
    town: Town, postgres_server: PostgresServer
) -> None:
    """The update is not confirmed before its effect is kept; the heartbeat and the mouth live on."""
    who = await town.person("Inès")
    await who.write("/start")
    with away(postgres_server, town.app.sessions):
        await town.act("send", chat=who.chat, user=who.id, text="/privacy")
        await town.app.heartbeat.beat()
        town.app.mouth.wake()
        await asyncio.sleep(LONG_ENOUGH)
        assert len(town.simulator.state.updates.waiting) == 1
    await town.calm()
    assert (await outgoing(town, "sent")).count("privacy") == 1
    await who.write("/aide")
    assert "3114" in await who.reads()


async def test_an_answer_that_left_meanwhile_is_written_down_afterwards(
    town: Town, postgres_server: PostgresServer
) -> None:
    """The message has left: that is recorded as soon as the database is back, and it does not leave again."""
    who = await town.person("Inès")
    await who.write("/start")
    await town.act("fault", method="sendMessage", status=429, retry_after=1)
    await town.act("send", chat=who.chat, user=who.id, text="/privacy")
    await asyncio.sleep(LONG_ENOUGH / 3)
    with away(postgres_server, town.app.sessions):
        await asyncio.sleep(LONG_ENOUGH)
    await town.calm()
    assert (await outgoing(town, "sent")).count("privacy") == 1
