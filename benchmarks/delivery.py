"""A round of reminders against a Bot API that counts and refuses: killed again and again, and at full pace."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from time import monotonic

from sqlalchemy import select

from benchmarks import databases, uncertain_listing
from benchmarks.population import compute_chat, grow
from benchmarks.reply_times import measure_waits
from benchmarks.sender_process import start_sender
from benchmarks.strict_telegram import StrictTelegram, TelegramLimits, serve_strict
from bot import commands
from scheduler.heartbeat import tick
from storage.engine.database import Sessions
from storage.schema.tables import Outgoing
from use_cases.messages import command_lists

REMINDER = "reminder_day"
QUIET_SECONDS = 5.0
"""So long without a message, and the round is over or the sender is stuck."""
LATENCY_SECONDS = 0.01
"""What a request takes at Telegram's, in seconds of Telegram's clock."""
PAUSE_SECONDS = 3
SETTLE_SECONDS = 1.0
"""For the last messages to be written down."""
REPLIES_PER_SECOND = 20
ALLOWED_PER_SECOND = 30


@dataclass(slots=True)
class Ledger:
    """What became of a round, by the database and by the Bot API that counted."""

    planned: int = 0
    states: "Counter[str]" = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    uncertain: list[int] = field(default_factory=list)
    listed: bool = False
    """Whether the team can see each row whose fate is unknown, and no other."""

    def add(self, row: Outgoing, arrived: int) -> None:
        """Count a row whose message arrived so many times."""
        self.planned += 1
        self.states[row.state] += 1
        self.uncertain += [row.id] * (row.state == "uncertain")
        self.lost += row.state != "uncertain" and (arrived == 0 or row.state != "sent")
        self.doubled += arrived > 1


async def prepare(url: str, reminders: int) -> None:
    """Fill a database with binômes whose members are all to be reminded now, and queue it."""
    now = datetime.now(UTC)
    async with databases.open_sessions(url) as sessions:
        async with sessions.begin() as session:  # nobody's list of commands is out of date
            await command_lists.refresh_lists(session, commands.compute_edition(session.programme.languages), now)
        await grow(sessions, reminders // 2, now, due=reminders // 2)
        await tick(sessions, now)


async def compare_ledger(url: str, telegram: StrictTelegram) -> Ledger:
    """Return the ledger compared with what arrived."""
    async with databases.open_sessions(url) as sessions:
        return await _read_ledger(sessions, telegram)


async def _read_ledger(sessions: Sessions, telegram: StrictTelegram) -> Ledger:
    found = Ledger()
    async with sessions.begin() as session:
        for row in await session.scalars(select(Outgoing).where(Outgoing.kind == REMINDER)):
            assert row.person_id is not None
            found.add(row, telegram.sent[compute_chat(row.person_id - 1)])
        found.listed = await uncertain_listing.is_all_listed(session, found.uncertain)
    return found


async def wait_until_arrived(telegram: StrictTelegram, many: int, quiet: float = QUIET_SECONDS) -> bool:
    """Return once so many messages have arrived in all; False when none comes any more for so many seconds."""
    last, since = telegram.count_total, monotonic()
    while telegram.count_total < many:
        await asyncio.sleep(0.001)
        if telegram.count_total != last:
            last, since = telegram.count_total, monotonic()
        elif monotonic() - since > quiet:
            return False
    return True


async def kill(kind: str, reminders: int, kills: int, speed: float, seed: int) -> tuple[Ledger, int]:
    """Kill the sender again and again during a round; return what became of it, and how often it was killed."""
    random, killed = Random(seed), 0
    with databases.create_database(kind) as url:
        await prepare(url, reminders)
        async with serve_strict(TelegramLimits(speed), LATENCY_SECONDS / speed) as telegram:
            going_on = True
            while going_on:
                with start_sender(url, telegram.address, speed):
                    mean = max(1, reminders // max(1, kills))
                    goal = telegram.count_total + random.randint(1, 2 * mean) if killed < kills else 10 * reminders
                    going_on = await wait_until_arrived(telegram, goal)
                    await asyncio.sleep(random.random() / 30 / speed)
                killed += going_on
            return await compare_ledger(url, telegram), killed


async def measure_pace(kind: str, reminders: int, speed: float, holds: int) -> str:
    """Let a round go on undisturbed, or held up by some 429s; return how much of what is allowed it used."""
    with databases.create_database(kind) as url:
        await prepare(url, reminders)
        async with serve_strict(TelegramLimits(speed), LATENCY_SECONDS / speed) as telegram:
            with start_sender(url, telegram.address, speed):
                for number in range(1, holds + 1):
                    await wait_until_arrived(telegram, number * reminders // (holds + 1))
                    telegram.close(PAUSE_SECONDS)
                await wait_until_arrived(telegram, reminders)
                await asyncio.sleep(SETTLE_SECONDS)
            seconds, refused = telegram.last_at - telegram.first_at, +telegram.refused
            share = (telegram.count_total - 1) / seconds / (ALLOWED_PER_SECOND * speed)
            found = await compare_ledger(url, telegram)
    said = f"{found.planned} reminders in {seconds:.0f} s: {share:.1%} of the allowed rate" if not holds else ""
    said = said or f"{holds} times held: {telegram.too_early} requests before a deadline"
    return f"{kind} | {said}, refused {refused.total()} {dict(refused)}, lost {found.lost}, doubled {found.doubled}"


async def measure_replies(kind: str, reminders: int, seconds: float) -> str:
    """Let newcomers write during a round, each once; return how long they waited for the answer."""
    newcomers = [compute_chat(10_000_000 + number) for number in range(int(seconds * REPLIES_PER_SECOND))]
    with databases.create_database(kind) as url:
        await prepare(url, reminders)
        async with serve_strict(TelegramLimits(), LATENCY_SECONDS) as telegram:
            with start_sender(url, telegram.address, 1.0):
                await wait_until_arrived(telegram, 2 * ALLOWED_PER_SECOND)
                waits = await measure_waits(telegram, telegram.queue_update, newcomers, REPLIES_PER_SECOND)
            left = reminders - sum(telegram.sent[compute_chat(number)] for number in range(reminders))
    return (
        f"{kind} | {REPLIES_PER_SECOND} write a second, {left} reminders left at the end: {waits}, {+telegram.refused}"
    )


async def run(kind: str, reminders: int, kills: int, speed: float, seed: int) -> None:
    """Print what the round does when killed, undisturbed, held up, and talked to."""
    found, killed = await kill(kind, reminders, kills, speed, seed)
    adds_up = found.planned == found.states.total() == reminders
    print(f"{kind} | {reminders} reminders, {killed} kills: lost {found.lost}, doubled {found.doubled}, ", end="")
    print(f"uncertain {found.states['uncertain']} ({found.states['uncertain'] / max(1, killed):.2f} a kill), ", end="")
    print(f"listed {found.listed}, states {dict(found.states)}, adds up {adds_up}", flush=True)
    print(await measure_pace(kind, min(reminders, 3000), 1.0, 0), flush=True)
    print(await measure_pace(kind, min(reminders, 600), 1.0, 3), flush=True)
    print(await measure_replies(kind, min(reminders, 2000), 30), flush=True)
