"""Very many hostile updates through the real dispatcher: nothing raises, nothing fails to render, nobody is stuck."""

import asyncio
import logging
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from sqlalchemy import select

from benchmarks import databases
from benchmarks.hostile_updates import FIRST_USER_ID, GROUP, HostileUpdates, Raw
from benchmarks.role_processes import IdleExecutor
from benchmarks.sender_process import TOKEN
from benchmarks.strict_telegram import StrictTelegram, serve_strict
from bot.transport.unread_updates import UnreadUpdate
from cli import database, settings, wiring
from mentoring.errors import NotAllowed, NotPossible
from scheduler.heartbeat import tick
from storage.engine.clock import Clock
from storage.schema.tables import Outgoing

UPDATES_PER_TICK = 200
"""Updates after which some hours go by."""
HOURS = 7
BATCH_SIZES = 1, 1, 2, 20
"""How many updates may wait together."""
MAX_SHOWN = 3
EXPECTED = NotPossible, NotAllowed
"""Such an act is undone and answered: those heard with it are heard apart."""


@dataclass(slots=True)
class Findings:
    """What went wrong, each kind with how often; and what could not even be read."""

    updates: int = 0
    unreadable: int = 0
    raised: "Counter[str]" = field(default_factory=Counter)
    not_rendered: "Counter[str]" = field(default_factory=Counter)
    stuck: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        seen = f"{self.updates} updates ({self.unreadable} could not be read): {self.raised.total()} exceptions"
        return f"{seen}, {self.not_rendered.total()} messages not rendered, {len(self.stuck)} people stuck"


class ErrorCounter(logging.Handler):
    """Notes what a handler raised: it is logged before the update is parked."""

    def __init__(self, found: Findings) -> None:
        super().__init__()
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        """Count an exception that should not have been."""
        if record.exc_info and (error := record.exc_info[1]) and not isinstance(error, EXPECTED):
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.found.raised[f"{type(error).__name__} in {where.name}, line {where.lineno}: {str(error)[:200]}"] += 1


async def run(updates: int, seed: int) -> None:
    """Print what so many updates did."""
    with databases.create_database("sqlite") as url:
        found = await process(url, updates, seed)
    print(found)
    for words, times in (found.raised + found.not_rendered).most_common(MAX_SHOWN):
        print(f"{times} x {words}")


async def process(url: str, updates: int, seed: int) -> Findings:
    """Have the whole bot hear so many updates; return what went wrong."""
    hostile, found, offset = HostileUpdates(Random(seed)), Findings(), [timedelta()]
    bot_log, listening = logging.getLogger("bot"), ErrorCounter(found)
    bot_log.setLevel(logging.INFO)  # what only fails together with others is no more than that
    bot_log.addHandler(listening)
    async with serve_strict() as telegram:
        told = replace(settings.read({}), database=url, api=telegram.address, token=TOKEN)
        entry = await database.read_entry(told, databases.KEY)
        clock = Clock(offset=lambda: offset[0])
        quick = wiring.Timing(limits=wiring.NO_LIMITS, heartbeat_seconds=3600)
        async with wiring.open_app(told, databases.KEY, clock, timing=quick, worker_process=IdleExecutor()) as app:
            _disable_throttle(app)
            telegram.shows = hostile.show
            speaking = asyncio.create_task(app.sender.run())
            for first in (
                hostile.build_text(FIRST_USER_ID, f"/start {entry.head_code}"),
                hostile.build_button(FIRST_USER_ID, FIRST_USER_ID, 1, "pledge::begin"),
                hostile.build_text(FIRST_USER_ID, "/relier", GROUP),
            ):
                await _process_together(app, [_number(hostile, first)], found)
            while found.updates < updates:
                await _process_together(
                    app, [hostile.build_update() for _ in range(hostile.random.choice(BATCH_SIZES))], found
                )
                if hostile.number % UPDATES_PER_TICK < max(BATCH_SIZES):
                    offset[0] += timedelta(hours=HOURS)
                    await tick(app.sessions, clock.now())
                    await app.sender.wait_until_empty()
            await _find_stuck(app, telegram, hostile, found)
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)
            async with app.sessions.begin() as session:
                failed = select(Outgoing.kind).where(Outgoing.problem == "not rendered")
                found.not_rendered.update(await session.scalars(failed))
    bot_log.removeHandler(listening)
    bot_log.setLevel(logging.NOTSET)
    return found


def _disable_throttle(app: wiring.App) -> None:
    app.processor.throttle.burst = app.processor.throttle.per_second = 1e9


def _number(hostile: HostileUpdates, raw: Raw) -> Raw:
    hostile.number += 1
    return {"update_id": hostile.number, **raw}


async def _process_together(app: wiring.App, raw: Sequence[Raw], found: Findings) -> None:
    """Let updates be heard together; what fails is heard of from the log, where it ends before it is parked."""
    found.updates += len(raw)
    read = [app.poller.parse_update(one["update_id"], one) for one in raw]
    found.unreadable += sum(isinstance(one, UnreadUpdate) for one in read)
    await app.processor.process(read)


async def _find_stuck(app: wiring.App, telegram: StrictTelegram, hostile: HostileUpdates, found: Findings) -> None:
    """Everybody asks for the menu; who gets no answer is stuck."""
    await app.sender.wait_until_empty()
    for person in range(FIRST_USER_ID, FIRST_USER_ID + hostile.people):
        before = telegram.sent[person]
        await _process_together(app, [_number(hostile, hostile.build_text(person, "/menu"))], found)
        await app.sender.wait_until_empty()
        if telegram.sent[person] == before:
            found.stuck.append(person)
