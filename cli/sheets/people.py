"""Rows read into needs and offers. Ids are any words, numbered in their own order: that of the file changes nothing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from cli.sheets.lists import Entries, Lists
from documents import cells, slots, tables
from documents.faults import Faults, Wrong
from documents.headings import NEED_COLUMNS, OFFER_COLUMNS, Columns, Headings
from documents.tables import Row, Table
from matching import Need, Offer
from mentoring.slots import HOURS_IN_WEEK, week_mask

MOST_DAYS, MOST_PLACES = 3650, 1000
ANY_HOUR = (1 << HOURS_IN_WEEK) - 1
SAME_CLOCK = datetime(2001, 1, 1, tzinfo=UTC)
"""Slots of files have no time zone: everybody's clock shows the same."""
MUST = ("id", "text")
UNREADABLE = {FileNotFoundError: "absent", PermissionError: "forbidden", IsADirectoryError: "no_file"}


@dataclass(frozen=True, slots=True)
class Side:
    """The people of one file: profiles by number, what each number is called, and when each is free."""

    profiles: list[Any]
    names: Mapping[int, str | int]
    slots: Mapping[int, frozenset[str]]
    unread: list[str]
    separator: str


def needs(path: Path, lists: Lists, faults: Faults) -> Side:
    """Read a file of needs."""
    fields: dict[str, Callable[[Any], Any]] = {
        **_shared(lists),
        "needs": partial(_chosen, lists.topics),
        "field": partial(_one, lists.fields),
        "level": partial(_one, lists.levels),
        "waiting_days": partial(cells.number, usual=0, most=MOST_DAYS),
        "minor": cells.yes_no,
    }
    return _side(path, fields, NEED_COLUMNS, _need, faults)


def offers(path: Path, lists: Lists, faults: Faults, minors: str) -> Side:
    """Read a file of offers; `minors` is the programme's rule about people under 18."""
    fields: dict[str, Callable[[Any], Any]] = {
        **_shared(lists),
        "helps": partial(_chosen, lists.topics),
        "fields": partial(_chosen, lists.fields),
        "capacity": partial(cells.number, usual=1, most=MOST_PLACES, kind="whole"),
        "minors": cells.yes_no,
    }
    return _side(path, fields, OFFER_COLUMNS, partial(_offer, minors == "everybody"), faults)


def _need(number: int, said: dict[str, Any]) -> Need:
    rest = {key: said[key] for key in ("field", "level", "waiting_days", "minor")}
    return Need(number, topics=said["needs"], **rest, **_meeting(said))


def _offer(all_minors: bool, number: int, said: dict[str, Any]) -> Offer:
    return Offer(
        number, topics=said["helps"], level="", fields=said["fields"], capacity=int(said["capacity"]),
        minors=said["minors"] or all_minors, **_meeting(said),
    )  # fmt: skip


def _meeting(said: dict[str, Any]) -> dict[str, Any]:
    hours = week_mask(said["slots"], "UTC", SAME_CLOCK) if said["slots"] else ANY_HOUR
    return {key: said[key] for key in ("text", "region", "modes", "languages")} | {"hours": hours}


def _shared(lists: Lists) -> dict[str, Callable[[Any], Any]]:
    return {
        "id": cells.name,
        "text": cells.text,
        "region": partial(_one, lists.regions),
        "slots": slots.of_week,
        "modes": cells.modes,
        "languages": cells.languages,
    }


def _one(entries: Entries, value: Any) -> str:
    return entries.key(cells.word(value))


def _chosen(entries: Entries, value: Any) -> frozenset[str]:
    found = cells.items(value, entries.knows, '"cv_letter", "interview"')
    return frozenset(filter(None, map(entries.key, found)))


def _side(
    path: Path,
    fields: Mapping[str, Callable[[Any], Any]],
    columns: Columns,
    made: Callable[[int, dict[str, Any]], Any],
    faults: Faults,
) -> Side:
    headed = Headings(columns)
    table = _read(path, lambda heading: bool(headed.field(heading)), faults)
    rows = table.rows if _are_there(table, headed, path.name, faults) else []
    people = sorted(_people(rows, fields, headed, path.name, faults), key=lambda said: _in_order(str(said["id"])))
    numbered = list(enumerate(people, 1))
    return Side(
        [made(number, said) for number, said in numbered],
        {number: said["id"] for number, said in numbered},
        {number: said["slots"] for number, said in numbered},
        sorted(heading for heading in table.titles() if heading and not headed.field(heading)),
        table.separator,
    )


def _people(
    rows: Sequence[Row], fields: Mapping[str, Callable[[Any], Any]], headed: Headings, file: str, faults: Faults
) -> Iterator[dict[str, Any]]:
    """Give the people without a fault; an id that comes again is one."""
    first: dict[str, int] = {}
    for line, given in rows:
        heading_of, said = headed.fields(tuple(given)), dict[str, Any]()
        for key, parse in fields.items():
            try:
                said[key] = parse(given[heading_of[key]] if key in heading_of else None)
            except Wrong as wrong:
                faults.add(file, wrong.kind, line, heading_of.get(key, key), **wrong.facts)
        name = str(said.get("id", ""))
        if name in first:
            faults.add(file, "twice", line, heading_of["id"], value=name, first=first[name])
        elif name:
            first[name] = line
            if len(said) == len(fields):
                yield said


def _are_there(table: Table, headed: Headings, file: str, faults: Faults) -> bool:
    """Tell whether a table can be read on: what is wrong with its columns is said once, not on each line."""
    titles = table.titles()
    if headed.are_of_the_others(titles):
        faults.add(file, "swapped")
        return False
    missing = [key for key in MUST if table.top and key not in headed.fields(tuple(sorted(titles)))]
    for key in missing:
        faults.add(file, "column", table.top, key, columns=", ".join([key, *headed.columns[key]]))
    return not missing


def _in_order(name: str) -> tuple[str, str]:
    """Sort J-9 before J-10."""
    return re.sub("[0-9]+", lambda digits: digits[0].zfill(12), name), name


def _read(path: Path, known: Callable[[str], bool], faults: Faults) -> Table:
    """Return the rows of a file; a file that cannot be read is a fault, and has none."""
    if not tables.is_known(path.name):
        faults.add(path.name, "extension")
        return Table()
    try:
        raw = path.read_bytes()
    except OSError as error:
        faults.add(path.name, UNREADABLE.get(type(error), "unreadable"))
        return Table()
    return tables.read(path.name, raw, known, faults)
