"""The references that people and staff read instead of names: J-204, V-031, B-102, C-7."""

import re

LETTERS = {"need": "J", "offer": "V", "binome": "B", "card": "C"}


def number_of(noun: str, written: str) -> int:
    """Return the number of a reference as people type it (``J-204``, ``j204``, ``204``); 0 when it is none."""
    found = re.fullmatch(rf"{LETTERS[noun]}?[-\s]?0*([0-9]{{1,9}})", written.strip(), re.IGNORECASE | re.ASCII)
    return int(found[1]) if found else 0


def format_reference(noun: str, number: int) -> str:
    """Return the short public reference of a need, an offer, a binôme or a case."""
    return f"{LETTERS[noun]}-{number:03d}"
