"""The rows of a table read into people, each cell as what its column is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents import values
from documents.columns import Column, Understood
from documents.entries import Entries, ProgrammeLists
from documents.evidence import LEFT, find_sides, is_left
from documents.faults import CellError
from documents.grids import ERRORS, has_content
from documents.headings import Side
from documents.layout import LeftOut, Row, Table
from documents.people import BadCell, Person, Reading, drop_earlier
from documents.words import PHRASES
from mentoring.form_rules import fold, tidy
from mentoring.slots import SLOTS
from understanding.answers.fields_topics import read_field, read_topics
from understanding.answers.levels import read_level
from understanding.answers.places import ABROAD, read_region

FORBIDDEN_CHARACTERS = dict.fromkeys(map(ord, "\ufffe\uffff"))
"""No workbook can hold these, and nothing shows them."""
ADDED_LANGUAGES = PHRASES["added_languages"]
"""Words of a heading below which nobody names the language that everybody speaks."""
ASKS_ADULT = PHRASES["asks_adult"]
"""Words of a heading below which a yes says that somebody is of age."""
LONGEST_ENTRY = 80
"""What is longer is no entry of a list but a sentence."""
DEPARTMENT_DIGITS, POSTAL_DIGITS = 2, 5


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one side's table."""

    understood: Understood
    side: Side
    lists: ProgrammeLists
    today: date

    def read(self, table: Table) -> Reading:
        """Return everybody of the side who can be read."""
        found = Reading(left_out=list(table.left_out))
        for row in table.rows:
            if why := self._find_reason_to_leave(row):
                if why != "other_side":
                    found.left_out.append(LeftOut(row.line, why))
                continue
            bad = len(found.bad_cells)
            person = self._read_row(row, table, found.bad_cells)
            if len(found.bad_cells) == bad:
                found.people.append(person)
        drop_earlier(found)
        return found

    def _find_reason_to_leave(self, row: Row) -> str:
        roles = [find_sides(row.cells[column.at]) for column in self.understood.list_of("role")]
        said = frozenset().union(*roles)
        if roles and self.side not in said:
            return "other_side" if said else "no_role"
        if any(is_left(column.heading, row.cells[column.at]) for column in self.understood.list_of("status")):
            return "status"
        if any(_is_withdrawn(row.cells[column.at]) for column in self.understood.list_of("withdrawn")):
            return "status"
        told = self.understood.list_of("text", "topics", "slots", "field", "level", "modes")
        is_unfinished = any(
            _is_no(row.cells[column.at]) and not LEFT.search(fold(column.heading))
            for column in self.understood.list_of("status")
        )
        wanted = [column for column in told if column.field in ("text", "topics")]
        if is_unfinished and not any(has_content(row.cells[column.at]) for column in wanted):
            return "unfinished"
        named = self.understood.list_of(
            "name", "first_name", "last_name", "email", "id", *{column.field for column in told}
        )
        return "" if any(has_content(row.cells[column.at]) for column in named) else "blank"

    def _read_row(self, row: Row, table: Table, bad: list[BadCell]) -> Person:
        person = Person(row.line, row=row.cells)
        person.id = self._read_id(row, table)
        person.name = self._join_names(row)
        person.email = next((said for said in self._list_words(row, "email") if "@" in said), "")
        person.text = "\n".join(self._list_words(row, "text"))
        for name, read in self._list_readers().items():
            columns = self.understood.list_of(name)
            cells = [(column, column.read(row.cells[column.at])) for column in columns]
            try:
                read(person, cells)
            except CellError as wrong:
                heading = next((column.heading for column, cell in cells if has_content(cell)), name)
                bad.append(BadCell(row.line, heading, wrong.kind, wrong.details))
        return person

    def _read_id(self, row: Row, table: Table) -> str | int:
        for column in self.understood.list_of("id"):
            cell = row.cells[column.at]
            if isinstance(cell, float) and cell.is_integer():
                cell = int(cell)
            if (row.line, column.at) in table.uncomputed or not has_content(cell) or isinstance(cell, bool | list):
                continue
            if isinstance(cell, int):
                return cell
            said = _clean(str(cell))
            if said and said not in ERRORS and not said.startswith("=") and len(said) <= 200:
                return said
        return ""

    def _join_names(self, row: Row) -> str:
        whole = self._list_words(row, "name")
        parts = [*self._list_words(row, "first_name"), *self._list_words(row, "last_name")]
        return whole[0] if whole and not parts else " ".join(parts)

    def _list_words(self, row: Row, *fields: str) -> list[str]:
        cells = (row.cells[column.at] for column in self.understood.list_of(*fields))
        return [said for cell in cells if (said := _clean(values.write_cell(cell)))]

    def _list_readers(self) -> Mapping[str, Callable[[Person, "Cells"], None]]:
        both = {"topics": self._set_topics, "level": self._set_level, "region": self._set_region, "slots": _set_slots,
                "modes": _set_modes, "languages": _set_languages, "field": self._set_field}  # fmt: skip
        if self.side == "needs":
            return both | {
                "age": self._set_age,
                "birth": self._set_birth,
                "minor": _set_minor,
                "waiting_days": _set_waiting,
            }
        return both | {"capacity": _set_capacity, "minors": _set_minors}

    def _set_topics(self, person: Person, cells: "Cells") -> None:
        entries = self.lists.topics
        person.topics = frozenset(
            _resolve_all(cells, entries, lambda said: read_topics(said, entries.catalogue, self.lists.synonyms))
        )

    def _set_field(self, person: Person, cells: "Cells") -> None:
        entries = self.lists.fields

        def find(said: str) -> tuple[str, ...]:
            named = read_field(said, entries.catalogue, self.lists.synonyms)
            return (named,) if named else ()

        if self.side == "offers":
            person.fields = frozenset(_resolve_all(cells, entries, find))
        else:
            said = next((words for _, cell in cells if (words := _clean(values.write_cell(cell)))), "")
            person.field = next(iter(_resolve(said, entries, find)), "") if said else ""

    def _set_level(self, person: Person, cells: "Cells") -> None:
        entries = self.lists.levels
        said = next((words for _, cell in cells if (words := _clean(values.write_cell(cell)))), "")
        found = entries.find(said) or read_level(said, entries.catalogue, self.lists.synonyms)
        person.level = found or (entries.resolve(said) if len(said) <= LONGEST_ENTRY else "")

    def _set_region(self, person: Person, cells: "Cells") -> None:
        entries = self.lists.regions
        for column, cell in cells:
            if not (said := _write_place(column.heading, cell)):
                continue
            found = entries.find(said) or read_region(said, entries.catalogue, self.lists.synonyms)
            # « Ailleurs » is no place: of two people abroad it is the towns that are alike, or not.
            is_town = found == ABROAD and not entries.find(said)
            person.region = entries.resolve(said) if found is None or is_town else found
            return

    def _set_age(self, person: Person, cells: "Cells") -> None:
        for _, cell in cells:
            if has_content(cell):
                person.minor = _read_age(cell)

    def _set_birth(self, person: Person, cells: "Cells") -> None:
        for _, cell in cells:
            if has_content(cell):
                person.minor = values.is_minor_on(values.read_birth_date(cell, self.today), self.today)


Cells = Sequence[tuple[Column, Any]]


def _read_age(cell: Any) -> bool | None:
    try:
        return values.read_years(cell) < values.ADULT_AGE
    except CellError:
        return values.read_minor(cell)


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


def _set_modes(person: Person, cells: Cells) -> None:
    said = [cell for _, cell in cells if has_content(cell)]
    person.modes = frozenset().union(*(values.read_modes(cell) for cell in said)) or values.read_modes(None)


def _set_languages(person: Person, cells: Cells) -> None:
    said = [values.read_languages(cell) for _, cell in cells]
    person.languages = frozenset().union(*said) if cells else None
    person.speaks_usual_too = any(ADDED_LANGUAGES.search(fold(column.heading)) for column, _ in cells)


def _set_capacity(person: Person, cells: Cells) -> None:
    said = [values.read_count(cell) for _, cell in cells if has_content(cell)]
    person.capacity = said[0] if said else 1


def _set_minors(person: Person, cells: Cells) -> None:
    person.minors = any(values.read_yes_no(cell) for _, cell in cells)


def _set_minor(person: Person, cells: Cells) -> None:
    for column, cell in cells:
        told = values.read_minor(cell)
        is_yes_no = fold(values.write_cell(cell)).partition(" ")[0] in values.YES | values.NO
        if told is not None and is_yes_no and ASKS_ADULT.search(fold(column.heading)):
            told = not told
        person.minor = (False if person.minor is None else person.minor) if told is None else told


def _set_waiting(person: Person, cells: Cells) -> None:
    for _, cell in cells:
        if has_content(cell):
            person.waiting_days = float(values.read_count(cell))


def _resolve_all(cells: Cells, entries: Entries, find: Callable[[str], Sequence[str]]) -> Iterator[str]:
    for _, cell in cells:
        for entry in values.split_entries(cell, lambda said: bool(entries.find(said)), lambda said: bool(find(said))):
            yield from _resolve(_clean(entry), entries, find)


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
    return _clean(values.write_cell(cell))


def _clean(said: str) -> str:
    return (
        said
        if said.isascii() and said.isprintable() and "  " not in said
        else tidy(said.translate(FORBIDDEN_CHARACTERS))
    )


def _is_withdrawn(cell: Any) -> bool:
    if not has_content(cell) or cell is False:
        return False
    said = fold(values.write_cell(cell))
    return said not in values.NO and said not in ("actif", "active", "en cours")


def _is_no(cell: Any) -> bool:
    return cell is False or (isinstance(cell, str) and fold(cell) in values.NO)
