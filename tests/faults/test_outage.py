"""The database goes away and comes back: nothing ends, nothing is lost, nothing is confirmed too early."""

from contextlib import ExitStack

import pytest

from benchmarks.failover import until
from benchmarks.postgres import PostgresServer
from tests.faults.table_dump import outgoing
from tests.faults.unavailable_database import away, met
from tests.town import Town

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
PRIVACY = "Vie privée"


async def test_what_is_written_meanwhile_is_answered_afterwards_once(
    town: Town, postgres_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The update is not confirmed before its effect is kept; the heartbeat and the mouth live on."""
    who = await town.person("Inès")
    await who.write("/start")
    with away(postgres_server, town.app.sessions):
        await town.act("send", chat=who.chat, user=who.id, text="/privacy")
        await town.app.heartbeat.beat()
        town.app.mouth.wake()
        await met(caplog, "bot.listener", 2)
        await met(caplog, "scheduler.mouth", 1)
        assert len(town.simulator.state.updates.waiting) == 1
    await town.calm()
    assert (await outgoing(town, "sent")).count("privacy") == 1
    await who.write("/aide")
    assert "3114" in await who.reads()


async def test_an_answer_that_left_meanwhile_is_written_down_afterwards(
    town: Town, postgres_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The message has left: that is recorded as soon as the database is back, and it does not leave again."""
    who = await town.person("Inès")
    await who.write("/start")
    may_speak = town.app.mouth.may_speak
    with ExitStack() as outage:

        def goes_away() -> bool:
            town.app.mouth.may_speak = may_speak
            outage.enter_context(away(postgres_server, town.app.sessions))
            return may_speak()

        async def left() -> bool:
            return await town.sent(who, PRIVACY) == 1

        town.app.mouth.may_speak = goes_away  # asked between the claim and the request
        await town.act("send", chat=who.chat, user=who.id, text="/privacy")
        await until(left)
        await met(caplog, "scheduler.mouth", 1)
    await town.calm()
    assert (await outgoing(town, "sent")).count("privacy") == 1
    assert await town.sent(who, PRIVACY) == 1
