"""A part is one process's at a time, and nothing is committed under a part that is another's."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from benchmarks.failover import wait_until
from storage.engine import lease
from storage.engine.database import Sessions
from storage.engine.leadership import Leadership
from storage.engine.lease import Lease, LeaseClaim, LeaseLost
from storage.schema.base import Base
from storage.schema.tables import Setting
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
LONG = 60.0
ONE, OTHER = (LeaseClaim(lease.SENDER_PART, name, LONG) for name in ("one", "other"))


async def try_acquire(sessions: Sessions, claim: LeaseClaim) -> bool:
    """Ask for a part."""
    async with sessions.begin() as session:
        return await lease.acquire_lease(session, claim)


async def pass_time(sessions: Sessions) -> None:
    """Let every lease run out."""
    async with sessions.begin() as session:
        await session.execute(update(Lease).values(until=func.clock_timestamp()))


async def read_written(sessions: Sessions) -> list[str]:
    """Return what was committed."""
    async with sessions.begin() as session:
        return list(await session.scalars(select(Setting.value).where(Setting.name == "note")))


@pytest.fixture
async def fenced_sessions(sessions: Sessions) -> Sessions:
    """Return the transactions of the one who has the part."""
    assert await try_acquire(sessions, ONE)
    return lease.fence_sessions(sessions, ONE)


async def test_a_part_is_one_process_s_at_a_time(sessions: Sessions) -> None:
    """The second waits until the first one's time is over, or until it is given back."""
    assert await try_acquire(sessions, ONE)
    assert not await try_acquire(sessions, OTHER)
    await pass_time(sessions)
    assert await try_acquire(sessions, OTHER)
    async with sessions.begin() as session:
        await lease.release_lease(session, OTHER)
    assert await try_acquire(sessions, ONE)


async def test_of_many_who_ask_at_once_one_gets_it(sessions: Sessions) -> None:
    """The row is made by whoever comes first, and taken by one."""
    asked = [try_acquire(sessions, LeaseClaim(lease.SENDER_PART, f"process {number}", LONG)) for number in range(10)]
    assert sorted(await asyncio.gather(*asked)) == [False] * 9 + [True]


async def test_who_keeps_a_part_in_time_has_it_and_who_is_late_has_not(sessions: Sessions) -> None:
    """Kept for longer before the end only; another's part is never kept, parts do not mix."""
    assert await try_acquire(sessions, ONE)
    async with sessions.begin() as session:
        assert await lease.renew_lease(session, ONE)
        assert not await lease.renew_lease(session, OTHER)
        assert await lease.acquire_lease(session, LeaseClaim(lease.POLLER_PART, "other", LONG))
    await pass_time(sessions)
    async with sessions.begin() as session:
        assert not await lease.renew_lease(session, ONE)


async def test_nothing_is_done_under_a_part_that_is_another_s(sessions: Sessions, fenced_sessions: Sessions) -> None:
    """A transaction begins only while the part is held: neither without it nor after its time."""
    async with fenced_sessions.begin() as session:
        session.add(Setting(name="note", value="mine"))
    await pass_time(sessions)
    for _ in range(2):
        with pytest.raises(LeaseLost):
            async with fenced_sessions.begin() as session:
                await session.execute(update(Setting).values(value="too late"))
        assert await try_acquire(sessions, OTHER) in (True, False)
    assert await read_written(sessions) == ["mine"]


async def test_who_takes_a_part_waits_for_what_is_not_committed_yet(
    sessions: Sessions, fenced_sessions: Sessions
) -> None:
    """Nothing changes hands in the middle of a transaction, however late it ends; meanwhile the part can be kept."""
    async with fenced_sessions.begin() as session:
        session.add(Setting(name="note", value="mine"))
        await session.flush()
        async with sessions.begin() as other:
            assert await lease.renew_lease(other, ONE)
        await pass_time(sessions)
        taking = asyncio.create_task(try_acquire(sessions, OTHER))

        async def is_waiting() -> bool:
            return bool(await session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))

        await wait_until(is_waiting)
        assert not taking.done()
    assert await taking
    assert await read_written(sessions) == ["mine"]


@pytest.mark.parametrize("within_a_statement", [False, True])
async def test_who_is_stopped_in_a_transaction_is_thrown_out_of_it(
    sessions: Sessions, within_a_statement: bool
) -> None:
    """The database itself undoes what somebody began who says nothing any more, and the part is free."""
    assert await try_acquire(sessions, ONE)
    claim = replace(ONE, seconds=0.5)  # only who sleeps in it is late, not who is slow
    session = lease.fence_sessions(sessions, claim)()
    await session.execute(Base.metadata.tables["setting"].insert().values(name="note", value="mine"))
    driver = (await (await session.connection()).get_raw_connection()).driver_connection
    assert driver
    if within_a_statement:
        await driver.prepare("SELECT 1")  # parsed, and not run
    await pass_time(sessions)
    leads = asyncio.Event()

    async def work() -> None:
        leads.set()
        await asyncio.Future()

    other = asyncio.create_task(Leadership(sessions, replace(OTHER, seconds=0.5), is_shared=True).run_as_leader(work))
    async with asyncio.timeout(PATIENCE_SECONDS):
        await leads.wait()
    other.cancel()
    await asyncio.gather(other, return_exceptions=True)
    with pytest.raises(DBAPIError):
        await session.commit()
    driver.terminate()
    await session.close()
    assert await read_written(sessions) == []


async def test_nobody_holds_others_up_for_long_by_saying_nothing(sessions: Sessions) -> None:
    """A transaction of any process, frozen in the middle, ends within seconds: what it has locked is waited for."""
    async with sessions.begin() as session:
        assert await session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "15s"
