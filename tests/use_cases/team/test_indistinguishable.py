"""Reported is invisible: two worlds, one with a report, give the accused the same bytes, wherever they look.

In the other one the team has set the binôme aside at the same moment, as for a missing paper, and nobody reported;
where a report stops nothing, nothing happened. The team acts in both, a Monday passes, and the accused erases
everything, comes back and applies again. A world of each kind is played in the suite; `--hypothesis-profile thorough`
plays all of them.
"""

from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from cli import metrics
from mentoring.case_access import DRAWN_NUMBERS, KINDS_THAT_TELL
from mentoring.states import Form
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Person, Staff
from tests.faults.table_dump import read_rows
from tests.people import ROLES, VOLUNTEER, YOUNG, fill_in
from tests.prepared import StoppedTown
from tests.town import Town, Visitor
from tests.use_cases.team.reported_worlds import LOOKUPS, PLAYED, TAPS, World
from use_cases.binomes import holds, together
from use_cases.people import people
from use_cases.people.audit import record_audit
from use_cases.team import duty, roster

FIGURES = ("binome_outbox_rows", "binome_staff_group", "binome_line_contested", "binome_matching_rounds_total")
"""Figures that are no time of this machine, and count neither requests nor updates."""
STATES = {"end": "ended", "lift": "active"}
"""Decision -> the state of the binôme then."""
Shown = list[tuple[str, Any]]


class Stage:
    """A world as it is played: the clock stands still within each step, so that both worlds tell the same times."""

    def __init__(self, town: Town, world: World) -> None:
        self.town, self.world = town, world
        young, volunteer, self.head, self.group = town.pair
        self.reporter = volunteer if world.accused == "young" else young
        self.accused = volunteer if world.accused == "volunteer" else young
        self.moment = town.app.clock.now().replace(second=10, microsecond=0) + timedelta(minutes=2)
        self.hidden = DRAWN_NUMBERS[0]
        self.seconds: list[Visitor] = []
        """Others of the team, who may be asked to confirm."""

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
        if self.world.accused == "colleague":
            self.accused = others.pop()
        self.seconds = others
        async with self.town.app.sessions.begin() as session:
            known = [await people.find_person(session, one.id) for one in (self.accused, self.head, *others)]
            accused, *rest = [one for one in known if one]
            await session.execute(delete(Staff))
            for place, (person, role) in enumerate(self._list_posts(accused, rest)):
                session.add(
                    Staff(
                        person_id=person.id,
                        role=role,
                        since=self.moment + timedelta(seconds=place),
                        pledged_at=self.moment + timedelta(seconds=place),
                    )
                )
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
        return [*posts, *zip(rest, roles, strict=False)][: self.world.size]

    async def report(self) -> None:
        """Let the reporter report, write, cry, and ask the team for help and a question."""
        self.begin_step()
        last = (await self.reporter.messages())[-1]["message_id"]
        await self.reporter.send_data(await self._find_report_button(), last)
        self.begin_step()
        await self.reporter.write("Il me demande des photos de moi")
        self.begin_step()
        await self.reporter.write("je veux mourir")
        self.begin_step()
        await self.reporter.write("/aide")
        await self.reporter.send_data("contact::yes", last)
        await self.reporter.send_data("question::bare", last)
        self.hidden = next(row.id for row in await read_rows(self.town, Card) if row.kind == "report")

    async def _find_report_button(self) -> str:
        if self.world.report != "staff":
            return "report:1:quiet" if self.world.report == "quiet" else "report:1:yes"
        async with self.town.app.sessions.begin() as session:
            accused = await people.find_person(session, self.accused.id)
        return f"report:{accused and accused.id}:staff"

    async def hold(self) -> None:
        """Let one of the team set the binôme aside at the same moment, and the reporter say nothing.

        Where the report stops nothing, nothing happens.
        """
        self.begin_step()
        if self.world.report == "held":
            await self._place_hold()
        for _ in range(3):
            self.begin_step()

    async def _place_hold(self) -> None:
        async with self.town.app.sessions.begin() as session:
            binome, colleague = await session.get_one(Binome, 1), await self._find_colleague(session)
            now = self.town.app.clock.now()
            await holds.place(session, binome, now, by=colleague, reason="un papier manque")
            record_audit(session, now, colleague, "placed hold", binome)
        await self.town.settle()

    async def decide(self, *, is_report: bool) -> None:
        """Let Claire work on the case and decide; where there is none, do the same from the sheet of the binôme."""
        if not self.world.is_decided:
            return
        card = f"card:{self.hidden}"
        if is_report:
            for data in ("take", "detail", "record", "pass", "note"):
                await self._tap_as_head(f"{card}:{data}")
            await self.head.write("vu avec la personne qui a signalé")
        self.begin_step(hours=1)
        if self.world.decision == "end":
            await self._tap_as_head(f"{card}:end" if is_report else "sheet:1:ended-binome")
        elif self.world.decision == "lift" and is_report:
            last = (await self.reporter.messages())[-1]["message_id"]
            await self.reporter.send_data(f"my_report:{self.hidden}:yes", last)
            await self._tap_as_head(f"{card}:unfreeze")
            await self.head.write("vu avec les deux")
        elif self.world.decision == "lift":
            await self._tap_as_head("sheet:1:lift-binome")
        if self.world.decision in STATES:
            assert [row.state for row in await read_rows(self.town, Binome)] == [STATES[self.world.decision]]
        self.begin_step(hours=1)
        if is_report and self.world.decision != "end":
            await self._close(card)

    async def _close(self, card: str) -> None:
        """Close the case, with a second reader where there is one; one that still holds its binôme stays open."""
        await self._tap_as_head(f"{card}:as_measure")
        await self.head.write("vu avec les deux")
        for one in self.seconds:
            await one.send_data(f"{card}:confirm", (await one.messages())[-1]["message_id"])
        case = next(row for row in await read_rows(self.town, Card) if row.id == self.hidden)
        assert (case.state == "closed") == (self.world.report != "held" or self.world.decision != "wait")

    async def _tap_as_head(self, data: str) -> None:
        await self.head.send_data(data, (await self.head.messages())[-1]["message_id"])

    async def _find_colleague(self, session: AppSession) -> Person:
        """Return the first of the team but the accused; of a team of one, somebody who has left it since."""
        accused = await people.find_person(session, self.accused.id)
        others = select(Person).join(Staff, Staff.person_id == Person.id).order_by(Staff.since)
        found = await session.scalar(others.where(Person.id != (accused and accused.id)))
        colleague = found or await people.find_person(session, self.head.id)
        assert colleague is not None
        return colleague

    async def look_everywhere(self) -> Shown:
        """Let the accused ask and tap whatever there is; return the answers to their taps."""
        toasts = []
        for command in LOOKUPS:
            self.begin_step()
            await self.accused.write(command)
        for data in TAPS:
            self.begin_step()
            last = (await self.accused.messages())[-1]["message_id"]
            toasts.append((data, await self.accused.send_data(data.format(hidden=self.hidden), last)))
        return toasts

    async def ask_the_team(self) -> Shown:
        """Let the accused ask about their binôme, somebody take it, and the accused keep more of it from that one."""
        self.begin_step()
        toasts = [await self._ask_as_accused("Que devient mon binôme ?", "send")]
        self.begin_step()
        asked = [row for row in await read_rows(self.town, Card) if row.kind == "question" and row.about_id is None]
        for one in asked:
            await self._tap_as_head(f"card:{one.id}:take")
        self.begin_step()
        toasts.append(await self._ask_as_accused("Et pourquoi ?", "avoid"))
        toasts.append(await self._ask_as_accused("Et quand ?", "send"))
        return [("asked", toasts), ("questions", len(asked)), ("may avoid", toasts[1] is not None)]

    async def _ask_as_accused(self, words: str, way: str) -> str | None:
        """Type a question and tap a way to send it; return the toast, or None where no such way is offered."""
        last = (await self.accused.messages())[-1]["message_id"]
        await self.accused.send_data("question::", last)
        await self.accused.write(words)
        shown = (await self.accused.messages())[-1]
        data = [one["callback_data"] for row in shown.get("keyboard") or () for one in row]
        chosen = next((one for one in data if one.startswith(f"question::{way}-")), None)
        return (await self.accused.send_data(chosen, shown["message_id"]) or "") if chosen else None

    async def pass_a_monday(self) -> None:
        """Let a week pass, with its digest and its figures, and the accused look again."""
        self.begin_step(days=7)
        await self.town.beat()
        for command in ("/menu", "/profil", "/pause", "/ou_en_est_on", "/file"):
            self.begin_step()
            await self.accused.write(command)

    async def read_figures(self) -> Shown:
        """Return what anybody may read of the server who reads its figures, but for how much was said and heard."""
        lines = metrics.render(await metrics.read_state(self.town.app, count=True)).decode().splitlines()
        return [(line, None) for line in lines if line.startswith(FIGURES) and 'kind="other"' not in line]

    async def leave_and_come_back(self) -> Shown:
        """Let the accused erase everything and apply again; return whether they are proposed to anybody."""
        self.begin_step()
        await self.accused.write("/effacer")
        toasts = [("erase", await self.accused.choose(choice)) for choice in self._list_last_choices()]
        self.begin_step()
        await self.accused.write("/start")
        form: Form = "need" if self.world.accused == "young" else "offer"
        await self.accused.tap(ROLES[form])
        await fill_in(self.accused, form, YOUNG if form == "need" else VOLUNTEER | {"job": "comptable"})
        await self.accused.tap("Tout est bon")
        self.begin_step()
        await self.town.beat()
        async with self.town.app.sessions.begin() as session:
            person = await people.find_person(session, self.accused.id)
            held_back = await together.list_held_back(session, self.town.app.clock.now())
        is_kept = person is not None and person.id in held_back
        return [*toasts, ("kept", is_kept if self.world.report == "held" or self.world.is_decided else None)]

    async def read_chats(self) -> Shown:
        """Return all that the accused was shown."""
        chats = (self.accused, self.group) if self.world.role else (self.accused,)
        read = [_as_shown(one) for chat in chats for one in await chat.messages()]
        return [*read, ("commands", await self.accused.list_commands()), ("data", self._read_own_page())]

    def _read_own_page(self) -> list[bytes | None]:
        """Return the pages of all that is held about the accused, as they were sent to them."""
        state = self.town.simulator.state
        sent = [one.media["document"] for one in state.chats[self.accused.chat].messages.values() if one.media]
        assert sent
        return [state.file.read_file(one["file_id"]) for one in sent if one["file_name"] == "binome.html"]

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
    """Every screen, list, count, digest, answer, refusal and button is the same with a report and without one.

    The server's figures too, but for how many messages there are: that is left to whoever is not of the team.
    """
    shown = [
        await _play(active, tmp_path / str(is_report), worker_process, world, is_report=is_report)
        for is_report in (True, False)
    ]
    assert shown[0] == shown[1]


async def _play(active: StoppedTown, folder: Path, worker_process: Executor, world: World, *, is_report: bool) -> Shown:
    async with active.run_copy(folder, worker_process) as town:
        stage = Stage(town, world)
        await stage.appoint()
        await (stage.report() if is_report else stage.hold())
        if is_report:
            hidden = [row for row in await read_rows(town, Card) if row.about_id]
            assert {row.kind for row in hidden} == {"report", "help", "question"}
        looked = await stage.look_everywhere()
        asked = await stage.ask_the_team()
        figures = await stage.read_figures()
        await stage.decide(is_report=is_report)
        await stage.pass_a_monday()
        return [*looked, *asked, *figures, *await stage.leave_and_come_back(), *await stage.read_chats()]


def test_figures_of_messages_hide_the_kinds_that_tell() -> None:
    """Counts of messages are told by kind; those whose kind alone would tell stand under one name."""
    rows = {("sent", kind): 1 for kind in (*KINDS_THAT_TELL, "card", "card_reminder", "commands", "proposal")}
    assert metrics.hide_kinds(rows) == {("sent", "other"): len(rows) - 1, ("sent", "proposal"): 1}
