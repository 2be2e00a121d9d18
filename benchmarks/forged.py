"""Forged button data by everybody, and the whole matrix of rights: how much of it is accepted."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from benchmarks import databases
from benchmarks.forged_data import ForgedData
from storage.engine.database import Sessions
from tests.rights import matrix, roles, screens, verdicts
from tests.rights.presses import PRIVATE, open_bench
from tests.rights.roles import Player
from tests.rights.shapes import find_shape

MAX_SHOWN = 20


@dataclass(slots=True)
class Findings:
    """What became of the forged data: counts per kind and verdict, and what was accepted."""

    counts: "Counter[tuple[str, str]]" = field(default_factory=Counter)
    accepted: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return a line for each kind."""
        kinds = dict.fromkeys(kind for kind, _ in self.counts)
        return "\n".join(f"{kind}: " + self._describe(kind) for kind in kinds) + f"\n{len(self.accepted)} accepted"

    def _describe(self, kind: str) -> str:
        found = {verdict: times for (one, verdict), times in sorted(self.counts.items()) if one == kind}
        return ", ".join(f"{times} {verdict}" for verdict, times in found.items())


async def run(presses: int, seed: int) -> None:
    """Print what became of so many forged buttons."""
    with databases.create_database("sqlite") as url:
        async with databases.open_sessions(url) as sessions:
            found = await press_all(sessions, presses, seed)
    print(found)
    for said in found.accepted[:MAX_SHOWN]:
        print(said)


async def press_all(sessions: Sessions, presses: int, seed: int, among: tuple[str, ...] = ()) -> Findings:
    """Let everybody, or those in some roles, press so many forged buttons."""
    town, found = await roles.fill(sessions), Findings()
    players = [player for role, player in town.players.items() if not among or role in among]
    async with open_bench(sessions) as bench:
        judge = matrix.Matrix(bench, town)
        offered = {player.role: await screens.list_offered(bench, player) for player in players}
        forging = ForgedData(Random(seed), town.numbers[: -roles.MAX_NUMBER])
        kinds = forging.list_kinds()
        for _ in range(presses):
            player, other = forging.random.choice(players), forging.random.choice(players)
            kind = forging.random.choice([*kinds])
            data = kinds[kind](offered[player.role], offered[other.role])
            found.counts[kind, await _judge(judge, player, data, set(offered[player.role]))] += 1
    found.accepted += judge.unexpected
    return found


async def _judge(judge: matrix.Matrix, player: Player, data: str, offered: set[str]) -> str:
    """Return what became of a press; what the tables refuse, and was not, is with the judge."""
    before = len(judge.unexpected)
    has_effect = await judge.press(player, data)
    if len(judge.unexpected) > before:
        return "accepted"
    if not has_effect:
        return "refused or without effect"
    return "the tapper's own button" if data in offered else "a tapper's own right, not on their screens"
