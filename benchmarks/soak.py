"""Cold start and memory, beside a bare aiogram bot; then many minutes of mixed load, in which neither may grow."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from subprocess import Popen
from time import monotonic

import psutil

from benchmarks import places
from benchmarks.delivery import prepare
from benchmarks.population import chat_of
from benchmarks.senders import TOKEN
from benchmarks.strict import Strict, strict
from benchmarks.telegram import typed

ROOT = Path(__file__).parents[1]
WARMING_UP = 0.25
"""Share of the minutes after which the first look is taken."""
PER_SECOND = 10
MEBIBYTE = 2**20
SPEED = 4.0
PATIENCE = 120.0
AT_REST = 5.0
TEXTS = ("/menu", "/privacy", "/mesdonnees", "/aide", "/ou_en_est_on", "bonjour", "/profil")
OURS = "from benchmarks.senders import run; run({!r}, {!r}, {})"
BARE = "from benchmarks.bare import answer; answer({!r}, {!r})"


async def run(minutes: float, seed: int) -> None:
    """Print how soon the first update is answered, and what memory and descriptors do meanwhile."""
    print(await _start("bare aiogram", lambda api: BARE.format(api, TOKEN)), flush=True)
    with places.address("sqlite") as url:
        await prepare(url, 2)
        print(await _start("binome", lambda api: OURS.format(url, api, SPEED)), flush=True)
    with places.address("sqlite") as url:
        reminders = int(minutes * 60 * PER_SECOND)
        await prepare(url, reminders)
        async with strict() as telegram:
            with _process(OURS.format(url, telegram.address, SPEED)) as process:
                await _first_answer(telegram)
                first = await _load(process, telegram, minutes * WARMING_UP, reminders, Random(seed))
                last = await _load(process, telegram, minutes * (1 - WARMING_UP), reminders, Random(seed + 1))
            print(f"{minutes:g} minutes, {telegram.total} messages | after a quarter: {first} | at the end: {last}")


async def _start(name: str, program: Callable[[str], str]) -> str:
    """Start a program cold; say how soon it answers and how large it is then."""
    async with strict() as telegram:
        began = monotonic()
        with _process(program(telegram.address)) as process:
            await _first_answer(telegram)
            seconds = monotonic() - began
            await asyncio.sleep(AT_REST)
            return f"{name} | first answer after {seconds:.1f} s | at rest: {_size(process)}"


@contextmanager
def _process(program: str) -> Iterator[psutil.Process]:
    started = Popen([sys.executable, "-c", program], cwd=ROOT)
    try:
        yield psutil.Process(started.pid)
    finally:
        started.kill()
        started.wait()


async def _first_answer(telegram: Strict) -> None:
    """Let somebody write; return once they are answered."""
    chat = chat_of(0)
    telegram.say(typed(chat, telegram.next_update(), "/menu"))
    async with asyncio.timeout(PATIENCE):
        while not telegram.said[chat]:  # noqa: ASYNC110 - another program answers
            await asyncio.sleep(0.005)


async def _load(process: psutil.Process, telegram: Strict, minutes: float, people: int, random: Random) -> str:
    """Let members and newcomers write while a round goes on; give the size at the end."""
    began = monotonic()
    for number in range(int(minutes * 60 * PER_SECOND)):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - monotonic()))
        chat = chat_of(random.randrange(2 * people))
        telegram.say(typed(chat, telegram.next_update(), random.choice(TEXTS)))
    return _size(process)


def _size(process: psutil.Process) -> str:
    return f"{process.memory_info().rss / MEBIBYTE:.0f} MB, {process.num_fds()} descriptors"
