"""Cells that hold somebody's whole name, and the age that may stand behind it."""

import re
from typing import Any, NamedTuple

from mentoring.form_rules import fold
from understanding.identifying.lists import is_first_name

WITH_AGE = re.compile(
    r"(?P<name>[^\d,;(]+?)\s*[,;(–—-]?\s*\(?(?P<age>\d{1,2})\s?"
    r"(?:ans|yo|y/o|y\.o\.|years? old|yrs?(?: old)?|years?)\.?\)?",
    re.IGNORECASE,
)
"""« Joan Vidalenc, 25 ans », "Ann Lee (17 yo)"."""
NAME = re.compile(r"[^\W\d_][\w.’'`-]*(?: [^\W\d_][\w.’'`-]*){0,5}(?: \([^)]*\))?")
PARTICLES = frozenset([
    "de", "du", "des", "la", "le", "el", "al", "ben", "bel", "van", "von", "da", "dos", "di", "ait", "d",
    "l", "bin", "ibn", "ter", "den", "y", "e"
])  # fmt: skip
MIN_WORDS, MAX_WORDS = 2, 6


class NameAge(NamedTuple):
    """A name, and the age that stands behind it."""

    name: str
    age: int | None


def split_age(said: str) -> NameAge:
    """Return the name in a cell, and the age where one stands there too."""
    found = WITH_AGE.fullmatch(said.strip())
    return NameAge(found["name"].strip(), int(found["age"])) if found else NameAge(said, None)


def fits_name(cell: Any) -> bool:
    """Return whether a cell may be a name."""
    return isinstance(cell, str) and NAME.fullmatch(split_age(" ".join(cell.split())).name) is not None


def is_whole_name(cell: Any) -> bool:
    """Return whether a cell holds a first and a last name: capitals, and a first name that is known among them."""
    if not fits_name(cell):
        return False
    words = re.sub(r"\([^)]*\)", " ", split_age(" ".join(cell.split())).name).split()
    named = [word for word in words if fold(word) not in PARTICLES]
    if not MIN_WORDS <= len(words) <= MAX_WORDS or not all(_has_capital(word) for word in named):
        return False
    return any(_is_known(word) for word in named)


def _has_capital(word: str) -> bool:
    return any(part[:1].isupper() for part in re.split(r"['’]", word))


def _is_known(word: str) -> bool:
    return any(is_first_name(part) for part in (fold(word).replace(" ", "-"), *fold(word).split()))
