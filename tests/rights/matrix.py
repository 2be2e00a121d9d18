"""Each role × each command and button × each kind of chat, pressed and judged by the tables that the code goes by."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from bot.buttons import VERBS, ButtonRule
from bot.commands import COMMANDS, Command
from mentoring.questions import FORMS
from tests.rights import verdicts
from tests.rights.presses import CHAT_KINDS, PRIVATE, Bench, Outcome
from tests.rights.roles import Player, RoleTown
from tests.rights.shapes import list_templates
from tests.rights.verdicts import Base

ARGUMENTS = ("", "J-002", "B-005", "V-002", "Qyoungactivex")
"""What is written behind a command."""
ABSENT = 99
DATE = 20261124
"""Where a button names a day, the one after the first."""
HOME = ("menu",)
"""What shows where somebody is anyway: it does nothing more than a refusal does."""


@dataclass(slots=True)
class Matrix:
    """What was pressed so far, and what should not have been possible."""

    bench: Bench
    town: RoleTown
    bases: dict[str, Base] = field(default_factory=dict)
    counts: "Counter[str]" = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    """(role, verb or command) that had an effect, or showed something."""

    async def press(self, player: Player, data: str, chat: str = PRIVATE) -> bool:
        """Press a button; return whether it had an effect or showed something."""
        return await self.judge_press(player, data, chat, await self.bench.press(player, data, chat))

    async def judge_press(self, player: Player, data: str, chat: str, outcome: Outcome) -> bool:
        """Note what a button should not have done; return whether there was an effect, or something was shown."""
        may = verdicts.may_press(player, data, chat) and not verdicts.is_for_colleagues(self.town, player, data)
        return await self.judge(player, data, chat, outcome, may=may)

    async def write(self, player: Player, row: Command, text: str, chat: str = PRIVATE) -> bool:
        """Write a command; return whether it had an effect or showed something."""
        outcome = await self.bench.write(player, text, chat)
        return await self.judge(player, text, chat, outcome, may=verdicts.may_write(player, row, chat))

    async def judge(self, player: Player, what: str, chat: str, outcome: Outcome, *, may: bool) -> bool:
        """Note what should not have been possible; return whether there was an effect, or something was shown."""
        base = self.bases.get(player.role) or await verdicts.read_base(self.bench, player)
        self.bases[player.role] = base
        is_accepted = base.is_accepted(outcome)
        self.counts["accepted" if is_accepted else "refused" if outcome.refusal else "without effect"] += 1
        said = f"{player.role} in {chat}: {what}"
        if is_accepted and not may:
            self.unexpected.append(f"{said} did {sorted(outcome.effects - base.effects)} and showed {outcome.kinds}")
        if shown := verdicts.list_shown(self.town, player, outcome):
            self.unexpected.append(f"{said} showed {shown}")
        return is_accepted

    async def find_accepted(self, player: Player, verb: str) -> bool:
        """Press a verb's buttons until one is accepted; return whether one was."""
        for data in self.list_data(player, verb):
            if await self.press(player, data):
                return True
        return False

    def list_data(self, player: Player, verb: str) -> Iterator[str]:
        """Return a verb's buttons with each number; of what is one's own, with the player's."""
        own = sorted({number for numbers in player.own.values() for number in numbers})
        numbers = own if VERBS[verb].own else [*self.town.numbers[::-1], DATE]
        found = (data.replace("#", str(one)) for one in numbers or [0] for data in list_templates(verb))
        yield from dict.fromkeys(found)

    def list_without_right(self, player: Player) -> Iterator[tuple[str, list[str]]]:
        """Return each verb, and its buttons that the tables refuse the player."""
        for verb in VERBS:
            tried = [
                data.replace("#", str(one)) for one in (*self.town.numbers, ABSENT) for data in list_templates(verb)
            ]
            refused = [data for data in dict.fromkeys(tried) if not verdicts.may_press(player, data, PRIVATE)]
            if refused:
                yield verb, refused


def is_for(player: Player, rule: ButtonRule) -> bool:
    """Return whether a verb is for somebody in this role at all, whatever it names."""
    if not verdicts.has_right(player, rule.by, is_open_to_barred=rule.is_open_to_barred):
        return False
    if rule.own in ("thing", "form"):
        return bool(player.own.keys() & FORMS.keys())
    return not rule.own or rule.own in player.own


def list_texts(row: Command, number: int, *, is_thorough: bool) -> Iterator[str]:
    """Return what is written for a command: its name in each language and each argument, or one of them in turn."""
    texts = [f"/{name} {said}".strip() for name, said in product(row.names, ARGUMENTS)]
    yield from texts if is_thorough else [texts[number % len(texts)]]


async def try_everything(matrix: Matrix, players: list[Player], *, is_thorough: bool) -> None:
    """Press what is refused and write every command, in each kind of chat; in the short, one of each kind in turn."""
    number = 0
    for player in players:
        for _, refused in matrix.list_without_right(player):
            number += 1
            tried = refused if is_thorough else [refused[number * 7 % len(refused)]]
            for data in tried:
                await matrix.press(player, data)
        for verb, chat in product(VERBS, CHAT_KINDS[1:]):
            number += 1
            if is_thorough or number % 17 == 0:
                data = list_templates(verb)[0].replace("#", str(matrix.town.numbers[number % 20]))
                await matrix.press(player, data, chat)
        for row, chat in product(COMMANDS, CHAT_KINDS):
            number += 1
            if is_thorough or chat == PRIVATE or number % 11 == 0:
                for text in list_texts(row, number, is_thorough=is_thorough):
                    await matrix.write(player, row, text, chat)


async def list_never_accepted(
    matrix: Matrix, players: list[Player], among: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Return each (role, verb) that the tables allow and that nothing led to; of what is one's own, the verb alone.

    `among`: of what is nobody's own, what is allowed to these roles alone is tried.
    """
    never: list[tuple[str, str]] = []
    for verb, rule in VERBS.items():
        able = sorted(filter(partial(is_for, rule=rule), players), key=lambda one: "drafting" in one.role)
        if rule.own:
            if not await _is_accepted_from_any(matrix, able, verb):
                never.append(("anybody", verb))
            continue
        asked = [] if verb in HOME else [one for one in able if not among or one.role in among]
        never += [(one.role, verb) for one in asked if not await matrix.find_accepted(one, verb)]
    return never


async def _is_accepted_from_any(matrix: Matrix, players: list[Player], verb: str) -> bool:
    for player in players:
        if await matrix.find_accepted(player, verb):
            return True
    return False
