"""Databases with the present tables, and nothing in them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cli import settings
from storage.database import Sessions, connect, sessions_of
from storage.migrating import upgrade
from storage.vault import Vault
from tests.town import KEY


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Sessions]:
    """Give the maker of transactions on a database with the present tables."""
    engine = connect(url)
    try:
        await upgrade(engine)
        yield sessions_of(engine, Vault(KEY), settings.read({}).programme)
    finally:
        await engine.dispose()


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    """Give the maker of transactions, on each database."""
    async with opened(database_url) as found:
        yield found


@pytest.fixture
async def small_sessions(tmp_path: Path) -> AsyncIterator[Sessions]:
    """Give the same on SQLite only, for what does not depend on the database."""
    async with opened(f"sqlite:///{tmp_path}/binome.sqlite3") as found:
        yield found
