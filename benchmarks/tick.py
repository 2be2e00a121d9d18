"""A minute's tick among many binômes of which few are due, and a round in which very many are."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import func, select, text, update

from benchmarks import databases
from benchmarks.population import grow
from scheduler.heartbeat import tick
from storage.engine.database import Sessions
from storage.schema.tables import MentoringSession, Outgoing

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DUE = 100
MINUTES = 15
FIRST_TICKS_SKIPPED = 2
"""Ticks in which the statements are made ready: not measured."""
Durations = tuple[float, float]
"""Milliseconds from beginning to end, and of the processor in this process."""


async def run(sizes: str, round_rows: int) -> None:
    """Print what a tick takes with each number of binômes, on each database, then what a large round takes."""
    wanted = sorted(int(size) for size in sizes.split(","))
    for kind in databases.KINDS:
        with databases.create_database(kind) as url:
            async with databases.open_sessions(url) as sessions:
                there = 0
                for size in wanted:
                    await grow(sessions, size - there, NOW, due=0, first=there)
                    await _analyze(sessions, kind)
                    there = size
                    print(await _measure_minutes(sessions, kind, size), flush=True)
                print(await _measure_round(sessions, kind, min(there, round_rows // 2)), flush=True)


async def _analyze(sessions: Sessions, kind: str) -> None:
    """Let PostgreSQL look over its tables, which it does by itself within a minute of so many new rows."""
    if kind == "postgresql":
        async with sessions.begin() as session:
            await session.execute(text("ANALYZE"))


async def _measure_minutes(sessions: Sessions, kind: str, size: int) -> str:
    due: list[Durations] = []
    idle: list[Durations] = []
    for minute in range(1, MINUTES + 1):
        now = NOW + timedelta(minutes=minute)
        await _make_due(sessions, min(DUE, size), now)
        for taken in (due, idle):
            began, busy = perf_counter(), process_time()
            await tick(sessions, now)
            taken.append((1000 * (perf_counter() - began), 1000 * (process_time() - busy)))
    return f"{kind} | {size} binômes | {min(DUE, size)} due: {_format(due)} | none due: {_format(idle)}"


def _format(taken: Sequence[Durations]) -> str:
    (waited, busy), most = map(median, zip(*taken[FIRST_TICKS_SKIPPED:], strict=True)), max(taken[FIRST_TICKS_SKIPPED:])
    return f"median {waited:.1f} ms, most {most[0]:.1f}, of the processor {busy:.1f}"


async def _make_due(sessions: Sessions, many: int, now: datetime) -> None:
    """Move the sessions of the first binômes so that their reminder is due."""
    async with sessions.begin() as session:
        moved = {"day_before_at": now, "starts_at": now + timedelta(days=1), "revision": MentoringSession.revision + 1}
        await session.execute(update(MentoringSession).where(MentoringSession.id <= many).values(moved))


async def _measure_round(sessions: Sessions, kind: str, many: int) -> str:
    now = NOW + timedelta(hours=2)
    before = await _count_queued(sessions)
    await _make_due(sessions, many, now)
    began = perf_counter()
    await tick(sessions, now)
    seconds, rows = perf_counter() - began, await _count_queued(sessions) - before
    return f"{kind} | a round of {rows} reminders: queued in {seconds:.1f} s"


async def _count_queued(sessions: Sessions) -> int:
    async with sessions.begin() as session:
        return int(await session.scalar(select(func.count()).select_from(Outgoing)) or 0)
