"""A year of a programme through the real rules, queue and matcher; only Telegram is a sender that counts."""

import heapq
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from operator import attrgetter
from pathlib import Path
from random import Random
from statistics import quantiles
from time import monotonic

from sqlalchemy import select

from benchmarks.direct_sqlite import connect_directly
from benchmarks.members import Members, settle_case
from cli import settings
from mentoring.cases import CASES
from mentoring.errors import NotAllowed, NotPossible
from mentoring.message_kinds import LIST
from mentoring.relevance import RELEVANT_STATES
from scheduler.heartbeat import tick
from scheduler.matching_client import MatchingClient
from scheduler.matching_rounds import MatchingRounds
from storage import installation
from storage.crypto.vault import Vault
from storage.engine.app_session import AppSession
from storage.engine.database import Sessions, build_sessions
from storage.engine.upgrade import upgrade_tables
from storage.schema.tables import Binome, Card, MentoringSession, Outgoing, Person, Staff
from use_cases.outbox import outbox
from use_cases.people import people
from use_cases.team import cards

BEGINNING = datetime(2026, 9, 7, tzinfo=UTC)
WAKING_HOURS = range(5, 22)
"""In UTC: at night nobody acts, and the bot is quiet."""
MIDWEEK = 3
COORDINATORS = 5
WORKING_DAYS = 5
WEEK = timedelta(weeks=1)
ARRIVAL_WEEKS = 6
"""Everybody signs up in the first weeks of the school year, in the first half when fewer are played."""
SPARE_VOLUNTEERS = 1.1
KEPT_FOR = timedelta(days=14)
CARDS = ("card", "card_reminder")
AIM_MESSAGES, AIM_CARDS = 4, 15


@dataclass(slots=True)
class Year:
    """The programme, its people, and what was counted."""

    sessions: Sessions
    matching_rounds: MatchingRounds
    members: Members
    now: datetime = BEGINNING
    scheduled_acts: list[tuple[datetime, int, str, int]] = field(default_factory=list)
    order: "count[int]" = field(default_factory=count)
    kinds: "Counter[str]" = field(default_factory=Counter)
    redrawn: int = 0
    staff_kinds: "Counter[str]" = field(default_factory=Counter)
    per_week: "Counter[tuple[int, int]]" = field(default_factory=Counter)
    concerned: set[tuple[int, int]] = field(default_factory=set)
    coordinators: list[int] = field(default_factory=list)

    def schedule(self, after: timedelta, what: str, row: int) -> None:
        """Let something happen after a while: `what` is a kind of act, `row` what it is about."""
        heapq.heappush(self.scheduled_acts, (self.now + after, next(self.order), what, row))

    async def step(self) -> None:
        """Let an hour pass: people act, what is due is done, the sender counts."""
        async with self.sessions.begin() as session:
            while self.scheduled_acts and self.scheduled_acts[0][0] <= self.now:
                _, _, what, row = heapq.heappop(self.scheduled_acts)
                try:
                    async with session.begin_nested():
                        await self._act(session, what, row)
                except (NotPossible, NotAllowed):
                    session.expire_all()  # too late, as happens: the bot would say so
        await tick(self.sessions, self.now)
        await self.matching_rounds.answer_requests(self.now)
        await self.matching_rounds.run_if_due(self.now)
        async with self.sessions.begin() as session:
            await self._count_due(session)

    async def _act(self, session: AppSession, what: str, number: int) -> None:
        if what == "young":
            await self.members.add_young_person(session, self.now)
        elif what == "volunteer":
            await self.members.add_volunteer(session, self.now)
        elif what == "case":
            card = await session.get_one(Card, number)
            coordinator = await session.get_one(Person, self.coordinators[number % COORDINATORS])
            if card.state != "closed":
                await settle_case(session, card, coordinator, self.now)
        elif (row := await session.get(Outgoing, number)) is not None:
            with session.answer_to(row.person_id):
                await self.members.react(session, row, self.now)

    async def _count_due(self, session: AppSession) -> None:
        """Count everything that is due, as the sender would send it."""
        due = (Outgoing.state == "queued", Outgoing.due_at <= self.now)
        for row in await session.scalars(select(Outgoing).where(*due).order_by(Outgoing.priority, Outgoing.id)):
            row.state, row.changed_at = "sent", self.now
            if (row.expires_at and row.expires_at <= self.now) or not await _is_relevant(session, row):
                row.state = "cancelled"
            elif row.kind == LIST:
                pass  # a list of commands tells nobody anything
            elif row.edits:
                self.redrawn += 1
            elif row.person_id is None:
                await self._count_for_staff(session, row)
            else:
                self._count_for_person(row)

    def _count_for_person(self, row: Outgoing) -> None:
        assert row.person_id is not None
        self.kinds[row.kind] += 1
        self.per_week[row.person_id, (self.now - BEGINNING) // WEEK] += 1
        after = self.members.find_delay(row.kind)
        if after is not None:
            self.schedule(after, "message", row.id)

    async def _count_for_staff(self, session: AppSession, row: Outgoing) -> None:
        self.staff_kinds[row.kind] += 1
        if row.kind in CARDS:
            card = await session.get_one(Card, row.args["card"])
            await cards.set_message(session, card.id, next(self.order), self.now)
            if row.kind == "card":
                hours = self.members.random.uniform(0.1, 0.5) if CASES[card.kind].urgent else 20
                self.schedule(timedelta(hours=hours), "case", card.id)

    async def note_members(self) -> None:
        """Note who is in a running binôme this week: they are those whose load is told."""
        async with self.sessions.begin() as session:
            week = (self.now - BEGINNING) // WEEK
            for binome in await session.scalars(select(Binome).where(Binome.state.in_(("agreed", "active", "paused")))):
                self.concerned |= {(binome.need.person_id, week), (binome.offer.person_id, week)}
            await outbox.prune(session, self.now - KEPT_FOR)


async def _is_relevant(session: AppSession, row: Outgoing) -> bool:
    """Return whether a message still makes sense, by the sender's own table."""
    path, wanted = RELEVANT_STATES.get(row.kind, ("", ()))
    binome = await session.get(Binome, row.args["binome"]) if "binome" in row.args else None
    if "session" in row.args:
        about = await session.get(MentoringSession, row.args["session"])
        if about is None or about.revision != row.args.get("revision", about.revision):
            return False
        binome = about.binome
    if binome is None or not path.startswith("binome"):
        return not path.startswith("binome")
    return attrgetter(path.removeprefix("binome."))(binome) in wanted


async def run(binomes: int, weeks: int, seed: int) -> None:
    """Play the year and print the load."""
    began = monotonic()
    rules = settings.read({}).programme
    with tempfile.TemporaryDirectory() as folder:
        engine = connect_directly(f"sqlite:///{Path(folder) / 'year.sqlite3'}")
        try:
            await upgrade_tables(engine)
            sessions = build_sessions(engine, Vault(bytes(range(32))), rules)
            with ThreadPoolExecutor(1) as executor:
                year = Year(sessions, MatchingRounds(sessions, MatchingClient(executor), rules), Members(Random(seed)))
                await _begin(year, binomes, min(ARRIVAL_WEEKS, weeks / 2))
                await _play(year, weeks)
        finally:
            await engine.dispose()
    _report(year, binomes, weeks)
    print(f"played in {monotonic() - began:.0f} seconds")


async def _begin(year: Year, binomes: int, arriving: float) -> None:
    async with year.sessions.begin() as session:
        await installation.write(session, installation.STAFF_CHAT, "-100123")
        for number in range(COORDINATORS):
            person = await people.find_or_create(session, 6_000_000_000 + number, "fr", year.now)
            session.add(
                Staff(
                    person_id=person.id, role="coordinator" if number else "head", since=year.now, pledged_at=year.now
                )
            )
            year.coordinators.append(person.id)
    for what, many in (("volunteer", round(binomes * SPARE_VOLUNTEERS)), ("young", binomes)):
        for _ in range(many):
            year.schedule(WEEK * arriving * year.members.random.random(), what, 0)


async def _play(year: Year, weeks: int) -> None:
    for day in range(weeks * 7):
        for hour in WAKING_HOURS:
            year.now = BEGINNING + timedelta(days=day, hours=hour)
            await year.step()
        if day % 7 == MIDWEEK:
            await year.note_members()
            print(f"week {day // 7 + 1}", file=sys.stderr, flush=True)


def _report(year: Year, binomes: int, weeks: int) -> None:
    loads = [year.per_week[one] for one in year.concerned]
    average, highest = sum(loads) / max(1, len(loads)), max(loads, default=0)
    shown = sum(year.staff_kinds[kind] for kind in CARDS)
    days = weeks * WORKING_DAYS
    print(f"{binomes} binômes at a time, {weeks} weeks, {COORDINATORS} coordinators")
    print(f"messages per person and week, members of a binôme: {average:.2f} (aim: at most {AIM_MESSAGES})")
    if len(loads) > 1:
        tenths = quantiles(loads, n=20)
        print(f"  median {tenths[9]:.0f}, nineteen weeks in twenty at most {tenths[18]:.0f}, the fullest {highest}")
    print(f"cards per coordinator and working day: {shown / COORDINATORS / days:.2f} (aim: at most {AIM_CARDS})")
    print(f"{sum(year.kinds.values())} messages sent, {year.redrawn} redrawn in place, {shown} cards")
    print("most frequent: " + ", ".join(f"{kind} {number}" for kind, number in year.kinds.most_common(8)))
