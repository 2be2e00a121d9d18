"""The hard conditions: who may be proposed to whom at all, and which condition stands in somebody's way.

Each condition is a function of needs and offers that gives a table of yes and no: one row a need, one column an offer.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.profiles import IN_PERSON, MODES, REMOTE, Need, Offer
from mentoring.slots import HOURS_IN_WEEK
from mentoring.what_if import Blocked

Table = NDArray[np.bool_]

EVERY_HOUR = (1 << HOURS_IN_WEEK) - 1
WORD_BITS = 64


def has_common_slots(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return who has at least one hour of the week in common."""
    table = np.zeros((len(needs), len(offers)), dtype=bool)
    ours, theirs = _cut_masks([need.hours for need in needs]), _cut_masks([offer.hours for offer in offers])
    for our_part, their_part in zip(ours, theirs, strict=True):
        table |= (our_part[:, None] & their_part[None, :]) != 0
    return table


def has_common_mode(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return who can meet: both at a distance, or both in person and in the same known region."""
    remote = _cross_mode(REMOTE, needs, offers)
    return remote | (_cross_mode(IN_PERSON, needs, offers) & has_same_region(needs, offers))


def has_common_language(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return who has a language in common."""
    table = np.zeros((len(needs), len(offers)), dtype=bool)
    for language in {language for offer in offers for language in offer.languages}:
        table |= cross([language in ours.languages for ours in needs], [language in its.languages for its in offers])
    return table


def has_capacity(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return which offers have a free place, the same for every need."""
    free = np.array([offer.capacity > 0 for offer in offers], dtype=bool)
    return np.broadcast_to(free, (len(needs), len(offers)))


def may_accompany(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return which offers may accompany whom: those who are of age, everybody."""
    return ~cross([need.minor for need in needs], [not offer.minors for offer in offers])


def is_not_refused(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return which pairs have not been ruled out: declined, previous partners, the same person."""
    table = np.ones((len(needs), len(offers)), dtype=bool)
    column = {offer.id: place for place, offer in enumerate(offers)}
    for row, need in zip(table, needs, strict=True):
        row[[column[offer] for offer in need.refused if offer in column]] = False
    return table


def cross(ours: Sequence[bool], theirs: Sequence[bool]) -> Table:
    """Return the table that is yes where both sides are."""
    table: Table = np.logical_and.outer(np.array(ours, dtype=bool), np.array(theirs, dtype=bool))
    return table


def has_same_region(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return who lives in the same known region; no condition by itself."""
    table = np.zeros((len(needs), len(offers)), dtype=bool)
    for region in {offer.region for offer in offers if offer.region}:
        table |= cross([need.region == region for need in needs], [offer.region == region for offer in offers])
    return table


def has_same_field(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Return who is in the same known study field; no condition by itself."""
    table = np.zeros((len(needs), len(offers)), dtype=bool)
    for field in {need.field for need in needs if need.field}:
        table |= cross([need.field == field for need in needs], [field in offer.fields for offer in offers])
    return table


CONDITIONS: dict[str, Callable[[Sequence[Need], Sequence[Offer]], Table]] = {
    "modes": has_common_mode,
    "slots": has_common_slots,
    "languages": has_common_language,
    "capacity": has_capacity,
    "minors": may_accompany,
    "refused": is_not_refused,
}
# What a young person can loosen themselves; a place, a topic or a refusal is simply set aside to see what it hides.
LOOSENED: dict[str, Callable[[Need], Need]] = {
    "modes": lambda need: replace(need, modes=MODES),
    "slots": lambda need: replace(need, hours=EVERY_HOUR),
}
# Between conditions that would open as many offers, the one that is easiest to change is named.
CONDITION_ORDER = ("modes", "slots", "languages", "capacity", "minors", "topics", "refused")


def find_possible(needs: Sequence[Need], offers: Sequence[Offer], *, excluded: str = "") -> Table:
    """Return which pairs meet every hard condition, one of them set apart if it is named."""
    table = np.ones((len(needs), len(offers)), dtype=bool)
    for name, meets in CONDITIONS.items():
        if name != excluded:
            table &= meets(needs, offers)
    return table


def explain(needs: Sequence[Need], offers: Sequence[Offer], on_topic: Table) -> list[Blocked]:
    """Return, for needs that have no possible offer, which condition stands in the way of each.

    `on_topic` says which offers are about the same thing as which needs: it counts as a condition here.
    """
    if not offers:
        return [Blocked("offers", 0) for _ in needs]
    met = {name: meets(needs, offers) for name, meets in CONDITIONS.items()} | {"topics": on_topic}
    by_condition = {name: _find_loosened(name, needs, offers, met).sum(axis=1).tolist() for name in CONDITION_ORDER}
    passing = {name: met[name].sum(axis=1).tolist() for name in CONDITION_ORDER}
    return [
        _name_condition(
            {name: by_condition[name][row] for name in CONDITION_ORDER},
            {name: passing[name][row] for name in CONDITION_ORDER},
        )
        for row in range(len(needs))
    ]


def _name_condition(opens: dict[str, int], passing: dict[str, int]) -> Blocked:
    """Return the condition that would open most; a refusal only when nothing else can be done."""
    name = max((name for name in CONDITION_ORDER if name != "refused"), key=opens.__getitem__)
    if not opens[name]:
        name = "refused" if opens["refused"] else min(CONDITION_ORDER, key=passing.__getitem__)
    return Blocked(name, opens[name])


def _find_loosened(name: str, needs: Sequence[Need], offers: Sequence[Offer], passing: dict[str, Table]) -> Table:
    """Return which offers meet every condition but `name`, and `name` too once it is loosened."""
    others: Table = np.logical_and.reduce([table for other, table in passing.items() if other != name])
    if name in LOOSENED:
        others &= CONDITIONS[name]([LOOSENED[name](need) for need in needs], offers)
    return others


def _cross_mode(mode: str, needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    return cross([mode in need.modes for need in needs], [mode in offer.modes for offer in offers])


def _cut_masks(weeks: Sequence[int]) -> list[NDArray[np.uint64]]:
    """Return the 168 bits of each week, cut into words that NumPy can compare."""
    low = (1 << WORD_BITS) - 1
    return [
        np.array([week >> start & low for week in weeks], dtype=np.uint64)
        for start in range(0, HOURS_IN_WEEK, WORD_BITS)
    ]
