"""Databases with the present tables, and nothing in them."""

from collections.abc import AsyncIterator

import pytest

from benchmarks.databases import open_sessions
from storage.engine.database import Sessions

__all__ = ["open_sessions"]


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    """Return the maker of transactions, on each database."""
    async with open_sessions(database_url) as found:
        yield found


@pytest.fixture
async def small_sessions(sqlite_url: str) -> AsyncIterator[Sessions]:
    """Return the same on SQLite only, for what does not depend on the database."""
    async with open_sessions(sqlite_url) as found:
        yield found
