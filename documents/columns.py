"""Which column is what: by the words that head it, and by what stands in its cells."""

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from documents import values
from documents.clearances import names_check, tells_whom
from documents.evidence import Judge, measure_distinct, sample
from documents.faults import CellError
from documents.grids import find_break
from documents.headings import (
    IGNORED,
    Side,
    find_base,
    is_slot_name,
    read_legend,
    split_heading,
    weigh_all_words,
    weigh_words,
)
from documents.layout import Table
from documents.names import is_whole_name
from documents.words import PHRASES
from mentoring.form_rules import fold

Why = Literal["heading", "cells", "asked", ""]
HARD = ("slots", "modes", "languages", "birth", "age", "minor", "minors", "capacity", "region")
"""Fields that may keep two people apart: a column that looks like one and is not understood is asked about."""
STRICT = frozenset(
    ["email", "slots", "modes", "languages", "birth", "age", "minor", "minors", "capacity", "role", "waiting_days",
     "status"]
)  # fmt: skip
"""Fields whose cells must be readable as such."""
BY_CELLS = {"slots": 0.9, "modes": 0.9, "languages": 0.9, "birth": 0.9, "role": 0.9, "level": 0.75, "field": 0.8,
            "topics": 0.85, "text": 0.85}  # fmt: skip
"""Fields that are found by their cells alone, whatever heads them, and how many of the cells must fit."""
TICKED = ("minor", "minors", "status", "withdrawn")
"""Fields that are told by a yes or a no."""
CHOICES = frozenset(["languages", "modes", "topics"])
"""Fields whose choices may each head a column, to be ticked."""
AGES = ("birth", "age", "minor")
JOINED_GAP = {"text": 7.0, "slots": 8.0, "modes": 0.0, "languages": 2.0, "field": 1.5, "topics": 7.0, "first_name": 3.0,
              "last_name": 3.0, "withdrawn": 3.0, "status": 3.0}  # fmt: skip
"""Fields that several columns may say together, and how much worse than the best a column may fit them."""
MIN_SHARE, SURE_SHARE = 0.5, 0.9
LOOSE_SHARE = {"topics": 0.3, "field": 0.3, "level": 0.3, "region": 0.3}
"""Of fields that people also name in their own words."""
MIN_NAMES_SHARE, MIN_CHECKS_SHARE, MIN_REMOTE_SHARE = 0.8, 0.4, 0.1
MIN_SIBLINGS = 2
MOST_PLACES = 10
"""Few take more at once: cells of greater numbers are of something else, unless their heading says it."""
COUNTS_PEOPLE = PHRASES["counts_people"]
MIN_GRID = 3
"""Columns headed by days that make a grid."""
ASKS: Mapping[Side, re.Pattern[str]] = {"needs": PHRASES["asks_needs"], "offers": PHRASES["asks_offers"]}
"""Words of a heading that ask one side alone, in a sheet that has both."""
FORM_LANGUAGE = ("langue", "language", "lang", "locale")
LOCALE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2})?|[^\W\d_]+ \([A-Z][^)]*\)")
"""« fr », « fr-FR », « Français (France) »: how programs name the language of a form."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it is taken for.

    `dates` is what stands first in its dates; `inner` is the day, the part of the day or the choice that a column of a grid is of; `legend` says what the signs
    in its cells stand for.
    """

    at: int
    heading: str
    field: str = ""
    why: Why = ""
    inner: str = ""
    score: float = 0.0
    legend: Mapping[str, str] = dataclasses.field(default_factory=dict)
    dates: values.DateOrder = "day"

    def read(self, cell: Any) -> Any:
        """Return what a cell says: a tick says its choice, a sign what the heading says of it."""
        if self.legend and isinstance(cell, str):
            signs = re.split(r"[\s,;/+&]+", cell.strip())
            if all(fold(sign) in self.legend for sign in signs):
                return " / ".join(self.legend[fold(sign)] for sign in signs)
        if not self.inner or not is_tick(cell):
            return cell
        return self.inner if is_yes(cell) else None


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


def is_tick(cell: Any) -> bool:
    """Return whether a cell says no more than yes or no."""
    said = values.write_cell(cell).strip()
    return said in values.TICKS or said.lower() in values.NOTHING or fold(said) in values.YES | values.NO


def is_yes(cell: Any) -> bool:
    """Return whether a cell is a tick, or says yes."""
    said = values.write_cell(cell).strip()
    return said in values.TICKS or fold(said) in values.YES


def understand(table: Table, side: Side, judge: Judge, asked: Mapping[str, str]) -> Understood:
    """Return what each column is; `asked` says heading -> field where somebody has said it themselves."""
    read = [_list_choices_of(at, heading, table, side, judge, asked) for at, heading in enumerate(table.headings)]
    columns = _take_siblings(_choose(_leave_lone_slots(read)))
    columns = _leave_other_side(_leave_form_language(columns, table), side)
    columns = _add_places([_find_order(column, table) for column in columns], table, judge)
    doubts = [doubt for column in columns if (doubt := _doubt(column, table, side, judge, columns))]
    return Understood(columns, doubts)


def _list_choices_of(
    at: int, heading: str, table: Table, side: Side, judge: Judge, asked: Mapping[str, str]
) -> list[Column]:
    """Return what a column may be, the likeliest first; at the end: nothing."""
    _outer, inner = split_heading(heading)
    nothing = Column(at, heading, inner=inner, legend=read_legend(heading))
    if told := asked.get(fold(heading)):
        return [replace(nothing, field="" if told == "ignored" else told, why="asked", score=100.0)]
    cells = sample([row.cells[at] for row in table.rows])
    if not heading:
        return [nothing]
    if not cells:
        told_of = next((name for name in ("text", "topics") if name in weigh_words(heading, side)), "")
        return [replace(nothing, field=told_of, why="heading" if told_of else ""), nothing]
    if inner and is_slot_name(inner):
        return [replace(nothing, field="slots", why="heading", score=8.0), nothing]
    if not inner and is_slot_name(heading):
        return [replace(nothing, field="slots", why="heading", inner=heading, score=1.0), nothing]
    words = weigh_all_words(heading, side)
    if all(map(is_tick, cells)) and (choice := _read_choice(nothing, inner or heading, words, judge)):
        return [choice, nothing]
    cells = sample([nothing.read(cell) for cell in cells]) or cells
    told = [*_list_choices(words, cells, judge), *_list_choices_of_people(cells, side)]
    found = [replace(nothing, field=name, score=score, why=why) for name, score, why in told]
    return [*sorted(found, key=lambda one: -one.score), nothing]


def _read_choice(nothing: Column, name: str, words: Mapping[str, int], judge: Judge) -> Column | None:
    """Return a column that stands for one choice of a list, which is ticked: a topic, a language, a way of meeting."""
    is_known = name == nothing.heading and not words.keys() <= CHOICES
    if is_known or any(said in TICKED or said.startswith(IGNORED) for said in words):
        return None
    for choice in ("languages", "modes"):
        if judge.weigh(choice, [name]) == 1:
            return replace(nothing, field=choice, why="heading", inner=name, score=8.0)
    if judge.find_topics(name):
        return replace(nothing, field="topics", why="heading", inner=name, score=8.0)
    return None


def _list_choices(words: Mapping[str, int], cells: Sequence[Any], judge: Judge) -> list[tuple[str, float, Why]]:
    """Return fields with a score each, and whether words or cells speak for it."""
    found: list[tuple[str, float, Why]] = []
    for name, weight in words.items():
        if name.startswith(IGNORED):
            found.append((name, 2.0 * weight + 1, "heading"))
            continue
        share = judge.weigh(name, cells)
        if share >= (MIN_SHARE if name in STRICT or name == "id" else LOOSE_SHARE.get(name, 0.0)):
            found.append((name, 2 * weight + 6 * (share - 0.5), "heading"))
    for name, least in BY_CELLS.items():
        if name not in words and (share := judge.weigh(name, cells)) >= least:
            found.append((name, 2 + 2 * (share - 0.5) - (name == "text"), "cells"))
    if _are_ways_and_places(cells, judge):
        found.append(("modes", 8.9, "heading" if "modes" in words else "cells"))
    if "email" not in words and judge.weigh("email", cells) >= SURE_SHARE:
        found.append(("email", 12.0, "cells"))
    if judge.weigh("topics", cells) >= 0.8 and _are_options(cells, judge):
        found.append(("topics", 8.5, "heading" if "topics" in words else "cells"))
    return found


def _list_choices_of_people(cells: Sequence[Any], side: Side) -> list[tuple[str, float, Why]]:
    """Return fields that cells alone tell of people: names, and of volunteers places, checks and whom they accompany."""
    found: list[tuple[str, float, Why]] = []
    if sum(map(is_whole_name, cells)) >= MIN_NAMES_SHARE * len(cells) and measure_distinct(cells) >= MIN_NAMES_SHARE:
        found.append(("name", 5.5, "cells"))
    if side == "offers":
        if tells_whom(cells):
            found.append(("minors", 12.0, "cells"))
        if sum(map(names_check, cells)) >= MIN_CHECKS_SHARE * len(cells):
            found.append(("ignored.check", 9.0, "cells"))
        if all(map(_is_count, cells)) and any(COUNTS_PEOPLE.search(fold(values.write_cell(cell))) for cell in cells):
            found.append(("capacity", 4.0, "cells"))
    return found


def _is_count(cell: Any) -> bool:
    try:
        return not isinstance(cell, date | bool) and values.read_count(cell) <= MOST_PLACES
    except CellError:
        return False


def _are_ways_and_places(cells: Sequence[Any], judge: Judge) -> bool:
    """Return whether cells name a distance or a town, as « visio », « Toulouse », « visio ou Toulouse »."""
    remote = sum(isinstance(cell, str) and values.names_distance(cell) for cell in cells)
    placed = [cell for cell in cells if any(map(judge.is_place, values.list_places(cell)))]
    fitting = sum(judge.weigh("modes", [cell]) == 1 or cell in placed for cell in cells)
    return bool(placed) and remote >= MIN_REMOTE_SHARE * len(cells) and fitting >= SURE_SHARE * len(cells)


def _add_places(columns: list[Column], table: Table, judge: Judge) -> list[Column]:
    """Where no column tells the place, the towns in one of ways to meet do."""
    if any(column.field == "region" for column in columns):
        return columns
    return columns + [
        replace(column, field="region", why="cells")
        for column in columns
        if column.field == "modes" and not column.inner
        if _are_ways_and_places(sample([row.cells[column.at] for row in table.rows]), judge)
    ]


def _find_order(column: Column, table: Table) -> Column:
    if column.field != "birth":
        return column
    return replace(column, dates=values.find_date_order(row.cells[column.at] for row in table.rows))


def _take_siblings(columns: list[Column]) -> list[Column]:
    """A choice to tick that the programme does not know is a topic beside topics of the same question."""
    beside = Counter(find_base(column.heading) for column in columns if column.field == "topics" and column.inner)
    return [
        replace(one, field="topics", why="heading", score=8.0)
        if not one.field and one.inner and one.why != "asked" and beside[find_base(one.heading)] >= MIN_SIBLINGS
        else one
        for one in columns
    ]


def _are_options(cells: Sequence[Any], judge: Judge) -> bool:
    """Return whether cells choose among the same few entries, as those of a list do."""
    pieces = [piece for cell in cells for piece in values.split_entries(cell, lambda _: False, lambda _: False)]
    folded = {fold(piece) for piece in pieces}
    is_few = len(folded) <= 0.75 * len(pieces)
    named = sum(bool(judge.find_topics(piece)) for piece in folded)
    return len(pieces) >= len(cells) and is_few and named >= 0.75 * len(folded)


def _leave_lone_slots(read: list[list[Column]]) -> list[list[Column]]:
    """A heading that is a day's name is of a grid only beside others."""
    own = [choices for choices in read if choices[0].field == "slots" and choices[0].inner == choices[0].heading]
    return read if len(own) >= MIN_GRID else [choices[1:] if choices in own else choices for choices in read]


def _choose(read: list[list[Column]]) -> list[Column]:
    """Return the likeliest choice of each column; one that loses against another column takes its next."""
    left = [list(choices) for choices in read]
    while losers := _find_losers([choices[0] for choices in left]):
        for at in losers:
            left[at] = left[at][1:]
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
    counts = [values.read_count(cell) for cell in cells if _is_count(cell)]
    is_number = all(re.fullmatch(r"\d+(?:\.0)?", values.write_cell(cell)) for cell in cells)
    return len(counts) == len(cells) >= MIN_GRID and is_number and 0 in counts and max(counts) > 1


def _doubt(column: Column, table: Table, side: Side, judge: Judge, kept: Sequence[Column]) -> Doubt | None:
    """Return the doubt about a column that its words or its cells call a hard condition, and that is none now."""
    if column.field or column.why == "asked" or not column.heading:
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
