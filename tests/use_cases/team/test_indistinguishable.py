"""Reported is invisible: two worlds, one with a report, give the accused the same bytes, wherever they look.

In the other one the team has set the binôme aside at the same moment, as for a missing paper, and nobody reported.
Now and then a world of each kind is played in the suite; `--hypothesis-profile thorough` plays all of them.
"""

import itertools
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import delete, select

from bot import commands
from cli import metrics
from mentoring.case_access import HIDDEN_NUMBERS, KINDS_THAT_TELL
from mentoring.roles import MaybeRole
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Person, Staff
from tests.faults.table_dump import read_rows
from tests.prepared import StoppedTown
from tests.town import Town
from use_cases.binomes import holds
from use_cases.people import people
from use_cases.people.audit import record_audit
from use_cases.team import duty, roster

EXAMPLES = {"need": "J-001", "offer": "V-001", "binome": "B-001"}
LOOKUPS = (
    *(f"/{name}" for name, _ in commands.list_for_staff_group("fr") if name != "relier"),
    *(f"/{name} {ref}" for name in ("besoin", "offre", "binome", "proposer") for ref in EXAMPLES.values()),
    *("/chercher Inès", "/chercher Marc", "/equipe", "/equite", "/menu", "/mesdonnees", "/profil", "/ou_en_est_on"),
    *("/pause", "/reprendre", "/arreter", "/aide", "/privacy", "/effacer"),
)
"""What somebody of the team, or of a binôme, may ask. `/inviter` shows a new code each time."""
TAPS = (
    *("binome:1:", "hours:1:", "place:1:", "pause:binome-1:", "wake:binome-1:", "skip:1:", "end:1:", "profile::"),
    *(
        "report::",
        "report::whom",
        "report::team",
        "report:1:partner",
        "concern:1:",
        "my_report:{hidden}:",
        "contact::yes",
    ),
    *(f"sheet:1:{act}-binome" for act in ("hold", "lift", "end", "mute", "mute_open", "unmuted", "quiet_both")),
    *(f"sheet:1:{act}-{noun}" for act in ("mute", "unmuted") for noun in ("need", "offer")),
    *("queue:0:mine", "queue:0:oldest", "see:1:need", "see:1:offer", "see:1:binome", "doubtful:0:", "duty:0:"),
    *(f"card:{{hidden}}:{act}" for act in ("take", "detail", "history", "note", "pass", "end", "unfreeze", "close")),
    *(
        f"card:{{hidden}}:{act}"
        for act in (
            "decide",
            "suspend",
            "leave-1",
            "bar-conduct",
            "apart",
            "outcome",
            "confirm",
            "record",
            "file",
            "write",
            "as_measure",
        )
    ),
    "danger:card-{hidden}:yes",
    "erase::",
)
"""Buttons, genuine and forged. `{hidden}` is the number of the report; where there is none, that of no case."""


@dataclass(frozen=True, slots=True)
class World:
    """Who is accused, as what, in which team."""

    size: int
    role: MaybeRole
    accused: str
    heads: int = 1

    def __str__(self) -> str:
        return f"{self.size} in the team, {self.heads} head, accused: {self.role or 'member'} ({self.accused})"


def list_worlds() -> Iterator[World]:
    """Return every team of one to three with each accused."""
    roles: tuple[MaybeRole, ...] = ("", "coordinator", "head")
    for size, role, accused in itertools.product((1, 2, 3), roles, ("young", "volunteer")):
        if role != "coordinator" or size > 1:
            yield World(size, role, accused)
        if role == "head" and size > 1:
            yield World(size, role, accused, heads=2)


ALL = tuple(list_worlds())
FEW = (
    World(1, "head", "volunteer"),
    World(2, "coordinator", "volunteer"),
    World(3, "head", "young", heads=2),
)
PLAYED = ALL if settings.default and settings.default.max_examples > 1_000 else FEW
Shown = list[tuple[str, Any]]


class Stage:
    """A world as it is played: the clock stands still within each step, so that both worlds tell the same times."""

    def __init__(self, town: Town, world: World) -> None:
        self.town, self.world = town, world
        young, volunteer, self.head, self.group = town.pair
        self.accused, self.reporter = (young, volunteer) if world.accused == "young" else (volunteer, young)
        self.moment = town.app.clock.now().replace(second=10, microsecond=0) + timedelta(minutes=2)
        self.hidden = HIDDEN_NUMBERS[0]

    def begin_step(self, **step: float) -> None:
        """Go on to the next moment, a minute later or as said."""
        self.moment += timedelta(**step) if step else timedelta(minutes=1)
        self.town.simulator.offset = self.moment - datetime.now(UTC)

    async def appoint(self) -> None:
        """Make the team: Claire, unless the accused heads it alone; the accused; others. Several keep a roster.

        Whoever of the team is accused is on duty now.
        """
        others = [await self.town.add_person(name) for name in ("Karim", "Lou")]
        for one in others:
            self.begin_step()
            await one.write("/start")
        async with self.town.app.sessions.begin() as session:
            known = [await people.find_person(session, one.id) for one in (self.accused, self.head, *others)]
            accused, *rest = [one for one in known if one]
            await session.execute(delete(Staff))
            for place, (person, role) in enumerate(self._list_posts(accused, rest)):
                session.add(Staff(person_id=person.id, role=role, since=self.moment + timedelta(seconds=place)))
            await session.flush()
            for days, (person, _role) in enumerate(self._list_posts(accused, rest) if self.world.size > 1 else ()):
                shift = roster.read_calendar(session).find_shift(self.moment + timedelta(days=days))
                await duty.take(session, person, shift, self.moment)
        if self.world.role:
            await self.town.act("members", chat=self.group.chat, user=self.accused.id, status="member")

    def _list_posts(self, accused: Person, rest: list[Person]) -> list[tuple[Person, str]]:
        alone = self.world.role == "head" and self.world.heads == 1
        posts = [(accused, self.world.role)] if self.world.role else []
        roles = ["coordinator" if alone else "head", "coordinator", "coordinator"]
        return [*posts, *zip(rest, roles, strict=True)][: self.world.size]

    async def report(self) -> None:
        """Let the reporter report, write, cry, and ask the team for help and a question."""
        self.begin_step()
        last = (await self.reporter.messages())[-1]["message_id"]
        await self.reporter.send_data("report:1:yes", last)
        self.begin_step()
        await self.reporter.write("Il me demande des photos de moi")
        self.begin_step()
        await self.reporter.write("je veux mourir")
        self.begin_step()
        await self.reporter.write("/aide")
        await self.reporter.send_data("contact::yes", last)
        await self.reporter.send_data("contact::question", last)
        self.hidden = next(row.id for row in await read_rows(self.town, Card) if row.kind == "report")

    async def hold(self) -> None:
        """Let one of the team set the binôme aside at the same moment, and the reporter say nothing."""
        self.begin_step()
        async with self.town.app.sessions.begin() as session:
            binome, colleague = await session.get_one(Binome, 1), await self._find_colleague(session)
            now = self.town.app.clock.now()
            await holds.place(session, binome, now, by=colleague, reason="un papier manque")
            record_audit(session, now, colleague, "placed hold", binome)
        await self.town.settle()
        for _ in range(3):
            self.begin_step()

    async def _find_colleague(self, session: AppSession) -> Person:
        """Return the first of the team but the accused; of a team of one, somebody who has left it since."""
        accused = await people.find_person(session, self.accused.id)
        others = select(Person).join(Staff, Staff.person_id == Person.id).order_by(Staff.since)
        found = await session.scalar(others.where(Person.id != (accused and accused.id)))
        colleague = found or await people.find_person(session, self.head.id)
        assert colleague is not None
        return colleague

    async def look_everywhere(self) -> Shown:
        """Let the accused ask and tap whatever there is, and a day pass; return all that they were shown."""
        toasts = []
        for command in LOOKUPS:
            self.begin_step()
            await self.accused.write(command)
        for data in TAPS:
            self.begin_step()
            last = (await self.accused.messages())[-1]["message_id"]
            toasts.append((data, await self.accused.send_data(data.format(hidden=self.hidden), last)))
        self.begin_step(days=1)
        await self.town.beat()
        for last_words in ("/file", "/effacer", "/start"):
            self.begin_step()
            await self.accused.write(last_words)
            if last_words == "/effacer":
                toasts += [("erase", await self.accused.choose(choice)) for choice in self._list_last_choices()]
        chats = (self.accused, self.group) if self.world.role else (self.accused,)
        read = [_as_shown(one) for chat in chats for one in await chat.messages()]
        return [*toasts, *read, ("commands", await self.accused.list_commands())]

    def _list_last_choices(self) -> tuple[str, ...]:
        """Return the taps by which the accused erases everything: the only head says twice that nobody follows."""
        is_only_head = self.world.role == "head" and self.world.heads == 1
        return ("erase::alone", "erase::alone_yes") if is_only_head else ("erase::yes",)


def _as_shown(message: dict[str, Any]) -> tuple[str, Any]:
    return message["text"], message.get("keyboard")


@pytest.mark.parametrize("world", PLAYED, ids=str)
async def test_the_accused_sees_no_difference(
    active: StoppedTown, tmp_path: Path, worker_process: Executor, world: World
) -> None:
    """Every screen, list, count, digest, answer, refusal and button is the same with a report and without one."""
    async with active.run_copy(tmp_path / "with", worker_process) as town:
        with_report = Stage(town, world)
        await with_report.appoint()
        await with_report.report()
        hidden = [row for row in await read_rows(town, Card) if row.about_id]
        assert {row.kind for row in hidden} == {"report", "help", "question"}
        shown = await with_report.look_everywhere()
    async with active.run_copy(tmp_path / "without", worker_process) as town:
        without = Stage(town, world)
        await without.appoint()
        await without.hold()
        assert await without.look_everywhere() == shown


def test_no_figure_of_the_server_tells_of_a_case() -> None:
    """Counts of messages are told by kind; those whose kind alone would tell stand under one name."""
    rows = {("sent", kind): 1 for kind in (*KINDS_THAT_TELL, "card", "card_reminder", "proposal")}
    assert metrics.hide_kinds(rows) == {("sent", "other"): len(rows) - 1, ("sent", "proposal"): 1}
