"""Who finds somebody, and how long it takes, group by group: so that the team sees whom the programme keeps waiting.

Groups, never people. Those that are too small are told together as `OTHERS`; and while these are still too few, the
next smallest joins them: nobody could otherwise be found by taking away from the whole what is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentoring.wait_estimates import FEWEST, Half, Wait, half

KINDS = ("region", "field", "level", "minor")
OTHERS = ""
SURE = 20
"""From so many people on a group may be flagged: chance alone would flag 1 group of ten in 30, 1 of these in 150."""
TWICE = 2


@dataclass(frozen=True, slots=True)
class Search:
    """One need: what group of each kind its person is in, whether they found somebody, how many days they waited.

    `days` is None of somebody who stopped looking: they found nobody, and nobody knows how long they waited.
    """

    groups: Mapping[str, str]
    found: bool
    days: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """How people of a group fare; `flagged`: at least half of them wait twice as long as half of all do."""

    name: str
    people: int
    found: int
    half: Half | None
    flagged: bool = False

    @property
    def percent(self) -> int:
        """Give how many in a hundred found somebody."""
        return round(100 * self.found / self.people)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole, and the groups of each kind; a kind is left out whose people cannot be told apart safely."""

    whole: Group
    kinds: Mapping[str, tuple[Group, ...]]

    @property
    def flagged(self) -> list[tuple[str, Group]]:
        """Give (kind, group) of each that waits too long."""
        return [(kind, group) for kind, groups in self.kinds.items() for group in groups if group.flagged]


@dataclass(frozen=True, slots=True)
class SlowGroup:
    """A group of people that waits too long, beside what is usual; not `reached`: it takes longer than `days`."""

    kind: str
    name: str
    days: int
    reached: bool
    usual: int


def report(searches: Sequence[Search]) -> Report | None:
    """Compare the groups with the whole; None with too few people to tell anything."""
    if len(searches) < FEWEST:
        return None
    whole = _group(OTHERS, searches, None)
    told = {kind: _told(_apart(searches, kind)) for kind in KINDS}
    return Report(
        whole,
        {
            kind: tuple(sorted((_group(name, mine, whole) for name, mine in groups.items()), key=_order))
            for kind, groups in told.items()
            if len(groups) > 1
        },
    )


def _apart(searches: Iterable[Search], kind: str) -> dict[str, list[Search]]:
    groups: dict[str, list[Search]] = defaultdict(list)
    for search in searches:
        groups[search.groups.get(kind, OTHERS)].append(search)
    return groups


def _told(groups: Mapping[str, list[Search]]) -> dict[str, list[Search]]:
    """Put small groups together, and the next smallest with them until they are enough."""
    others = list(groups.get(OTHERS, ()))
    shown: dict[str, list[Search]] = {}
    for name in sorted(groups.keys() - {OTHERS}, key=lambda name: (len(groups[name]), name)):
        if len(groups[name]) < FEWEST or 0 < len(others) < FEWEST:
            others += groups[name]
        else:
            shown[name] = groups[name]
    return shown | ({OTHERS: others} if others else {})


def _group(name: str, searches: Sequence[Search], whole: Group | None) -> Group:
    waits = [Wait(search.days, search.found) for search in searches if search.days is not None]
    told = half(waits)
    slow = bool(name and len(waits) >= SURE and whole and _is_slow(told, whole.half))
    return Group(name, len(searches), sum(search.found for search in searches), told, slow)


def _is_slow(mine: Half | None, usual: Half | None) -> bool:
    return mine is not None and usual is not None and usual.reached and mine.days >= TWICE * usual.days


def _order(group: Group) -> tuple[bool, bool, int, str]:
    """Flagged first, then the largest; the others last."""
    return group.name == OTHERS, not group.flagged, -group.people, group.name
