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
from benchmarks.fake_telegram import SECRET, TOKEN, call_webhook
from benchmarks.hearing import WARM_UP_UPDATES, measure
from benchmarks.population import grow
from benchmarks.postgres import PostgresServer, run_server
from benchmarks.reply_times import SendUpdate
from benchmarks.role_processes import find_free_port, start_processes
from benchmarks.sender_process import start_process
from benchmarks.strict_telegram import StrictTelegram
from benchmarks.tick import NOW

LISTENERS = 2
CONNECTIONS = 40
"""Telegram's own number, unless a bot asks for another."""


async def run(updates: int) -> None:
    """Compare on a PostgreSQL of our own."""
    with tempfile.TemporaryDirectory() as folder, run_server() as server:
        await compare(server, Path(folder), updates)


async def compare(server: PostgresServer, folder: Path, updates: int) -> None:
    """Print both figures for the program, and for a bare aiogram bot of as many listeners in the same run."""
    bare = await measure("bare aiogram", start_bare_bots, updates)
    async with failover.open_arena(server, folder) as place:
        await grow(place.sessions, updates + WARM_UP_UPDATES, NOW, due=0)
        ours = await measure("postgresql", partial(start_our_bot, place.environment), updates)
    print(f"postgresql | {ours / bare:.2f} of the bare bots' updates a second", flush=True)


@asynccontextmanager
async def start_our_bot(environment: dict[str, str], telegram: StrictTelegram) -> AsyncIterator[SendUpdate]:
    """Start the program, each part in processes of its own; kill them afterwards."""
    told = environment | {"BINOME_TELEGRAM_API": telegram.address}
    with start_processes("scheduler", 1, told), start_processes("bot", LISTENERS, told) as listeners:
        async with call_in_turn([one.port for one in listeners]) as say:
            yield say


@asynccontextmanager
async def start_bare_bots(telegram: StrictTelegram) -> AsyncIterator[SendUpdate]:
    """Start as many bots of aiogram's own, which answer a call before they have done anything about it."""
    ports = [find_free_port() for _ in range(LISTENERS)]
    with ExitStack() as bots:
        for port in ports:
            bots.enter_context(start_process(serve, telegram.address, TOKEN, SECRET, port))
        async with call_in_turn(ports) as say:
            yield say


@asynccontextmanager
async def call_in_turn(ports: Sequence[int]) -> AsyncIterator[SendUpdate]:
    """Call these listeners in turn, over no more connections than Telegram has; tell what they refused."""
    for port in ports:
        await failover.wait_until(partial(_is_open, port))
    turns, calls = cycle(f"http://127.0.0.1:{port}/telegram" for port in ports), []
    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as http:

        def send_update(update: dict[str, Any]) -> None:
            calls.append(asyncio.create_task(call_webhook(http, next(turns), update)))

        yield send_update
        if refused := Counter(await asyncio.gather(*calls)) - Counter({200: len(calls)}):
            print(f"refused: {dict(refused)}")


async def _is_open(port: int) -> bool:
    try:
        _, line = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    line.close()
    return True
