"""The database is away: how to have it away, to hold the clock of the outage, and to count the tries of the poller."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.failover import wait_until
from benchmarks.postgres import PostgresServer
from cli.wiring import App
from storage.engine.database import Sessions
from tests.patience import PATIENCE_SECONDS
from tests.town import Town

AFTER_GRACE_SECONDS = 1000.0
"""Seconds: any grace is over."""


@contextmanager
def make_unavailable(server: PostgresServer, sessions: Sessions) -> Iterator[None]:
    """Let PostgreSQL refuse a database and break its lines, as when it restarts."""
    name = sessions.kw["bind"].url.database
    server.run_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    server.run_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    try:
        yield
    finally:
        server.run_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def hold_clock(app: App, at: float = 0.0) -> None:
    """Let it be so many seconds past some beginning, for as long as the test wants."""
    app.processor.unavailable_notice.clock = lambda: at


async def wait_for_updates(town: Town, more: int) -> None:
    """Return once the poller has tried so many times more."""
    enough = town.app.processor.updates_seen + more
    async with asyncio.timeout(PATIENCE_SECONDS):
        while town.app.processor.updates_seen < enough:  # noqa: ASYNC110 - another task's counter has no event
            await asyncio.sleep(0.01)


async def wait_for_failures(caplog: pytest.LogCaptureFixture, part: str, more: int) -> None:
    """Return once a part of the program has met the absent database so many times more, as it says in the log."""

    async def has_enough() -> bool:
        return _count_failures(caplog, part) >= wanted

    wanted = _count_failures(caplog, part) + more
    await wait_until(has_enough)


def _count_failures(caplog: pytest.LogCaptureFixture, part: str) -> int:
    return sum(one.name == part and one.msg == "storage_unavailable" for one in caplog.records)
