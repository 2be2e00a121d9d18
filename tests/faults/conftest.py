"""What the tests of faults share."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.town import Town, open_town

OpenTown = Callable[[], AbstractAsyncContextManager[Town]]


@pytest.fixture
def restart(sqlite_url: str, tmp_path: Path, worker_process: Executor) -> OpenTown:
    """Return what starts the same town, stopped before: its database, its Telegram, its people."""

    @asynccontextmanager
    async def reopen_town() -> AsyncIterator[Town]:
        async with open_town(sqlite_url, tmp_path, worker_process) as town:
            yield town

    return reopen_town
