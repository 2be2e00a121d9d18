"""Forged button data by everybody, and the whole matrix of rights: how much of it is accepted."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from benchmarks import databases
from benchmarks.forged_data import ForgedData
from storage.engine.database import Sessions
from tests.rights import matrix, roles, screens, verdicts
from tests.rights.presses import CHAT_KINDS, PRIVATE, open_bench
from tests.rights.roles import Player

MAX_SHOWN = 20
WHERE = (*(PRIVATE,) * 15, *CHAT_KINDS[1:])
"""Of four buttons one is pressed in a chat in which the case's alone count."""


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
            town = await roles.fill(sessions)
            found = await press_all(sessions, town, presses, seed)
            await _print_matrix(sessions, town)
    print(found)
    for said in found.accepted[:MAX_SHOWN]:
        print(said)


async def _print_matrix(sessions: Sessions, town: roles.RoleTown) -> None:
    """Press and write everything as everybody; print what the tables refuse and was not, and allow and nothing did."""
    everybody = list(town.players.values())
    async with open_bench(sessions) as bench:
        tried = matrix.Matrix(bench, town)
        await matrix.try_everything(tried, everybody, is_thorough=False)
        never = await matrix.list_never_accepted(tried, everybody)
    print(f"matrix: {dict(tried.counts)}, {len(tried.unexpected)} unexpected, never accepted: {never}")
    print(*tried.unexpected[:MAX_SHOWN], sep="\n")


async def press_all(
    sessions: Sessions, town: roles.RoleTown, presses: int, seed: int, among: tuple[str, ...] = ()
) -> Findings:
    """Let everybody, or those in some roles, press so many forged buttons."""
    found = Findings()
    players = [player for role, player in town.players.items() if not among or role in among]
    async with open_bench(sessions) as bench:
        judge = matrix.Matrix(bench, town)
        shown = {player.role: await screens.list_offered(bench, player) for player in players}
        buttons = {role: [*own.buttons] for role, own in shown.items()}
        forging = ForgedData(Random(seed), (*town.drawn, *(one.person for one in town.players.values() if one.person)))
        kinds = forging.list_kinds()
        for _ in range(presses):
            player, other = forging.random.choice(players), forging.random.choice(players)
            kind, own, others = forging.random.choice([*kinds]), *(buttons[one.role] for one in (player, other))
            data, chat = kinds[kind](own, others), forging.random.choice(WHERE)
            verdict = await _judge(judge, player, data, chat, shown[player.role])
            found.counts[kind, verdict] += 1
    found.accepted += judge.unexpected
    return found


async def _judge(judge: matrix.Matrix, player: Player, data: str, chat: str, own: screens.OwnScreens) -> str:
    """Return what became of a press. What the tables refuse, or no button of the tapper's does now, is accepted."""
    before = len(judge.unexpected)
    outcome = await judge.bench.press(player, data, chat)
    has_effect = await judge.judge_press(player, data, chat, outcome)
    usual = judge.bases[player.role].effects
    is_offered = own.offers(data, outcome, usual) or verdicts.is_right_at_any_moment(data, outcome)
    if has_effect and not is_offered:
        judge.unexpected.append(f"{player.role} in {chat}: {data} did {outcome.rows} and showed {outcome.kinds}")
    if len(judge.unexpected) > before:
        return "accepted"
    return "as a button of their own" if has_effect else "refused or without effect"
