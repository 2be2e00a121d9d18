"""A town where a coordinator looks at each proposal before it leaves."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from storage.schema.tables import Binome, Card, Need
from tests.faults.table_dump import rows
from tests.prepared import looking_first
from tests.town import Town, settled

ASKED = "Quelqu'un cherche de l'aide"
WAITS = "1 proposition attend un regard"


@pytest.fixture
async def careful_town(database_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Give a town where a coordinator looks first, on each database."""
    async with settled(database_url, tmp_path, worker_process, BINOME_PROGRAMME=looking_first(tmp_path)) as found:
        yield found


@pytest.fixture
async def small_careful_town(sqlite_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Give the same on SQLite only."""
    async with settled(sqlite_url, tmp_path, worker_process, BINOME_PROGRAMME=looking_first(tmp_path)) as found:
        yield found


async def states(town: Town) -> tuple[list[str], list[str]]:
    """Give the states of (binômes, needs)."""
    return [row.state for row in await rows(town, Binome)], [row.state for row in await rows(town, Need)]


async def glance_cards(town: Town) -> list[tuple[str, int]]:
    """Give (state, count) of each case that counts what waits for a glance."""
    return [(row.state, row.count) for row in await rows(town, Card) if row.kind == "glance"]
