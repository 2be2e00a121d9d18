"""How long it usually takes, said honestly: those who still wait count too (Kaplan and Meier, 1958)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

FEWEST = 10
"""With fewer people to learn from, we say that we do not know."""
FEWEST_LEFT = 3
"""What became of the last one or two, who waited longest, says nothing about the others."""
HALF, MOST = 0.5, 0.8
"""Shares of people whose delay is told."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How many days somebody waited, and whether it came to its end; if not, they wait still."""

    days: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Usual:
    """Within how many more days half of the people, and four in five, got what they waited for; 0 is unknown."""

    half: int
    most: int


def usual(waits: Iterable[Wait], already: float = 0.0) -> Usual | None:
    """Give what those who had waited as long as this went on to wait; None with too few of them, or no half."""
    longer = sorted((wait for wait in waits if wait.days > already), key=lambda wait: (wait.days, not wait.ended))
    if len(longer) < FEWEST:
        return None
    told: dict[float, int] = {}
    waiting = 1.0
    for place, wait in enumerate(longer[: 1 - FEWEST_LEFT]):
        if wait.ended:
            waiting *= 1 - 1 / (len(longer) - place)
        for share in (HALF, MOST):
            if share not in told and 1 - waiting >= share - 1e-9:
                told[share] = max(1, ceil(wait.days - already))
    return Usual(told[HALF], told.get(MOST, 0)) if HALF in told else None


@dataclass(frozen=True, slots=True)
class Half:
    """Within how many days half of the people got what they waited for; not `reached`: it takes longer than that."""

    days: int
    reached: bool


def half(waits: Iterable[Wait]) -> Half | None:
    """Give how long half of the people wait, as far as it is known; None with too few of them."""
    begun = sorted((wait for wait in waits if wait.days > 0), key=lambda wait: wait.days)
    if len(begun) < FEWEST:
        return None
    told = usual(begun)
    return Half(told.half, True) if told else Half(int(begun[-FEWEST_LEFT].days), False)
