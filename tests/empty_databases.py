"""Databases with the present tables, and nothing in them."""

from collections.abc import AsyncIterator

import pytest

from benchmarks.databases import opened
from storage.engine.database import Sessions

__all__ = ["opened"]


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    """Give the maker of transactions, on each database."""
    async with opened(database_url) as found:
        yield found


@pytest.fixture
async def small_sessions(sqlite_url: str) -> AsyncIterator[Sessions]:
    """Give the same on SQLite only, for what does not depend on the database."""
    async with opened(sqlite_url) as found:
        yield found
