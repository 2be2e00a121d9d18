"""Slips of the finger: the known word that is a letter or two away."""

from collections.abc import Collection

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

MIN_SLIP_LETTERS = 5
"""Shorter words are too near to each other."""
MAX_TRIED_WORDS = 4
_MIN_LONG_LETTERS = 9


def find_nearest(slip: str, words: Collection[str]) -> str | None:
    """Return the word that a slip most likely stands for: one letter is wrong, two in a long word."""
    most = 1 + (len(slip) >= _MIN_LONG_LETTERS)
    near = extractOne(slip, words, scorer=OSA.distance, score_cutoff=most)
    return near[0] if near else None
