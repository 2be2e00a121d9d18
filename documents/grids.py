"""What a file holds before anybody knows what it means: lines of cells, as a spreadsheet shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

ERRORS = frozenset(["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "Err:502",
                    "Err:508", "Err:509", "Err:522"])  # fmt: skip
"""What a spreadsheet shows in place of what it could not compute."""


class GridLine(NamedTuple):
    """A line that says something: its number in the file, from 1, and its cells; an empty cell is None."""

    number: int
    cells: Sequence[Any]


class Note(NamedTuple):
    """Something that the reader of the account should know: which sentence of the words says it, and its facts."""

    kind: str
    facts: Mapping[str, Any]


class Span(NamedTuple):
    """Merged cells of one line: its number, and the first and last column, from 0."""

    line: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file, or the whole of a file that has no sheets."""

    lines: Sequence[GridLine]
    sheet: str = ""
    separator: str = ","
    """What stands between the cells of a CSV; a result in CSV is separated alike."""
    spans: Sequence[Span] = ()
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    """Line and column (from 0) of each formula that the file holds no value of."""
    headings: tuple[str, ...] = ()
    """Where each line of the file names its own cells (JSON); a grid that has none finds them in its lines."""
    notes: Sequence[Note] = field(default=())


class Unreadable(ValueError):
    """A file that cannot be read at all, or from some line on: which sentence of the words says so."""

    def __init__(self, kind: str, line: int = 0, **facts: Any) -> None:
        super().__init__(kind)
        self.kind, self.line, self.facts = kind, line, facts


def has_content(cell: Any) -> bool:
    """Return whether something stands in a cell."""
    return cell is not None and (not isinstance(cell, str) or not (not cell or cell.isspace()))


def trim(cells: Sequence[Any]) -> Sequence[Any]:
    """Return the cells up to the last one that says something."""
    filled = len(cells)
    while filled and not has_content(cells[filled - 1]):
        filled -= 1
    return cells[:filled]
