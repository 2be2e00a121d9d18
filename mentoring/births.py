"""Births as they are kept, ``YYYY`` or ``YYYY-MM``: how old somebody is, and until when somebody is too young."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from mentoring.programme import Programme
from mentoring.safeguarding import AgeMark
from mentoring.states import Form

CLOSED_FORMS: Mapping[AgeMark, tuple[Form, ...]] = {"too_young": ("need", "offer"), "no_offer": ("offer",)}
"""Mark of an account -> the forms that it closes."""
_INTO_THE_MONTH = timedelta(hours=14)
"""What leads from the midnight that begins a month, in whatever zone, to a moment in it by UTC."""
_TYPED = re.compile(r"(?:(?:\d{1,2}[/. -])?(\d{1,2})[/. -])?(\d{4})", re.ASCII)
_KEPT = re.compile(r"\d{4}(?:-\d{2})?", re.ASCII)
_ARROW = " > "


@dataclass(frozen=True, slots=True)
class BirthChange:
    """What somebody said of their birth before, nothing where nobody knows it any more, and what they say now."""

    before: str
    said: str

    @classmethod
    def parse(cls, words: str) -> "BirthChange | None":
        """Return the change that a case keeps in words; None when the words are something else."""
        before, arrow, said = words.partition(_ARROW)
        fits = arrow and _KEPT.fullmatch(said) and (not before or _KEPT.fullmatch(before))
        return cls(before, said) if fits else None

    def __str__(self) -> str:
        return f"{self.before}{_ARROW}{self.said}"


def parse_birth(words: str, today: date) -> str | None:
    """Return the birth in typed figures (``2004``, ``3/2008``, ``31.12.2008``); None in any others. No day is kept."""
    found = _TYPED.fullmatch(words)
    if not found or not (1 <= int(found[1] or 1) <= 12 and 1900 <= int(found[2]) <= today.year):
        return None
    return f"{found[2]}-{int(found[1]):02d}" if found[1] else found[2]


def is_month_needed(birth: str, today: date) -> bool:
    """Return whether the month is asked: only of those whose majority depends on it."""
    return len(birth) == 4 and today.year - int(birth) <= 18


def compute_age(birth: str, today: date) -> int:
    """Return how old somebody born in ``YYYY-MM`` is for sure; of those long of age only the year is known."""
    year, month = int(birth[:4]), int(birth[5:7] or 1)
    return today.year - year - (today.month <= month if len(birth) > 4 else 0)


def find_mark(form: Form, birth: str, programme: Programme, today: date) -> AgeMark | None:
    """Return the mark of somebody who is too young for a form; None when the age fits."""
    age = compute_age(birth, today)
    if age < programme.minimum_age:
        return "too_young"
    return "no_offer" if form == "offer" and age < programme.volunteer_minimum_age else None


def is_too_old(form: Form, birth: str, programme: Programme, today: date) -> bool:
    """Return whether somebody is too old to be helped, whatever the month; nobody is too old to help."""
    least = compute_age(birth, today) - (len(birth) == 4)
    return form == "need" and least > programme.maximum_age


def compute_term(mark: AgeMark, birth: str, programme: Programme) -> date:
    """Return the first day on which a mark holds no longer: whoever was born then is old enough.

    The whole month of the birthday counts as younger. Of a year alone the month is asked again in the year that
    decides.
    """
    year, month = int(birth[:4]) + _get_least(mark, programme), int(birth[5:7] or 0) + 1
    return date(year + 1, 1, 1) if month > 12 else date(year, month, 1)


def compute_birth(mark: AgeMark, until: datetime, programme: Programme) -> str:
    """Return the birth, ``YYYY-MM``, of which a mark ends at a moment: all that is left of it after an erasure."""
    term = until.astimezone(UTC) + _INTO_THE_MONTH
    year, month = divmod((term.year - _get_least(mark, programme)) * 12 + term.month - 2, 12)
    return f"{year}-{month + 1:02d}"


def _get_least(mark: AgeMark, programme: Programme) -> int:
    return programme.minimum_age if mark == "too_young" else programme.volunteer_minimum_age
