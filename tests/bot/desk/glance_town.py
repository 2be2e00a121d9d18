"""A town where a coordinator looks at each proposal before it leaves."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from storage.schema.tables import Binome, Card, Need
from tests.faults.table_dump import read_rows
from tests.prepared import write_glance_programme
from tests.town import Town, open_town

CONSENT_WORDS = "Quelqu'un cherche de l'aide"
WAITS = "1 proposition attend un regard"


@pytest.fixture
async def careful_town(database_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a town where a coordinator looks first, on each database."""
    async with open_town(
        database_url, tmp_path, worker_process, BINOME_PROGRAMME=write_glance_programme(tmp_path)
    ) as found:
        yield found


@pytest.fixture
async def small_careful_town(sqlite_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return the same on SQLite only."""
    async with open_town(
        sqlite_url, tmp_path, worker_process, BINOME_PROGRAMME=write_glance_programme(tmp_path)
    ) as found:
        yield found


async def read_states(town: Town) -> tuple[list[str], list[str]]:
    """Return the states of (binômes, needs)."""
    return [row.state for row in await read_rows(town, Binome)], [row.state for row in await read_rows(town, Need)]


async def read_glance_cards(town: Town) -> list[tuple[str, int]]:
    """Return (state, count) of each case that counts what waits for a glance."""
    return [(row.state, row.count) for row in await read_rows(town, Card) if row.kind == "glance"]
