"""Remarks that ask nothing of the bot: that one comes, looks forward, that it was good; a question about the other."""

import re
from functools import cache
from typing import Literal

from understanding.answers.spelling import (
    MAX_READ_CHARACTERS,
    compile_words,
    read_patterns,
    read_phrases,
    write_plainly,
)

Remark = Literal["coming", "forward", "good", "heard", "other", "file", "write"]
"""`heard`: « ok », one has read; `other`: who the partner is; `file`, `write`: one wants to send them something."""
STATEMENTS: tuple[Remark, ...] = ("coming", "forward", "good")
_HEARD: Remark = "heard"
_OTHER: Remark = "other"
SENDING: tuple[Remark, ...] = ("file", "write")
PARTS = ("a_file", "write_verb", "somebody")
"""Tables that stand for a part of other phrases."""
_SIGNS = dict.fromkeys("👍👌✅🆗", " ok ")
_FILE = "remarks"
MAX_WORDS = 20
"""Who writes more says something else too."""
_NO_NEGATION = compile_words("(?:pas de|sans) (?:souci|probleme)s?", "no problem", "can not wait")
"""What holds a word that takes things back, and takes nothing back."""


def read_remark(text: str) -> Remark | None:
    """Return what a text remarks, if it says nothing else; None for all else, and for what is taken back."""
    read = text[:MAX_READ_CHARACTERS]
    words = write_plainly("".join(_SIGNS.get(char, char) for char in read))
    if words.count(" ") >= MAX_WORDS:
        return None
    if sent := next((one for one in SENDING if _compile_wholes()[one].fullmatch(words)), None):
        return sent
    if "?" in read:
        return _OTHER if _asks_about_other(words) else None
    if _compile_wholes()[_HEARD].fullmatch(words):
        return _HEARD
    if read_patterns(_FILE)["taken_back"].search(_NO_NEGATION.sub("", words)):
        return None
    found = (one for one in STATEMENTS if _compile_wholes()[one].fullmatch(words))
    return next(found, _OTHER if _asks_about_other(words) and _is_plainly_asked(words) else None)


def _asks_about_other(words: str) -> bool:
    return bool(_compile_wholes()[_OTHER].fullmatch(words)) and not read_patterns(_FILE)["other_else"].search(words)


def _is_plainly_asked(words: str) -> bool:
    """Return whether words ask without their mark: « il a quel age », but not « il est sympa »."""
    return read_patterns(_FILE)["asking"].search(words) is not None


@cache
def _compile_wholes() -> dict[Remark, re.Pattern[str]]:
    """Return a pattern of each remark with what may stand around it, and of a bare « ok »."""
    said, kinds = read_phrases(_FILE), (*STATEMENTS, _OTHER, *SENDING)
    around = f"(?:(?:{'|'.join(said['around'])}) )*"
    cores = {one: "|".join(said[one]) for one in kinds}
    for part in PARTS:
        cores = {one: core.replace(f"{{{part}}}", f"(?:{'|'.join(said[part])})") for one, core in cores.items()}
    wholes = {one: rf"{around}(?:{core})(?: (?:{core}|{'|'.join(said['around'])}))*" for one, core in cores.items()}
    wholes[_HEARD] = rf"(?:{'|'.join(said[_HEARD])})(?: (?:{'|'.join(said[_HEARD])}))?"
    return {one: compile_words(whole) for one, whole in wholes.items()}
