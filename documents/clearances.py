"""Whether a volunteer may accompany people under 18, as the columns of associations say it of checks and of wishes."""

from collections.abc import Sequence
from typing import Any

from documents import values
from documents.faults import CellError
from documents.grids import has_content
from documents.words import PHRASES
from mentoring.form_rules import fold

EVERYBODY, ADULTS_ONLY, CHECK = PHRASES["everybody"], PHRASES["adults_only"], PHRASES["check"]
CLEARED, UNCLEARED = PHRASES["cleared"], PHRASES["uncleared"]
MAX_WORDS = 8
"""Of a cell that tells of a check: what is longer is a text."""


def read_clearance(value: Any) -> bool:
    """Return whether a cell says that somebody is cleared; whatever is asked for, awaited or unknown is not."""
    if isinstance(value, bool) or not has_content(value):
        return bool(value)
    said = fold(values.write_cell(value))
    if not said and values.write_cell(value) not in values.TICKS:
        return False  # a question mark, a dash
    if ADULTS_ONLY.search(said):
        return False
    if EVERYBODY.search(said):
        return True
    if UNCLEARED.search(said):
        return False
    try:
        return values.read_yes_no(value)
    except CellError:
        if CLEARED.search(said):
            return True
        raise


def tells_whom(cells: Sequence[Any]) -> bool:
    """Return whether all cells say whom somebody accompanies: everybody, or adults alone."""
    said = [fold(values.write_cell(cell)) for cell in cells]
    return any(map(ADULTS_ONLY.search, said)) and all(ADULTS_ONLY.search(one) or EVERYBODY.search(one) for one in said)


def names_check(value: Any) -> bool:
    """Return whether a cell names a check by its papers: « casier vu le 02/10 »."""
    said = fold(values.write_cell(value))
    return len(said.split()) <= MAX_WORDS and CHECK.search(said) is not None
