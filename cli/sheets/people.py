"""Rows read into needs and offers. Ids are any words: numbered in their own order, so that the file's changes nothing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from cli.sheets import cells
from cli.sheets.faults import Faults, Wrong
from cli.sheets.lists import Entries, Lists
from cli.sheets.tables import Row, Table, read
from matching import Need, Offer
from mentoring.forms import folded
from mentoring.slots import HOURS_IN_WEEK, week_mask

MOST_DAYS, MOST_PLACES = 3650, 1000
ANY_HOUR = (1 << HOURS_IN_WEEK) - 1
SAME_CLOCK = datetime(2001, 1, 1, tzinfo=UTC)
"""Slots of files have no time zone: everybody's clock shows the same."""
NEED_COLUMNS = {
    "id": ("identifiant", "reference", "ref", "numero", "code"),
    "text": ("texte", "mots", "message", "demande", "description", "attente"),
    "needs": ("besoins", "besoin", "topics", "themes", "theme", "sujets", "sujet"),
    "field": ("domaine", "domaine d etudes", "filiere"),
    "level": ("niveau", "niveau d etudes"),
    "region": (),
    "slots": ("creneaux", "creneau", "disponibilites", "horaires"),
    "modes": ("mode", "modalites", "modalite"),
    "languages": ("langues", "langue", "language"),
    "waiting_days": ("jours d attente", "attente en jours", "jours"),
    "minor": ("mineur", "mineure", "mineur e"),
}
OFFER_COLUMNS = {key: NEED_COLUMNS[key] for key in ("id", "text", "region", "slots", "modes", "languages")} | {
    "helps": ("aides", "aide", "topics", "themes", "theme", "sujets", "sujet", "competences"),
    "fields": ("domaines", "field", "domaine", "filieres", "filiere"),
    "capacity": ("capacite", "places", "nombre de jeunes"),
}
"""Field -> how its column may be headed beside its own name; an earlier name goes before a later one."""
MUST = ("id", "text")


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


def offers(path: Path, lists: Lists, faults: Faults) -> Side:
    """Read a file of offers."""
    fields: dict[str, Callable[[Any], Any]] = {
        **_shared(lists),
        "helps": partial(_chosen, lists.topics),
        "fields": partial(_chosen, lists.fields),
        "capacity": partial(cells.number, usual=1, most=MOST_PLACES, kind="whole"),
    }
    return _side(path, fields, OFFER_COLUMNS, _offer, faults)


def _need(number: int, said: dict[str, Any]) -> Need:
    rest = {key: said[key] for key in ("field", "level", "waiting_days", "minor")}
    return Need(number, topics=said["needs"], **rest, **_meeting(said))


def _offer(number: int, said: dict[str, Any]) -> Offer:
    return Offer(
        number, topics=said["helps"], level="", fields=said["fields"], capacity=int(said["capacity"]), **_meeting(said)
    )


def _meeting(said: dict[str, Any]) -> dict[str, Any]:
    hours = week_mask(said["slots"], "UTC", SAME_CLOCK) if said["slots"] else ANY_HOUR
    return {key: said[key] for key in ("text", "region", "modes", "languages")} | {"hours": hours}


def _shared(lists: Lists) -> dict[str, Callable[[Any], Any]]:
    return {
        "id": cells.name,
        "text": cells.text,
        "region": partial(_one, lists.regions),
        "slots": cells.slots,
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
    columns: Mapping[str, Sequence[str]],
    made: Callable[[int, dict[str, Any]], Any],
    faults: Faults,
) -> Side:
    headed = {name: (rank, key) for key, names in columns.items() for rank, name in enumerate((_plain(key), *names))}
    table = read(path, lambda heading: _plain(heading) in headed, faults)
    if table.headings is None or _are_there(table.headings, headed, columns, path.name, faults):
        rows = [Row(line, _named(cells_, headed)) for line, cells_ in table.rows]
    else:
        rows = []
    people = sorted(_people(rows, fields, path.name, faults), key=lambda said: _in_order(str(said["id"])))
    numbered = list(enumerate(people, 1))
    return Side(
        [made(number, said) for number, said in numbered],
        {number: said["id"] for number, said in numbered},
        {number: said["slots"] for number, said in numbered},
        _unread(table, headed),
        table.separator,
    )


def _people(
    rows: Sequence[Row], fields: Mapping[str, Callable[[Any], Any]], file: str, faults: Faults
) -> Iterator[dict[str, Any]]:
    """Give the people without a fault; an id that comes again is one."""
    first: dict[str, int] = {}
    for line, given in rows:
        said: dict[str, Any] = {}
        for key, parse in fields.items():
            try:
                said[key] = parse(given.get(key))
            except Wrong as wrong:
                faults.add(file, wrong.kind, line, key, **wrong.facts)
        name = str(said.get("id", ""))
        if name in first:
            faults.add(file, "twice", line, "id", value=name, first=first[name])
        elif name:
            first[name] = line
            if len(said) == len(fields):
                yield said


def _are_there(
    headings: Row, headed: Mapping[str, tuple[int, str]], columns: Mapping[str, object], file: str, faults: Faults
) -> bool:
    """Tell whether a table has the columns that it must have: said once, not on each line."""
    there = {headed[_plain(heading)][1] for heading in headings.cells if _plain(heading) in headed}
    missing = [key for key in MUST if key not in there] if headings.cells else []
    for key in missing:
        faults.add(file, "column", headings.line, key, columns=", ".join(columns))
    return not missing


def _named(given: Mapping[str, Any], headed: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """Give the cells by field; where two headings mean the same, the one that is more its own."""
    known = ((*headed[_plain(heading)], heading) for heading in given if _plain(heading) in headed)
    found: dict[str, Any] = {}
    for _, key, heading in sorted(known):
        found.setdefault(key, given[heading])
    return found


def _unread(table: Table, headed: Mapping[str, object]) -> list[str]:
    headings = {heading for row in table.rows for heading in row.cells}
    return sorted(heading for heading in headings if heading and _plain(heading) not in headed)


def _plain(heading: str) -> str:
    return folded(heading.replace("_", " "))


def _in_order(name: str) -> tuple[str, str]:
    """Sort J-9 before J-10."""
    return re.sub("[0-9]+", lambda digits: digits[0].zfill(12), name), name
