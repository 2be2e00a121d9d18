"""Two files read into needs and offers, numbered in the order of their names: that of the lines changes nothing."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cli.bounded_files import FileTooLarge, read_bytes
from documents import tables
from documents.columns import Understood, understand
from documents.entries import ProgrammeLists
from documents.evidence import Judge, find_sides
from documents.faults import Faults
from documents.grids import Grid, Unreadable
from documents.headings import Side, find_fields, mark_choices
from documents.layout import Table, lay_out
from documents.limits import MAX_FILE_BYTES, TableTooLarge
from documents.people import Person, Reading
from documents.rows import RowReader
from matching import Need, Offer
from mentoring.form_rules import fold
from mentoring.slots import HOURS_IN_WEEK, compute_week_mask

ANY_HOUR = (1 << HOURS_IN_WEEK) - 1
SAME_CLOCK = datetime(2001, 1, 1, tzinfo=UTC)
"""Slots of files have no time zone: everybody's clock shows the same."""
MIN_NAMED = 3
"""People who name languages: what fewer speak says little of the others."""
UNREADABLE = {FileNotFoundError: "absent", PermissionError: "forbidden", IsADirectoryError: "no_file"}
ONE_SIDED = {
    "needs": ("birth", "age", "minor", "level", "waiting_days"),
    "offers": ("capacity", "minors", "ignored.check"),
}
"""Columns that only one side has: they show which of two sheets is which."""
CONDITIONS_OF_BOTH = ("slots", "modes", "languages", "region")
"""Fields that both sides are held to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever runs the command has said of the files: sheets to read, and columns that are something else."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading, folded -> field, or ``ignored``."""
    sheets: Collection[str] = ()
    is_lenient: bool = False
    minors: str = ""
    """The rule on minors that is asked for instead of the programme's: ``cleared`` or ``everybody``."""


@dataclass(frozen=True, slots=True)
class SideTable:
    """A table that is taken for one side, what its columns are, and what it gave."""

    path: Path
    table: Table
    understood: Understood
    reading: Reading


@dataclass(frozen=True, slots=True)
class People:
    """The people of one side: profiles by number, what each number is called, and what each said."""

    source: SideTable
    profiles: list[Any]
    names: Mapping[int, str | int]
    said: Mapping[int, Person]
    named_by: str
    """The field that people are called by: id, name, email or line."""

    @property
    def slots(self) -> Mapping[int, frozenset[str]]:
        """Return when each is free."""
        return {number: person.slots for number, person in self.said.items()}


@dataclass(frozen=True, slots=True)
class SheetReader:
    """Reads the two files of a programme on a day, as somebody asked."""

    judge: Judge
    lists: ProgrammeLists
    asked: Asked
    faults: Faults
    skipped: Collection[str] = ()
    """Fields that nothing depends on: what cannot be read there stops nobody."""

    def read_both(self, needs: Path, offers: Path) -> tuple[SideTable, SideTable] | None:
        """Return what both files gave; None where one could not be read, each reason named."""
        grids = [self._read_grids(path) for path in dict.fromkeys((needs, offers))]
        if not all(grids):
            return None
        sides: tuple[Side, Side] = "needs", "offers"
        found = [
            self._choose(path, of, side)
            for path, of, side in zip((needs, offers), (grids[0], grids[-1]), sides, strict=True)
        ]
        if needs != offers and self._are_swapped(found):
            self.faults.add(needs.name, "swapped")
            return None
        if shared := self._find_shared(found):
            asked = replace(self.asked, columns={**shared, **self.asked.columns})
            return replace(self, asked=asked).read_both(needs, offers)
        return found[0], found[1]

    def _find_shared(self, found: Sequence[SideTable]) -> dict[str, str]:
        """Return the headings, folded, that are a condition in one file and are not understood in the other.

        They say the same there: a condition that one side alone is held to would be dropped without a word.
        """
        told = {
            fold(column.heading): column.field
            for one in found
            for column in one.understood.columns
            if column.field in CONDITIONS_OF_BOTH
        }
        unread = [
            (fold(column.heading), one)
            for one in found
            for column in one.understood.columns
            if not column.field and column.told_by != "asked"
        ]
        return {
            heading: told[heading]
            for heading, one in unread
            if heading in told and not one.understood.has(told[heading])
        }

    def _read_grids(self, path: Path) -> list[Grid]:
        if not tables.is_known(path.name):
            self.faults.add(path.name, "extension")
            return []
        try:
            return tables.read(path.name, read_bytes(path, MAX_FILE_BYTES), self.asked.sheets)
        except FileTooLarge:
            self.faults.add(path.name, "large", most=MAX_FILE_BYTES // 1_000_000)
        except TableTooLarge as error:
            self.faults.add(path.name, error.kind, error.line, most=error.most)
        except Unreadable as error:
            self.faults.add(path.name, error.kind, error.line, **error.facts)
        except OSError as error:
            self.faults.add(path.name, UNREADABLE.get(type(error), "unreadable"))
        return []

    def _choose(self, path: Path, grids: Sequence[Grid], side: Side) -> SideTable:
        """Return the sheet that fits a side best; of one sheet for both, those rows whose role is of the side."""
        found = [lay_out(grid, find_fields) for grid in grids]
        legend = {sign: said for table in found for sign, said in table.legend.items()}
        laid = [replace(table, headings=mark_choices(table.headings), legend=legend) for table in found]
        read = [(table, self._understand(table, side)) for table in laid]
        table, understood = max(read, key=lambda one: _weigh(one[0], one[1], side))
        reading = RowReader(understood, side, self.lists, self.judge.today, self.skipped).read(table)
        return SideTable(path, table, understood, reading)

    def _understand(self, table: Table, side: Side) -> Understood:
        found = understand(table, side, self.judge, self.asked.columns)
        return Understood(found.columns, [doubt for doubt in found.doubts if doubt.field not in self.skipped])

    def _are_swapped(self, found: Sequence[SideTable]) -> bool:
        """Return whether the columns of each file are those that only the other side has."""
        needs, offers = (set(_list_fields(one.understood)) for one in found)
        if offers & set(ONE_SIDED["offers"]):
            return False
        other = self._choose_other_fields(found)
        return not needs & set(ONE_SIDED["needs"]) - other[0] and bool(other[0] & set(ONE_SIDED["offers"]))

    def _choose_other_fields(self, found: Sequence[SideTable]) -> list[set[str]]:
        turned: tuple[Side, Side] = "offers", "needs"
        return [
            set(_list_fields(understand(one.table, side, self.judge, self.asked.columns)))
            for one, side in zip(found, turned, strict=True)
        ]


def _list_fields(understood: Understood) -> list[str]:
    return [column.field for column in understood.columns]


def _weigh(table: Table, understood: Understood, side: Side) -> tuple[float, int]:
    """Return how well a sheet fits a side: by its name, by its columns, then by how many people it has."""
    named = find_sides(table.sheet)
    fields = set(_list_fields(understood))
    other = ONE_SIDED["offers" if side == "needs" else "needs"]
    known = len({name for name in fields if name and not name.startswith("ignored.")})
    own = 2 * len(fields.intersection(ONE_SIDED[side])) - 2 * len(fields.intersection(other))
    return (5 * (side in named) - 5 * bool(named and side not in named) + known + own if table.rows else -100.0), len(
        table.rows
    )


def build_needs(source: SideTable, unknown_is_minor: bool) -> People:
    """Return the needs of a file."""
    return _build(source, lambda number, person: _build_need(number, person, unknown_is_minor))


def build_offers(source: SideTable, all_minors: bool) -> People:
    """Return the offers of a file."""
    return _build(source, lambda number, person: _build_offer(number, person, all_minors))


def fill_languages(sources: Sequence[SideTable], usual: str) -> None:
    """Give those who name no language the one that is usual in their file; where no column tells, in the other file."""
    spoken = [find_spoken(source, sources, usual) for source in sources]
    for source, found in zip(sources, spoken, strict=True):
        for person in source.reading.people:
            added = {usual} if person.speaks_usual_too else set() if person.languages else {found}
            person.languages = (person.languages or frozenset()) | added


def find_spoken(source: SideTable, sources: Sequence[SideTable], usual: str) -> str:
    """Return what whoever names no language speaks: the programme's language, or that of most where nobody names it."""
    said = _list_languages(source) or [languages for one in sources for languages in _list_languages(one)]
    counts = Counter(language for languages in said for language in languages)
    if usual in counts or len(said) < MIN_NAMED:
        return usual
    return max(sorted(counts), key=counts.__getitem__)


def _list_languages(source: SideTable) -> list[frozenset[str]]:
    return [person.languages for person in source.reading.people if person.languages]


def refuse_themselves(needs: People, offers: People) -> list[Need]:
    """Return the needs, each kept apart from offers of the same address or name: nobody accompanies themselves."""
    by_key: dict[str, set[int]] = {}
    is_one_file = needs.source.path == offers.source.path
    for number, person in offers.said.items():
        for key in _list_keys(person, is_one_file=is_one_file):
            by_key.setdefault(key, set()).add(number)
    return [_refuse(need, needs.said[need.id], by_key, is_one_file) for need in needs.profiles]


def _refuse(need: Need, person: Person, by_key: Mapping[str, set[int]], is_one_file: bool) -> Need:
    same = frozenset().union(*(by_key.get(key, set()) for key in _list_keys(person, is_one_file=is_one_file)))
    return replace(need, refused=same) if same else need


def _list_keys(person: Person, *, is_one_file: bool) -> list[str]:
    keys = [person.email.casefold(), f"line {person.line}" if is_one_file else "", fold(person.name)]
    return [key for key in keys if key]


def _build(source: SideTable, build: Any) -> People:
    people = source.reading.people
    named_by = find_naming(people)
    names = [_name(person, named_by) for person in people]
    order = sorted(range(len(people)), key=lambda at: (_sort_key(str(names[at])), people[at].line))
    numbered = [(number, people[at], names[at]) for number, at in enumerate(order, 1)]
    return People(
        source,
        [build(number, person) for number, person, _ in numbered],
        {number: name for number, _, name in numbered},
        {number: person for number, person, _ in numbered},
        named_by,
    )


def find_naming(people: Sequence[Person]) -> str:
    """Return what everybody has and nobody shares: the id, else the name, else the address; else the line."""
    for name in ("id", "name", "email"):
        said = [
            fold(str(getattr(person, name))) if name == "name" else str(getattr(person, name)).casefold()
            for person in people
        ]
        if all(said) and len(set(said)) == len(said):
            return name
    return "line"


def _name(person: Person, named_by: str) -> str | int:
    if named_by != "line":
        return getattr(person, named_by)  # type: ignore[no-any-return]
    told = person.name or str(person.id) or person.email
    return f"{told} ({person.line})" if told else person.line


def _build_need(number: int, person: Person, unknown_is_minor: bool) -> Need:
    return Need(
        number, topics=person.topics, level=person.level, field=person.field,
        waiting_days=person.waiting_days, minor=unknown_is_minor if person.minor is None else person.minor,
        **_build_meeting(person),
    )  # fmt: skip


def _build_offer(number: int, person: Person, all_minors: bool) -> Offer:
    return Offer(
        number, topics=person.topics, level="", fields=person.fields, capacity=person.capacity,
        minors=person.minors or all_minors, **_build_meeting(person),
    )  # fmt: skip


def _build_meeting(person: Person) -> dict[str, Any]:
    return {
        "text": person.text,
        "region": person.region,
        "modes": person.modes,
        "languages": person.languages or frozenset(),
        "hours": compute_week_mask(person.slots, "UTC", SAME_CLOCK) if person.slots else ANY_HOUR,
    }


def _sort_key(name: str) -> tuple[str, str]:
    """Return a key that sorts J-9 before J-10."""
    return re.sub("[0-9]+", lambda digits: digits[0].zfill(12), name), name
