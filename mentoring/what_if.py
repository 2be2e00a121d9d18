"""What one need or offer may hope for: computed by the matcher, told to whoever waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

MatchPurpose = Literal["rank", "where", "weekly"]
"""Why the matcher is asked: a coordinator's choice, somebody's own question, the news of who waits."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why a need has no possible partner, and how many offers would open if that one condition were relaxed.

    `condition` is "modes", "slots", "languages", "capacity", "minors", "topics" or "refused", or "offers" when there
    are none at all. With 0 openings several conditions block together, and the one named is met by the fewest offers.
    """

    condition: str
    opens: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one need (or offer) may hope for on the other side.

    Of the `others` that were not ruled out (asked before, one's own), `on_topic` are about the same thing; `able` of
    these could be proposed now; `full` could, had they a place. `opens`: name of a wider form -> how many more it
    would make able. `blocked`: what stands in a need's way when nobody is able.
    """

    others: int
    on_topic: int
    able: int
    full: int
    opens: Mapping[str, int]
    blocked: Blocked | None = None
