"""Dates of birth as people write them; a month and a year, or a year alone, are one too."""

import re
from dataclasses import dataclass
from datetime import date

from understanding.answers.numbers import write_digits
from understanding.answers.spelling import MAX_READ_CHARACTERS, write_plainly
from understanding.plain_words import fold

_MONTHS = (
    "janvier janv jan january", "fevrier fevr fev feb february", "mars mar march", "avril avr apr april", "mai may",
    "juin jun june", "juillet juil jul july", "aout aou aug august", "septembre sept sep september",
    "octobre oct october", "novembre nov november", "decembre dec december",
)  # fmt: skip
_NUMBERS = {write_plainly(word): number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|e)?"
_SEPARATOR = r"\s?[/.\-\s:]\s?"
_WRITTEN = tuple(
    re.compile(rf"(?<![^ ]){pattern}(?![^ ])")
    for pattern in (
        rf"{_DAY} (?:of )?{_MONTH} {_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH} (?P<short>\d\d)",
        rf"{_MONTH} {_DAY} {_YEAR}",
        rf"{_DAY} du (?P<number>\d{{1,2}}) (?:de )?{_YEAR}",
        rf"{_MONTH} (?:de )?(?:l ane )?{_YEAR}",
        rf"{_YEAR} {_MONTH}(?: {_DAY})?",
    )
)
"""With the name of a month, in plain words."""
_FIGURES = tuple(
    re.compile(rf"(?<![\d/])(?<!\d\s){pattern}(?![\d/]|\s\d)")
    for pattern in (
        rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}}){_SEPARATOR}(?P<number>\d{{1,2}}){_SEPARATOR}{_YEAR}",
        rf"(?P<day>\d{{1,2}}){_SEPARATOR}(?P<number>\d{{1,2}}){_SEPARATOR}(?P<short>\d\d)",
        rf"(?P<day>\d\d)(?P<number>\d\d){_YEAR}",
        rf"(?P<number>\d{{1,2}})\s?[/.\-]\s?{_YEAR}",
        rf"{_YEAR}\s?[/.\-]\s?(?P<number>\d{{1,2}})",
    )
)
"""In figures alone."""
_YEARS = tuple(
    re.compile(rf"(?<![\w/]){pattern}(?![\w/])")
    for pattern in (_YEAR, r"2k(?P<short>\d{1,2})", r"(?:nee? |en |de |born in |in |')(?P<short>\d\d)")
)
_TWO_THOUSAND = re.compile(r"(?<![^ ])(?:2|deux|two) (?:mile?|mil|thousand)(?: (?:et |and )?(\d{1,2}))?(?![^ ])")
MAX_YEARS = 100


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth, as far as it was said: the day, the month too, may be missing."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Return "2009-11-04", "2009-11" or "2009"."""
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part))
        return "-".join(parts)


def read_birth(text: str, today: date) -> Birth | None:
    """Return the date of birth that a text says, None for none, and for one that is to come or does not exist."""
    read = text[:MAX_READ_CHARACTERS]
    figures = fold(read)
    plain = write_plainly(read).replace("premier ", "1 ")
    words = _TWO_THOUSAND.sub(lambda found: f"{2000 + int(found[1] or 0)}", write_digits(plain))
    tried = [(pattern, said) for pattern in _WRITTEN for said in (plain, words)]
    tried += [(pattern, figures) for pattern in _FIGURES]
    tried += [(pattern, said) for said in (figures, words) for pattern in _YEARS]
    found = next((match for pattern, said in tried if (match := pattern.search(said))), None)
    return _check(found.groupdict(), today) if found else None


def _check(said: dict[str, str | None], today: date) -> Birth | None:
    year, day = _read_year(said, today), int(said.get("day") or 0)
    month = _NUMBERS.get(said.get("month") or "") or int(said.get("number") or 0)
    if month > 12 >= day > 0:
        month, day = day, month  # as it is written in America
    if any(part and not int(part) for part in (said.get("day"), said.get("number"))):
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    is_past = (year, month, day) < (today.year, today.month, today.day)
    return Birth(year, month or None, day or None) if is_past and year > today.year - MAX_YEARS else None


def _read_year(said: dict[str, str | None], today: date) -> int:
    if said.get("year"):
        return int(said["year"] or 0)
    short = int(said.get("short") or 0)
    return short + (2000 if 2000 + short <= today.year else 1900)
