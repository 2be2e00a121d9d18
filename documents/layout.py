"""How a sheet is laid out: which line holds the headings, what stands above, and which lines below are nobody."""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from documents.grids import ERRORS, Grid, GridLine, Note, has_content
from documents.headings import LONGEST_HEADING, read_legend
from documents.words import PHRASES
from mentoring.form_rules import fold

LOOKED_AT = 25
"""Lines among which the headings stand: titles, dates and explanations may come before them."""
RECOGNISED_WEIGHT, DATA_WEIGHT = 4, 3
MAX_GROUPS_SHARE = 0.6
"""Of as many headings: a line above with more cells is no line of groups."""
MIN_FILLED_SHARE = 0.25
"""Of as many cells as half of the people fill: whoever fills fewer is a total, a remark or a heading of a part."""
MAX_TOTAL_SHARE, MAX_TOTAL_WORDS = 0.6, 3
"""A line that calls itself a total may sum up several columns."""
TOTAL = PHRASES["total"]
MIN_OPTIONS = 2
"""Choices below one heading, and headings with nothing below, that make a line of choices."""
OPEN_ANSWER = PHRASES["open_answer"]
"""Stands in a line of choices below a question that has none."""
DATA = re.compile(
    r"\S+@\S+\.\S+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:\s.*)?|[-+]?[\d\s.,]+|\+?[\d\s().-]{8,}|https?://.*|"
    r"\d{1,3}\s?[-–/]\s?\d{1,3}|true|false|oui|non|yes|no|\{.*\}",
    re.IGNORECASE,
)
"""What no heading says: an address, a date, a number, a yes."""
OWN_IDS = re.compile(r'\{"ImportId"')
"""The third heading line of Qualtrics."""
Recognise = Callable[[str], Collection[str]]
"""Words -> the fields whose columns they head."""
MIN_ALIKE = 3
"""Cells that head the same as the headings above them: one or two are somebody's answers."""


class Row(NamedTuple):
    """A line of a table: its number in the file, and a cell for each heading."""

    line: int
    cells: Sequence[Any]


class LeftOut(NamedTuple):
    """A line that is taken for nobody, and why: total, remark, headings or ids."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet holds: people under headings, of which two may be alike."""

    headings: tuple[str, ...]
    rows: list[Row]
    top: int = 0
    """The line of the headings; 0 where each line names its own cells."""
    sheet: str = ""
    separator: str = ","
    left_out: list[LeftOut] = field(default_factory=list)
    too_wide: list[int] = field(default_factory=list)
    """Lines with more cells than headings: somebody's words hold the separator."""
    notes: Sequence[Note] = ()
    legend: Mapping[str, str] = field(default_factory=dict)
    """What signs stand for, as lines above the headings say."""


def lay_out(grid: Grid, recognise: Recognise) -> Table:
    """Return the people of a grid under its headings; `recognise` knows which words head a column."""
    if grid.headings:
        rows = [Row(number, cells) for number, cells in grid.lines]
        return Table(tuple(map(_tidy, grid.headings)), rows, 0, grid.sheet, grid.separator, notes=grid.notes)
    at = _find_headings(grid.lines, recognise)
    if at is None:
        return Table((), [], sheet=grid.sheet, separator=grid.separator, notes=grid.notes)
    options = _find_options(grid.lines, at, recognise)
    headings = _name_columns(grid, at, options)
    second = [grid.lines[at + 1]] if options else _list_second_headings(grid.lines, at, recognise)
    left_out = [LeftOut(line.number, "headings") for line in second]
    skipped = {one.line for one in left_out}
    body = [line for line in grid.lines[at + 1 :] if line.number not in skipped]
    nobody = dict(_find_nobody(body, headings))
    width = len(headings)
    too_wide = [line.number for line in body if line.number not in nobody and len(line.cells) > width]
    rows = [
        Row(line.number, [*line.cells[:width], *[None] * (width - len(line.cells))])
        for line in body
        if line.number not in nobody and len(line.cells) <= width
    ]
    return Table(
        headings, rows, grid.lines[at].number, grid.sheet, grid.separator,
        left_out + [LeftOut(*one) for one in nobody.items()], too_wide, grid.notes, _read_legends(grid.lines[:at]),
    )  # fmt: skip


def _find_headings(lines: Sequence[GridLine], recognise: Recognise) -> int | None:
    """Return where the headings stand: the line of the most words that head columns and the fewest that are data."""
    seen = lines[:LOOKED_AT]
    best = max(range(len(seen)), key=lambda at: _weigh(seen[at], recognise) - at / 10, default=None)
    if best is None or _weigh(seen[best], recognise) <= 0:
        return None
    return best - 1 if best and _find_options(seen, best - 1, recognise) else best


def _find_options(lines: Sequence[GridLine], at: int, recognise: Recognise) -> dict[int, str]:
    """Return column -> « question [choice] », where the line below some headings names the choices of a question.

    The question stands above the first of its choices alone. Below the other headings nothing stands.
    """
    if at + 1 >= len(lines):
        return {}
    above = [_tidy(cell) for cell in lines[at].cells]
    below = [_tidy(cell) for cell in lines[at + 1].cells]
    above += [""] * (len(below) - len(above))
    below = ["" if said == over else said for said, over in zip(below, above, strict=False)]
    below += [""] * (len(above) - len(below))
    found: dict[int, str] = {}
    question = ""
    for column, (over, said) in enumerate(zip(above, below, strict=True)):
        question = over or question
        if not said:
            continue
        starts_run = column + 1 < len(above) and not above[column + 1] and below[column + 1]
        if _is_data(said) or not question or (over and not starts_run and not OPEN_ANSWER.fullmatch(fold(said))):
            return {}
        if not (over and not starts_run):
            found[column] = f"{question} [{said}]"
    alone = [over for over, said in zip(above, below, strict=True) if over and not said]
    has_run = any(not above[column] for column in found)
    return (
        found
        if has_run and len(found) >= MIN_OPTIONS and sum(bool(recognise(one)) for one in alone) >= MIN_OPTIONS
        else {}
    )


def _read_legends(lines: Sequence[GridLine]) -> dict[str, str]:
    return {sign: said for line in lines for cell in line.cells for sign, said in read_legend(_tidy(cell)).items()}


def _weigh(line: GridLine, recognise: Recognise) -> int:
    filled = [cell for cell in line.cells if has_content(cell)]
    words = {cell.strip() for cell in filled if isinstance(cell, str) and not _is_data(cell)}
    known = sum(bool(recognise(word)) for word in words)
    return RECOGNISED_WEIGHT * known + len(words) - DATA_WEIGHT * (len(filled) - len(words))


def _is_data(cell: Any) -> bool:
    return (
        not isinstance(cell, str)
        or len(cell) > LONGEST_HEADING
        or cell.strip() in ERRORS
        or DATA.fullmatch(cell.strip()) is not None
    )


def _list_second_headings(lines: Sequence[GridLine], at: int, recognise: Recognise) -> Iterator[GridLine]:
    """Yield what stands right below the headings and heads the columns again: ids of a survey, or its questions."""
    heads = lines[at].cells
    for line in lines[at + 1 : at + 3]:
        filled = [cell for cell in line.cells if has_content(cell)]
        is_ids = sum(isinstance(cell, str) and OWN_IDS.match(cell) is not None for cell in filled) > len(filled) / 2
        alike = sum(_head_alike(*cells, recognise) for cells in zip(heads, line.cells, strict=False))
        if not is_ids and (any(map(_is_data, filled)) or alike < max(MIN_ALIKE, len(filled) / 2)):
            return
        yield line


def _head_alike(one: Any, other: Any, recognise: Recognise) -> bool:
    """Return whether two cells head the same column. Hours do: they are what stands in it, too."""
    are_words = isinstance(one, str) and isinstance(other, str)
    return are_words and not {*recognise(one)}.isdisjoint({*recognise(other)} - {"slots"})


def _name_columns(grid: Grid, at: int, options: Mapping[int, str]) -> tuple[str, ...]:
    """Return the headings; what stands above several of them says before each what it says of all."""
    line = grid.lines[at]
    names = [_tidy(cell) for cell in line.cells]
    names += [""] * (max(options, default=-1) + 1 - len(names))
    above = grid.lines[at - 1] if at else None
    if above is None:
        return tuple(options.get(column) or name for column, name in enumerate(names))
    groups = _list_groups(grid, above, len(names))
    return tuple(
        options.get(column) or (f"{groups[column]} [{name}]" if groups.get(column) and name else name)
        for column, name in enumerate(names)
    )


def _list_groups(grid: Grid, above: GridLine, width: int) -> dict[int, str]:
    """Return what the line above says of each column: where its cells are merged, or up to the next filled one."""
    spans = [span for span in grid.spans if span.line == above.number and span.last - span.first + 1 < width]
    if spans:
        return {
            column: _tidy(above.cells[span.first])
            for span in spans
            if span.first < len(above.cells)
            for column in range(span.first, span.last + 1)
        }
    starts = [at for at, cell in enumerate(above.cells) if has_content(cell)]
    if len(starts) < 2 or len(starts) > MAX_GROUPS_SHARE * width or any(_is_data(above.cells[at]) for at in starts):
        return {}
    ends = [*starts[1:], width]
    return {
        column: _tidy(above.cells[start])
        for start, end in zip(starts, ends, strict=True)
        for column in range(start, end)
    }


def _find_nobody(body: Sequence[GridLine], headings: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are no people: those with hardly a cell, and the headings when they come again."""
    counts = [sum(map(has_content, line.cells)) for line in body]
    usual = statistics.median(counts) if counts else 0
    named = Counter(filter(None, headings))
    for line, count in zip(body, counts, strict=True):
        said = [cell for cell in line.cells if has_content(cell)]
        if sum(_tidy(cell) in named for cell in said) > len(named) / 2:
            yield line.number, "headings"
        elif any(map(_is_total, said)) and count <= MAX_TOTAL_SHARE * usual:
            yield line.number, "total"
        elif count <= MIN_FILLED_SHARE * usual:
            yield line.number, "remark"


def _is_total(cell: Any) -> bool:
    words = fold(str(cell))
    return len(words.split()) <= MAX_TOTAL_WORDS and TOTAL.search(words) is not None


def _tidy(cell: Any) -> str:
    return " ".join(str(cell).split())[:LONGEST_HEADING] if has_content(cell) else ""
