"""Which column of a table is what, each beside the others."""

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents import ages, values
from documents.column_choices import (
    MIN_SHARE,
    STRICT,
    Column,
    are_ways_and_places,
    is_count,
    list_choices,
    list_ticked,
)
from documents.evidence import Judge, sample
from documents.grids import find_break
from documents.headings import IGNORED, Side, find_base, split_heading, weigh_words
from documents.layout import Table
from documents.words import PHRASES
from mentoring.form_rules import fold

HARD = ("slots", "modes", "languages", "birth", "age", "minor", "minors", "capacity", "region")
"""Fields that may keep two people apart: a column that looks like one and is not understood is asked about."""
AGES = ("birth", "age", "minor")
JOINED_GAP = {"text": 7.0, "slots": 8.0, "modes": 0.0, "languages": 2.0, "field": 1.5, "topics": 7.0, "first_name": 3.0,
              "last_name": 3.0, "withdrawn": 3.0, "status": 3.0}  # fmt: skip
"""Fields that several columns may say together, and how much worse than the best a column may fit them."""
MIN_SIBLINGS = 2
MIN_GRID = 3
"""Columns headed by days that make a grid."""
ASKS: Mapping[Side, re.Pattern[str]] = {"needs": PHRASES["asks_needs"], "offers": PHRASES["asks_offers"]}
"""Words of a heading that ask one side alone, in a sheet that has both."""
FORM_LANGUAGE = ("langue", "language", "lang", "locale")
LOCALE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2})?|[^\W\d_]+ \([A-Z][^)]*\)")
"""« fr », « fr-FR », « Français (France) »: how programs name the language of a form."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column that may keep people apart and cannot be read as such."""

    column: Column
    field: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What the columns of a table are, and what is in doubt."""

    columns: list[Column]
    doubts: list[Doubt] = dataclasses.field(default_factory=list)

    def list_of(self, *fields: str) -> list[Column]:
        """Return the columns of some fields, in the order of the sheet."""
        return [column for column in self.columns if column.field in fields]

    def has(self, *fields: str) -> bool:
        """Return whether a field has a column."""
        return any(column.field in fields for column in self.columns)


def understand(table: Table, side: Side, judge: Judge, asked: Mapping[str, str]) -> Understood:
    """Return what each column is; `asked` says heading -> field where somebody has said it themselves."""
    ticked = list_ticked(table)
    read = [
        list_choices(
            Column(at, heading, inner=split_heading(heading)[1] if at in ticked else ""), table, side, judge, asked
        )
        for at, heading in enumerate(table.headings)
    ]
    columns = _take_siblings(_choose(_leave_lone_slots(read)))
    columns = _leave_other_side(_leave_form_language(columns, table), side)
    columns = _add_places([_find_order(column, table) for column in columns], table, judge)
    doubts = [doubt for column in columns if (doubt := _doubt(column, table, side, judge, columns))]
    return Understood(columns, doubts)


def _add_places(columns: list[Column], table: Table, judge: Judge) -> list[Column]:
    """Where no column tells the place, the towns in one of ways to meet do."""
    if any(column.field == "region" for column in columns):
        return columns
    return columns + [
        replace(column, field="region", told_by="cells")
        for column in columns
        if column.field == "modes" and not column.inner
        if are_ways_and_places(sample([row.cells[column.at] for row in table.rows]), judge)
    ]


def _find_order(column: Column, table: Table) -> Column:
    if column.field != "birth":
        return column
    return replace(column, dates=ages.find_date_order(row.cells[column.at] for row in table.rows))


def _take_siblings(columns: list[Column]) -> list[Column]:
    """A choice to tick that the programme does not know is a topic beside topics of the same question."""
    beside = Counter(find_base(column.heading) for column in columns if column.field == "topics" and column.inner)
    return [
        replace(one, field="topics", told_by="heading", score=8.0)
        if not one.field and one.inner and one.told_by != "asked" and beside[find_base(one.heading)] >= MIN_SIBLINGS
        else one
        for one in columns
    ]


def _leave_lone_slots(read: list[list[Column]]) -> list[list[Column]]:
    """A heading that is a day's name is of a grid only beside others."""
    own = [choices for choices in read if choices[0].field == "slots" and choices[0].inner == choices[0].heading]
    return read if len(own) >= MIN_GRID else [choices[1:] if choices in own else choices for choices in read]


def _choose(read: list[list[Column]]) -> list[Column]:
    """Return the likeliest choice of each column; one that loses against another column takes its next."""
    left = [list(choices) for choices in read]
    while losers := _find_losers([choices[0] for choices in left]):
        for at in losers:
            left[at] = left[at][1:] or [replace(left[at][0], field="", told_by="")]
    return [choices[0] for choices in left]


def _find_losers(chosen: Sequence[Column]) -> list[int]:
    """Return the columns that would be the same as a better one, and cannot be said together with it."""
    by_field: dict[str, list[Column]] = defaultdict(list)
    for column in chosen:
        if column.field and not column.field.startswith(IGNORED):
            by_field[column.field].append(column)
    lost = []
    for name, found in by_field.items():
        best = max(found, key=lambda one: (one.score, -one.at))
        for column in found:
            is_together = name in JOINED_GAP and column.score >= best.score - JOINED_GAP[name]
            if column is not best and not is_together and find_base(column.heading) != find_base(best.heading):
                lost.append(column.at)
    return lost


def _leave_form_language(columns: list[Column], table: Table) -> list[Column]:
    """A « Langue » of codes beside a column of languages, or in a form's export, is the form's own."""
    found = [column for column in columns if column.field == "languages" and not column.inner]
    own = [column for column in found if fold(column.heading) in FORM_LANGUAGE and _has_locales(column, table)]
    is_form = any(column.field in ("ignored.date", "ignored.form", "status") for column in columns)
    if not own or (len(own) == len(found) and not is_form):
        return columns
    return [replace(column, field="ignored.form") if column in own else column for column in columns]


def _has_locales(column: Column, table: Table) -> bool:
    return all(LOCALE.fullmatch(str(cell).strip()) for cell in sample([row.cells[column.at] for row in table.rows]))


def _leave_other_side(columns: list[Column], side: Side) -> list[Column]:
    """Where one sheet asks both sides, « I can help with » is of the one and "I'd like help with" of the other."""
    topics = [column for column in columns if column.field == "topics" and not column.inner]
    of = {column.at: {name for name, words in ASKS.items() if words.search(fold(column.heading))} for column in topics}
    if not {"needs", "offers"} <= set().union(*of.values()):
        return columns
    return [replace(one, field="") if of.get(one.at) and side not in of[one.at] else one for one in columns]


def _may_be_places(cells: Sequence[Any]) -> bool:
    """Return whether cells are small numbers, and one of them none: somebody may have no place."""
    counts = [values.read_count(cell) for cell in cells if is_count(cell)]
    is_number = all(re.fullmatch(r"\d+(?:\.0)?", values.write_cell(cell)) for cell in cells)
    return len(counts) == len(cells) >= MIN_GRID and is_number and 0 in counts and max(counts) > 1


def _doubt(column: Column, table: Table, side: Side, judge: Judge, kept: Sequence[Column]) -> Doubt | None:
    """Return the doubt about a column that its words or its cells call a hard condition, and that is none now."""
    if column.field or column.told_by == "asked" or not column.heading:
        return None
    written = [row.cells[column.at] for row in table.rows]
    cells = sample([column.read(cell) for cell in written])
    if not cells and not any(map(find_break, written)):
        return None
    named = {one.field for one in kept}
    words = weigh_words(split_heading(column.heading)[0], side)
    for name in HARD:
        if name in named or (name in AGES and named & set(AGES)):
            continue
        if words.get(name, 0) >= 3 and (name in STRICT or not cells or judge.weigh(name, cells) >= MIN_SHARE):
            return Doubt(column, name)
    if side == "offers" and "capacity" not in named and _may_be_places(cells):
        return Doubt(column, "capacity")
    return None
