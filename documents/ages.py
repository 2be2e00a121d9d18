"""What cells say of ages: years, dates of birth, ranges, and whether somebody is under 18."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal

from documents.faults import CellError
from documents.grids import has_content
from documents.values import fold_cached, read_yes_no, write_cell
from documents.words import PHRASES
from understanding.answers.births import read_birth
from understanding.answers.numbers import read_age

ADULT, MINOR = PHRASES["adult"], PHRASES["minor"]
FIRST_SERIAL, LAST_SERIAL = 14_000, 50_000
"""Days since the end of 1899, as spreadsheets count them: 1938 to 2036."""
CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2})?.*$")
SERIAL_START = date(1899, 12, 30)
AGE_RANGE = re.compile(r"(\d{1,2}) ?(?:a|-|–|to|et|and|/|à) ?(\d{1,2})")
YOUNGER = re.compile(r"(?:moins de|under|<|less than|below|-) ?(\d{1,2})")
OLDER = re.compile(
    r"(?:plus de|over|>|more than|above|\+) ?(\d{1,2})|(\d{1,2}) ?(?:ans )?(?:et plus|and over|or over|ou plus|\+)"
)
ADULT_AGE = 18
LAST_MONTH = 12


def read_years(value: Any) -> int:
    """Return an age in years: 17, « 17 ans », "seventeen"."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 5 <= value < 120:
        return int(value)
    said = write_cell(value)
    found = read_age(said) if has_content(value) else None
    if found is None and (number := re.search(r"(?<!\d)(\d{2})(?!\d)", said)):
        found = int(number[1])
    if found is None:
        raise CellError("age", value=value)
    return found


FIGURES = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\s*")
DateOrder = Literal["day", "month", ""]
"""What stands first in the dates of a column; nothing where they do not show it."""


def find_date_order(cells: Iterable[Any]) -> DateOrder:
    """Return what stands first in dates: a number above 12 is a day."""
    found = [figures for cell in cells if (figures := FIGURES.fullmatch(CLOCK.sub("", write_cell(cell))))]
    is_day = any(int(one[1]) > LAST_MONTH for one in found)
    is_month = any(int(one[3]) > LAST_MONTH for one in found)
    return "" if is_day == is_month else "day" if is_day else "month"


def read_birth_date(value: Any, today: date, order: DateOrder = "day") -> date:
    """Return a date of birth: a date, a number of days, or words; as young as what is left out, or in doubt, allows."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    said = CLOCK.sub("", write_cell(value))
    if said.isdecimal() and FIRST_SERIAL <= int(said) <= LAST_SERIAL:
        return SERIAL_START + timedelta(days=int(said))
    turned = FIGURES.sub(r"\3\2\1\2\4", said)
    read = {"day": [said], "month": [turned], "": [said, turned]}[order]
    births = [birth for one in read if (birth := read_birth(one, today))]
    found = max(births, key=lambda one: (one.year, one.month or 0, one.day or 0), default=None)
    if found is None:
        raise CellError("birth", value=value)
    return date(found.year, found.month or 12, found.day or 28)  # as young as may be: a minor is not missed


def tells_range(value: Any) -> bool:
    """Return whether a cell tells no age but between which ages somebody is: « 16-20 », « moins de 18 ans »."""
    said = write_cell(value).casefold()
    return isinstance(value, str) and any(one.search(said) for one in (AGE_RANGE, YOUNGER, OLDER))


def read_minor(value: Any) -> bool | None:
    """Return whether somebody is under 18; None where a cell does not tell."""
    if not has_content(value):
        return None
    said = fold_cached(write_cell(value))
    plain = write_cell(value).casefold()
    if ADULT.search(said):
        return bool(re.search(r"\b(?:pas|non|not)\b", said))
    if MINOR.search(said):
        return not re.search(r"\b(?:pas|non|not)\b", said)
    if found := AGE_RANGE.search(plain):
        least, most = int(found[1]), int(found[2])
        return True if most < ADULT_AGE else False if least >= ADULT_AGE else None
    if found := YOUNGER.search(plain):
        return True if int(found[1]) <= ADULT_AGE else None
    if found := OLDER.search(plain):
        return False if int(found[1] or found[2]) >= ADULT_AGE - (found[1] is not None) else None
    return read_yes_no(value)


def is_minor_on(born: date, today: date) -> bool:
    """Return whether somebody born on a day is under 18 on another."""
    return (today.year - born.year, today.month, today.day) < (ADULT_AGE, born.month, born.day)
