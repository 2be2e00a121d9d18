"""What two spellings of a word have in common: its root as it sounds, and its groups of letters."""

import re
from functools import lru_cache

from Stemmer import Stemmer

GROUP_LETTERS = 4
# Applied in order to a stem without accents: spellings that a French ear does not tell apart become one.
SOUNDS = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        ("ph", "f"),
        ("qu", "k"),
        ("c(?=[eiy])", "s"),
        ("ch", "x"),
        ("c", "k"),
        ("z", "s"),
        ("y", "i"),
        ("eau|au", "o"),
        (r"(.)\1+", r"\1"),
        ("[est]+$", ""),
    )
)
# The stemmer knows "informatique", not "informatik".
ENDING_IN_IK = re.compile("ik$")

_french = Stemmer("french")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what "stagge" and "stages", "informatik" and "informatiques" share."""
    sounds: str = _french.stemWord(ENDING_IN_IK.sub("ique", word))
    for spelling, sound in SOUNDS:
        sounds = spelling.sub(sound, sounds)
    return sounds or word


@lru_cache(maxsize=65536)
def split_letter_groups(word: str) -> tuple[str, ...]:
    """Return the groups of letters of a word, its two ends marked by a space."""
    marked = f" {word} "
    return tuple(marked[start : start + GROUP_LETTERS] for start in range(max(1, len(marked) - GROUP_LETTERS + 1)))
