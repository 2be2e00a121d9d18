"""What one column may be: by the words that head it, and by what stands in its cells."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from documents import ages, values
from documents.clearances import names_check, tells_whom
from documents.evidence import Judge, measure_distinct, sample
from documents.faults import CellError
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

ToldBy = Literal["heading", "cells", "asked", ""]
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
COUNTED = frozenset(["capacity", "age", "birth", "waiting_days", "minors", "status", "withdrawn"])
"""Fields that are told by a number, or by a yes for what heads them: a tick stands for no choice there."""
CHOICES = frozenset(["languages", "modes", "topics"])
"""Fields whose choices may each head a column, to be ticked."""
MIN_SHARE, SURE_SHARE = 0.5, 0.9
LOOSE_SHARE = {"topics": 0.3, "field": 0.3, "level": 0.3, "region": 0.3}
"""Of fields that people also name in their own words."""
LEVEL = re.compile(r"\++|[1-5]|[A-Ca-c][12][+-]?|\*+")
"""How well a language is spoken, below a heading that names it: « ++ », « B2 »."""
SIGN_BREAK = re.compile(r"[\s,;/+&]+")
MIN_NAMES_SHARE, MIN_CHECKS_SHARE, MIN_REMOTE_SHARE = 0.8, 0.4, 0.1
MOST_PLACES = 10
"""Few take more at once: cells of greater numbers are of something else, unless their heading says it."""
COUNTS_PEOPLE = PHRASES["counts_people"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it is taken for.

    `dates` is what stands first in its dates; `inner` is the day, the part of the day or the choice that a column of a
    grid is of; `legend` says what the signs in its cells stand for.
    """

    at: int
    heading: str
    field: str = ""
    told_by: ToldBy = ""
    inner: str = ""
    score: float = 0.0
    legend: Mapping[str, str] = dataclasses.field(default_factory=dict)
    dates: ages.DateOrder = "day"

    def read(self, cell: Any) -> Any:
        """Return what a cell says: a tick says its choice, a sign what the heading says of it."""
        if self.legend and isinstance(cell, str):
            signs = SIGN_BREAK.split(cell.strip())
            if all(fold(sign) in self.legend for sign in signs):
                return " / ".join(self.legend[fold(sign)] for sign in signs)
        if self.inner and self.field == "languages" and LEVEL.fullmatch(values.write_cell(cell).strip()):
            return self.inner
        if not self.inner or not is_tick(cell):
            return cell
        return self.inner if is_yes(cell) else None


def is_tick(cell: Any) -> bool:
    """Return whether a cell says no more than yes or no."""
    said = values.write_cell(cell).strip()
    return said in values.TICKS or said.lower() in values.NOTHING or fold(said) in values.YES | values.NO


def is_yes(cell: Any) -> bool:
    """Return whether a cell is a tick, or says yes."""
    said = values.write_cell(cell).strip()
    return said in values.TICKS or fold(said) in values.YES


def list_ticked(table: Table) -> set[int]:
    """Return the columns that are ticked; by 1 and 0 only where the whole question is, for both may be numbers."""
    cells = [sample([row.cells[at] for row in table.rows]) for at in range(len(table.headings))]
    by_question: dict[str, list[int]] = defaultdict(list)
    for at, heading in enumerate(table.headings):
        if split_heading(heading)[1]:
            by_question[find_base(heading)].append(at)
    return {
        at
        for columns in by_question.values()
        for at in columns
        if all(is_tick(cell) and not values.write_cell(cell).isdigit() for cell in cells[at])
        or all(_is_tick_or_level(cell) for one in columns for cell in cells[one])
    }


def _is_tick_or_level(cell: Any) -> bool:
    return is_tick(cell) or LEVEL.fullmatch(values.write_cell(cell).strip()) is not None


def list_choices(nothing: Column, table: Table, side: Side, judge: Judge, asked: Mapping[str, str]) -> list[Column]:
    """Return what a column may be, the likeliest first; at the end: nothing."""
    at, heading = nothing.at, nothing.heading
    inner = split_heading(heading)[1]
    if told := asked.get(fold(heading)):
        return [replace(nothing, field="" if told == "ignored" else told, told_by="asked", score=100.0), nothing]
    cells = sample([row.cells[at] for row in table.rows])
    nothing = replace(nothing, legend=_find_legend(nothing, cells, table))
    if not heading:
        return [nothing]
    if not cells:
        told_of = next((name for name in ("text", "topics") if name in weigh_words(heading, side)), "")
        return [replace(nothing, field=told_of, told_by="heading" if told_of else ""), nothing]
    for hours in (inner, f"{split_heading(heading)[0]} {inner}"):  # « LUNDI [AM] »
        if inner and is_slot_name(hours):
            return [replace(nothing, field="slots", told_by="heading", inner=hours, score=8.0), nothing]
    if not inner and is_slot_name(heading):
        return [replace(nothing, field="slots", told_by="heading", inner=heading, score=1.0), nothing]
    words = weigh_all_words(heading, side)
    is_choice = nothing.inner or not inner
    if is_choice and (choice := _read_choice(nothing, inner.replace("_", " ") or heading, words, judge)):
        is_level = choice.field == "languages"
        if all(is_tick(cell) or (is_level and LEVEL.fullmatch(values.write_cell(cell))) for cell in cells):
            return [choice, nothing]
    if not inner or (words.keys() & COUNTED and not re.search(r"\d", inner)):
        nothing = replace(nothing, inner="")
    cells = sample([nothing.read(cell) for cell in cells]) or cells
    weighed = [*_weigh_fields(words, cells, judge), *_list_of_people(cells, side)]
    found = [replace(nothing, field=name, score=score, told_by=told_by) for name, score, told_by in weighed]
    return [*sorted(found, key=lambda one: -one.score), nothing]


def _find_legend(column: Column, cells: Sequence[Any], table: Table) -> Mapping[str, str]:
    """Return what the signs of a column stand for: as its heading says, or a line above the headings."""
    if own := read_legend(column.heading):
        return own
    signs = {fold(sign) for cell in cells for sign in SIGN_BREAK.split(values.write_cell(cell).strip())}
    return table.legend if signs and signs <= table.legend.keys() else {}


def _read_choice(nothing: Column, name: str, words: Mapping[str, int], judge: Judge) -> Column | None:
    """Return a column that stands for one choice of a list, which is ticked: a topic, a language, a way of meeting."""
    is_known = name == nothing.heading and not words.keys() <= CHOICES
    if is_known or any(said in TICKED or said.startswith(IGNORED) for said in words):
        return None
    for choice in ("languages", "modes"):
        if judge.weigh(choice, [name]) == 1:
            return replace(nothing, field=choice, told_by="heading", inner=name, score=8.0)
    if judge.find_topics(name):
        return replace(nothing, field="topics", told_by="heading", inner=name, score=8.0)
    return None


def _weigh_fields(words: Mapping[str, int], cells: Sequence[Any], judge: Judge) -> list[tuple[str, float, ToldBy]]:
    """Return fields with a score each, and whether words or cells speak for it."""
    found: list[tuple[str, float, ToldBy]] = []
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
    if are_ways_and_places(cells, judge):
        found.append(("modes", 8.9, "heading" if "modes" in words else "cells"))
    is_somebody_elses = any(name.startswith(IGNORED) for name in words)
    if "email" not in words and not is_somebody_elses and judge.weigh("email", cells) >= SURE_SHARE:
        found.append(("email", 12.0, "cells"))
    if judge.weigh("topics", cells) >= 0.8 and _are_options(cells, judge):
        found.append(("topics", 8.5, "heading" if "topics" in words else "cells"))
    return found


def _list_of_people(cells: Sequence[Any], side: Side) -> list[tuple[str, float, ToldBy]]:
    """Return what cells alone tell: names, and of volunteers places, checks and whom they accompany."""
    found: list[tuple[str, float, ToldBy]] = []
    if sum(map(is_whole_name, cells)) >= MIN_NAMES_SHARE * len(cells) and measure_distinct(cells) >= MIN_NAMES_SHARE:
        found.append(("name", 5.5, "cells"))
    if side == "offers":
        if tells_whom(cells):
            found.append(("minors", 12.0, "cells"))
        if sum(map(names_check, cells)) >= MIN_CHECKS_SHARE * len(cells):
            found.append(("ignored.check", 9.0, "cells"))
        if all(map(is_count, cells)) and any(COUNTS_PEOPLE.search(fold(values.write_cell(cell))) for cell in cells):
            found.append(("capacity", 4.0, "cells"))
    return found


def is_count(cell: Any) -> bool:
    """Return whether a cell tells so few places as one person may have."""
    try:
        return not isinstance(cell, date | bool) and values.read_count(cell) <= MOST_PLACES
    except CellError:
        return False


def are_ways_and_places(cells: Sequence[Any], judge: Judge) -> bool:
    """Return whether cells name a distance or a town, as « visio », « Toulouse », « visio ou Toulouse »."""
    remote = sum(isinstance(cell, str) and values.names_distance(cell) for cell in cells)
    placed = [cell for cell in cells if any(map(judge.is_place, values.list_places(cell)))]
    fitting = sum(judge.weigh("modes", [cell]) == 1 or cell in placed for cell in cells)
    return bool(placed) and remote >= MIN_REMOTE_SHARE * len(cells) and fitting >= SURE_SHARE * len(cells)


def _are_options(cells: Sequence[Any], judge: Judge) -> bool:
    """Return whether cells choose among the same few entries, as those of a list do."""
    pieces = [piece for cell in cells for piece in values.split_entries(cell, lambda _: False, lambda _: False)]
    folded = {fold(piece) for piece in pieces}
    is_few = len(folded) <= 0.75 * len(pieces)
    named = sum(bool(judge.find_topics(piece)) for piece in folded)
    return len(pieces) >= len(cells) and is_few and named >= 0.75 * len(folded)
