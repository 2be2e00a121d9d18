"""What messages show of the course of a binôme: its goal, its length, and its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.contexts import BinomeContext


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseContext(BinomeContext):
    """A binôme with its goal, in week `week` of `weeks`; `may_extend`: there is time left to make it longer."""

    goal: str
    week: int
    weeks: int
    may_extend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalContext(BinomeContext):
    """A goal that is asked for: `offered`, the reader's own sentence; `typed`, with its `mark`: words not sent yet."""

    goal: str
    offered: str = ""
    typed: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthContext(BinomeContext):
    """The lengths in weeks that may be chosen before both have said yes."""

    lengths: Sequence[int]
