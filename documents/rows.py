"""The rows of a table read into people, each cell as what its column is."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents import ages, values
from documents.column_choices import is_yes
from documents.columns import Understood
from documents.entries import ProgrammeLists
from documents.evidence import LEFT, find_sides, is_left
from documents.faults import CellError
from documents.fields import ASKS_ADULT, Cells, FieldReader, SetField, bound
from documents.grids import find_break, has_content
from documents.headings import Side, split_heading
from documents.layout import LeftOut, Row, Table
from documents.names import split_age
from documents.people import BadCell, Person, Reading, drop_earlier
from mentoring.form_rules import fold

LONGEST_ID = 200
NOBODY = re.compile(r"(?:z{2,} )?(?:tests?|essais?|dummy|ne pas utiliser|do not use|a supprimer)(?: .*)?|z{2,}(?: .*)?")
"""Names under which nobody is meant: « zz test record », « TEST TEST », « ne pas utiliser »."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one side's table."""

    understood: Understood
    side: Side
    lists: ProgrammeLists
    today: date
    skipped: Collection[str] = ()
    """Fields of which a cell that cannot be read says nothing, and stops nobody."""

    def read(self, table: Table) -> Reading:
        """Return everybody of the side who can be read."""
        found = Reading(left_out=list(table.left_out))
        readers = FieldReader(self.side, self.lists, self.today).list_readers()
        for row in table.rows:
            if why := self._find_reason_to_leave(row):
                if why != "other_side":
                    found.left_out.append(LeftOut(row.line, why))
                continue
            bad = len(found.bad_cells)
            person = self._read_row(row, readers, found.bad_cells)
            if len(found.bad_cells) == bad:
                found.people.append(person)
        if self._is_silence_of_age(table):
            for person in found.people:
                person.minor = bool(person.minor)
        drop_earlier(found)
        return found

    def _is_silence_of_age(self, table: Table) -> bool:
        """Return whether no cell says that somebody is of age, since those who are not are ticked."""
        columns = self.understood.list_of("minor")
        said = [cell for column in columns for row in table.rows if has_content(cell := row.cells[column.at])]
        asks_adult = any(ASKS_ADULT.search(fold(column.heading)) for column in columns)
        return bool(said) and all(map(is_yes, said)) and not asks_adult

    def _find_reason_to_leave(self, row: Row) -> str:
        roles = [find_sides(row.cells[column.at]) for column in self.understood.list_of("role")]
        said = frozenset().union(*roles)
        if roles and self.side not in said:
            return "other_side" if said else "no_role"
        if any(
            is_left(_find_question(column.heading), row.cells[column.at])
            for column in self.understood.list_of("status")
        ):
            return "status"
        if any(_is_withdrawn(row.cells[column.at]) for column in self.understood.list_of("withdrawn")):
            return "status"
        if NOBODY.fullmatch(fold(self._join_names(row)).strip()):
            return "status"
        told = self.understood.list_of("text", "topics", "slots", "field", "level", "modes")
        is_unfinished = any(
            _is_no(row.cells[column.at]) and not LEFT.search(fold(_find_question(column.heading)))
            for column in self.understood.list_of("status")
        )
        wanted = [column for column in told if column.field in ("text", "topics")]
        if is_unfinished and not any(has_content(row.cells[column.at]) for column in wanted):
            return "unfinished"
        named = self.understood.list_of(
            "name", "first_name", "last_name", "email", "id", *{column.field for column in told}
        )
        return "" if any(has_content(row.cells[column.at]) for column in named) else "blank"

    def _read_row(self, row: Row, readers: Mapping[str, SetField], bad: list[BadCell]) -> Person:
        person = Person(row.line, row=row.cells)
        person.id = self._read_id(row)
        person.name, age = split_age(self._join_names(row))
        person.email = next((said for said in self._list_words(row, "email") if "@" in said), "")
        who = person.name or str(person.id) or person.email
        for name, read in readers.items():
            columns = self.understood.list_of(name)
            cells = [(column, column.read(row.cells[column.at])) for column in columns]
            try:
                _check_formulas(cells)
                read(person, bound(name, cells))
            except CellError as wrong:
                heading = next((column.heading for column, cell in cells if has_content(cell)), name)
                if name not in self.skipped:
                    bad.append(BadCell(row.line, heading, wrong.kind, wrong.details, who))
        if age is not None and self.side == "needs":
            person.minor = bool(person.minor) or age < ages.ADULT_AGE
        return person

    def _read_id(self, row: Row) -> str | int:
        for column in self.understood.list_of("id"):
            cell = row.cells[column.at]
            if isinstance(cell, float) and cell.is_integer():
                cell = int(cell)
            if not has_content(cell) or isinstance(cell, bool | list):
                continue
            if isinstance(cell, int):
                return cell
            said = values.write_words(cell)
            if said and not find_break(said) and not said.startswith("=") and len(said) <= LONGEST_ID:
                return said
        return ""

    def _join_names(self, row: Row) -> str:
        whole = self._list_words(row, "name")
        parts = [*self._list_words(row, "first_name"), *self._list_words(row, "last_name")]
        return whole[0] if whole and not parts else " ".join(parts)

    def _list_words(self, row: Row, *fields: str) -> list[str]:
        cells = (row.cells[column.at] for column in self.understood.list_of(*fields))
        return [said for cell in cells if not find_break(cell) and (said := values.write_words(cell))]


def _find_question(heading: str) -> str:
    """Return what a column asks, without the group that it is in."""
    return split_heading(heading)[1] or heading


def _check_formulas(cells: Cells) -> None:
    for _, cell in cells:
        if why := find_break(cell):
            raise CellError(why, value=cell)


def _is_withdrawn(cell: Any) -> bool:
    if not has_content(cell) or cell is False:
        return False
    said = fold(values.write_cell(cell))
    return said not in values.NO and said not in ("actif", "active", "en cours")


def _is_no(cell: Any) -> bool:
    return cell is False or (isinstance(cell, str) and fold(cell) in values.NO)
