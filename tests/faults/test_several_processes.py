"""Several real processes on one PostgreSQL: killed, stopped, started twice; nothing lost, nothing doubled."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession
from sqlalchemy import func, select

from benchmarks import failover
from benchmarks.failover import MESSAGES, Arena, wait_until
from benchmarks.fake_telegram import build_text_update, call_webhook
from benchmarks.postgres import PostgresServer
from benchmarks.role_processes import start_processes
from storage.engine import lease
from storage.schema.tables import ProcessedUpdate

AMONG_THE_RESENT, AMONG_THE_NEVER_RESENT = 10, MESSAGES // 2 + 10
"""Urgent kinds leave first, and are those that may be resent."""
Race = Callable[[Arena, int], Awaitable[None]]


@pytest.fixture
async def place(postgres_server: PostgresServer, tmp_path: Path) -> AsyncIterator[Arena]:
    """Return a database, a Telegram, and what processes must be told of them."""
    async with failover.open_arena(postgres_server, tmp_path) as found:
        yield found


@pytest.mark.parametrize("race", [failover.kill_one, failover.stop_one])
@pytest.mark.parametrize("after", [AMONG_THE_RESENT, AMONG_THE_NEVER_RESENT])
async def test_a_speaker_that_is_killed_or_stopped_loses_and_doubles_nothing(
    place: Arena, race: Race, after: int
) -> None:
    """Another one goes on; what was in flight is resent if its kind may, else listed; who comes back stands by."""
    await race(place, after)
    count = await place.count()
    assert (count.lost, count.doubled) == (0, 0)
    assert count.planned >= MESSAGES
    assert count.listed or not count.uncertain


async def test_two_that_start_at_once_say_everything_once(place: Arena) -> None:
    """One speaks and one stands by; afterwards neither has ended."""
    await failover.start_two(place)
    count = await place.count()
    assert (count.lost, count.doubled, count.uncertain, count.resent) == (0, 0, 0, 0)


async def test_two_that_listen_and_two_that_speak_lose_nothing_when_the_speaker_is_killed(place: Arena) -> None:
    """Whoever hears it, each newcomer is welcomed once, by one speaker or by the next; the same update counts once."""
    told = place.environment
    with start_processes("bot", 2, told) as listeners, start_processes("scheduler", 2, told) as senders:
        async with ClientSession() as http:
            await _wait_until_listening(http, *(one.address for one in listeners))
            for number in range(MESSAGES):
                update = build_text_update(number + 1, 500 + number)
                both = (
                    [listeners[0].address, listeners[1].address] if number % 3 == 0 else [listeners[number % 2].address]
                )
                assert set(await asyncio.gather(*(call_webhook(http, one, update) for one in both))) == {200}
                if number == MESSAGES // 2:
                    (await place.find_holder(lease.SENDER_PART, senders)).send(signal.SIGKILL)
        await place.wait_until_settled()
    count = await place.count()
    assert (count.planned, count.lost, count.doubled) == (MESSAGES, 0, 0)
    assert count.listed or not count.uncertain
    async with place.sessions.begin() as session:
        assert await session.scalar(select(func.count()).select_from(ProcessedUpdate)) == MESSAGES


async def test_of_two_that_poll_one_asks_telegram(place: Arena) -> None:
    """Telegram refuses a second one: it stands by, and asks when the first is gone."""
    told = {name: value for name, value in place.environment.items() if "WEBHOOK" not in name}
    with start_processes("bot", 2, told) as both:
        first = await place.find_holder(lease.POLLER_PART, both)
        await _wait_for_poll(place)
        first.send(signal.SIGKILL)
        await place.find_holder(lease.POLLER_PART, [one for one in both if one is not first])
        await _wait_for_poll(place)
    assert place.telegram.most_polling == 1


async def _wait_until_listening(http: ClientSession, *addresses: str) -> None:
    """Return once each of them listens."""

    async def is_done() -> bool:
        try:
            for address in addresses:
                await (await http.get(address)).release()
        except ClientConnectionError:
            return False
        return True

    await wait_until(is_done)


async def _wait_for_poll(place: Arena) -> None:
    """Return once somebody has asked Telegram again."""
    polls = place.telegram.polls

    async def is_done() -> bool:
        return place.telegram.polls > polls

    await wait_until(is_done)
