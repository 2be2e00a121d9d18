"""What may stand in a cell, and what it means: numbers, yes and no, lists, slots, ways of meeting, languages."""

import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cli.sheets.faults import Wrong
from cli.sheets.tables import says
from mentoring.forms import folded, tidy
from mentoring.slots import PARTS, WEEKDAYS

KEPT = 2**14
"""Files say the same few things on thousands of lines: each is looked at once."""
plain = lru_cache(KEPT)(folded)
NO_SIGNS = "\ufffe\uffff"
"""No workbook can hold these, and nothing shows them."""
WORDS: Mapping[str, Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
YES_NO = dict.fromkeys(("true", "yes", "oui", "vrai", "1", "x", "o", "y"), True)
YES_NO |= dict.fromkeys(("false", "no", "non", "faux", "0", "n"), False)
MODES = {
    "remote": ("remote", "online", "distance", "a distance", "distanciel", "en distanciel", "visio", "en visio",
               "visioconference", "en ligne"),
    "in_person": ("in_person", "in person", "face to face", "en personne", "presentiel", "en presentiel",
                  "sur place", "en face a face"),
}  # fmt: skip
BOTH_MODES = ("both", "les deux", "hybride", "hybrid")
LANGUAGES = {
    "fr": ("francais", "french"), "en": ("anglais", "english"), "ar": ("arabe", "arabic"),
    "es": ("espagnol", "spanish"), "de": ("allemand", "german"), "it": ("italien", "italian"),
    "pt": ("portugais", "portuguese"),
}  # fmt: skip
LOCALE = re.compile(r"([a-z]{2,3})[ _][a-z]{2}")
MODE_OF = {name: (mode,) for mode, names in MODES.items() for name in names} | dict.fromkeys(BOTH_MODES, tuple(MODES))
LANGUAGE_OF = {name: code for code, names in LANGUAGES.items() for name in names}
SILENT = frozenset(
    ["le", "la", "les", "tous", "toutes", "toute", "journee", "et", "de", "du", "en",
     "and", "every", "all", "on", "the", "in"]
)  # fmt: skip
HOUR = r"(\d{1,2}) ?(?:h|:|heures?)? ?(\d{2})?"
UNTIL = "(?(between)(?:et|and)|(?:-|–|—|à|a|to))"
HOURS = re.compile(rf"(?:\b(?:de|from) |\b(?P<between>entre|between) )?\b{HOUR} ?{UNTIL} ?{HOUR}(?!\w)", re.IGNORECASE)
"""« 18h-20h », « de 18h30 à 20h », « entre 18 h et 20 h », "18:00-20:00"; « 18h et 20h » may be two beginnings."""
CLOCK = re.compile("[h:]", re.IGNORECASE)


def _spellings(kind: str, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Give how each day or part of the day is written: mon, lundi, lundis, lun, Monday."""
    found: dict[str, tuple[str, ...]] = {key: (key,) for key in keys}
    for words in WORDS.values():
        for key, name in words[kind].items():
            word = _one_word(name)
            found |= dict.fromkeys((word, f"{word}s", *([word[:3]] if kind == "days" else [])), (key,))
    return found


def _one_word(text: str) -> str:
    said = folded(text.replace("_", " "))
    return said.replace("apres midi", "afternoon").replace("week end", "weekend")


AFTERNOON = ("aprem", "aprems", "apresmidi", "apm")
DAY_OF = _spellings("days", WEEKDAYS) | {"semaine": WEEKDAYS[:5], "jours": WEEKDAYS}
DAY_OF |= dict.fromkeys(("weekend", "weekends"), WEEKDAYS[5:])
PART_OF = _spellings("parts", tuple(PARTS)) | dict.fromkeys(AFTERNOON, ("afternoon",))
PART_OF |= dict.fromkeys(("matinee", "matinees"), ("morning",)) | dict.fromkeys(("soiree", "soirees"), ("evening",))


def text(value: Any) -> str:
    """Give somebody's own words; a cell may be empty, but must be there."""
    if value is None:
        raise Wrong("missing")
    if isinstance(value, bool | list | dict):
        raise Wrong("text")
    written = str(value)
    return " ".join(written.split()) if written.isprintable() else tidy(written)


def name(value: Any) -> str | int:
    """Give an id as it was written, so that it is found again."""
    if not says(value):
        raise Wrong("missing")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool | list | dict) or len(str(value)) > 200 or not _is_shown(str(value)):
        raise Wrong("id", value=value)
    return value if isinstance(value, int) else str(value).strip()


def _is_shown(written: str) -> bool:
    return all(unicodedata.category(sign) not in ("Cc", "Cs") and sign not in NO_SIGNS for sign in written.strip())


@lru_cache(KEPT)
def _tidy(written: str) -> str:
    return tidy(written.translate(dict.fromkeys(map(ord, NO_SIGNS))))


def word(value: Any) -> str:
    """Give one name, or nothing."""
    if isinstance(value, bool | list | dict):
        raise Wrong("word", value=value)
    return _tidy(str(value)) if says(value) else ""


def items(value: Any, known: Callable[[str], bool], example: str) -> list[str]:
    """Give the entries of a list: JSON's own, or those of a cell, where an entry that we know may hold a comma."""
    if isinstance(value, list) and all(isinstance(one, str | int) and not isinstance(one, bool) for one in value):
        return [entry for one in value if (entry := _tidy(str(one)))]
    if isinstance(value, bool | dict | list):
        raise Wrong("list", value=value, example=example)
    cell = str(value) if says(value) else ""
    return [entry for part in re.split(r"[;|\n]", cell) for entry in _between_commas(_tidy(part), known)]


def _between_commas(part: str, known: Callable[[str], bool]) -> list[str]:
    pieces, found = part.split(","), []
    while pieces:
        ends = (end for end in range(len(pieces), 1, -1) if known(",".join(pieces[:end]).strip()))
        end = next(ends, 1)
        found.append(",".join(pieces[:end]).strip())
        pieces = pieces[end:]
    return [entry for entry in found if entry]


def slots(value: Any) -> frozenset[str]:
    """Give the slots of a week; none when nothing is said, which is any hour."""
    return frozenset(slot for entry in items(value, _nothing, '"mon-evening"') for slot in _slots(entry))


@lru_cache(KEPT)
def _slots(entry: str) -> list[str]:
    """Read « lundi soir », « mardi et jeudi soir », « mardi 18h-20h », « samedi », « tous les soirs »."""
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for said in _one_word(HOURS.sub(_parts, entry)).split():
        if said in DAY_OF:
            if groups[-1][1]:  # a day after a part of the day: another slot begins
                groups.append(([], []))
            groups[-1][0].extend(DAY_OF[said])
        elif said in PART_OF:
            groups[-1][1].extend(PART_OF[said])
        elif said not in SILENT:
            raise Wrong("slot", value=entry)
    if not all(days or (parts and len(groups) == 1) for days, parts in groups):
        raise Wrong("slot", value=entry)
    return [f"{day}-{part}" for days, parts in groups for day in days or WEEKDAYS for part in parts or PARTS]


def _parts(said: re.Match[str]) -> str:
    """Give the parts of the day that some hours lie in, or of which they cover at least half."""
    hours = [int(said[at]) + int(said[at + 1] or 0) / 60 for at in (2, 4)]
    begin, end = hours
    if not CLOCK.search(said[0]) or not begin < end <= 24:
        raise Wrong("slot", value=said.string)
    found = []
    for part, covered in PARTS.items():
        common = min(end, covered.stop) - max(begin, covered.start)
        if common > 0 and (common == end - begin or 2 * common >= len(covered)):
            found.append(part)
    if not found:
        raise Wrong("hours", value=said.string)
    return f" {' '.join(found)} "


def modes(value: Any) -> frozenset[str]:
    """Give the ways of meeting; at a distance when nothing is said."""
    found: set[str] = set()
    for entry in items(value, _nothing, '"remote"'):
        if plain(entry) not in MODE_OF:
            raise Wrong("mode", value=entry)
        found.update(MODE_OF[plain(entry)])
    return frozenset(found or {"remote"})


def languages(value: Any) -> frozenset[str]:
    """Give the languages by their codes, others as they are named; French when nothing is said."""
    found = {plain(entry) for entry in items(value, _nothing, '"fr"')}
    codes = {LANGUAGE_OF.get(one) or LOCALE.sub(r"\1", one) for one in found}
    return frozenset(codes - {""} or {"fr"})


def yes_no(value: Any) -> bool:
    """Give yes or no; no when nothing is said."""
    said = plain(str(value)) if says(value) else "no"
    if isinstance(value, list | dict) or said not in YES_NO:
        raise Wrong("yes_no", value=value)
    return YES_NO[said]


def number(value: Any, usual: float, most: int, kind: str = "number") -> float:
    """Give a number from 0 on; « 12,5 » too."""
    if not says(value):
        return usual
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        found = math.nan
    if isinstance(value, bool) or not 0 <= found <= most or (kind == "whole" and not found.is_integer()):
        raise Wrong(kind, value=value, least=0, most=most)
    return found


def _nothing(_entry: str) -> bool:
    return False
