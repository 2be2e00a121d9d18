"""The database is away: how to have it away, to hold the clock of the outage, and to count the tries of the ears."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.postgres import PostgresServer
from cli.wiring import App
from storage.database import Sessions
from tests.town import PATIENCE, Town

LATER = 1000.0
"""Seconds: any grace is over."""


@contextmanager
def away(server: PostgresServer, sessions: Sessions) -> Iterator[None]:
    """Let PostgreSQL refuse a database and break its lines, as when it restarts."""
    name = sessions.kw["bind"].url.database
    server.sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    try:
        yield
    finally:
        server.sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def hold_clock(app: App, at: float = 0.0) -> None:
    """Let it be so many seconds past some beginning, for as long as the test wants."""
    app.hearing.meanwhile.clock = lambda: at


async def tries(town: Town, more: int) -> None:
    """Return once the ears have tried so many times more."""
    enough = town.app.hearing.heard + more
    async with asyncio.timeout(PATIENCE):
        while town.app.hearing.heard < enough:  # noqa: ASYNC110 - another task's counter has no event
            await asyncio.sleep(0.01)
