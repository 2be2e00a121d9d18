"""The parts of a text by which somebody can be reached, and the text without them.

Telephones, mails, handles and links are hidden in any case. Of names, schools and addresses, which
`understanding.identifying` finds, the writer is asked first: a name may be a shop's, and a school a dream.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mentoring.masking import contacts
from mentoring.masking.rules import Kind, Rule

ASKED_BACK: tuple[Kind, ...] = ("address", "school", "name")
"""Kinds that the writer may leave in; all others are hidden in any case."""
HIDDEN = "▒▒▒"
"""Stands for what was hidden: of no language, and nobody takes it for a word."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‑": "-", "–": "-", "—": "-", "ı": "i", "ł": "l"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text that identifies somebody, and where it stands."""

    kind: Kind
    start: int
    end: int
    words: str


def find_contacts(text: str) -> list[Part]:
    """Return where a text says how somebody can be reached, in order; none overlaps another."""
    return quote(text, find_by(contacts.RULES, fold(text), []))


def find_by(rules: Iterable[Rule], plain: str, found: Iterable[Part]) -> list[Part]:
    """Return what was found, and what rules find besides in a text without accents; earlier rows go first."""
    parts = list(found)
    for rule in rules:
        for start, end in rule.find_spans(plain):
            if all(end <= one.start or one.end <= start for one in parts):
                parts.append(Part(rule.kind, start, end, plain[start:end]))
    return parts


def quote(text: str, parts: Iterable[Part]) -> list[Part]:
    """Return parts in order, with their words as they were written."""
    return [
        replace(one, words=text[one.start : one.end]) for one in sorted(parts, key=lambda one: (one.start, one.end))
    ]


def hide(text: str, parts: Iterable[Part]) -> str:
    """Return a text without some of its parts."""
    shown = text
    for one in sorted(parts, key=lambda one: one.start, reverse=True):
        shown = f"{shown[: one.start]}{HIDDEN}{shown[one.end :]}"
    return shown


def fold(text: str) -> str:
    """Return a text without accents, character by character, so that places in both are the same."""
    return "".join(unicodedata.normalize("NFKD", char)[0] for char in text).translate(_STRAIGHT)
