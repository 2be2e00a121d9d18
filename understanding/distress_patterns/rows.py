"""Trying rows: which of them have something to say about a text, and what their patterns are."""

import re
from collections.abc import Iterator
from functools import cache

from understanding.distress_patterns.idioms import IDIOMS, JESTS
from understanding.distress_patterns.words import CLASSES, Row
from understanding.distress_spelling import remove_repeats


def select_patterns(rows: tuple[Row, ...], simplified: str) -> Iterator[re.Pattern[str]]:
    """Return the patterns of the rows one of whose anchors is in the text: most texts hold none."""
    for anchors, pattern, _ in rows:
        if any(anchor in simplified for anchor in _split_anchors(anchors)):
            yield compile_pattern(pattern)


def is_laughing(simplified: str) -> bool:
    """Return whether a simplified text laughs."""
    return simplified.endswith(" mdr , ")


def erase_idioms(simplified: str) -> str:
    """Return a simplified text without its sayings, and without its jests when it laughs."""
    for pattern in select_patterns(IDIOMS + JESTS if is_laughing(simplified) else IDIOMS, simplified):
        simplified = pattern.sub(" ,", simplified)
    return simplified


@cache
def _split_anchors(anchors: str) -> tuple[str, ...]:
    return tuple(remove_repeats(anchors).split("|"))


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a row's pattern, its classes of words put in and its repeated letters made single."""
    for name, words in CLASSES.items():
        pattern = pattern.replace(f"<{name}>", words)
    return re.compile(f" (?:{remove_repeats(pattern)})(?= )")
