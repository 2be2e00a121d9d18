"""Rows read into needs and offers. Ids are any words, numbered in their own order: that of the file changes nothing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from cli.bounded_files import FileTooLarge, read_bytes
from cli.sheets.lists import Entries, ProgrammeLists
from documents import cells, slots, tables
from documents.faults import CellError, Faults
from documents.headings import NEED_COLUMNS, OFFER_COLUMNS, Columns, Headings
from documents.limits import MAX_FILE_BYTES
from documents.tables import Row, Table
from matching import Need, Offer
from mentoring.slots import HOURS_IN_WEEK, compute_week_mask

MAX_WAITING_DAYS, MAX_PLACES = 3650, 1000
ANY_HOUR = (1 << HOURS_IN_WEEK) - 1
SAME_CLOCK = datetime(2001, 1, 1, tzinfo=UTC)
"""Slots of files have no time zone: everybody's clock shows the same."""
REQUIRED_FIELDS = ("id", "text")
UNREADABLE = {FileNotFoundError: "absent", PermissionError: "forbidden", IsADirectoryError: "no_file"}


@dataclass(frozen=True, slots=True)
class Side:
    """The people of one file: profiles by number, what each number is called, and when each is free."""

    profiles: list[Any]
    names: Mapping[int, str | int]
    slots: Mapping[int, frozenset[str]]
    unread: list[str]
    separator: str


def read_needs(path: Path, lists: ProgrammeLists, faults: Faults) -> Side:
    """Read a file of needs."""
    fields: dict[str, Callable[[Any], Any]] = {
        **_build_shared_fields(lists),
        "needs": partial(_parse_chosen, lists.topics),
        "field": partial(_parse_one, lists.fields),
        "level": partial(_parse_one, lists.levels),
        "waiting_days": partial(cells.parse_number, default=0, maximum=MAX_WAITING_DAYS),
        "minor": cells.parse_yes_no,
    }
    return _read_side(path, fields, NEED_COLUMNS, _build_need, faults)


def read_offers(path: Path, lists: ProgrammeLists, faults: Faults, minors: str) -> Side:
    """Read a file of offers; `minors` is the programme's rule about people under 18."""
    fields: dict[str, Callable[[Any], Any]] = {
        **_build_shared_fields(lists),
        "helps": partial(_parse_chosen, lists.topics),
        "fields": partial(_parse_chosen, lists.fields),
        "capacity": partial(cells.parse_number, default=1, maximum=MAX_PLACES, kind="whole"),
        "minors": cells.parse_yes_no,
    }
    return _read_side(path, fields, OFFER_COLUMNS, partial(_build_offer, minors == "everybody"), faults)


def _build_need(number: int, fields: dict[str, Any]) -> Need:
    rest = {key: fields[key] for key in ("field", "level", "waiting_days", "minor")}
    return Need(number, topics=fields["needs"], **rest, **_build_meeting(fields))


def _build_offer(all_minors: bool, number: int, fields: dict[str, Any]) -> Offer:
    return Offer(
        number, topics=fields["helps"], level="", fields=fields["fields"], capacity=int(fields["capacity"]),
        minors=fields["minors"] or all_minors, **_build_meeting(fields),
    )  # fmt: skip


def _build_meeting(fields: dict[str, Any]) -> dict[str, Any]:
    hours = compute_week_mask(fields["slots"], "UTC", SAME_CLOCK) if fields["slots"] else ANY_HOUR
    return {key: fields[key] for key in ("text", "region", "modes", "languages")} | {"hours": hours}


def _build_shared_fields(lists: ProgrammeLists) -> dict[str, Callable[[Any], Any]]:
    return {
        "id": cells.parse_id,
        "text": cells.parse_text,
        "region": partial(_parse_one, lists.regions),
        "slots": slots.parse_week,
        "modes": cells.parse_modes,
        "languages": cells.parse_languages,
    }


def _parse_one(entries: Entries, value: Any) -> str:
    return entries.resolve(cells.parse_word(value))


def _parse_chosen(entries: Entries, value: Any) -> frozenset[str]:
    found = cells.parse_list(value, entries.is_known, '"cv_letter", "interview"')
    return frozenset(filter(None, map(entries.resolve, found)))


def _read_side(
    path: Path,
    fields: Mapping[str, Callable[[Any], Any]],
    columns: Columns,
    build: Callable[[int, dict[str, Any]], Any],
    faults: Faults,
) -> Side:
    headed = Headings(columns)
    table = _read(path, lambda heading: bool(headed.find_field(heading)), faults)
    rows = table.rows if _has_columns(table, headed, path.name, faults) else []
    people = sorted(_read_people(rows, fields, headed, path.name, faults), key=lambda said: _sort_key(str(said["id"])))
    numbered = list(enumerate(people, 1))
    return Side(
        [build(number, said) for number, said in numbered],
        {number: said["id"] for number, said in numbered},
        {number: said["slots"] for number, said in numbered},
        sorted(heading for heading in table.list_titles() if heading and not headed.find_field(heading)),
        table.separator,
    )


def _read_people(
    rows: Sequence[Row], fields: Mapping[str, Callable[[Any], Any]], headed: Headings, file: str, faults: Faults
) -> Iterator[dict[str, Any]]:
    """Return the people without a fault; an id that comes again is one."""
    first: dict[str, int] = {}
    for line, given in rows:
        heading_of, said = headed.map_fields(tuple(given)), dict[str, Any]()
        for key, parse in fields.items():
            try:
                said[key] = parse(given[heading_of[key]] if key in heading_of else None)
            except CellError as wrong:
                faults.add(file, wrong.kind, line, heading_of.get(key, key), **wrong.details)
        name = str(said.get("id", ""))
        if name in first:
            faults.add(file, "twice", line, heading_of["id"], value=name, first=first[name])
        elif name:
            first[name] = line
            if len(said) == len(fields):
                yield said


def _has_columns(table: Table, headed: Headings, file: str, faults: Faults) -> bool:
    """Return whether a table can be read on: what is wrong with its columns is said once, not on each line."""
    titles = table.list_titles()
    if headed.has_other_side(titles):
        faults.add(file, "swapped")
        return False
    missing = [key for key in REQUIRED_FIELDS if table.top and key not in headed.map_fields(tuple(sorted(titles)))]
    for key in missing:
        faults.add(file, "column", table.top, key, columns=", ".join([key, *headed.columns[key]]))
    return not missing


def _sort_key(name: str) -> tuple[str, str]:
    """Return a key that sorts J-9 before J-10."""
    return re.sub("[0-9]+", lambda digits: digits[0].zfill(12), name), name


def _read(path: Path, known: Callable[[str], bool], faults: Faults) -> Table:
    """Return the rows of a file; a file that cannot be read is a fault, and has none."""
    if not tables.is_known(path.name):
        faults.add(path.name, "extension")
        return Table()
    try:
        raw = read_bytes(path, MAX_FILE_BYTES)
    except FileTooLarge:
        faults.add(path.name, "large", most=MAX_FILE_BYTES // 1_000_000)
        return Table()
    except OSError as error:
        faults.add(path.name, UNREADABLE.get(type(error), "unreadable"))
        return Table()
    return tables.read(path.name, raw, known, faults)
