"""Typed words that are nearly one of the choices: the nearest is asked back, never taken unasked."""

import re

from rapidfuzz import fuzz, process

from mentoring.form_rules import fold
from mentoring.programme import Programme
from mentoring.questions import Question

MIN_SIMILARITY_PERCENT = 78
"""Of 100. « bretange » is at 88 of « bretagne »; words that only share some letters stay below."""
MIN_LETTERS = 3
"""Fewer letters are near to everything."""


def find_nearest(text: str, question: Question, programme: Programme) -> str:
    """Return the choice whose label, in any language, is nearest to what was typed; nothing when none is near."""
    words = fold(text)
    if not question.among or len(words) < MIN_LETTERS:
        return ""
    labels = {
        (key, language): fold(label)
        for key, said in getattr(programme, question.among).items()
        for language, label in said.items()
    }
    parts = {
        (*name, at): part for name, label in labels.items() for at, part in enumerate(re.split(r"[,()/ ]+", label))
    }
    # A typo in one word of a long label is far from the whole: « comerce » from « commerce, gestion ».
    found = process.extractOne(
        words, labels, scorer=fuzz.WRatio, score_cutoff=MIN_SIMILARITY_PERCENT
    ) or process.extractOne(words, parts, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY_PERCENT)
    return found[2][0] if found else ""
