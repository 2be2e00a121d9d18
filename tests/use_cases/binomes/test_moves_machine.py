"""Moves, yeses, undone moves, skips and the clock, in any order: one session ahead, and nobody in two places."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from itertools import combinations
from typing import Any

import hypothesis
from hypothesis import Phase, given
from hypothesis import strategies as some
from sqlalchemy import select

from benchmarks.databases import KEY
from cli import settings
from mentoring.errors import NotPossible
from mentoring.rhythm import Slot, compute_next_occurrence
from storage.crypto.vault import Vault
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions, build_sessions, connect
from storage.schema.tables import Binome, MentoringSession, Outgoing
from tests.cast import NOW, agree_to_move, members_of
from tests.use_cases.binomes.test_moves import make_two_binomes
from use_cases.binomes import moves, slots
from use_cases.messages.context import build_context
from use_cases.sessions import reminders, sessions

EXAMPLES = hypothesis.settings().max_examples // 6
"""Six in the suite, and 666 with `--hypothesis-profile thorough`."""
HOUR = timedelta(hours=1)
Act = tuple[str, int, int, int]
STEPS = (timedelta(seconds=20), HOUR, timedelta(hours=7), timedelta(days=1))
CHOICES = ("1-18", "1-1830", "3-18")
GRID = [Slot(day, time(18, minute), "Europe/Paris") for day, minute in ((2, 0), (2, 30), (2, 45), (3, 0))]
"""The evening between the two binômes' own, and one of these: moves run into moved sessions, and into weekly hours."""
ACTS = some.tuples(
    some.sampled_from(("move", "move", "move", "ask", "accept", "keep", "undo", "come", "skip", "slot", "wait")),
    some.integers(0, 1),
    some.integers(0, 1),
    some.integers(0, 3),
)
"""What is done, in which binôme, by which side, and which moment, hour or step it is about."""
BOOKED: list[Act] = [("slot", 0, 0, 0), ("slot", 0, 1, 0), ("slot", 1, 0, 2), ("slot", 1, 1, 2), ("wait", 0, 0, 3)]
"""Both binômes have their hour, Tuesdays and Thursdays at 18, and a first session is near."""


async def _act(session: AppSession, binome: Binome, act: tuple[str, int, int], now: datetime) -> None:
    what, side, which = act
    planned, who = await sessions.find_upcoming(session, binome), (await members_of(session, binome))[side]
    if what == "slot":
        choice = CHOICES[which % len(CHOICES)]
        if binome.asked_slot:
            await slots.confirm_slot(session, binome.id, who, binome.asked_slot, now)
        else:
            await slots.ask_for_slot(session, binome.id, who, choice, now)
        return
    if planned is None:
        return
    about = (planned.id, who, planned.revision)
    start = compute_next_occurrence(GRID[which], now)
    acts: dict[str, Callable[[], Awaitable[None]]] = {
        # Alone, an ask and its yes seldom meet in a random order.
        "move": lambda: agree_to_move(session, planned, who, start, now),
        "ask": lambda: moves.ask(session, *about, start, now),
        "accept": lambda: moves.accept(session, *about, planned.asked_start or start, now),
        "keep": lambda: moves.keep(session, *about, planned.asked_start or start, now),
        "undo": lambda: moves.undo(session, *about, now),
        "come": lambda: moves.come(session, *about, now),
        "skip": lambda: sessions.skip(session, *about, now),
    }
    await acts[what]()


async def _check(session: AppSession, now: datetime) -> int:
    """Check what must hold at any moment; return how many reminders were read."""
    rows = (await session.scalars(select(MentoringSession).where(MentoringSession.state == "planned"))).all()
    by_binome = [row.binome_id for row in rows]
    assert len(by_binome) == len(set(by_binome)), "one planned session a binôme"
    for one, other in combinations(rows, 2):
        assert abs(one.starts_at - other.starts_at) >= HOUR, "the volunteer is in one place"
    ahead = {(row.id, row.starts_at) for row in rows if row.starts_at > now}
    waiting = select(Outgoing).where(Outgoing.kind.like("reminder%"), Outgoing.state == "queued")
    reminders = (await session.scalars(waiting.where(Outgoing.expires_at > now))).all()
    for reminder in reminders:
        context: Any = await build_context(session, reminder, now)
        said = context.sessions if reminder.kind == "reminder_days" else [context]
        assert {(one.session.id, one.session.starts_at) for one in said} <= ahead, "a reminder is true"
    return len(reminders)


async def _tick(session: AppSession, now: datetime) -> None:
    for part in (reminders.fall_due, sessions.fall_due, moves.fall_due):
        while await part(session, now, 100):
            pass


async def _play(rooms: Sessions, acts: list[Act]) -> int:
    """Return how many reminders were read on the way."""
    now, read = NOW, 0
    async with rooms() as session:  # never committed: each example begins with nobody
        pair = await make_two_binomes(session)
        for what, which_binome, side, which in acts:
            if what == "wait":
                now += STEPS[which]
                await _tick(session, now)
            else:
                with suppress(NotPossible):
                    async with session.begin_nested():
                        await _act(session, pair[which_binome], (what, side, which), now)
            read += await _check(session, now)
    return read


def test_in_any_order_there_is_one_session_ahead_and_nobody_in_two_places(sqlite_url: str) -> None:
    """Whoever asks, agrees, refuses, undoes, skips or waits: each binôme has one session, and no reminder is untrue."""
    engine = connect(sqlite_url)
    rooms = build_sessions(engine, Vault(KEY), settings.read({}).programme)
    read = []
    with asyncio.Runner() as runner:

        @hypothesis.settings(max_examples=EXAMPLES, phases=(Phase.generate,))
        @given(some.lists(ACTS, min_size=12, max_size=20))
        def play(acts: list[Act]) -> None:
            read.append(runner.run(_play(rooms, [*BOOKED, *acts])))

        play()
        runner.run(engine.dispose())
    assert any(read), "no reminder was ever there to be read"
