"""Messages between the two against a Bot API that counts and refuses, with a sender that is killed again and again."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from sqlalchemy import select, update

from benchmarks import databases
from benchmarks.delivery import LATENCY_SECONDS, PAUSE_SECONDS, wait_until_arrived
from benchmarks.population import compute_chat, grow
from benchmarks.sender_process import start_sender
from benchmarks.strict_telegram import StrictTelegram, TelegramLimits, serve_strict
from bot import commands
from mentoring.talk import Passable
from storage.engine.database import Sessions
from storage.schema.tables import Binome, Person
from storage.schema.talk_tables import PassedMessage
from use_cases.messages import command_lists
from use_cases.people import people
from use_cases.talk import passing

MESSAGES_A_PAIR = 20
"""In both directions together."""
APART = timedelta(hours=1)
"""Programme time between two messages of a pair: nobody writes more than they may."""
NUMBER = re.compile(r"no(\d+)no")
ROWS_AT_ONCE = 200
QUIET_SECONDS = 20.0
"""So long without a message, and all is said: a program that was killed begins anew within it."""
MAX_LATE = 5
"""How often a program may take longer to begin: only then is what still waits lost."""


@dataclass(slots=True)
class Ledger:
    """What became of the messages, by the database and by the Bot API that counted."""

    states: "Counter[str]" = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    untold: int = 0
    """In doubt or dropped, and their writers do not know."""


@dataclass(slots=True)
class Chats:
    """What arrived in each chat: passed-on messages by number, in order, and of which their writer was told."""

    received: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    told: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def read(self, chat: int, text: str) -> None:
        """Note a message: one from a partner begins with a letter, one about it names its number too."""
        for number in NUMBER.findall(text):
            if text.startswith("✉️"):
                self.received[chat].append(int(number))
            else:
                self.told[chat].add(int(number))


async def prepare(url: str, messages: int) -> None:
    """Fill a database with pairs whose members have all written to each other, in turn, and queue it."""
    now, pairs = datetime.now(UTC), max(1, messages // MESSAGES_A_PAIR)
    async with databases.open_sessions(url) as sessions:
        async with sessions.begin() as session:  # nobody's list of commands is out of date
            await command_lists.refresh_lists(session, commands.compute_edition(session.programme.languages), now)
        await grow(sessions, pairs, now, due=0)
        async with sessions.begin() as session:
            await session.execute(update(Person).values(talk_accepted_at=now))
            for person in (await session.scalars(select(Person))).all():  # two adults: by night nothing waits
                profile = await people.read_profile(session, person)
                await people.save_profile(session, person, {**profile, "birth": "2000-01"})
        begins = now - APART * (messages // pairs + 1)
        for first in range(0, messages, ROWS_AT_ONCE):
            await _write(sessions, range(first, min(first + ROWS_AT_ONCE, messages)), pairs, begins)


async def _write(sessions: Sessions, numbers: Iterable[int], pairs: int, begins: datetime) -> None:
    async with sessions.begin() as session:
        for number in numbers:
            turn, pair = divmod(number, pairs)
            binome = await session.get_one(Binome, pair + 1)
            writer = await session.get_one(Person, (binome.need, binome.offer)[turn % 2].person_id)
            await passing.write(session, binome, writer, Passable(words=f"no{number}no"), begins + APART * turn)


async def compare_ledger(url: str, chats: Chats) -> Ledger:
    """Return the ledger compared with what arrived; messages were written by growing numbers."""
    found = Ledger()
    async with databases.open_sessions(url) as sessions, sessions.begin() as session:
        for row in await session.scalars(select(PassedMessage).order_by(PassedMessage.id)):
            binome = await session.get_one(Binome, row.binome_id)
            members = {binome.need.person_id, binome.offer.person_id}
            reader = compute_chat((members - {row.writer_id}).pop() - 1)
            arrived = chats.received[reader].count(row.id - 1)
            found.states[row.state] += 1
            found.lost += row.state == "waiting" or (row.state == "received" and arrived == 0)
            found.doubled += arrived > 1
            is_told = row.id - 1 in chats.told[compute_chat(row.writer_id - 1)]
            found.untold += row.state in ("uncertain", "dropped") and not is_told
    for numbers in chats.received.values():
        found.out_of_order += sum(later < earlier for earlier, later in pairwise(numbers))
    return found


async def kill(kind: str, messages: int, kills: int, speed: float, seed: int) -> tuple[Ledger, int]:
    """Kill the sender again and again, and hold it up by 429s; return what became of it and how often it was killed."""
    random, chats, killed = Random(seed), Chats(), 0
    with databases.create_database(kind) as url:
        await prepare(url, messages)
        async with serve_strict(TelegramLimits(speed), LATENCY_SECONDS / speed) as telegram:
            telegram.hears = chats.read
            going_on, late = True, 0
            while going_on:
                with start_sender(url, telegram.address, speed):
                    is_busy = await _let_some_arrive(telegram, messages, kills, killed, random)
                    await asyncio.sleep(random.random() / 30 / speed)
                killed += is_busy
                late += not is_busy
                going_on = is_busy or (late < MAX_LATE and await _is_waited_for(url))
        return await compare_ledger(url, chats), killed


async def _is_waited_for(url: str) -> bool:
    """Return whether messages are still on their way: on a busy machine a sender may begin late."""
    async with databases.open_sessions(url) as sessions, sessions.begin() as session:
        return (
            await session.scalar(select(PassedMessage.id).where(PassedMessage.state == "waiting").limit(1)) is not None
        )


async def _let_some_arrive(telegram: StrictTelegram, messages: int, kills: int, killed: int, random: Random) -> bool:
    """Return once the sender is to be killed again; False when nothing comes any more."""
    if killed >= kills:
        return await wait_until_arrived(telegram, 10 * messages, QUIET_SECONDS)
    goal = telegram.count_total + random.randint(1, 2 * max(1, messages // max(1, kills)))
    if killed % 3 == 1:
        telegram.close(PAUSE_SECONDS)
    return await wait_until_arrived(telegram, goal, QUIET_SECONDS)


async def run(kind: str, messages: int, kills: int, speed: float, seed: int) -> None:
    """Print what became of the messages."""
    found, killed = await kill(kind, messages, kills, speed, seed)
    print(f"{kind} | {messages} messages between the two, {killed} kills: lost {found.lost}, ", end="")
    print(f"doubled {found.doubled}, out of order {found.out_of_order}, ", end="")
    print(f"in doubt and their writers not told {found.untold}, states {dict(found.states)}", flush=True)
