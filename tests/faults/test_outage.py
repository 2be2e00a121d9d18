"""The database goes away and comes back: nothing ends, nothing is lost, nothing is confirmed too early."""

from contextlib import ExitStack

import pytest

from benchmarks.failover import wait_until
from benchmarks.postgres import PostgresServer
from tests.faults.table_dump import list_outgoing
from tests.faults.unavailable_database import make_unavailable, wait_for_failures
from tests.town import Town

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
PRIVACY = "Vie privée"


async def test_what_is_written_meanwhile_is_answered_afterwards_once(
    town: Town, postgres_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The update is not confirmed before its effect is kept; the heartbeat and the sender live on."""
    who = await town.add_person("Inès")
    await who.write("/start")
    with make_unavailable(postgres_server, town.app.sessions):
        await town.act("send", chat=who.chat, user=who.id, text="/privacy")
        await town.app.heartbeat.beat()
        town.app.sender.wake()
        await wait_for_failures(caplog, "bot.transport.polling", 2)
        await wait_for_failures(caplog, "scheduler.delivery.sender", 1)
        assert len(town.simulator.state.updates.waiting_updates) == 1
    await town.settle()
    assert (await list_outgoing(town, "sent")).count("privacy") == 1
    await who.write("/aide")
    assert "3114" in await who.reads()


async def test_an_answer_that_left_meanwhile_is_written_down_afterwards(
    town: Town, postgres_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The message has left: that is recorded as soon as the database is back, and it does not leave again."""
    who = await town.add_person("Inès")
    await who.write("/start")
    may_speak = town.app.sender.may_send
    with ExitStack() as outage:

        def goes_away() -> bool:
            town.app.sender.may_send = may_speak
            outage.enter_context(make_unavailable(postgres_server, town.app.sessions))
            return may_speak()

        async def left() -> bool:
            return await town.count_sent(who, PRIVACY) == 1

        town.app.sender.may_send = goes_away  # asked between the claim and the request
        await town.act("send", chat=who.chat, user=who.id, text="/privacy")
        await wait_until(left)
        await wait_for_failures(caplog, "scheduler.delivery.sender", 1)
    await town.settle()
    assert (await list_outgoing(town, "sent")).count("privacy") == 1
    assert await town.count_sent(who, PRIVACY) == 1
