"""Yes and no in all their forms: French, English, SMS, pictures. A hedge or a question is neither."""

import re
from functools import cache

from understanding.answers.spelling import (
    MAX_READ_CHARACTERS,
    compile_words,
    read_patterns,
    read_phrases,
    write_plainly,
)

_SIGNS = {
    **dict.fromkeys("👍👌✅✔☑💯🙆🤝🆗🤙", " oui "),
    **dict.fromkeys("👎❌✖🚫🙅⛔", " non "),
    **dict.fromkeys("🤷🤔😕😐🫤", " bof "),
}
"""Pictures that are an answer by themselves."""
_CONTRARY = {
    True: compile_words(
        "non", "nan", "nope", "no", "(?:veux|peux) (?:pas|plus)", "i can not", "pas d acord", "pas maintenant",
        "not now",
    ),
    False: compile_words("oui", "ouais", "yes", "d acord", "je veux bien"),
}  # fmt: skip
"""What takes back the answer that stands before it."""
_ENDS = {"oui": True, "ouais": True, "yes": True, "non": False, "nan": False}
"""What an answer of few words may end with: « je pense que oui »."""
_NOON = re.compile(r"\bnoon\b", re.IGNORECASE)
"""An hour; without its doubled letter it would be a no."""
_FILE = "yes_no"
_MAX_END_WORDS = 6


def read_yes_no(text: str) -> bool | None:
    """Return True for a yes, False for a no, None for a hedge, a question, both at once, or something else."""
    read = text[:MAX_READ_CHARACTERS]
    if "?" in read or "？" in read:
        return None
    words = write_plainly("".join(_SIGNS.get(char, char) for char in _NOON.sub("midi", read)))
    tables = _compile_tables()
    if not words or tables["hedges"].search(words) or tables["conditions"].search(words):
        return None
    return _read_words(words)


def _read_words(words: str) -> bool | None:
    """Return what some words begin with, fillers apart, unless the rest takes it back; else what they end with."""
    tables = _compile_tables()
    for said in (words, tables["fillers"].sub("", words, count=1)):
        if tables["whole_yes"].fullmatch(said) or tables["whole_no"].fullmatch(said):
            return tables["whole_no"].fullmatch(said) is None
        no, yes = tables["no"].match(said), tables["yes"].match(said)
        head = max((one for one in (yes, no) if one), key=lambda one: one.end(), default=None)
        if head:
            is_yes = head is yes
            return None if _CONTRARY[is_yes].search(said, head.end()) else is_yes
    return _read_end(words)


def _read_end(words: str) -> bool | None:
    is_short = words.count(" ") < _MAX_END_WORDS
    return _ENDS.get(words.rpartition(" ")[2]) if is_short else None


@cache
def _compile_tables() -> dict[str, re.Pattern[str]]:
    """Return a pattern of each table's phrases, and of those that stand around them."""
    phrases = {name: "|".join(said) for name, said in read_phrases(_FILE).items()}
    wholes = ("whole_yes", "whole_no")
    return {
        **read_patterns(_FILE),
        "fillers": re.compile(rf"(?:(?:{phrases['fillers']}) )+(?=.)"),
        **{whole: compile_words(f"(?:{phrases[whole]})(?: (?:{phrases['trailers']}))*") for whole in wholes},
    }
