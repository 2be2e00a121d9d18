"""What decides which commands make sense to somebody, and every way in which somebody can stand."""

from dataclasses import dataclass
from itertools import chain, combinations, product

from mentoring.pauses import POSSIBLE
from mentoring.roles import MaybeRole

CommandList = tuple[tuple[str, str], ...]
"""A chat's list of commands: (name, description), in order."""
ROLES: tuple[MaybeRole, ...] = ("", "coordinator", "head")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Where a person stands: their language, their role in the team, what they sent and what they could do with it."""

    language: str
    role: MaybeRole = ""
    has_sent: bool = False
    acts: frozenset[str] = frozenset()


def list_viewers(languages: tuple[str, ...]) -> list[Viewer]:
    """Return every possible viewer."""
    possible = chain.from_iterable(combinations(POSSIBLE, size) for size in range(len(POSSIBLE) + 1))
    ways = product(languages, ROLES, (False, True), map(frozenset, possible))
    return [Viewer(*way) for way in ways]
