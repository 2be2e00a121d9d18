"""What the messages of the duty roster show: weeks, shifts, offers, news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mentoring.contexts import Context
from mentoring.desk_views import Member
from mentoring.duty import ShiftView

DutyNews = Literal["assigned", "taken_over", "freed", "vacant", "swapped", "declined"]
"""What became of shifts, for whoever is told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWeekContext(Context):
    """A week of the roster; `choosing`: its buttons open a shift instead of taking it.

    `filled`: how many shifts of the weeks after it were just filled by repeating it; None when that was not asked.
    """

    shifts: Sequence[ShiftView]
    page: int
    is_last: bool
    choosing: bool
    filled: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShiftContext(Context):
    """A shift, of which week of the roster, and what its reader may do with it."""

    shift: ShiftView
    page: int
    may_assign: bool
    may_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyChoiceContext(Context):
    """Who may be given a shift, or asked to take it (`act`); with a `member`, which of theirs is wanted in return."""

    shift: ShiftView
    act: str
    team: Sequence[Member]
    member: Member | None
    theirs: Sequence[ShiftView]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAwayContext(Context):
    """An absence that is asked for, with days to choose; or its days, and the reader's shifts that it would free."""

    first: datetime | None
    last: datetime | None
    days: str
    choices: Sequence[str]
    shifts: Sequence[ShiftView]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyOfferContext(Context):
    """A shift that somebody offers to the reader, by the number of its row, and the one wanted in return."""

    number: int
    by: str
    shift: ShiftView
    wanted: ShiftView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyNewsContext(Context):
    """What became of shifts and by whom; `more`: so many are not named."""

    news: DutyNews
    by: str
    shifts: Sequence[ShiftView]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySoonContext(Context):
    """The shifts of the reader that follow one another, the first one soon."""

    shifts: Sequence[ShiftView]
