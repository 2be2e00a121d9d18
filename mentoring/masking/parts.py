"""The parts of a text that identify somebody, and the text without them.

Telephones, mails, handles and links are hidden in any case. Of names, schools and addresses the writer is asked first,
for a name may be a shop's and a school a dream.
"""

import unicodedata
from dataclasses import dataclass

from mentoring.masking import contacts, names, places
from mentoring.masking.rules import Kind, Rule

ASKED_BACK: tuple[Kind, ...] = ("address", "school", "name")
"""Kinds that the writer may leave in; all others are hidden in any case."""
HIDDEN = "▒▒▒"
"""Stands for what was hidden: of no language, and nobody takes it for a word."""
RULES: tuple[Rule, ...] = (*contacts.RULES, *places.RULES, *names.RULES)
"""What an earlier row found, a later one leaves."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‑": "-", "–": "-", "—": "-", "ı": "i", "ł": "l"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text that identifies somebody, and where it stands."""

    kind: Kind
    start: int
    end: int
    words: str


def find_parts(text: str) -> list[Part]:
    """Return the parts of a text that identify somebody, in order; none overlaps another."""
    plain, found = _fold(text), list[Part]()
    for rule in RULES:
        for start, end in rule.find_spans(plain):
            if all(end <= one.start or one.end <= start for one in found):
                found.append(Part(rule.kind, start, end, text[start:end]))
    return sorted(found, key=lambda one: one.start)


def find_to_ask(text: str) -> list[Part]:
    """Return the parts of which the writer is asked whether they may stay."""
    return [one for one in find_parts(text) if one.kind in ASKED_BACK]


def mask(text: str, *, leaves_asked: bool = False) -> str:
    """Return a text as a stranger may read it; `leaves_asked`: its writer wants the names, schools and addresses in."""
    shown = text
    for one in reversed(find_parts(text)):
        if not (leaves_asked and one.kind in ASKED_BACK):
            shown = f"{shown[: one.start]}{HIDDEN}{shown[one.end :]}"
    return shown


def _fold(text: str) -> str:
    """Return a text without accents, character by character, so that places in both are the same."""
    return "".join(unicodedata.normalize("NFKD", char)[0] for char in text).translate(_STRAIGHT)
