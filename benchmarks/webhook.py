"""The same as hearing, by webhook: one PostgreSQL, one process that speaks, two that Telegram calls in turn."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, TCPConnector

from benchmarks import failover
from benchmarks.bare_bot import serve
from benchmarks.fake_telegram import SECRET, TOKEN, call
from benchmarks.hearing import WARMING_UP, measure
from benchmarks.population import grow
from benchmarks.postgres import PostgresServer, running
from benchmarks.reply_times import Say
from benchmarks.role_processes import free_port, started
from benchmarks.sender_process import beside
from benchmarks.strict_telegram import Strict
from benchmarks.tick import NOW

LISTENERS = 2
CONNECTIONS = 40
"""Telegram's own number, unless a bot asks for another."""


async def run(updates: int) -> None:
    """Compare on a PostgreSQL of our own."""
    with tempfile.TemporaryDirectory() as folder, running() as server:
        await compare(server, Path(folder), updates)


async def compare(server: PostgresServer, folder: Path, updates: int) -> None:
    """Print both figures for the program, and for a bare aiogram bot of as many listeners in the same run."""
    bare = await measure("bare aiogram", bare_bots, updates)
    async with failover.opened(server, folder) as place:
        await grow(place.sessions, updates + WARMING_UP, NOW, due=0)
        ours = await measure("postgresql", partial(our_bot, place.environment), updates)
    print(f"postgresql | {ours / bare:.2f} of the bare bots' updates a second", flush=True)


@asynccontextmanager
async def our_bot(environment: dict[str, str], telegram: Strict) -> AsyncIterator[Say]:
    """Start the program, each part in processes of its own; kill them afterwards."""
    told = environment | {"BINOME_TELEGRAM_API": telegram.address}
    with started("scheduler", 1, told), started("bot", LISTENERS, told) as listeners:
        async with called([one.port for one in listeners]) as say:
            yield say


@asynccontextmanager
async def bare_bots(telegram: Strict) -> AsyncIterator[Say]:
    """Start as many bots of aiogram's own, which answer a call before they have done anything about it."""
    ports = [free_port() for _ in range(LISTENERS)]
    with ExitStack() as bots:
        for port in ports:
            bots.enter_context(beside(serve, telegram.address, TOKEN, SECRET, port))
        async with called(ports) as say:
            yield say


@asynccontextmanager
async def called(ports: Sequence[int]) -> AsyncIterator[Say]:
    """Call these listeners in turn, over no more connections than Telegram has; tell what they refused."""
    for port in ports:
        await failover.until(partial(_is_open, port))
    turns, calls = cycle(f"http://127.0.0.1:{port}/telegram" for port in ports), []
    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as http:

        def say(update: dict[str, Any]) -> None:
            calls.append(asyncio.create_task(call(http, next(turns), update)))

        yield say
        if refused := Counter(await asyncio.gather(*calls)) - Counter({200: len(calls)}):
            print(f"refused: {dict(refused)}")


async def _is_open(port: int) -> bool:
    try:
        _, line = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    line.close()
    return True
