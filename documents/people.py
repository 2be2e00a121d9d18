"""The people of a table: what each says of themselves, which cells could not be read, and who stands there twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from documents.layout import LeftOut
from mentoring.form_rules import fold


@dataclass(slots=True)
class Person:
    """Somebody of a sheet; what a sheet does not say is None, and decided where both sides are known."""

    line: int
    id: str | int = ""
    name: str = ""
    email: str = ""
    text: str = ""
    topics: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    field: str = ""
    level: str = ""
    region: str = ""
    slots: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    languages: frozenset[str] | None = None
    speaks_usual_too: bool = False
    """Whether the languages are those beside the usual one."""
    capacity: int = 1
    minors: bool = False
    minor: bool | None = None
    born: date | None = None
    waiting_days: float = 0.0
    row: Sequence[Any] = ()


class BadCell(NamedTuple):
    """A cell that cannot be used: line, heading, the sentence that says so and its facts, and whose it is."""

    line: int
    heading: str
    kind: str
    facts: Mapping[str, Any]
    who: str


@dataclass(slots=True)
class Reading:
    """What a table gave: its people, the lines that are nobody, and the cells that could not be read."""

    people: list[Person] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    bad_cells: list[BadCell] = field(default_factory=list)
    twice: list[tuple[int, int]] = field(default_factory=list)
    """An earlier and a later line of the same person: the later one counts."""
    same_id: list[tuple[str, int, int]] = field(default_factory=list)
    """An id that two people have, and their lines."""


def drop_earlier(found: Reading) -> None:
    """Of two lines of the same person keep the later; name an id that two people have."""
    by_email: dict[str, Person] = {}
    by_id: dict[str, Person] = {}
    by_birth: dict[tuple[str, date], Person] = {}
    dropped: set[int] = set()
    for person in found.people:
        key = person.email.casefold()
        earlier = by_email.get(key) if key else None
        same = by_id.get(str(person.id).casefold()) if person.id != "" else None
        born = (fold(person.name), person.born) if person.born and " " in person.name else None
        if earlier is None and born is not None:
            earlier = by_birth.get(born)
        if earlier is None and same is not None and _is_same(same, person):
            earlier = same
        if earlier is not None and earlier.line not in dropped and _may_be_same(earlier, person):
            found.twice.append((earlier.line, person.line))
            dropped.add(earlier.line)
        elif same is not None and same.line not in dropped:
            found.same_id.append((str(person.id), same.line, person.line))
        if key:
            by_email[key] = person
        if born:
            by_birth[born] = person
        if person.id != "":
            by_id[str(person.id).casefold()] = person
    found.people[:] = [person for person in found.people if person.line not in dropped]


def _is_same(one: Person, other: Person) -> bool:
    """Return whether two lines of one id are of one person: the same name, and nothing else that tells them apart."""
    return bool(one.name) and fold(one.name) == fold(other.name)


def _may_be_same(one: Person, other: Person) -> bool:
    """Return whether two lines of one address may be of one person: two names share it at times, as in a family."""
    return not one.name or not other.name or bool(set(fold(one.name).split()) & set(fold(other.name).split()))
