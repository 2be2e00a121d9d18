"""What the running program tells this machine, over real HTTP."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.transport.connection_status import ConnectionStatus
from bot.transport.polling import Poller
from cli import health, health_client, metrics
from cli.settings import read
from tests.patience import PATIENCE_SECONDS
from tests.people import make_agreed_pair, make_head_with_group
from tests.town import Town
from use_cases.outbox import outbox
from use_cases.people import people


@pytest.fixture
async def address(town: Town) -> AsyncIterator[str]:
    """Return where the running program tells its health, on each database."""
    async with TestServer(health.build_site(town.app)) as server:
        yield str(server.make_url("/")).rstrip("/")


async def ask_health(address: str) -> tuple[int, list[str]]:
    """Ask after its health."""
    async with ClientSession() as http, http.get(f"{address}/healthz") as answer:
        return answer.status, (await answer.json())["reasons"]


async def read_figures(address: str) -> dict[str, float]:
    """Return the metrics, each by its name with labels."""
    async with ClientSession() as http, http.get(f"{address}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return {name: float(value) for name, _, value in (one.rpartition(" ") for one in lines if not one.startswith("#"))}


async def _wait_until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not holds():  # noqa: ASYNC110 - another program's log has no event
            await asyncio.sleep(0.002)


def _is_contested(town: Town) -> bool:
    return town.app.poller.connection.find_contest_start(town.app.clock.real_now()) is not None


def _answer_age(town: Town) -> timedelta:
    """Return how long ago Telegram answered whoever listens."""
    assert town.app.poller.connection.answered_at is not None
    return town.app.clock.real_now() - town.app.poller.connection.answered_at


async def test_it_is_well_once_there_is_a_team_with_a_group(town: Town, address: str) -> None:
    """With nobody in the team, or no staff group, it says so: nobody could answer, cards wait; with both it is well."""
    status, reasons = await ask_health(address)
    assert (status, [one.partition(":")[0] for one in reasons]) == (503, ["team", "staff group"])
    await make_head_with_group(town)
    assert await ask_health(address) == (200, [])


async def test_it_is_unwell_from_the_moment_the_group_is_lost(small_town: Town) -> None:
    """Put out of the staff group, even by a stranger: 503 before anything is to be said; well with the next group."""
    head, group = await make_head_with_group(small_town)
    actor = await small_town.add_person("Inconnue")
    async with TestServer(health.build_site(small_town.app)) as server:
        address = str(server.make_url("/")).rstrip("/")
        assert await ask_health(address) == (200, [])
        await small_town.act("members", chat=group.chat, user="bot", status="kicked", by=actor.id)
        await small_town.settle()
        assert await ask_health(address) == (503, ["staff group: none is bound, or it was lost; cards wait"])
        await head.enter_chat(await small_town.add_group(head)).write("/relier")
        assert await ask_health(address) == (200, [])


async def test_it_says_when_nothing_is_said_or_beats_any_more(town: Town, address: str) -> None:
    """A message that is long due while none leaves, and a heart that stopped, are each named."""
    await make_head_with_group(town)
    assert await ask_health(address) == (200, [])
    town.app.sender.transport.rate_limiter.pause_for(600)
    real = town.app.clock.real_now
    async with town.app.sessions.begin() as session:
        who = await people.find_or_create(session, 4711, "fr", town.app.clock.now())
        await outbox.put(session, town.app.clock.now(), who, "privacy")
    try:
        town.app.clock.real_now = lambda: real() + timedelta(minutes=6)
        await _wait_until(lambda: _answer_age(town) < timedelta(minutes=1))
        assert [one.partition(":")[0] for one in (await ask_health(address))[1]] == ["speaker", "heartbeat"]
    finally:
        town.app.clock.real_now = real


async def test_an_alert_that_stays_is_named_whatever_else_leaves(small_town: Town) -> None:
    """The last message left a moment ago, but an alert has waited for six minutes: it goes before all else."""
    head, _ = await make_head_with_group(small_town)
    small_town.app.sender.transport.rate_limiter.pause_for(600)
    async with small_town.app.sessions.begin() as session:
        person = await people.find_person(session, head.id)
        await outbox.put(session, small_town.app.clock.now() - timedelta(minutes=6), person, "help")
    small_town.app.sender.transport._last_success_at = small_town.app.clock.real_now()
    assert await health.list_reasons(small_town.app) == ["speaker: an alert is due and has not left for five minutes"]


async def _shift(town: Town, real: Callable[[], datetime], by: timedelta, asked: str = "getUpdates") -> None:
    """Let real time be later by so much, and Telegram be asked once more."""
    town.app.clock.real_now = lambda: real() + by
    before = _count_calls(town, asked)
    await _wait_until(lambda: _count_calls(town, asked) > before)


def _count_calls(town: Town, method: str) -> int:
    return [str(call["method"]) for call in town.simulator.bot_api.log].count(method)


def _has_refused(town: Town, method: str) -> bool:
    return any(call["method"] == method and call["result"] != 200 for call in town.simulator.bot_api.log)


async def test_a_second_program_that_polls_is_named_and_the_head_told_once(small_town: Town) -> None:
    """What speaks still works: the head reads once that people may not be heard; alone again, all is well."""
    head, _ = await make_head_with_group(small_town)
    real = small_town.app.clock.real_now
    await small_town.act("fault", method="getUpdates", status=409, times=1000)
    await _shift(small_town, real, timedelta())
    assert await health.list_reasons(small_town.app) == []
    try:
        for minutes in (2, 4, 6):
            await _shift(small_town, real, timedelta(minutes=minutes))
        await _wait_until(lambda: _is_contested(small_town))
        (reason,) = [one for one in await health.list_reasons(small_town.app) if one.startswith("listener")]
        assert "hears nothing since 20" in reason
        assert "somebody else polls this token" in reason
        await small_town.app.sender.wait_until_empty()
        assert (await head.reads_all()).count("Un autre programme lit les messages") == 1
        await small_town.act("faults/clear")
        await _shift(small_town, real, timedelta(minutes=12))
        await _wait_until(lambda: _answer_age(small_town) < timedelta(minutes=1))
        assert [one for one in await health.list_reasons(small_town.app) if one.startswith("listener")] == []
    finally:
        small_town.app.clock.real_now = real


async def test_a_line_without_an_answer_is_named_and_after_a_quarter_of_an_hour_the_head_told(
    small_town: Town,
) -> None:
    """Whatever Telegram says instead of an answer to whoever listens: after three minutes that is named."""
    head, _ = await make_head_with_group(small_town)
    real = small_town.app.clock.real_now
    await small_town.act("fault", method="getUpdates", status=502, times=1000)
    await _wait_until(lambda: _has_refused(small_town, "getUpdates"))  # what was asked before may be answered yet
    try:
        await _shift(small_town, real, timedelta(minutes=4))
        (reason,) = await health.list_reasons(small_town.app)
        assert reason.startswith("listener: hears nothing since 20")
        assert "token" not in reason
        await small_town.app.sender.wait_until_empty()
        assert "ne me répond plus" not in await head.reads_all()
        for minutes in (16, 18):
            await _shift(small_town, real, timedelta(minutes=minutes))
        await small_town.app.sender.wait_until_empty()
        assert (await head.reads_all()).count("ne me répond plus") == 1
    finally:
        small_town.app.clock.real_now = real


async def test_a_webhook_that_another_program_takes_is_noticed(small_town: Town) -> None:
    """Telegram is asked whose address it calls: ours proves the line, another's is a second program."""
    line = ConnectionStatus("https://ours.example/hook")
    real = small_town.app.clock.real_now
    called = small_town.simulator.bot_api.webhook
    called.info = {"url": line.webhook}
    listening = asyncio.create_task(Poller(small_town.app.processor, 1, line).keep_webhook())
    try:
        await _wait_until(lambda: line.since is not None)
        small_town.app.clock.real_now = lambda: real() + timedelta(minutes=5)
        await _wait_until(lambda: line.answered_at is not None and line.answered_at > real() + timedelta(minutes=4))
        called.info = {"url": "https://theirs.example/hook"}
        for minutes in (8, 11):
            assert line.find_contest_start(small_town.app.clock.real_now()) is None
            await _shift(small_town, real, timedelta(minutes=minutes), "getWebhookInfo")
        await _wait_until(lambda: line.find_contest_start(small_town.app.clock.real_now()) is not None)
    finally:
        small_town.app.clock.real_now = real
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_a_fortnight_without_a_word_is_named_and_the_head_told_once(small_town: Town) -> None:
    """Telegram answers, but nobody is heard."""
    head, _ = await make_head_with_group(small_town)
    real = small_town.app.clock.real_now
    assert small_town.app.poller.connection.heard_at is not None
    small_town.app.poller.connection.heard_at -= timedelta(days=15)
    assert await health.list_reasons(small_town.app) == ["listener: no update for a fortnight"]
    assert real() - small_town.app.poller.connection.heard_at > timedelta(days=14)
    for _ in range(2):
        await _shift(small_town, real, timedelta())
    await small_town.app.sender.wait_until_empty()
    assert (await head.reads_all()).count("depuis quinze jours") == 1


async def test_it_says_when_the_database_is_away(small_town: Town) -> None:
    """No answer from the database is a reason, not an error page."""
    engine = small_town.app.sessions.kw["bind"]
    async with TestServer(health.build_site(small_town.app)) as server, engine.connect():
        # SQLite's one connection is taken: nobody else gets it.
        address = str(server.make_url("/")).rstrip("/")
        assert await ask_health(address) == (503, ["database: cannot be reached"])
        async with ClientSession() as http, http.get(f"{address}/metrics") as answer:
            assert answer.status == 503


async def test_every_metric_of_the_table_is_told(town: Town, address: str) -> None:
    """After a pair was found: what was heard and said, the queue, the round; each name stands in the answer."""
    await make_agreed_pair(town)
    await town.app.runner.nightly_backup.run()
    found = await read_figures(address)
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
    assert (await read_figures(address))['binome_requests_total{outcome="held"}'] == 1


async def test_that_nobody_answers_is_told() -> None:
    """With no address, or with one at which nobody listens."""
    settings = read({})
    for health_address in (None, ("127.0.0.1", 9)):
        with pytest.raises(health_client.NobodyAnswers):
            await health_client.ask(replace(settings, health=health_address))
