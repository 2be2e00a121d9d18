"""Telegram or the disk is away for long: what waits is tried ever more seldom, lapses, or is taken up again."""

from datetime import timedelta

from aiohttp import ConnectionTimeoutError
from sqlalchemy import select
from telegram.error import NetworkError

from scheduler.delivery.outcomes import Attempt, find_outcome
from scheduler.delivery.results import MAX_RETRY_DELAY, record_with_retry
from storage.engine.clock import Clock
from storage.schema.tables import Outgoing
from tests.faults.bot_api_calls import add_newcomer, type_text
from tests.faults.table_dump import list_outgoing
from tests.faults.unavailable_database import wait_for_updates
from tests.town import Town
from use_cases.outbox import outbox
from use_cases.people import people

OUTAGE = timedelta(hours=2)
MANY = 40


def _fail_to_reach() -> Attempt:
    error = NetworkError("no way there")
    error.__cause__ = ConnectionTimeoutError("nobody there")
    return Attempt(1, None, False, None, find_outcome(error), error)


async def test_an_absent_telegram_is_asked_ever_more_seldom(small_town: Town) -> None:
    """In two hours a message is tried about twenty times, at ever longer intervals, and is not given up."""
    who = await add_newcomer(small_town)
    sessions = small_town.app.sessions
    async with sessions.begin() as session:
        person = await people.find_person(session, who.id)
        tomorrow = small_town.app.clock.now() + timedelta(days=1)
        await outbox.put(session, tomorrow, person, "privacy")
        row = (await session.scalars(select(Outgoing).where(Outgoing.kind == "privacy"))).one()
    delays: list[timedelta] = []
    while sum(delays, timedelta()) < OUTAGE:
        row.attempts += 1
        (delay,) = await record_with_retry(sessions, row, _fail_to_reach(), Clock())
        delays.append(delay)
    assert delays == sorted(delays)
    assert (delays[-1], len(delays) < 25) == (MAX_RETRY_DELAY, True)
    assert "privacy" in await list_outgoing(small_town, "queued")


async def test_what_has_expired_is_not_said_and_what_still_helps_is(small_town: Town) -> None:
    """A message whose moment has gone is dropped, not sent late; the one behind it leaves."""
    who = await add_newcomer(small_town)
    now = small_town.app.clock.now()
    async with small_town.app.sessions.begin() as session:
        person = await people.find_person(session, who.id)
        late = outbox.Delivery(expires=now - timedelta(seconds=1))
        in_time = outbox.Delivery(expires=now + timedelta(hours=1))
        await outbox.put(session, now, person, "privacy", delivery=late)
        await outbox.put(session, now, person, "menu", delivery=in_time)
    await small_town.settle()
    assert await list_outgoing(small_town, "expired") == ["privacy"]
    assert "menu" in await list_outgoing(small_town, "sent")


async def test_a_full_disk_loses_nothing_and_repeats_nothing(small_town: Town) -> None:
    """What is written while the disk is full stays with Telegram, and is answered once when there is room."""
    crowd = [await small_town.add_person(f"P{number}") for number in range(MANY)]
    engine = small_town.app.sessions.kw["bind"]

    async def limit(pages: str) -> None:
        async with engine.begin() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    async with engine.begin() as connection:
        used = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    await limit(used)
    for who in crowd:
        await type_text(small_town, who, "/start")
    await wait_for_updates(small_town, 2)
    assert small_town.simulator.state.updates.waiting_updates
    await limit("1000000")
    await small_town.settle()
    assert (await list_outgoing(small_town, "sent")).count("welcome") == MANY
    assert await list_outgoing(small_town, "given_up") == []
