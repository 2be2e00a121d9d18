"""Distress words: is there, in what somebody wrote, a sign that a human must see?

The text is brought to plain words, idioms are erased, then the rows of :mod:`understanding.distress_patterns` are
tried. Nothing here judges a risk: a sign only decides that help is offered and that somebody of the team is called.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mentoring.help_numbers import Category
from understanding.distress_patterns import FAINT, STRONG, WEAK
from understanding.distress_patterns.idioms import IDIOMS, JESTS, SELF, STUDY
from understanding.distress_patterns.words import CLASSES, Row
from understanding.distress_spelling import remove_repeats, simplify

Level = Literal["strong", "weak"]

# A few small words may stand between a negation and what it denies: "jamais eu d'idées suicidaires".
_DENIED_BEFORE = re.compile(
    r" (?:pas|jamais|aucune?|sans|ni|not|never|no|dont|didnt|doesnt|isnt|wont)"
    r"(?: (?:eu|de|des|du|fait|ete|subi|me|a|la|le|les|l|une?|vouloir|vais|veux|pense|"
    r"been|to|have|had|having|any|about|going)){0,3} $"
)
# A sign that brings its own subject is not denied by what came before: "ça va pas je veux mourir".
_OWN_SUBJECT = re.compile(r" (?:je|i|ils?|elles?|on|mon|ma|mes|my|he|she|they|quelqu|un|des) ")
_DENIED_AFTER = re.compile(r" (?:pas|jamais)(?! mal) ")
# What is heard faintly is denied from further off.
_DENIED_FAR = re.compile(
    r" (?:pas|jamais|aucune?|persone|sans|sur|not|never|dont|no|nobody|so|would)(?: [a-z]+){0,5} $"
)
DENIED_AFTER_VERBS: tuple[Category, ...] = ("violence", "sexual", "self_harm")
"""Strong signs whose denial may follow: "il me frappe pas"."""
_MAX_REACH_CHARACTERS = 60
WINDOW_CHARACTERS, WINDOW_OVERLAP_CHARACTERS = 4096, 256
"""A long text is read piece by piece, so that its length costs no more than its letters."""
_OF_SELF = re.compile(SELF)
# Where somebody may be meant a sign stays as strong as it is.
_OF_ANYBODY = re.compile(
    " (?:je|me|moi|nous|on|tu|te|toi|il|ils|elle|elles|lui|quelqu|i|myself|you|your|he|she|they|him|her|them|we|us|"
    "(?:ma|mon|mes|my)(?! (?:expose|disert[a-z]*|memoire|these|cours|td|tp|sujet|essay|thesis|clas) )) "
)
_OF_STUDY = re.compile(remove_repeats(STUDY))


@dataclass(frozen=True, slots=True)
class Sign:
    """What was heard: how plain it is and what it is about. Never the words themselves."""

    level: Level
    category: Category


def find_sign(text: str) -> Sign | None:
    """Return the strongest sign of distress in the text, however long it is, or None."""
    step = WINDOW_CHARACTERS - WINDOW_OVERLAP_CHARACTERS
    starts = range(0, max(len(text) - WINDOW_OVERLAP_CHARACTERS, 1), step)
    signs = [sign for start in starts if (sign := _find_in_window(text[start : start + WINDOW_CHARACTERS]))]
    return min(signs, key=lambda sign: sign.level != "strong", default=None)


def _find_in_window(text: str) -> Sign | None:
    said = simplify(text)
    laughs = said.endswith(" mdr , ")
    for pattern in _select_patterns(IDIOMS + JESTS if laughs else IDIOMS, said):
        said = pattern.sub(" ,", said)
    for category, rows in STRONG.items():
        if _has_match(rows, said, verbs=category in DENIED_AFTER_VERBS):
            return Sign("weak" if category == "violence" and _is_only_studied(said) else "strong", category)
    # People laugh at their own weariness; what is said plainly counts even so.
    return None if laughs else _find_weak(said)


def _is_only_studied(simplified: str) -> bool:
    """Return whether a text speaks of a study, a story or a profession, and of nobody in particular: who knows."""
    return bool(_OF_STUDY.search(simplified)) and not _OF_ANYBODY.search(simplified)


def _find_weak(simplified: str) -> Sign | None:
    for category, rows in WEAK.items():
        if _has_match(rows, simplified, verbs=True):
            return Sign("weak", category)
    if _OF_SELF.search(simplified) and not _OF_STUDY.search(simplified):
        for category, rows in FAINT.items():
            if _has_match(rows, simplified, verbs=True, denied=_DENIED_FAR):
                return Sign("weak", category)
    return None


def _has_match(
    rows: tuple[Row, ...], simplified: str, *, verbs: bool, denied: re.Pattern[str] = _DENIED_BEFORE
) -> bool:
    """Return whether a row speaks and is not denied; after a verb the denial may follow: "me frappe pas"."""
    return any(
        (
            _OWN_SUBJECT.match(found[0])
            or not denied.search(simplified[max(0, found.start() - _MAX_REACH_CHARACTERS) : found.start() + 1])
        )
        and not (verbs and _DENIED_AFTER.match(simplified, found.end()))
        for pattern in _select_patterns(rows, simplified)
        for found in pattern.finditer(simplified)
    )


def _select_patterns(rows: tuple[Row, ...], simplified: str) -> Iterator[re.Pattern[str]]:
    """Return the patterns of the rows one of whose anchors is in the text: most texts hold none."""
    for anchors, pattern, _ in rows:
        if any(anchor in simplified for anchor in _split_anchors(anchors)):
            yield compile_pattern(pattern)


@cache
def _split_anchors(anchors: str) -> tuple[str, ...]:
    return tuple(remove_repeats(anchors).split("|"))


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a row's pattern, its classes of words put in and its repeated letters made single."""
    for name, words in CLASSES.items():
        pattern = pattern.replace(f"<{name}>", words)
    return re.compile(f" (?:{remove_repeats(pattern)})(?= )")
