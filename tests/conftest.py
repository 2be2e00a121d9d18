"""What all tests share: how patient they are, where their files lie, and the plugins that hold their fixtures."""

import gc
import os
import shutil
import signal
from pathlib import Path

from hypothesis import HealthCheck, settings

pytest_plugins = (
    "tests.postgres",
    "tests.databases",
    "tests.prepared",
    "tests.browsers",
    "tests.empty_databases",
    "tests.towns",
)

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
    # A handler of our own: asyncio would take its own away after each test, and write a whole town down to do so.
    signal.signal(signal.SIGINT, lambda number, frame: signal.default_int_handler(number, frame))
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM_NEEDED:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_collection_finish() -> None:
    """Leave what all tests share out of later searches for garbage: it stays until the end."""
    gc.collect()
    gc.freeze()
