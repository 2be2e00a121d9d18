"""What a button carries: ``verb:subject:choice``, 64 bytes at most.

Data proves nothing: whoever sends it, the act is checked against the person and the present state.
"""

import re
from dataclasses import dataclass

from mentoring.case_access import DRAWN_NUMBERS

MAX_BYTES = 64
MAX_DIGITS = 9
"""No row has a longer number, and PostgreSQL knows none of ten digits beyond 2,147,483,647."""
_SHAPE = re.compile(r"[a-z_]{1,20}:[a-z0-9_-]{0,32}:[A-Za-z0-9_=.+-]{0,40}")


@dataclass(frozen=True, slots=True)
class Action:
    """One tap: what to do (`verb`), on what (`subject`: a number or a step), and which choice."""

    verb: str
    subject: str = ""
    choice: str = ""

    def __str__(self) -> str:
        return f"{self.verb}:{self.subject}:{self.choice}"

    @property
    def number(self) -> int:
        """Return the subject as a row's number, below 0 where it was drawn; 0, which no row has, when it is none."""
        if self.subject.startswith("-"):
            drawn = -_parse_number(self.subject[1:])
            return drawn if drawn in DRAWN_NUMBERS else 0
        return _parse_number(self.subject)

    @property
    def chosen_numbers(self) -> set[int]:
        """Return the choice as numbers of rows (``3-14``): buttons carry it along, for nothing is kept between taps."""
        return {_parse_number(part) for part in self.choice.split("-")} - {0}


def parse(data: str) -> Action | None:
    """Return the action that a button's data names; None when the data is not of our making."""
    if len(data) > MAX_BYTES or not _SHAPE.fullmatch(data):  # the shape is ASCII: a character is a byte
        return None
    return Action(*data.split(":"))


def _parse_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else 0
