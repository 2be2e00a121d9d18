"""How long it usually takes, said honestly: those who still wait count too (Kaplan and Meier, 1958)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

MIN_PEOPLE = 10
"""With fewer people to learn from, we say that we do not know."""
MIN_PEOPLE_LEFT = 3
"""What became of the last one or two, who waited longest, says nothing about the others."""
HALF_SHARE, FOUR_FIFTHS_SHARE = 0.5, 0.8
"""Shares of people whose delay is told."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How many days somebody waited, and whether it came to its end; if not, they wait still."""

    days: float
    ended: bool


@dataclass(frozen=True, slots=True)
class WaitEstimate:
    """Within how many more days half of the people, and four in five, got what they waited for; 0 is unknown."""

    half: int
    most: int


def estimate_wait(waits: Iterable[Wait], waited_days: float = 0.0) -> WaitEstimate | None:
    """Return the Kaplan-Meier estimate of the remaining wait; None with too few people or successes."""
    longer = sorted((wait for wait in waits if wait.days > waited_days), key=lambda wait: (wait.days, not wait.ended))
    if len(longer) < MIN_PEOPLE:
        return None
    told: dict[float, int] = {}
    waiting = 1.0
    for place, wait in enumerate(longer[: 1 - MIN_PEOPLE_LEFT]):
        if wait.ended:
            waiting *= 1 - 1 / (len(longer) - place)
        for share in (HALF_SHARE, FOUR_FIFTHS_SHARE):
            if share not in told and 1 - waiting >= share - 1e-9:
                told[share] = max(1, ceil(wait.days - waited_days))
    return WaitEstimate(told[HALF_SHARE], told.get(FOUR_FIFTHS_SHARE, 0)) if HALF_SHARE in told else None


@dataclass(frozen=True, slots=True)
class MedianWait:
    """Within how many days half of the people got what they waited for; not `reached`: it takes longer than that."""

    days: int
    reached: bool


def estimate_median(waits: Iterable[Wait]) -> MedianWait | None:
    """Return how long half of the people wait, as far as it is known; None with too few of them."""
    begun = sorted((wait for wait in waits if wait.days > 0), key=lambda wait: wait.days)
    if len(begun) < MIN_PEOPLE:
        return None
    told = estimate_wait(begun)
    return MedianWait(told.half, True) if told else MedianWait(int(begun[-MIN_PEOPLE_LEFT].days), False)
