"""All that somebody's own screens let them do now: each button is pressed, and those that it shows, and so on."""

from collections import Counter, deque
from dataclasses import dataclass, field

from sqlalchemy import select

from bot import commands
from mentoring import deep_links
from mentoring.message_kinds import LIST
from storage.schema.tables import Outgoing
from tests.rights.presses import Bench, Outcome
from tests.rights.roles import Player
from tests.rights.shapes import find_shape
from use_cases.messages import context

MAX_ALIKE = 20
"""How many buttons that differ by numbers alone are pressed: cases differ by who took them and what they hold."""


Result = tuple[frozenset[str], tuple[str, ...]]
"""What a press changed, of which rows, and what it showed."""


WRITTEN_DOWN = {"audit"}
"""That an act is written down is no part of what it did: of the looks at one sheet the first of a day alone is."""
ASKED_ON_REFUSAL = {"PledgeMissing": "pledge::go_on"}
"""Refusal -> the button that the program shows whoever it refused something."""


def find_result(outcome: Outcome) -> Result:
    """Return what came of a press, whatever its data was."""
    return frozenset(row for row in outcome.rows if row.split()[0] not in WRITTEN_DOWN), tuple(outcome.kinds)


@dataclass(slots=True)
class OwnScreens:
    """What somebody's own screens offer: the buttons, what these do, and each message, word for word."""

    buttons: dict[str, None] = field(default_factory=dict)
    results: set[Result] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    def note(self, outcome: Outcome) -> None:
        """Note what a button or a command of one's own did and showed."""
        self.results.add(find_result(outcome))
        self.shown |= outcome.screens

    def offers(self, data: str, outcome: Outcome, usual: frozenset[str]) -> bool:
        """Return whether a press did what a button of one's own does. `usual`: what any update of theirs changes.

        The button itself stands on a screen of theirs, or one that does the same; or nothing was changed, and
        each message that was shown is one that they are shown anyway.
        """
        if data in self.buttons or find_result(outcome) in self.results:
            return True
        return not outcome.effects - usual - WRITTEN_DOWN and outcome.screens <= self.shown


async def list_offered(bench: Bench, player: Player) -> OwnScreens:
    """Return what somebody is offered, by commands, earlier messages and buttons in turn.

    What is written in words leads to some of the same.
    """
    waiting, found = deque(await _list_standing(bench, player)), OwnScreens()
    written = (row.names[0] for row in commands.list_commands(commands.PRIVATE))
    for text in (*written, *(f"start {role}" for role in deep_links.ROLES)):
        outcome = await bench.write(player, f"/{text}")
        found.note(outcome)
        waiting.extend(_list_next(outcome))
    alike: Counter[str] = Counter()
    while waiting:
        data = waiting.popleft()
        if data in found.buttons:
            continue
        found.buttons[data] = None
        alike[find_shape(data)] += 1
        if alike[find_shape(data)] <= MAX_ALIKE:
            outcome = await bench.press(player, data)
            found.note(outcome)
            waiting.extend(_list_next(outcome))
    return found


def _list_next(outcome: Outcome) -> list[str]:
    """Return the buttons that somebody has before them after a press, also where it was refused."""
    return [*outcome.buttons, *(data for refusal, data in ASKED_ON_REFUSAL.items() if refusal == outcome.refusal)]


async def _list_standing(bench: Bench, player: Player) -> list[str]:
    """Return the buttons of what was sent before: proposals, questions, calls."""
    found: list[str] = []
    async with bench.sessions() as session:
        mine = (Outgoing.person_id == player.person, Outgoing.kind != LIST, Outgoing.channel == "chat")
        for row in (await session.scalars(select(Outgoing).where(*mine).order_by(Outgoing.id))).all():
            try:
                shown = bench.texts.render(row.kind, await context.build_context(session, row, bench.clock.now()))
            except context.NoLongerTrue:
                continue
            found += [data for line in shown.rows for _, data in line]
        await session.rollback()
    return found
