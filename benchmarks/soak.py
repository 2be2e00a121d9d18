"""Cold start and memory, beside a bare aiogram bot; then many minutes of mixed load, in which neither may grow."""

import asyncio
import os
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median
from subprocess import DEVNULL, Popen
from time import monotonic

import psutil

from benchmarks import databases
from benchmarks.delivery import prepare
from benchmarks.fake_telegram import build_text_update
from benchmarks.population import compute_chat
from benchmarks.sender_process import TOKEN
from benchmarks.strict_telegram import StrictTelegram, serve_strict

ROOT = Path(__file__).parents[1]
WARM_UP_SHARE = 0.25
"""Share of the minutes after which the first look is taken."""
PER_SECOND = 10
MEBIBYTE = 2**20
SPEED = 4.0
TIMEOUT_SECONDS = 120.0
REST_SECONDS = 5.0
TEXTS = ("/menu", "/privacy", "/mesdonnees", "/aide", "/ou_en_est_on", "bonjour", "/profil")
OURS = "from benchmarks.sender_process import run; run({!r}, {!r}, {})"
BARE = "from benchmarks.bare_bot import poll; poll({!r}, {!r})"
STARTS = 5
NOTHING: Mapping[str, str] = {}
Start = tuple[float, float, float]
"""Seconds, those of the processor, and megabytes."""


async def run(minutes: float, seed: int) -> None:
    """Print how soon the first update is answered, and what memory and descriptors do meanwhile."""
    starts: dict[str, list[Start]] = {"bare aiogram": [], "binome run": []}
    for _ in range(STARTS):
        starts["bare aiogram"].append(await _start(_build_bare_command))
        starts["binome run"].append(await _start_of_ours())
    for name, found in starts.items():
        print(f"{name}, the median of {STARTS} starts | {_format_start(found)}", flush=True)
    with databases.create_database("sqlite") as url:
        reminders = int(minutes * 60 * PER_SECOND)
        await prepare(url, reminders)
        async with serve_strict() as telegram:
            with _run_process(["-c", OURS.format(url, telegram.address, SPEED)]) as process:
                await _wait_for_first_answer(telegram)
                first = await _run_load(process, telegram, minutes * WARM_UP_SHARE, reminders, Random(seed))
                last = await _run_load(process, telegram, minutes * (1 - WARM_UP_SHARE), reminders, Random(seed + 1))
            print(
                f"{minutes:g} minutes, {telegram.count_total} messages | after a quarter: {first} | at the end: {last}"
            )


async def _start_of_ours() -> Start:
    """Start the real program, as its command does, on a database that was used before."""
    with databases.create_database("sqlite") as url, tempfile.TemporaryDirectory(prefix="binome-bench-") as folder:
        await prepare(url, 2)
        (key := Path(folder) / "key").write_bytes(b64encode(databases.KEY))
        told = {"BINOME_DATABASE": url, "BINOME_KEY_FILE": str(key), "BINOME_BACKUPS": f"{folder}/backups"}
        return await _start(lambda api: ["-m", "cli.main", "run"], told | {"BINOME_TELEGRAM_TOKEN": TOKEN})


def _build_bare_command(api: str) -> list[str]:
    return ["-c", BARE.format(api, TOKEN)]


async def _start(program: Callable[[str], list[str]], environment: Mapping[str, str] = NOTHING) -> Start:
    """Start a program cold; return the seconds until it answers, those of the processor, and its megabytes then."""
    async with serve_strict() as telegram:
        began = monotonic()
        with _run_process(
            program(telegram.address), {**environment, "BINOME_TELEGRAM_API": telegram.address}
        ) as process:
            await _wait_for_first_answer(telegram)
            seconds, taken = monotonic() - began, process.cpu_times()
            await asyncio.sleep(REST_SECONDS)
            return seconds, taken.user + taken.system, process.memory_info().rss / MEBIBYTE


def _format_start(found: Sequence[Start]) -> str:
    seconds, busy, size = map(median, zip(*found, strict=True))
    return f"first answer after {seconds:.1f} s, of the processor {busy:.1f} s | at rest: {size:.0f} MB"


@contextmanager
def _run_process(program: Sequence[str], environment: Mapping[str, str] = NOTHING) -> Iterator[psutil.Process]:
    started = Popen([sys.executable, *program], cwd=ROOT, env={**os.environ, **environment}, stdout=DEVNULL)
    try:
        yield psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait()


async def _wait_for_first_answer(telegram: StrictTelegram) -> None:
    """Let somebody write; return once they are answered."""
    chat = compute_chat(0)
    telegram.queue_update(build_text_update(chat, telegram.count_next_update(), "/menu"))
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while not telegram.sent[chat]:  # noqa: ASYNC110 - another program answers
            await asyncio.sleep(0.005)


async def _run_load(
    process: psutil.Process, telegram: StrictTelegram, minutes: float, people: int, random: Random
) -> str:
    """Let members and newcomers write while a round goes on; return the size at the end."""
    began = monotonic()
    for number in range(int(minutes * 60 * PER_SECOND)):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - monotonic()))
        chat = compute_chat(random.randrange(2 * people))
        telegram.queue_update(build_text_update(chat, telegram.count_next_update(), random.choice(TEXTS)))
    return _measure_size(process)


def _measure_size(process: psutil.Process) -> str:
    return f"{process.memory_info().rss / MEBIBYTE:.0f} MB, {process.num_fds()} descriptors"
