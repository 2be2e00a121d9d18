"""Distress words: is there, in what somebody wrote, a sign that a human must see?

The text is brought to plain words, idioms are erased, then the rows of :mod:`understanding.distress_patterns` are
tried, and the classifier is asked. Nothing here judges a risk: a sign only decides that help is offered and that
somebody of the team is called.
"""

import re
from dataclasses import dataclass
from typing import Literal

from mentoring.help_numbers import Category
from understanding.distress_classifier import judge
from understanding.distress_classifier.grams import MAX_CHARACTERS
from understanding.distress_classifier.judge import Who
from understanding.distress_classifier.weights import load_weights
from understanding.distress_patterns import FAINT, STRONG, WEAK
from understanding.distress_patterns.idioms import SELF, STUDY
from understanding.distress_patterns.rows import erase_idioms, is_laughing, select_patterns
from understanding.distress_patterns.words import Row
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
MORE_EXACT: dict[Category, tuple[Category, ...]] = {
    "violence": ("partner",),
    "danger": ("partner",),
    "sexual": ("grooming", "partner"),
    "harassment": ("partner",),
}
"""What rows call by its outside may be of another kind, for which other numbers are there."""
MAX_ONE_THING_CHARACTERS = 200
"""So short a text says one thing: where all of it is ordinary, a row in it is doubted. Longer ones hide a sentence."""
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
    """What was heard: how plain it is, what it is about, and who is in danger. Never the words themselves."""

    level: Level
    category: Category
    who: Who = "self"
    """Who is in danger: the writer, or a third person that the words are about."""


NEVER_DOUBTED = (Sign("strong", "suicide"), Sign("strong", "self_harm"))
"""What a row says of these stands, jest or not."""


def prepare() -> None:
    """Load what hearing needs, so that no message waits for it: a program that hears calls this as it starts."""
    load_weights()


def find_sign(text: str) -> Sign | None:
    """Return the strongest sign of distress in the text, however long it is, or None."""
    step = WINDOW_CHARACTERS - WINDOW_OVERLAP_CHARACTERS
    starts = range(0, max(len(text) - WINDOW_OVERLAP_CHARACTERS, 1), step)
    windows = [_read(text[start : start + WINDOW_CHARACTERS]) for start in starts]
    by_rows = min(filter(None, map(_try_rows, windows)), key=lambda sign: sign.level != "strong", default=None)
    beginning = windows[0] if len(text) <= MAX_CHARACTERS else _read(text[:MAX_CHARACTERS])
    return _ask_classifier(beginning, by_rows)


@dataclass(frozen=True, slots=True)
class _Read:
    """Plain words, idioms erased, and whether they laugh."""

    plain: str
    laughs: bool


def _read(text: str) -> _Read:
    simplified = simplify(text)
    return _Read(erase_idioms(simplified), is_laughing(simplified))


def _ask_classifier(beginning: _Read, by_rows: Sign | None) -> Sign | None:
    """Return the sign that the rows found, in so far as the classifier does not hear more in the text's beginning."""
    said = judge.judge(beginning.plain, laughs=beginning.laughs)
    if by_rows is None and not said.is_heard:
        return None
    if by_rows is None and not said.is_strong and _has_denied_row(beginning.plain):
        return None
    if by_rows is None or (by_rows.level == "weak" and said.is_strong):
        return Sign("strong" if said.is_strong else "weak", said.category, said.who)
    if said.is_ordinary and len(beginning.plain) <= MAX_ONE_THING_CHARACTERS and by_rows not in NEVER_DOUBTED:
        return Sign("weak", by_rows.category, said.who) if by_rows.level == "strong" else None
    return Sign(by_rows.level, said.category if _is_more_exact(by_rows, said) else by_rows.category, said.who)


def _has_denied_row(plain: str) -> bool:
    """Return whether a strong row matches words in which no row was heard: it was denied."""
    return any(pattern.search(plain) for rows in STRONG.values() for pattern in select_patterns(rows, plain))


def _is_more_exact(by_rows: Sign, said: judge.Judgement) -> bool:
    """Return whether the classifier says who does what the rows heard: blows at home may be a partner's."""
    return said.is_heard and said.category in MORE_EXACT.get(by_rows.category, ())


def _try_rows(read: _Read) -> Sign | None:
    for category, rows in STRONG.items():
        if _has_match(rows, read.plain, verbs=category in DENIED_AFTER_VERBS):
            return Sign("weak" if category == "violence" and _is_only_studied(read.plain) else "strong", category)
    # People laugh at their own weariness; what is said plainly counts even so.
    return None if read.laughs else _find_weak(read.plain)


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
        for pattern in select_patterns(rows, simplified)
        for found in pattern.finditer(simplified)
    )
