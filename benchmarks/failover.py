"""Races of those who speak: two start at once, one is killed, one is stopped for longer than its lease."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import uuid4

from sqlalchemy import func, select

from benchmarks import uncertain_listing
from benchmarks.fake_telegram import SECRET, TOKEN, Telegram, telegram
from benchmarks.postgres import PostgresServer, running
from benchmarks.role_processes import Running, started
from cli import keys, settings
from mentoring.messages import LIST, resends
from scheduler.clock import real_now
from storage.crypto.vault import Vault
from storage.engine import lease
from storage.engine.database import Sessions, connect, sessions_of
from storage.engine.lease import Lease
from storage.engine.upgrade import upgrade
from storage.schema.tables import Outgoing, Person
from use_cases.outbox import outbox
from use_cases.people import people

PATIENCE = 120.0
ONCE, AGAIN = "privacy", "help"
"""A kind that is never resent, and one that is when its fate is unknown."""
MESSAGES = 60
AT_A_START = 20
SECONDS_EACH = 0.2
"""What Telegram takes for a message: some are always under way."""
FIRST_CHAT = 7_000_000_000


@dataclass(slots=True)
class Place:
    """A database, a Telegram, and what processes must be told to use them."""

    sessions: Sessions
    telegram: Telegram
    environment: dict[str, str]
    people: int = 0

    async def queue(self, many: int) -> None:
        """Let each of so many new people be told one thing, half of them a thing that may be told twice."""
        async with self.sessions.begin() as session:
            for number in range(self.people, self.people + many):
                person = await people.arrive(session, FIRST_CHAT + number, "fr", real_now())
                await outbox.put(session, real_now(), person, AGAIN if number % 2 else ONCE)
        self.people += many

    async def holder(self, part: str, among: Sequence[Running]) -> Running:
        """Give the process that has a part, once one has it."""
        found: list[Running] = []
        has = select(Lease.holder).where(Lease.part == part, Lease.until > func.clock_timestamp())

        async def done() -> bool:
            async with self.sessions.begin() as session:
                name = await session.scalar(has) or "nobody:0:"
            found.extend(one for one in among if one.pid == int(name.split(":")[-2]))
            return bool(found)

        await until(done)
        return found[0]

    async def arrived(self, more: int) -> None:
        """Return once so many more messages have arrived."""
        enough = self.telegram.said.total() + more

        async def done() -> bool:
            return self.telegram.said.total() >= enough

        await until(done)

    async def settled(self) -> None:
        """Return once nothing waits for a person, and nothing is under way."""
        waits = select(func.count()).select_from(Outgoing).where(Outgoing.kind != LIST, Outgoing.person_id.is_not(None))

        async def done() -> bool:
            async with self.sessions.begin() as session:
                return not await session.scalar(waits.where(Outgoing.state.in_(("queued", "sending"))))

        await until(done)

    async def count(self) -> "Count":
        """Say what became of everything that was to be said."""
        found = Count()
        async with self.sessions.begin() as session:
            rows = select(Outgoing, Person).join(Person).where(Outgoing.kind != LIST)
            for row, person in (await session.execute(rows)).all():
                found.add(row, self.telegram.said[await people.chat_of(session, person)])
            doubtful = await session.scalars(select(Outgoing.id).where(Outgoing.state == "uncertain"))
            found.listed = await uncertain_listing.all_are(session, doubtful.all())
        return found


@dataclass(slots=True)
class Count:
    """How many messages were planned, and what went wrong with how many."""

    planned: int = 0
    lost: int = 0
    doubled: int = 0
    resent: int = 0
    uncertain: int = 0
    listed: bool = False
    """Whether the team can see each message whose fate is unknown, and no other."""

    def add(self, row: Outgoing, times: int) -> None:
        """Count a message that arrived so many times."""
        self.planned += 1
        self.uncertain += row.state == "uncertain"
        self.lost += times == 0 and row.state != "uncertain"
        self.doubled += times > 1 and not resends(row.kind)
        self.resent += times > 1 and resends(row.kind) > 0


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Return once something holds."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def opened(server: PostgresServer, folder: Path) -> AsyncIterator[Place]:
    """Give a place with an empty database of its own."""
    database = f"race_{uuid4().hex}"
    server.sql(f"CREATE DATABASE {database}")
    key_file = folder / f"{database}.key"
    key, _ = keys.read_or_make(key_file)
    engine = connect(server.url(database))
    try:
        await upgrade(engine)
        async with telegram(SECONDS_EACH) as served:
            told = {
                "BINOME_TELEGRAM_TOKEN": TOKEN,
                "BINOME_TELEGRAM_API": served.address,
                "BINOME_DATABASE": server.url(database),
                "BINOME_KEY_FILE": str(key_file),
                "BINOME_WEBHOOK": "https://example.org/telegram",
                "BINOME_WEBHOOK_SECRET": SECRET,
            }
            yield Place(sessions_of(engine, Vault(key), settings.read({}).programme), served, told)
    finally:
        await engine.dispose()


async def start_two(place: Place, _after: int = 0) -> None:
    """Start two at once while there is something to say; end them when it is said."""
    await place.queue(AT_A_START)
    with started("scheduler", 2, place.environment):
        await place.settled()


async def kill_one(place: Place, after: int) -> None:
    """Kill whoever speaks after so many messages; the other one goes on."""
    await _meet(place, signal.SIGKILL, after)


async def stop_one(place: Place, after: int) -> None:
    """Stop whoever speaks after so many messages, and let it go on when the other one has spoken."""
    await _meet(place, signal.SIGSTOP, after)


async def _meet(place: Place, what: signal.Signals, after: int) -> None:
    await place.queue(MESSAGES)
    with started("scheduler", 2, place.environment) as both:
        await place.arrived(after)
        first = await place.holder(lease.SPEAKER, both)
        first.send(what)
        await place.settled()
        if what == signal.SIGSTOP:
            first.send(signal.SIGCONT)
            await place.queue(AT_A_START)
            await place.settled()
            assert first.process.is_alive()


RACES = (
    ("two start at once", start_two, 10),
    ("the speaker is killed", kill_one, 1),
    ("the speaker is stopped, then goes on", stop_one, 1),
)
"""What happens, and how many times of ten."""


async def run(starts: int, seed: int) -> None:
    """Run the races and print what they did to the messages."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder, running() as server:
        for name, race, of_ten in RACES:
            async with opened(server, Path(folder)) as place:
                times = max(1, starts * of_ten // 10)
                for _ in range(times):
                    await race(place, random.randrange(1, MESSAGES - 10))
                done = await place.count()
            print(f"{name}, {times} times, {done.planned} messages: {done.lost} lost, {done.doubled} doubled", end="")
            said = "uncertain and listed" if done.listed else "uncertain, NOT ALL LISTED"
            print(f", {done.uncertain} {said}, {done.resent} resent as their kind may", flush=True)
