"""What the cells of a row say of a person, field by field; a cell that cannot be read is named, never guessed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents import ages, values
from documents.clearances import read_clearance
from documents.column_choices import Column
from documents.entries import Entries, ProgrammeLists
from documents.faults import CellError
from documents.grids import has_content
from documents.headings import Side
from documents.people import Person
from documents.words import PHRASES
from mentoring.form_rules import fold
from mentoring.slots import SLOTS
from understanding.answers.fields_topics import read_field, read_topics
from understanding.answers.levels import read_level
from understanding.answers.places import ABROAD, read_region

Cells = Sequence[tuple[Column, Any]]
"""Columns of one field, and what stands in them on one line."""
SetField = Callable[[Person, Cells], None]
ADDED_LANGUAGES = PHRASES["added_languages"]
"""Words of a heading below which nobody names the language that everybody speaks."""
ASKS_ADULT = PHRASES["asks_adult"]
"""Words of a heading below which a yes says that somebody is of age."""
TAKEN = PHRASES["taken"]
"""Words of a heading below which places are counted that are no longer free."""
LONGEST_ENTRY = 80
"""What is longer is no entry of a list but a sentence."""
LONGEST_ANSWER = 2_000
"""What is longer says no hour, language or place that could be relied on."""
CLIPPED = ("topics", "field", "level")
"""Fields that keep nobody apart: of a long cell the beginning is read."""
DEPARTMENT_DIGITS, POSTAL_DIGITS = 2, 5


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Fills the fields of one side's people."""

    side: Side
    lists: ProgrammeLists
    today: date

    def list_readers(self) -> Mapping[str, SetField]:
        """Return field -> what fills it from its cells, or raises `CellError`."""
        both = {"text": _set_text, "topics": self._set_topics, "field": self._set_field, "level": self._set_level,
                "region": self._set_region, "slots": _set_slots, "modes": self._set_modes,
                "languages": _set_languages}  # fmt: skip
        if self.side == "offers":
            return both | {"capacity": _set_capacity, "minors": _set_minors}
        return both | {
            "age": _set_age, "birth": self._set_birth, "minor": _set_minor, "waiting_days": _set_waiting,
        }  # fmt: skip

    def _set_topics(self, person: Person, cells: Cells) -> None:
        entries = self.lists.topics
        person.topics = frozenset(
            _resolve_all(cells, entries, lambda said: read_topics(said, entries.catalogue, self.lists.synonyms))
        )

    def _set_field(self, person: Person, cells: Cells) -> None:
        entries = self.lists.fields

        def find(said: str) -> tuple[str, ...]:
            named = read_field(said, entries.catalogue, self.lists.synonyms)
            return (named,) if named else ()

        if self.side == "offers":
            person.fields = frozenset(_resolve_all(cells, entries, find))
        else:
            said = next((words for _, cell in cells if (words := values.write_words(cell))), "")
            person.field = next(iter(_resolve(said, entries, find)), "") if said else ""

    def _set_level(self, person: Person, cells: Cells) -> None:
        entries = self.lists.levels
        said = next((words for _, cell in cells if (words := values.write_words(cell))), "")
        if not said:
            return
        found = entries.find(said) or read_level(said, entries.catalogue, self.lists.synonyms)
        person.level = found or (entries.resolve(said) if len(said) <= LONGEST_ENTRY else "")

    def _set_region(self, person: Person, cells: Cells) -> None:
        entries = self.lists.regions
        for column, cell in cells:
            said = _write_place(column.heading, cell)
            if isinstance(cell, str) and values.names_distance(said):
                said = next(iter(values.list_places(cell)), "")
            if not said:
                continue
            found = entries.find(said) or read_region(said, entries.catalogue, self.lists.synonyms)
            # « Ailleurs » is no place: of two people abroad it is the towns that are alike, or not.
            is_town = found == ABROAD and not entries.find(said)
            person.region = entries.resolve(said) if found is None or is_town else found
            return

    def _set_modes(self, person: Person, cells: Cells) -> None:
        """Fill the ways of meeting: of somebody who names a town there, it is in person."""
        said = [cell for _, cell in cells if has_content(cell)]
        person.modes = frozenset().union(*map(self._read_modes, said)) or values.read_modes(None)

    def _read_modes(self, cell: Any) -> frozenset[str]:
        regions = self.lists.regions
        in_person = frozenset(
            ["in_person"] if any(
                regions.find(piece) or read_region(piece, regions.catalogue, self.lists.synonyms)
                for piece in values.list_places(cell)
            ) else []
        )  # fmt: skip
        try:
            return values.read_modes(cell) | in_person
        except CellError:
            if not in_person:
                raise
            return in_person

    def _set_birth(self, person: Person, cells: Cells) -> None:
        for column, cell in cells:
            if has_content(cell):
                person.born = born = ages.read_birth_date(cell, self.today, column.dates)
                person.minor = ages.is_minor_on(born, self.today)


def bound(field: str, cells: Cells) -> Cells:
    """Return cells no longer than may be read of a field. Raise `CellError` where more would have to count."""
    if field == "text":
        return cells
    if field in CLIPPED:
        return [(column, cell[:LONGEST_ANSWER] if isinstance(cell, str) else cell) for column, cell in cells]
    for _, cell in cells:
        if isinstance(cell, str | list) and len(values.write_cell(cell)) > LONGEST_ANSWER:
            raise CellError("long_answer", value=values.write_cell(cell), most=LONGEST_ANSWER)
    return cells


def _set_text(person: Person, cells: Cells) -> None:
    person.text = "\n".join(said for _, cell in cells if (said := values.write_words(cell)))


def _set_age(person: Person, cells: Cells) -> None:
    for _, cell in cells:
        if has_content(cell):
            person.minor = _read_age(cell)


def _read_age(cell: Any) -> bool | None:
    if ages.tells_range(cell):
        return ages.read_minor(cell)
    try:
        return ages.read_years(cell) < ages.ADULT_AGE
    except CellError:
        return ages.read_minor(cell)


def _set_slots(person: Person, cells: Cells) -> None:
    """Fill the hours. A grid in which nothing is ticked says as little as an empty cell."""
    found: set[str] = set()
    for column, cell in cells:
        if not has_content(cell):
            continue
        read = values.read_grid_cell(column.inner, cell) if column.inner else values.read_week(cell)
        if not read and not column.inner:
            found = set()
            break  # any hour
        found |= read
    person.slots = frozenset(found) if len(found) < len(SLOTS) else frozenset()


def _set_languages(person: Person, cells: Cells) -> None:
    said = [values.read_languages(cell) for _, cell in cells]
    person.languages = frozenset().union(*said) if cells else None
    person.speaks_usual_too = any(ADDED_LANGUAGES.search(fold(column.heading)) for column, _ in cells)


def _set_capacity(person: Person, cells: Cells) -> None:
    counts = [(column, values.read_count(cell)) for column, cell in cells if has_content(cell)]
    taken = [count for column, count in counts if TAKEN.search(fold(column.heading))]
    said = [count for column, count in counts if not TAKEN.search(fold(column.heading))]
    person.capacity = max(0, (said[0] if said else 1) - sum(taken))


def _set_minors(person: Person, cells: Cells) -> None:
    person.minors = any(read_clearance(cell) for _, cell in cells)


def _set_minor(person: Person, cells: Cells) -> None:
    """Fill whether somebody is under 18, where a cell tells; of an age and of what is said, the younger counts."""
    for column, cell in cells:
        told = ages.read_minor(cell)
        is_yes_no = fold(values.write_cell(cell)).partition(" ")[0] in values.YES | values.NO
        if told is not None and is_yes_no and ASKS_ADULT.search(fold(column.heading)):
            told = not told
        if told is not None:
            person.minor = told or bool(person.minor)


def _set_waiting(person: Person, cells: Cells) -> None:
    for _, cell in cells:
        if has_content(cell):
            person.waiting_days = float(values.read_count(cell))


def _resolve_all(cells: Cells, entries: Entries, find: Callable[[str], Sequence[str]]) -> Iterator[str]:
    for _, cell in cells:
        for entry in values.split_entries(cell, lambda said: bool(entries.find(said)), lambda said: bool(find(said))):
            yield from _resolve(values.write_words(entry), entries, find)


def _resolve(said: str, entries: Entries, find: Callable[[str], Sequence[str]]) -> Sequence[str]:
    """Return the ids that an entry names: the programme's own, the nearest, or itself as it is written."""
    if known := entries.find(said):
        return (known,)
    if found := find(said):
        entries.nearest[said] = tuple(found)
        return found
    return (entries.resolve(said),) if said and len(said) <= LONGEST_ENTRY and fold(said) else ()


def _write_place(heading: str, cell: Any) -> str:
    """Return a place; a number of a department or of a post has its zeros again, which spreadsheets drop."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell).zfill(DEPARTMENT_DIGITS if cell < 1000 and "post" not in fold(heading) else POSTAL_DIGITS)
    return values.write_words(cell)
