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
from benchmarks.fake_telegram import SECRET, TOKEN, FakeTelegram, serve_telegram
from benchmarks.postgres import PostgresServer, run_server
from benchmarks.role_processes import RunningProcess, start_processes
from cli import keys, settings
from mentoring.message_kinds import IN_TRANSIT_STATES, LIST
from mentoring.messages import count_resends
from storage.crypto.vault import Vault
from storage.engine import lease
from storage.engine.clock import read_real_time
from storage.engine.database import Sessions, build_sessions, connect
from storage.engine.lease import Lease
from storage.engine.upgrade import upgrade_tables
from storage.schema.tables import Outgoing, Person
from use_cases.outbox import outbox
from use_cases.people import people

TIMEOUT_SECONDS = 120.0
SENT_ONCE, RESENT = "privacy", "help"
"""A kind that is never resent, and one that is when its fate is unknown."""
MESSAGES = 60
MESSAGES_AT_START = 20
SECONDS_EACH = 0.2
"""What Telegram takes for a message: some are always under way."""
FIRST_CHAT = 7_000_000_000


@dataclass(slots=True)
class Arena:
    """A database, a Telegram, and what processes must be told to use them."""

    sessions: Sessions
    telegram: FakeTelegram
    environment: dict[str, str]
    people: int = 0

    async def queue(self, many: int) -> None:
        """Let each of so many new people be told one thing, half of them a thing that may be told twice."""
        async with self.sessions.begin() as session:
            for number in range(self.people, self.people + many):
                person = await people.find_or_create(session, FIRST_CHAT + number, "fr", read_real_time())
                await outbox.put(session, read_real_time(), person, RESENT if number % 2 else SENT_ONCE)
        self.people += many

    async def find_holder(self, part: str, among: Sequence[RunningProcess]) -> RunningProcess:
        """Return the process that has a part, once one has it."""
        found: list[RunningProcess] = []
        has = select(Lease.holder).where(Lease.part == part, Lease.until > func.clock_timestamp())

        async def done() -> bool:
            async with self.sessions.begin() as session:
                name = await session.scalar(has) or "nobody:0:"
            found.extend(one for one in among if one.pid == int(name.split(":")[-2]))
            return bool(found)

        await wait_until(done)
        return found[0]

    async def wait_until_arrived(self, more: int) -> None:
        """Return once so many more messages have arrived."""
        enough = self.telegram.sent.total() + more

        async def done() -> bool:
            return self.telegram.sent.total() >= enough

        await wait_until(done)

    async def wait_until_settled(self) -> None:
        """Return once nothing waits for a person, and nothing is under way."""
        waits = select(func.count()).select_from(Outgoing).where(Outgoing.kind != LIST, Outgoing.person_id.is_not(None))

        async def done() -> bool:
            async with self.sessions.begin() as session:
                return not await session.scalar(waits.where(Outgoing.state.in_(IN_TRANSIT_STATES)))

        await wait_until(done)

    async def count(self) -> "Count":
        """Return what became of everything that was to be said."""
        found = Count()
        async with self.sessions.begin() as session:
            rows = select(Outgoing, Person).join(Person).where(Outgoing.kind != LIST)
            for row, person in (await session.execute(rows)).all():
                found.add(row, self.telegram.sent[await people.find_chat(session, person)])
            doubtful = await session.scalars(select(Outgoing.id).where(Outgoing.state == "uncertain"))
            found.listed = await uncertain_listing.is_all_listed(session, doubtful.all())
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
        self.doubled += times > 1 and not count_resends(row.kind)
        self.resent += times > 1 and count_resends(row.kind) > 0


async def wait_until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Return once something holds."""
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def open_arena(server: PostgresServer, folder: Path) -> AsyncIterator[Arena]:
    """Return a place with an empty database of its own."""
    database = f"race_{uuid4().hex}"
    server.run_sql(f"CREATE DATABASE {database}")
    key_file = folder / f"{database}.key"
    key, _ = keys.read_or_make(key_file)
    engine = connect(server.build_url(database))
    try:
        await upgrade_tables(engine)
        async with serve_telegram(SECONDS_EACH) as served:
            told = {
                "BINOME_TELEGRAM_TOKEN": TOKEN,
                "BINOME_TELEGRAM_API": served.address,
                "BINOME_DATABASE": server.build_url(database),
                "BINOME_KEY_FILE": str(key_file),
                "BINOME_WEBHOOK": "https://example.org/telegram",
                "BINOME_WEBHOOK_SECRET": SECRET,
            }
            yield Arena(build_sessions(engine, Vault(key), settings.read({}).programme), served, told)
    finally:
        await engine.dispose()


async def start_two(place: Arena, _after: int = 0) -> None:
    """Start two at once while there is something to say; end them when it is said."""
    await place.queue(MESSAGES_AT_START)
    with start_processes("scheduler", 2, place.environment):
        await place.wait_until_settled()


async def kill_one(place: Arena, after: int) -> None:
    """Kill whoever speaks after so many messages; the other one goes on."""
    await _run_race(place, signal.SIGKILL, after)


async def stop_one(place: Arena, after: int) -> None:
    """Stop whoever speaks after so many messages, and let it go on when the other one has spoken."""
    await _run_race(place, signal.SIGSTOP, after)


async def _run_race(place: Arena, what: signal.Signals, after: int) -> None:
    await place.queue(MESSAGES)
    with start_processes("scheduler", 2, place.environment) as both:
        await place.wait_until_arrived(after)
        first = await place.find_holder(lease.SENDER_PART, both)
        first.send(what)
        await place.wait_until_settled()
        if what == signal.SIGSTOP:
            first.send(signal.SIGCONT)
            await place.queue(MESSAGES_AT_START)
            await place.wait_until_settled()
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
    with tempfile.TemporaryDirectory() as folder, run_server() as server:
        for name, race, of_ten in RACES:
            async with open_arena(server, Path(folder)) as place:
                times = max(1, starts * of_ten // 10)
                for _ in range(times):
                    await race(place, random.randrange(1, MESSAGES - 10))
                done = await place.count()
            print(f"{name}, {times} times, {done.planned} messages: {done.lost} lost, {done.doubled} doubled", end="")
            said = "uncertain and listed" if done.listed else "uncertain, NOT ALL LISTED"
            print(f", {done.uncertain} {said}, {done.resent} resent as their kind may", flush=True)
