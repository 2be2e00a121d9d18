"""Who finds somebody, and how long it takes, group by group: so that the team sees whom the programme keeps waiting.

Groups, never people. Those that are too small are told together as `OTHERS`; and while these are still too few, the
next smallest joins them: nobody could otherwise be found by taking away from the whole what is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mentoring.wait_estimates import MIN_PEOPLE, MedianWait, Wait, estimate_median

GroupKind = Literal["region", "field", "level", "minor"]
KINDS: tuple[GroupKind, ...] = ("region", "field", "level", "minor")
OTHERS = ""
MIN_FLAGGED_PEOPLE = 20
"""From so many people on a group may be flagged: chance alone would flag 1 group of ten in 30, 1 of these in 150."""
SLOW_FACTOR = 2


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
    """How people of a group fare; `flagged`: the group's median wait is at least twice the overall median."""

    name: str
    people: int
    found: int
    half: MedianWait | None
    flagged: bool = False

    @property
    def percent(self) -> int:
        """Return the percentage of people who found somebody."""
        return round(100 * self.found / self.people)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole, and the groups of each kind; a kind is left out whose people cannot be told apart safely."""

    whole: Group
    kinds: Mapping[GroupKind, tuple[Group, ...]]

    @property
    def flagged(self) -> list[tuple[GroupKind, Group]]:
        """Return (kind, group) of each that waits too long."""
        return [(kind, group) for kind, groups in self.kinds.items() for group in groups if group.flagged]


@dataclass(frozen=True, slots=True)
class SlowGroup:
    """A group of people that waits too long, beside what is usual; not `reached`: it takes longer than `days`."""

    kind: GroupKind
    name: str
    days: int
    reached: bool
    usual: int


def build_report(searches: Sequence[Search]) -> Report | None:
    """Return the groups compared with the whole; None with too few people to tell anything."""
    if len(searches) < MIN_PEOPLE:
        return None
    whole = _build_group(OTHERS, searches, None)
    told = {kind: _merge_small_groups(_split_by_group(searches, kind)) for kind in KINDS}
    return Report(
        whole,
        {
            kind: tuple(sorted((_build_group(name, mine, whole) for name, mine in groups.items()), key=_sort_key))
            for kind, groups in told.items()
            if len(groups) > 1
        },
    )


def _split_by_group(searches: Iterable[Search], kind: GroupKind) -> dict[str, list[Search]]:
    groups: dict[str, list[Search]] = defaultdict(list)
    for search in searches:
        groups[search.groups.get(kind, OTHERS)].append(search)
    return groups


def _merge_small_groups(groups: Mapping[str, list[Search]]) -> dict[str, list[Search]]:
    """Return the groups, small ones put together, and the next smallest with them until they are enough."""
    others = list(groups.get(OTHERS, ()))
    shown: dict[str, list[Search]] = {}
    for name in sorted(groups.keys() - {OTHERS}, key=lambda name: (len(groups[name]), name)):
        if len(groups[name]) < MIN_PEOPLE or 0 < len(others) < MIN_PEOPLE:
            others += groups[name]
        else:
            shown[name] = groups[name]
    return shown | ({OTHERS: others} if others else {})


def _build_group(name: str, searches: Sequence[Search], whole: Group | None) -> Group:
    waits = [Wait(search.days, search.found) for search in searches if search.days is not None]
    told = estimate_median(waits)
    slow = bool(name and len(waits) >= MIN_FLAGGED_PEOPLE and whole and _is_slow(told, whole.half))
    return Group(name, len(searches), sum(search.found for search in searches), told, slow)


def _is_slow(mine: MedianWait | None, overall: MedianWait | None) -> bool:
    return mine is not None and overall is not None and overall.reached and mine.days >= SLOW_FACTOR * overall.days


def _sort_key(group: Group) -> tuple[bool, bool, int, str]:
    """Return a key that sorts flagged groups first, then the largest; the others last."""
    return group.name == OTHERS, not group.flagged, -group.people, group.name
