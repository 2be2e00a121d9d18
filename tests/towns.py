"""A whole town (simulator, bot, clock) to live in: what `make quick` does not load."""

import fcntl
import ssl
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor
from functools import cache
from pathlib import Path

import pytest
from aiogram.client.session import aiohttp

from cli.worker_process import Worker
from matching.worker import warm
from tests.compiled_statements import share_compiled_statements
from tests.shared_programme import share_programmes
from tests.town import Town, open_town


def pytest_configure() -> None:
    """Do once what each town would do for itself: compile its statements, read its programme and the certificates."""
    share_compiled_statements()
    share_programmes()
    aiohttp.ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def worker_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Executor]:
    """Return the process in which matching runs, started once; the first compiles its loops, and others read them."""
    with Worker() as executor:
        with (tmp_path_factory.getbasetemp().parent / "compiled.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            executor.submit(warm).result()
        yield executor


@pytest.fixture
async def town(database_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return a running simulator with the whole bot behind it, on each database."""
    async with open_town(database_url, tmp_path, worker_process) as found:
        yield found


@pytest.fixture
async def small_town(sqlite_url: str, tmp_path: Path, worker_process: Executor) -> AsyncIterator[Town]:
    """Return the same on SQLite only, for what does not depend on the database."""
    async with open_town(sqlite_url, tmp_path, worker_process) as found:
        yield found
