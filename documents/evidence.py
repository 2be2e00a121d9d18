"""How well the cells of a column fit each field that it may be: 1 where all of them do, 0 where none does."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents import ages, values
from documents.clearances import read_clearance
from documents.faults import CellError
from documents.grids import find_break, has_content
from documents.names import fits_name
from documents.words import PHRASES
from mentoring.form_rules import fold
from mentoring.programme import Programme
from understanding.answers.fields_topics import read_field, read_topics
from understanding.answers.levels import read_level
from understanding.answers.places import read_region

SAMPLE = 120
"""Cells of a column that are looked at."""
CLIP_CHARACTERS = 500
"""Of a cell, to see what it is: a letter is known by its first lines."""
EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[A-Za-z]{2,}")
SHORT_CHARACTERS, SENTENCE_WORDS, MAX_ENTRY_WORDS = 60, 5, 8
END_SIGNS = (".", "!", "?", "…")
MIN_AGE, MAX_AGE = 8, 99
MAX_PLACES = 60
"""Nobody accompanies more young people than that: it is the number of something else."""
SIDE_BREAK = re.compile(r"[,;/+&|]| et | and | ou | or ")
YOUNG, HELPER, BOTH_SIDES = PHRASES["young"], PHRASES["helper"], PHRASES["both_sides"]
LEFT, KEPT, STAYS = PHRASES["left"], PHRASES["kept"], PHRASES["stays"]
TICK = PHRASES["tick"]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges columns in a programme on a day."""

    programme: Programme
    today: date

    def weigh(self, field: str, cells: Sequence[Any]) -> float:
        """Return the share of the cells that fit a field."""
        check = CHECKS.get(field)
        if check is None or not cells:
            return 0.0
        shares = [check(self, cell) for cell in cells]
        whole = sum(shares) / len(shares)
        return whole * measure_distinct(cells) if field in DISTINCT else whole

    def is_place(self, said: str) -> bool:
        """Return whether words name a place of a region."""
        return bool(read_region(said, self.programme.regions, self.programme.synonyms))

    def find_topics(self, said: str) -> tuple[str, ...]:
        """Return the topics that words name."""
        return read_topics(said, self.programme.topics, self.programme.synonyms)


def sample(cells: Sequence[Any]) -> list[Any]:
    """Return the first cells of a column that say something."""
    found = []
    for cell in cells:
        if has_content(cell) and cell != [] and not find_break(cell):
            found.append(cell[:CLIP_CHARACTERS] if isinstance(cell, str) else cell)
            if len(found) == SAMPLE:
                break
    return found


def find_sides(cell: Any) -> frozenset[str]:
    """Return which side a cell says that somebody is on; both, or none."""
    written = values.write_cell(cell).casefold()
    if BOTH_SIDES.fullmatch(fold(written)):
        return frozenset(["needs", "offers"])
    parts = [fold(part) for part in SIDE_BREAK.split(written)]
    young = [part for part in parts if YOUNG.search(part)]
    helping = [part for part in parts if part not in young and HELPER.search(part)]
    return frozenset([*(["needs"] if young else []), *(["offers"] if helping else [])])


def is_left(heading: str, cell: Any) -> bool:
    """Return whether a status says that a line does not count: a draft, a test, somebody who left."""
    said, about = fold(values.write_cell(cell).replace("_", " ")), fold(heading)
    if said in values.YES or cell is True:
        return LEFT.search(about) is not None
    if said in values.NO or cell is False:
        return STAYS.fullmatch(about) is not None
    return isinstance(cell, str) and LEFT.search(said) is not None


def measure_distinct(cells: Sequence[Any]) -> float:
    """Return how many different cells there are, as a share of all."""
    return len({fold(values.write_cell(cell)) for cell in cells}) / len(cells)


def _reads(read: Callable[[Any], object]) -> Callable[[Any], bool]:
    def fits(cell: Any) -> bool:
        try:
            return read(cell) is not None
        except CellError:
            return False

    return fits


def _is_short(cell: Any) -> bool:
    return isinstance(cell, str | list) and len(values.write_cell(cell)) <= SHORT_CHARACTERS and not _is_figure(cell)


def _is_figure(cell: Any) -> bool:
    return re.fullmatch(r"[\d\s.,:/+-]+", values.write_cell(cell)) is not None


def _fits_entry(cell: Any, find: Callable[[str], object]) -> float:
    if isinstance(cell, bool | int | float | date) or TICK.fullmatch(fold(values.write_cell(cell))):
        return 0.0
    said = values.write_cell(cell)
    pieces = [piece for piece in re.split(r"[;,|/\n+]", said) if piece.strip()]
    if max((len(piece.split()) for piece in pieces), default=0) > MAX_ENTRY_WORDS:
        return 0.1  # a sentence, whatever it names
    return 1.0 if find(said) else 0.4 if _is_short(cell) else 0.1


def _fits_region(judge: Judge, cell: Any) -> float:
    said = values.write_cell(cell)
    if isinstance(cell, bool | date) or EMAIL.search(said) or TICK.fullmatch(fold(said)):
        return 0.0
    if read_region(said, judge.programme.regions, judge.programme.synonyms):
        return 1.0 if len(said.split()) <= 8 else 0.3
    return 0.6 if _is_short(cell) and len(said.split()) <= 5 else 0.0


def _fits_text(_judge: Judge, cell: Any) -> float:
    if not isinstance(cell, str) or EMAIL.fullmatch(cell.strip()):
        return 0.0
    words = len(cell.split())
    is_sentence = words >= 2 and cell.rstrip()[-1:] in END_SIGNS
    return 1.0 if words >= SENTENCE_WORDS or is_sentence else 0.4 if words >= 2 else 0.2


def _fits_birth(judge: Judge, cell: Any) -> float:
    try:
        born = ages.read_birth_date(cell, judge.today)
    except CellError:
        return 0.0
    return 1.0 if 9 <= judge.today.year - born.year <= 95 else 0.0


def _fits_id(_judge: Judge, cell: Any) -> float:
    said = values.write_cell(cell)
    return 1.0 if len(said) <= 60 and len(said.split()) <= 2 and not isinstance(cell, bool | date) else 0.0


def _fits_slots(_judge: Judge, cell: Any) -> float:
    has_words = isinstance(cell, str | list) and re.search(r"[^\W\d_]{3}", values.write_cell(cell)) is not None
    return float(has_words and _reads(values.read_week)(cell))


def _fits_role(_judge: Judge, cell: Any) -> float:
    return 1.0 if len(values.write_cell(cell)) <= SHORT_CHARACTERS and find_sides(cell) else 0.0


def _fits_status(_judge: Judge, cell: Any) -> float:
    said = fold(values.write_cell(cell).replace("_", " "))
    return float(len(said) <= SHORT_CHARACTERS and bool(LEFT.search(said) or KEPT.search(said)))


def _fits_email(_judge: Judge, cell: Any) -> float:
    return float(EMAIL.fullmatch(values.write_cell(cell)) is not None)


def _fits_name(_judge: Judge, cell: Any) -> float:
    return float(fits_name(cell))


def _fits_age(_judge: Judge, cell: Any) -> float:
    reads = _reads(ages.read_years)(cell) and not isinstance(cell, date)
    return float(reads and MIN_AGE <= ages.read_years(cell) <= MAX_AGE)


def _fits_modes(_judge: Judge, cell: Any) -> float:
    is_said = not isinstance(cell, bool | int | float) and len(values.write_cell(cell)) < 2 * SHORT_CHARACTERS
    return float(is_said and _reads(values.read_modes)(cell))


def _fits_languages(_judge: Judge, cell: Any) -> float:
    return float(isinstance(cell, str | list) and values.is_language(cell))


def _fits_capacity(_judge: Judge, cell: Any) -> float:
    reads = len(values.write_cell(cell)) <= SHORT_CHARACTERS and _reads(values.read_count)(cell)
    return float(reads and values.read_count(cell) <= MAX_PLACES)


def _fits_withdrawn(_judge: Judge, cell: Any) -> float:
    return float(isinstance(cell, date | bool) or _is_short(cell))


def _fits_level(judge: Judge, cell: Any) -> float:
    known = judge.programme
    return _fits_entry(cell, lambda said: read_level(said, known.levels, known.synonyms))


def _fits_field(judge: Judge, cell: Any) -> float:
    known = judge.programme
    return _fits_entry(cell, lambda said: read_field(said, known.fields, known.synonyms))


CHECKS: Mapping[str, Callable[[Judge, Any], float]] = {
    "id": _fits_id,
    "email": _fits_email,
    "name": _fits_name,
    "first_name": _fits_name,
    "last_name": _fits_name,
    "birth": _fits_birth,
    "age": _fits_age,
    "minor": lambda _judge, cell: float(_reads(ages.read_minor)(cell)),
    "minors": lambda _judge, cell: float(_reads(read_clearance)(cell)),
    "level": _fits_level,
    "field": _fits_field,
    "topics": lambda judge, cell: _fits_entry(cell, judge.find_topics),
    "text": _fits_text,
    "slots": _fits_slots,
    "modes": _fits_modes,
    "languages": _fits_languages,
    "region": _fits_region,
    "capacity": _fits_capacity,
    "waiting_days": lambda _judge, cell: float(_reads(values.read_count)(cell)),
    "role": _fits_role,
    "status": _fits_status,
    "withdrawn": _fits_withdrawn,
}
DISTINCT = frozenset(["id", "email"])
"""Whatever names somebody is not the same for everybody."""
