"""The whole program in a process of its own, which can be killed at any moment; the imports are done once."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.context import ForkServerProcess
from typing import Any

from benchmarks.databases import KEY
from benchmarks.role_processes import IdleExecutor
from cli.startup import pause_garbage_collection

TOKEN = "1:" + "A" * 35
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["cli.wiring", "benchmarks.sender_process"])


@contextmanager
def start_sender(database: str, api: str, speed: float) -> Iterator[ForkServerProcess]:
    """Start the bot on a database and a Bot API, Telegram's limits `speed` times as wide; kill it afterwards."""
    with start_process(run, database, api, speed) as process:
        yield process


@contextmanager
def start_process(play: Callable[..., None], *given: Any) -> Iterator[ForkServerProcess]:
    """Run something in a process of its own; kill it afterwards."""
    process = CONTEXT.Process(target=play, args=given, daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def run(database: str, api: str, speed: float) -> None:
    """Be such a process."""
    asyncio.run(_run_bot(database, api, speed))


async def _run_bot(database: str, api: str, speed: float) -> None:
    with pause_garbage_collection():  # as `binome run` does
        from cli import settings, wiring
        from scheduler.delivery.rate_limiter import RateLimits
        from storage.engine.clock import Clock

    usual = RateLimits()
    limits = replace(
        usual,
        overall_per_second=usual.overall_per_second * speed,
        window_seconds=usual.window_seconds / speed,
        private_seconds=usual.private_seconds / speed,
        group_seconds=usual.group_seconds / speed,
    )
    told = replace(settings.read({}), database=database, api=api, token=TOKEN)
    quick = wiring.Timing(limits=limits, heartbeat_seconds=3600, lease_seconds=1, poll_seconds=1)
    async with wiring.open_app(told, KEY, Clock(), timing=quick, worker_process=IdleExecutor()) as app:
        await app.run()
