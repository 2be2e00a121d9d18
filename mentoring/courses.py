"""The course of a binôme: for how many weeks it is planned, how far it has come, and what is said on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from mentoring.rhythm_settings import Rhythm
from mentoring.roles import Side

GoesOn = Literal["yes", "no"]
"""What one side has answered to whether the binôme goes on past its planned end."""
GOES_ON: Mapping[Side, str] = {"young": "young_goes_on", "volunteer": "volunteer_goes_on"}
"""Side -> the column of its answer."""
CourseStep = Literal["", "halfway", "near_end", "end"]
"""What both are to be told or asked now."""
MIN_WEEKS = 4
NEAR_END_WEEKS = 2
"""So many weeks before the end both hear of it, where the binôme is long enough for a half-way too."""
MAX_GOAL_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a binôme has come: `week`: weeks with a session so far, `weeks`: as many as are planned by now.

    `said`: what both were told or asked already.
    """

    week: int
    weeks: int
    said: frozenset[CourseStep] = frozenset()

    def find_step(self) -> CourseStep:
        """Return what both are to be told or asked now; the later step alone where two would fall together."""
        if self.week >= self.weeks:
            return "" if "end" in self.said else "end"
        if self.weeks - self.week <= NEAR_END_WEEKS and self.weeks > MIN_WEEKS:
            return "" if "near_end" in self.said else "near_end"
        if self.week >= self.weeks // 2 and not self.said:
            return "halfway"
        return ""


def list_lengths(rhythm: Rhythm) -> list[int]:
    """Return the lengths in weeks that a pair may choose: the programme's, three quarters of it and half of it."""
    whole = rhythm.weeks
    return sorted({max(MIN_WEEKS, part) for part in (whole // 2, whole * 3 // 4, whole)}, reverse=True)


def compute_limit(agreed_at: datetime, rhythm: Rhythm) -> datetime:
    """Return when both are asked whether a binôme ends, pauses included."""
    return agreed_at + timedelta(weeks=rhythm.limit_weeks)


def may_extend(agreed_at: datetime | None, now: datetime, rhythm: Rhythm) -> bool:
    """Return whether an extension would be over before the limit of the calendar."""
    return now + timedelta(weeks=rhythm.extension_weeks) <= compute_limit(agreed_at or now, rhythm)
