"""What all tests share: both databases, and a whole town (simulator, bot, clock) to live in."""

import gc
import os
import shutil
import signal
import ssl
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor
from functools import cache
from pathlib import Path

import pytest
from aiogram.client.session import aiohttp
from hypothesis import HealthCheck, settings

from cli.worker_process import Worker
from tests.compiled_statements import share_compiled_statements
from tests.town import Town, open_town

pytest_plugins = ("tests.postgres", "tests.databases", "tests.prepared", "tests.browsers", "tests.empty_databases")

# A slow or busy machine is no failure.
settings.register_profile("patient", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("patient"), max_examples=20)
settings.register_profile("thorough", settings.get_profile("patient"), max_examples=4_000)
settings.load_profile("patient")

GARBAGE_THRESHOLDS = (50_000, 20, 50)
IN_MEMORY = Path("/dev/shm")
ROOM_NEEDED = 4 * 2**30
"""Bytes. The files of all tests together must fit, those of failed ones stay."""


def pytest_configure() -> None:
    """Keep the tests' files in memory where there is room: hundreds of thousands of commits wait for no disk.

    Garbage is looked for seldom: to look through what a town holds took a sixth of the processor's time.
    """
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    share_compiled_statements()
    aiohttp.ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[attr-defined]
    # A handler of our own: asyncio would take its own away after each test, and write a whole town down to do so.
    signal.signal(signal.SIGINT, lambda number, frame: signal.default_int_handler(number, frame))
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM_NEEDED:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_collection_finish() -> None:
    """Leave what all tests share out of later searches for garbage: it stays until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def worker_process() -> Iterator[Executor]:
    """Return the process in which matching runs, started once."""
    with Worker() as executor:
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
