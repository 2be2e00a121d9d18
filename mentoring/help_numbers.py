"""Numbers of help lines: whom each is for, where and when somebody answers, and which somebody reads first."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, get_args

from mentoring.opening_hours import OpeningHours, is_zone, parse_span, read_hours

Category = Literal[
    "danger", "street", "suicide", "self_harm", "violence", "sexual", "partner", "grooming", "harassment", "hunger",
    "low",
]  # fmt: skip
"""What a sign of distress may be about."""
CATEGORIES: tuple[Category, ...] = get_args(Category)
MaybeCategory = Category | Literal[""]
"""A category, or an empty string when nothing was heard."""
HOME = "home"
"""The area of every region that no other area names, and of whoever told no region."""
MAX_FIRST_NUMBERS = 5
"""Somebody in trouble reads one screen; the others are one tap away."""
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HelpNumber:
    """One line to call, write or chat to.

    `heard`: the categories that it is for; `always`: shown whatever was heard; `minors`: it comes first for those
    under 18, and after the others for adults; `checked_on`: when somebody last made sure of it.
    """

    name: str
    about: Words
    call: tuple[str, ...]
    sms: tuple[str, ...]
    chat: str
    heard: tuple[Category, ...]
    hours: OpeningHours
    areas: tuple[str, ...]
    always: bool
    minors: bool
    free: bool
    source: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class HelpArea:
    """Some regions in which other numbers answer, and what is true of the others there."""

    regions: tuple[str, ...] = ()
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HelpNumbers:
    """The whole file; `checked_on`: when a professional last read it."""

    checked_on: date | None = None
    areas: Mapping[str, HelpArea] = field(default_factory=dict)
    numbers: tuple[HelpNumber, ...] = ()

    def find_area(self, region: str | None) -> str:
        """Return the area of a region."""
        return next((name for name, area in self.areas.items() if region in area.regions), HOME)

    def list_unchecked(self) -> list[str]:
        """Return the names of the numbers that nobody has made sure of yet."""
        return [one.name for one in self.numbers if one.checked_on is None]


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of somebody who reads the numbers; `minor` is None of whom nobody asked."""

    category: MaybeCategory = ""
    minor: bool | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number as somebody reads it; `opens_at`: None while it is open, or when nobody knows what time it is."""

    number: HelpNumber
    opens_at: datetime | None


def order_numbers(
    known: HelpNumbers, situation: Situation, now: datetime | None
) -> tuple[list[HelpLine], list[HelpLine]]:
    """Return the lines of the first screen, and the others, each in the order in which they are read.

    First screen: what was heard, what is always shown, and, for somebody under 18, what is theirs. What is open comes
    first; then what was heard; then what is for those under 18.
    """
    area = known.find_area(situation.region)
    there = [HelpLine(one, one.hours.find_opening(now) if now else None) for one in known.numbers if area in one.areas]
    lines = sorted(there, key=lambda line: _rank(line, situation))  # a stable sort: else as the file has them
    wanted = [line for line in lines if _is_for_first_screen(line.number, situation)][:MAX_FIRST_NUMBERS]
    return wanted, [line for line in lines if line not in wanted]


def _rank(line: HelpLine, situation: Situation) -> tuple[bool, ...]:
    """Return a key that sorts the line that is to be read first before the others.

    Of whom nobody asked, the age counts only once something was heard: then what is for everybody goes first.
    """
    number = line.number
    is_perhaps_theirs = situation.minor is None and not situation.category
    return (
        line.opens_at is not None,
        situation.category not in number.heard,
        not (number.minors and situation.minor),
        number.minors and not is_perhaps_theirs,
    )


def _is_for_first_screen(number: HelpNumber, situation: Situation) -> bool:
    is_theirs = number.minors and bool(situation.minor)
    return not situation.category or situation.category in number.heard or number.always or is_theirs


_TEXT, _DATE, _FLAG, _LIST, _WORDS = str, date, bool, list, dict
_NUMBER_KEYS: Mapping[str, tuple[type, str]] = {
    "about": (_WORDS, 'words, for example { fr = "…", en = "…" }'),
    "call": (_LIST, "a list of numbers between quotes"),
    "sms": (_LIST, "a list of numbers between quotes"),
    "chat": (_TEXT, "an address between quotes"),
    "heard": (_LIST, "a list of categories between quotes"),
    "hours": (_LIST, 'a list such as ["mon-fri 10:00-19:00"]; leave it out for day and night'),
    "zone": (_TEXT, "a time zone, for example Europe/Paris"),
    "areas": (_LIST, "a list of areas between quotes"),
    "always": (_FLAG, "true or false"),
    "minors": (_FLAG, "true or false"),
    "free": (_FLAG, "true or false"),
    "source": (_TEXT, "words between quotes"),
    "checked_on": (_DATE, "a date without quotes, for example 2026-11-30"),
}
_AREA_KEYS: Mapping[str, tuple[type, str]] = {
    "regions": (_LIST, "a list of regions between quotes"),
    "note": (_WORDS, 'words, for example { fr = "…", en = "…" }'),
}
_FILE_KEYS: Mapping[str, tuple[type, str]] = {
    "checked_on": (_DATE, "a date without quotes, for example 2026-11-30"),
    "zone": (_TEXT, "a time zone, for example Europe/Paris"),
    "areas": (_WORDS, "tables, [areas.overseas]"),
    "numbers": (_WORDS, "tables, [numbers.suicide]"),
}
_NUMBER_SHAPE = re.compile(r"\+?\d[\d ]{1,20}")
_CHAT_SHAPE = re.compile(r"https://[^\s<>\"]+")
_DEFAULT_ZONE = "Europe/Paris"


def parse(document: Mapping[str, Any], faults: list[str], regions: Collection[str] | None = None) -> HelpNumbers:
    """Return the numbers of a parsed TOML document, adding every fault; with `regions`, an area may name these alone.

    What stays unsaid of a number is its default: for every area, day and night, free, for nobody in particular.
    """
    file = _check_keys(document, _FILE_KEYS, "", faults)
    areas = {name: _parse_area(name, table, regions, faults) for name, table in file.get("areas", {}).items()}
    given = {"zone": file.get("zone", _DEFAULT_ZONE), "areas": [HOME, *areas]}
    numbers = [_parse_number(name, table, given, faults) for name, table in file.get("numbers", {}).items()]
    found = HelpNumbers(file.get("checked_on"), areas, tuple(numbers))
    faults += _find_gaps(found) if not faults else ()
    return found


def _parse_area(name: str, table: Any, regions: Collection[str] | None, faults: list[str]) -> HelpArea:
    where = f"areas.{name}"
    read = _check_keys(table, _AREA_KEYS, where, faults)
    if name == HOME:
        faults.append(f"{where}: this name is taken, it is where no other area is")
    faults += [
        f"{where}.regions: the programme has no region {one!r}"
        for one in read.get("regions", ())
        if regions is not None and one not in regions
    ]
    return HelpArea(tuple(read.get("regions", ())), read.get("note", {}))


def _parse_number(name: str, table: Any, given: Mapping[str, Any], faults: list[str]) -> HelpNumber:
    where = f"numbers.{name}"
    read = dict(given) | _check_keys(table, _NUMBER_KEYS, where, faults)
    faults += [f"{where}: {fault}" for fault in _list_number_faults(read, given["areas"])]
    return HelpNumber(
        name=name,
        about=read.get("about", {}),
        call=tuple(read.get("call", ())),
        sms=tuple(read.get("sms", ())),
        chat=read.get("chat", ""),
        heard=tuple(read.get("heard", ())),
        hours=read_hours(tuple(read.get("hours", ())), read["zone"]),
        areas=tuple(read["areas"]),
        always=read.get("always", False),
        minors=read.get("minors", False),
        free=read.get("free", True),
        source=read.get("source", ""),
        checked_on=read.get("checked_on"),
    )


def _list_number_faults(read: Mapping[str, Any], areas: Collection[str]) -> Iterable[str]:
    if not read.get("about"):
        yield "say whom it is for, in about"
    if not (read.get("call") or read.get("sms") or read.get("chat")):
        yield "give at least one of call, sms and chat"
    if not read.get("source"):
        yield "say where it is from, in source"
    if not is_zone(read["zone"]):
        yield f"{read['zone']!r} is not a time zone, write for example Europe/Paris"
    if read.get("chat") and not _CHAT_SHAPE.fullmatch(read["chat"]):
        yield f"{read['chat']!r} is not an address, begin with https://"
    yield from _list_strangers(read.get("heard", ()), CATEGORIES, "category")
    yield from _list_strangers(read["areas"], areas, "area")
    numbers = (*read.get("call", ()), *read.get("sms", ()))
    yield from (f"{one!r} is not a number to dial" for one in numbers if not _NUMBER_SHAPE.fullmatch(one))
    spans = read.get("hours", ())
    yield from (f"hours: {one!r} is not written as mon-fri 10:00-19:00" for one in spans if not parse_span(one))


def _list_strangers(written: Iterable[str], known: Collection[str], what: str) -> Iterable[str]:
    for one in written:
        if one not in known:
            yield f"{one!r} is no {what}" + _guess(one, known)


def _check_keys(table: Any, known: Mapping[str, tuple[type, str]], where: str, faults: list[str]) -> dict[str, Any]:
    """Return what is well-formed in a table; name the rest."""
    sound: dict[str, Any] = {}
    if not isinstance(table, Mapping):
        faults.append(f"{where}: write it as a table, [{where}]")
        return sound
    for key, value in table.items():
        place = f"{where}.{key}" if where else key
        if key not in known:
            faults.append(f"{place}: unknown" + _guess(key, known))
        elif not _is_of_kind(value, known[key][0], is_file=not where):
            faults.append(f"{place}: {value!r} is not {known[key][1]}")
        else:
            sound[key] = value
    return sound


def _is_of_kind(value: Any, kind: type, *, is_file: bool) -> bool:
    """Return whether a value is what its key wants; the file's own tables are looked into by themselves."""
    if not isinstance(value, kind) or isinstance(value, datetime):
        return False
    inside: Iterable[Any] = value if isinstance(value, list) else ()
    if isinstance(value, dict) and not is_file:
        inside = value.values()
    return all(isinstance(one, str) for one in inside)


def _guess(written: str, known: Iterable[str]) -> str:
    near: Sequence[str] = difflib.get_close_matches(written, list(known), 1)
    return f", did you mean {near[0]}?" if near else ""


def _find_gaps(found: HelpNumbers) -> list[str]:
    """Return what would leave somebody without a number: a category, or a whole area."""
    heard = {category for one in found.numbers for category in one.heard}
    gaps = [f"numbers: none is for {category}, name it in heard" for category in CATEGORIES if category not in heard]
    return gaps + [
        f"areas.{area}: give at least one number that is always shown there"
        for area in (HOME, *found.areas)
        if not any(area in one.areas and one.always for one in found.numbers)
    ]
