"""What the team's messages about declared ties show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring.contexts import Context
from mentoring.desk_views import Member
from mentoring.safeguarding import TieKind


@dataclass(frozen=True, slots=True)
class TieLine:
    """A declared tie: by whom, and to whom, as the team knows that person."""

    staff: int
    person: int
    by: str
    about: str
    kind: TieKind
    since: datetime
    is_mine: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TiesContext(Context):
    """The declared ties that the reader may know of, and the colleagues with whom the reader has declared none."""

    ties: Sequence[TieLine]
    team: Sequence[Member]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieContext(Context):
    """With whom a tie is to be declared: a need's or an offer's person, or a colleague (``need-204``, ``person-7``)."""

    subject: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEndContext(Context):
    """A tie that is about to be taken back."""

    tie: TieLine
