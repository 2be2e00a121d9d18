"""Which column is what: by the words that head it, and by what stands in its cells."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from documents import values
from documents.evidence import Judge, sample
from documents.faults import CellError
from documents.grids import has_content
from documents.layout import Table
from mentoring.form_rules import fold

Side = Literal["needs", "offers"]
IGNORED = "ignored."
HARD = ("slots", "modes", "languages", "birth", "age", "minor", "minors", "capacity", "region")
"""Fields that may keep two people apart: a column that looks like one and is not understood is asked about."""
STRICT = frozenset(["email", "slots", "modes", "languages", "birth", "age", "minor", "minors", "capacity", "role", "waiting_days", "status"])
"""Fields whose cells must be readable as such."""
BY_CELLS = ("email", "slots", "modes", "languages", "birth", "role", "topics", "text")
"""Fields that are found by their cells alone, whatever heads them."""
JOINED = frozenset(["text", "topics", "field", "slots", "languages", "first_name", "last_name", "name", "withdrawn", "status", "modes"])
"""Fields that several columns may say together."""
MIN_SHARE, SURE_SHARE = 0.5, 0.9
GRID = re.compile(r"(?P<outer>.+?)\s*(?:\[(?P<inner>[^\]]+)\]|(?:\s[-–—>›|]\s|\s?:\s|\.)(?P<last>[^-–—>›|:.]+))\s*$")
"""« Quand es-tu disponible ? [Lundi] », "When could you meet? - Monday"."""
AFTERTHOUGHT = re.compile(r"\([^)]*\)|\b(?:plusieurs reponses? possibles?|tick all that apply|select all that apply|please select.*|selected choice|cochez.*|obligatoire|required|optional|facultatif)\b")
TRAILING_NUMBER = re.compile(r"[\s_.]*\d{1,2}$")


class Head(NamedTuple):
    """Words that head columns of a field, on one side or both, and how sure they are."""

    field: str
    side: str
    weight: int
    words: re.Pattern[str]


HEADS = [
    Head(row["field"], row.get("side", ""), row["weight"], re.compile("|".join(row["words"])))
    for row in tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))["heads"]
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it is taken for: its place, heading and field; `inner` is what a grid's column is of."""

    at: int
    heading: str
    field: str = ""
    why: Literal["heading", "cells", "asked", ""] = ""
    inner: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column that may keep people apart and cannot be read as such."""

    column: Column
    field: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What the columns of a table are, and what is in doubt."""

    columns: list[Column]
    doubts: list[Doubt] = field(default_factory=list)

    def list_of(self, *fields: str) -> list[Column]:
        """Return the columns of some fields, in the order of the sheet."""
        return [column for column in self.columns if column.field in fields]

    def has(self, *fields: str) -> bool:
        """Return whether a field has a column."""
        return any(column.field in fields for column in self.columns)


def is_heading(words: str) -> bool:
    """Return whether words head columns on either side."""
    return bool(_weigh_words(words, "needs") or _weigh_words(words, "offers")) or _is_slot_name(words)


@lru_cache(values.CACHE_SIZE)
def _weigh_words(heading: str, side: Side) -> Mapping[str, int]:
    """Return field -> how surely these words head it."""
    found: dict[str, int] = {}
    for name in _list_names(heading):
        for head in HEADS:
            if head.side in ("", side) and head.words.fullmatch(name):
                found[head.field] = max(found.get(head.field, 0), head.weight)
    return found


def _list_names(heading: str) -> list[str]:
    """Return a heading as it may be known: whole, without what is in brackets, without a number at its end."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("_", " "))
    whole, short = fold(spaced), fold(AFTERTHOUGHT.sub(" ", spaced.casefold()))
    return list(dict.fromkeys([fold(heading), whole, short, TRAILING_NUMBER.sub("", whole), TRAILING_NUMBER.sub("", short)]))


def _is_slot_name(words: str) -> bool:
    try:
        return bool(fold(words)) and len(words) < 30 and bool(values.read_week(words))
    except CellError:
        return False


def understand(table: Table, side: Side, judge: Judge, asked: Mapping[str, str]) -> Understood:
    """Return what each column is; `asked` says heading -> field where somebody has said it themselves."""
    columns = [_understand_column(at, heading, table, side, judge, asked) for at, heading in enumerate(table.headings)]
    columns = _leave_lone_slots(columns)
    kept = _keep_best(columns)
    doubts = [doubt for column in kept if (doubt := _doubt(column, table, side, judge, kept))]
    return Understood(kept, doubts)


def list_cells(table: Table, column: Column) -> list[Any]:
    """Return the cells of a column; a tick says what heads it."""
    return [read_tick(column, row.cells[column.at]) for row in table.rows]


def read_tick(column: Column, cell: Any) -> Any:
    """Return a cell; where its column is of one choice, a yes is that choice and a no is nothing."""
    if not column.inner or not has_content(cell):
        return cell
    said = values.write_cell(cell)
    if said in values.TICKS or fold(said) in values.YES:
        return column.inner
    return None if said.strip().lower() in values.NOTHING or fold(said) in values.NO else cell


def _understand_column(
    at: int, heading: str, table: Table, side: Side, judge: Judge, asked: Mapping[str, str]
) -> Column:
    outer, inner = split_heading(heading)
    bare = Column(at, heading, inner=inner)
    if told := asked.get(fold(heading)):
        return Column(at, heading, "" if told == "ignored" else told, "asked", inner, 100.0)
    cells = sample([row.cells[at] for row in table.rows])
    if not cells or not heading:
        return bare
    if inner and _is_slot_name(inner):
        return Column(at, heading, "slots", "heading", inner, 8.0)
    if not inner and _is_slot_name(heading):
        return Column(at, heading, "slots", "heading", heading, 1.0)
    cells = sample([read_tick(bare, cell) for cell in cells]) or cells
    words = dict(_weigh_words(outer if inner else heading, side)) | dict(_weigh_words(heading, side))
    if inner and (within := _weigh_words(inner, side)):
        words = {name: max(words.get(name, 0), within.get(name, 0)) for name in {*words, *within}}
    best = max(_list_choices(words, cells, judge), key=lambda one: one[1], default=("", 0.0, ""))
    return Column(at, heading, best[0], best[2], inner, best[1]) if best[0] else bare  # type: ignore[arg-type]


def split_heading(heading: str) -> tuple[str, str]:
    """Return the question and the one of its choices that a heading is of; nothing where it is of none."""
    found = GRID.fullmatch(heading)
    if not found:
        return heading, ""
    inner = (found["inner"] or found["last"] or "").strip()
    return (found["outer"].strip(), inner) if found["inner"] or _is_slot_name(inner) else (heading, "")


def _list_choices(words: Mapping[str, int], cells: Sequence[Any], judge: Judge) -> list[tuple[str, float, str]]:
    found = []
    for name, weight in words.items():
        if name.startswith(IGNORED):
            found.append((name, 2.0 * weight + 1, "heading"))
            continue
        share = judge.weigh(name, cells)
        if share >= MIN_SHARE or name not in STRICT | {"id"}:
            found.append((name, 2 * weight + 6 * (share - 0.5), "heading"))
    if not words or max((one[1] for one in found), default=0.0) < 4:
        for name in BY_CELLS:
            if name not in words and (share := judge.weigh(name, cells)) >= SURE_SHARE:
                found.append((name, 2 + 2 * (share - 0.5) - (name == "text"), "cells"))
    return found


def _leave_lone_slots(columns: list[Column]) -> list[Column]:
    """A heading that is a day's name is of a grid only beside others."""
    own = [column for column in columns if column.field == "slots" and column.inner == column.heading]
    if len(own) >= 3 or not own:
        return columns
    return [Column(one.at, one.heading) if one in own else one for one in columns]


def _keep_best(columns: list[Column]) -> list[Column]:
    """Of several columns that would be the same, keep those that can be said together, or headed alike, or the best."""
    by_field: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        by_field[column.field].append(column)
    lost: set[int] = set()
    for name, found in by_field.items():
        if not name or name.startswith(IGNORED) or len(found) == 1:
            continue
        best = max(found, key=lambda one: (one.score, -one.at))
        for column in found:
            alike = _find_base(column.heading) == _find_base(best.heading)
            together = name in JOINED and column.score >= best.score - JOINED_GAP.get(name, 3.0)
            if not alike and not together:
                lost.add(column.at)
    return [Column(one.at, one.heading, inner=one.inner) if one.at in lost else one for one in columns]


JOINED_GAP = {"text": 7.0, "slots": 8.0, "modes": 0.0, "languages": 2.0, "field": 1.5, "topics": 4.0}
"""How much worse than the best a column may fit, and still be said together with it."""


def _find_base(heading: str) -> str:
    return TRAILING_NUMBER.sub("", fold(split_heading(heading)[0]))


def _doubt(column: Column, table: Table, side: Side, judge: Judge, kept: Sequence[Column]) -> Doubt | None:
    """Return the doubt about a column that its words or its cells call a hard condition, and that is none now."""
    if column.field or column.why == "asked" or not column.heading:
        return None
    cells = sample([row.cells[column.at] for row in table.rows])
    if not cells:
        return None
    named = {one.field for one in kept}
    words = _weigh_words(split_heading(column.heading)[0], side)
    for name in HARD:
        if name in named or (name in AGES and named & set(AGES)):
            continue
        if words.get(name, 0) >= 3 or judge.weigh(name, cells) >= SURE_SHARE and name in BY_CELLS:
            return Doubt(column, name)
    return None


AGES = ("birth", "age", "minor")
