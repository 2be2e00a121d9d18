"""The references that people and staff read instead of names: J-204, V-031, B-102, C-7, S-482913."""

import re

from mentoring.case_access import DRAWN_NUMBERS

LETTERS = {"need": "J", "offer": "V", "binome": "B", "card": "C"}
DRAWN_LETTER = "S"
"""Begins the reference of every urgent case, and of any other that not everybody in the team may see.

It tells the kind of neither: a cry for help and a report look alike.
"""


def parse_number(noun: str, written: str) -> int:
    """Return the number of a reference as people type it (``J-204``, ``j204``, ``204``); 0 when it is none."""
    if noun == "card" and (drawn := _match(DRAWN_LETTER, written)):
        return -drawn if -drawn in DRAWN_NUMBERS else 0
    return _match(f"{LETTERS[noun]}?", written)


def format_reference(noun: str, number: int) -> str:
    """Return the short public reference of a need, an offer, a binôme or a case."""
    return f"{DRAWN_LETTER}-{-number}" if number < 0 else f"{LETTERS[noun]}-{number:03d}"


def _match(letter: str, written: str) -> int:
    found = re.fullmatch(rf"{letter}[-\s]?0*([0-9]{{1,9}})", written.strip(), re.IGNORECASE | re.ASCII)
    return int(found[1]) if found else 0
