"""What the running program tells this machine, over real HTTP."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from cli import health, health_client, metrics
from cli.settings import read
from tests.people import make_agreed_pair, make_head_with_group
from tests.town import Town
from use_cases.outbox import outbox
from use_cases.people import people


@pytest.fixture
async def address(town: Town) -> AsyncIterator[str]:
    """Return where the running program tells its health, on each database."""
    async with TestServer(health.build_site(town.app)) as server:
        yield str(server.make_url("/")).rstrip("/")


async def well(address: str) -> tuple[int, list[str]]:
    """Ask after its health."""
    async with ClientSession() as http, http.get(f"{address}/healthz") as answer:
        return answer.status, (await answer.json())["reasons"]


async def figures(address: str) -> dict[str, float]:
    """Return the metrics, each by its name with labels."""
    async with ClientSession() as http, http.get(f"{address}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return {name: float(value) for name, _, value in (one.rpartition(" ") for one in lines if not one.startswith("#"))}


async def test_it_is_well_once_the_team_has_a_group(town: Town, address: str) -> None:
    """Without a head and a staff group cards wait, and it says so; with both all is well."""
    status, reasons = await well(address)
    assert (status, [one.partition(":")[0] for one in reasons]) == (503, ["head coordinator", "staff group"])
    await make_head_with_group(town)
    assert await well(address) == (200, [])


async def test_it_is_unwell_from_the_moment_the_group_is_lost(small_town: Town) -> None:
    """Put out of the staff group, even by a stranger: 503 before anything is to be said; well with the next group."""
    head, group = await make_head_with_group(small_town)
    actor = await small_town.add_person("Inconnue")
    async with TestServer(health.build_site(small_town.app)) as server:
        address = str(server.make_url("/")).rstrip("/")
        assert await well(address) == (200, [])
        await small_town.act("members", chat=group.chat, user="bot", status="kicked", by=actor.id)
        await small_town.settle()
        assert await well(address) == (503, ["staff group: none is bound, or it was lost; cards wait"])
        await head.enter_chat(await small_town.add_group(head)).write("/relier")
        assert await well(address) == (200, [])


async def test_it_says_when_nothing_is_said_or_beats_any_more(town: Town, address: str) -> None:
    """A message that is long due while none leaves, and a heart that stopped, are each named."""
    await make_head_with_group(town)
    assert await well(address) == (200, [])
    town.app.sender.transport.rate_limiter.pause_for(600)
    real = town.app.clock.real_now
    async with town.app.sessions.begin() as session:
        who = await people.find_or_create(session, 4711, "fr", town.app.clock.now())
        await outbox.put(session, town.app.clock.now(), who, "privacy")
    try:
        town.app.clock.real_now = lambda: real() + timedelta(minutes=6)
        assert [one.partition(":")[0] for one in (await well(address))[1]] == ["speaker", "heartbeat"]
    finally:
        town.app.clock.real_now = real


async def test_it_says_when_the_database_is_away(small_town: Town) -> None:
    """No answer from the database is a reason, not an error page."""
    engine = small_town.app.sessions.kw["bind"]
    async with TestServer(health.build_site(small_town.app)) as server, engine.connect():
        # SQLite's one connection is taken: nobody else gets it.
        address = str(server.make_url("/")).rstrip("/")
        assert await well(address) == (503, ["database: cannot be reached"])
        async with ClientSession() as http, http.get(f"{address}/metrics") as answer:
            assert answer.status == 503


async def test_every_metric_of_the_table_is_told(town: Town, address: str) -> None:
    """After a pair was found: what was heard and said, the queue, the round; each name stands in the answer."""
    await make_agreed_pair(town)
    await town.app.runner.nightly_backup.run()
    found = await figures(address)
    told = {re.sub(r"(_total)?({.*)?$", "", name) for name in found}
    assert told == set(metrics.METRICS)
    assert found['binome_requests_total{outcome="sent"}'] > 20
    assert found["binome_updates_total"] > 20
    assert found["binome_matching_rounds_total"] == 1
    assert found["binome_matching_seconds_total"] > 0
    assert found['binome_outbox_rows{kind="proposal",state="sent"}'] == 1
    assert found["binome_staff_group"] == 1


async def test_a_429_is_counted(town: Town, address: str) -> None:
    """What Telegram held back shows as an outcome of its own."""
    await town.act("fault", method="sendMessage", status=429, retry_after=1)
    await (await town.add_person("Inès")).write("/start")
    assert (await figures(address))['binome_requests_total{outcome="held"}'] == 1


async def test_that_nobody_answers_is_told() -> None:
    """With no address, or with one at which nobody listens."""
    settings = read({})
    for health_address in (None, ("127.0.0.1", 9)):
        with pytest.raises(health_client.NobodyAnswers):
            await health_client.ask(replace(settings, health=health_address))
