"""What messages show about changing a session, its weekly hour, and about the time after a binôme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mentoring.contexts import BinomeContext, Context, SessionContext
from mentoring.views import BinomeView, Hour


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveContext(SessionContext):
    """A session that somebody may move: `starts` are moments that suit both, `wanted` is the one that was read."""

    starts: Sequence[Hour] = ()
    wanted: Hour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskContext(SessionContext):
    """A session for which another moment is asked; `replaces`: the reader's own ask gave way to it."""

    replaces: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptContext(SessionContext):
    """A session that stays where it is; `was_mine`: the reader had asked for another moment."""

    was_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksContext(SessionContext):
    """A session that was rated; `held`: how many the binôme has held, up to it; `is_low`: it was not good."""

    held: int
    is_low: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursContext(BinomeContext):
    """Weekly hours that the reader has named, each of which may be proposed to the other."""

    wanted: Sequence[Hour]


@dataclass(frozen=True, slots=True)
class BinomeChoice:
    """One of several binômes that may be meant; `data`: what was typed about it, as its button carries that."""

    binome: BinomeView
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichContext(Context):
    """Binômes of which one is to be changed; `wish`: how, as buttons carry it."""

    wish: str
    choices: Sequence[BinomeChoice]


Feeling = Literal["fine", "low"]
"""How somebody is after a binôme that the other ended."""
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedContext(BinomeContext):
    """A binôme that has ended; `is_left`: it was the other who ended it."""

    is_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelingContext(BinomeContext):
    """How somebody said that they are, after a binôme."""

    feeling: Feeling
