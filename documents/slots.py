"""Slots of a week as people write them: « lundi soir », « mardi 18h-20h », « samedi »."""

import re
from functools import lru_cache
from typing import Any

from documents.cells import CACHE_SIZE, WORDS, is_never_known, parse_list
from documents.faults import CellError
from mentoring.form_rules import fold
from mentoring.slots import PARTS, WEEKDAYS

IGNORED_WORDS = frozenset(
    ["le", "la", "les", "tous", "toutes", "toute", "journee", "et", "de", "du", "en",
     "and", "every", "all", "on", "the", "in"]
)  # fmt: skip
HOUR = r"(\d{1,2}) ?(?:h|:|heures?)? ?(\d{2})?"
UNTIL = "(?(between)(?:et|and)|(?:-|–|—|à|a|to))"
HOURS = re.compile(rf"(?:\b(?:de|from) |\b(?P<between>entre|between) )?\b{HOUR} ?{UNTIL} ?{HOUR}(?!\w)", re.IGNORECASE)
"""« 18h-20h », « de 18h30 à 20h », « entre 18 h et 20 h », "18:00-20:00"; « 18h et 20h » may be two beginnings."""
CLOCK_SIGN = re.compile("[h:]", re.IGNORECASE)


def _list_spellings(kind: str, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return how each day or part of the day is written: mon, lundi, lundis, lun, Monday."""
    found: dict[str, tuple[str, ...]] = {key: (key,) for key in keys}
    for words in WORDS.values():
        for key, name in words[kind].items():
            word = _normalise(name)
            found |= dict.fromkeys((word, f"{word}s", *([word[:3]] if kind == "days" else [])), (key,))
    return found


def _normalise(text: str) -> str:
    said = fold(text.replace("_", " "))
    return said.replace("apres midi", "afternoon").replace("week end", "weekend")


AFTERNOON = ("aprem", "aprems", "apresmidi", "apm")
DAY_OF = _list_spellings("days", WEEKDAYS) | {"semaine": WEEKDAYS[:5], "jours": WEEKDAYS}
DAY_OF |= dict.fromkeys(("weekend", "weekends"), WEEKDAYS[5:])
PART_OF = _list_spellings("parts", tuple(PARTS)) | dict.fromkeys(AFTERNOON, ("afternoon",))
PART_OF |= dict.fromkeys(("matinee", "matinees"), ("morning",)) | dict.fromkeys(("soiree", "soirees"), ("evening",))


def parse_week(value: Any) -> frozenset[str]:
    """Return the slots of a week; none when nothing is said, which is any hour."""
    return frozenset(
        slot for entry in parse_list(value, is_never_known, '"mon-evening"') for slot in _parse_slots(entry)
    )


@lru_cache(CACHE_SIZE)
def _parse_slots(entry: str) -> list[str]:
    """Return the slots of « lundi soir », « mardi et jeudi soir », « mardi 18h-20h », « tous les soirs »."""
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for said in _normalise(HOURS.sub(_parse_parts, entry)).split():
        if said in DAY_OF:
            if groups[-1][1]:  # a day after a part of the day: another slot begins
                groups.append(([], []))
            groups[-1][0].extend(DAY_OF[said])
        elif said in PART_OF:
            groups[-1][1].extend(PART_OF[said])
        elif said not in IGNORED_WORDS:
            raise CellError("slot", value=entry)
    if not all(days or (parts and len(groups) == 1) for days, parts in groups):
        raise CellError("slot", value=entry)
    return [f"{day}-{part}" for days, parts in groups for day in days or WEEKDAYS for part in parts or PARTS]


def _parse_parts(hours_text: re.Match[str]) -> str:
    """Return the parts of the day that some hours lie in, or of which they cover at least half."""
    hours = [int(hours_text[at]) + int(hours_text[at + 1] or 0) / 60 for at in (2, 4)]
    begin, end = hours
    if not CLOCK_SIGN.search(hours_text[0]) or not begin < end <= 24:
        raise CellError("slot", value=hours_text.string)
    found = []
    for part, covered in PARTS.items():
        common = min(end, covered.stop) - max(begin, covered.start)
        if common > 0 and (common == end - begin or 2 * common >= len(covered)):
            found.append(part)
    if not found:
        raise CellError("hours", value=hours_text.string)
    return f" {' '.join(found)} "
