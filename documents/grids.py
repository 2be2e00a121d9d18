"""What a file holds before anybody knows what it means: lines of cells, as a spreadsheet shows them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

ERRORS = frozenset(["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "Err:502",
                    "Err:508", "Err:509", "Err:522"])  # fmt: skip
"""What a spreadsheet shows in place of what it could not compute."""
UNCOMPUTED = "=…"
"""Stands for a formula of which the file holds no result."""
FORMULA = re.compile(r"=\s*(?:[A-Z.]+\(|.{0,200}\b[A-Z]{1,3}\$?\d).*", re.DOTALL)
"""A formula that was kept as words."""


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


def find_break(cell: Any) -> str:
    """Return which sentence says why a cell has no value: its formula has no result, or is broken; else nothing."""
    if not isinstance(cell, str):
        return ""
    return "broken" if cell in ERRORS else "formula" if cell == UNCOMPUTED or FORMULA.fullmatch(cell) else ""


def trim(cells: Sequence[Any]) -> Sequence[Any]:
    """Return the cells up to the last one that says something."""
    filled = len(cells)
    while filled and not has_content(cells[filled - 1]):
        filled -= 1
    return cells[:filled]
