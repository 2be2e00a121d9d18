"""What a button carries: ``verb:subject:choice``, 64 bytes at most.

Data proves nothing: whoever sends it, the act is checked against the person and the present state.
"""

import re
from dataclasses import dataclass

MOST_BYTES = 64
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
        """Give the subject as a row's number; 0, which no row has, when it is none."""
        return int(self.subject) if self.subject.isdecimal() and len(self.subject) < 16 else 0


def parse(data: str) -> Action | None:
    """Read a button's data; None when it is not of our making."""
    if len(data) > MOST_BYTES or not _SHAPE.fullmatch(data):  # the shape is ASCII: a character is a byte
        return None
    return Action(*data.split(":"))
