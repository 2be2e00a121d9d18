"""What stands in a cell, read into what it means, whoever wrote it: hours, ways of meeting, languages, ages, places."""

import csv
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from documents.faults import CellError
from documents.grids import has_content
from documents.words import LANGUAGES, PHRASES, WORDS
from mentoring.form_rules import fold, tidy
from mentoring.slots import SLOTS
from understanding.answers.numbers import read_number
from understanding.when.week import read_slots

CACHE_SIZE = 2**14
"""Files say the same few things on thousands of lines: each is looked at once."""
fold_cached = lru_cache(CACHE_SIZE)(fold)
FORBIDDEN_CHARACTERS = dict.fromkeys(map(ord, "\ufffe\uffff"))
"""No workbook can hold these, and nothing shows them."""
LANGUAGE_OF = {name: code for code, names in LANGUAGES.items() for name in (*names, code)}
LOCALE = re.compile(r"([a-z]{2,3})[ _-][a-z]{2}")
LANGUAGE_BREAK = re.compile(r"[;,|/\n+&•]| et | and | y compris |\.(?:\s|$)")
NOT_SPOKEN = re.compile(
    r"[^;,|/\n]*(?:\(|: ?)(?:none|no|not|aucun|pas|zero|0|rien|je ne|non|debutant complet)\b[^);,|/\n]*\)?"
)
"""« français (pas encore) » is no language that somebody speaks."""
REMOTE, IN_PERSON, ANY_MODE = PHRASES["remote"], PHRASES["in_person"], PHRASES["any_mode"]
ANY_HOUR, LANGUAGE_LEVEL = PHRASES["any_hour"], PHRASES["language_level"]
UNSPOKEN, NO_PLACE = PHRASES["unspoken"], PHRASES["no_place"]
PLACE_BREAK = re.compile(r"[,;/+&|\n(]| et | and | ou | or ")
MAX_PLACE_WORDS = 4
SHARE = re.compile(r"(\d{1,2}) ?/ ?(\d{1,2})")
DENIED = re.compile(PHRASES["denied"].pattern + r" (?:\w+ )?$")
"""What stands before words that are not meant: « pas en », « sans aucune »."""
YES = frozenset(
    ["true", "yes", "oui", "vrai", "1", "x", "o", "y", "ok", "v", "on", "coche", "checked", "ja", "si", "accepte",
     "d accord", "agree", "je confirme"]
)  # fmt: skip
NO = frozenset(
    ["false", "no", "non", "faux", "0", "n", "off", "aucun", "aucune", "none", "pas encore", "not yet", "jamais"]
)
TICKS = frozenset("✓✔☑✅xX×●•1*")
NOTHING = frozenset(
    ["", "non", "no", "0", "-", "–", "—", "/", "n/a", "na", "néant", "neant", "indisponible", "pas dispo",
     "pas disponible", "unavailable", "not available", "false", "faux", "aucun", "aucune", "none", "nc", "ø", "✗", "❌"]
)  # fmt: skip
"""Cells of a grid that say no."""
NOON = re.compile(
    r"(\d\s*(?:h|am|heures?)?\s*(?:to|until|till|à|a|jusqu.à|-|–))\s*(?:noon|midday|midi)\b", re.IGNORECASE
)
"""« 9h à midi », "from 9 to noon"."""


def write_cell(value: Any) -> str:
    """Return a cell as its words: dates as they are said here, a list's entries behind each other."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value).strip()


def write_words(value: Any) -> str:
    """Return a cell as tidy words, without what no workbook can hold."""
    said = write_cell(value)
    is_tidy = said.isascii() and said.isprintable() and "  " not in said
    return said if is_tidy else tidy(said.translate(FORBIDDEN_CHARACTERS))


def read_week(value: Any) -> frozenset[str]:
    """Return the slots of a week, none for any hour, which an empty cell says too."""
    return _read_week(write_cell(value))


@lru_cache(CACHE_SIZE)
def _read_week(said: str) -> frozenset[str]:
    entries = {entry.strip().lower() for entry in re.split(r"[;,|\n]", said) if entry.strip()}
    if entries <= NAMED_SLOTS.keys():
        return frozenset(NAMED_SLOTS[entry] for entry in entries)
    said_plainly = NOON.sub(r"\1 12", said)
    found = read_slots(said_plainly) or read_slots(re.sub(r"\s*[;|\n•]\s*", ", ", said_plainly))
    if found is None and ANY_HOUR.search(fold(said)):
        return frozenset()
    if found is None:
        raise CellError("slot", value=said)
    return frozenset() if len(found) == len(SLOTS) else frozenset(found)


NAMED_SLOTS = {
    name: slot
    for slot in SLOTS
    for day, part in [slot.split("-")]
    for name in (slot, *(f"{words['days'][day]} {words['parts'][part]}".lower() for words in WORDS.values()))
}
"""Slots by their ids and in full words, which need no reading."""


def read_grid_cell(heading: str, value: Any) -> frozenset[str]:
    """Return the slots that a cell of a grid says of its day, or of its part of the day; none for an empty one."""
    said = write_cell(value)
    plain = said.strip().lower()
    if plain in NOTHING:
        return frozenset()
    is_tick = plain in TICKS or fold(said) in YES
    bare = re.sub(r"\([^)]*\)", " ", heading).strip() or heading
    for named in dict.fromkeys((heading, bare)):
        try:
            return _read_week(named if is_tick else f"{named} {said.replace(';', ',')}")
        except CellError:
            pass
    heading = bare
    parts = [part.strip() for part in re.split(r"[;,|/\n]", said) if part.strip()]
    return frozenset().union(*(_read_week(f"{heading} {part}") for part in parts))


def read_modes(value: Any) -> frozenset[str]:
    """Return the ways of meeting, ``remote`` and ``in_person``; at a distance when nothing is said."""
    return _read_modes(fold_cached(write_cell(value).replace("_", " ")))


@lru_cache(CACHE_SIZE)
def _read_modes(said: str) -> frozenset[str]:
    if not said:
        return frozenset(["remote"])
    found = {mode for mode, words in (("remote", REMOTE), ("in_person", IN_PERSON)) if _is_meant(words, said)}
    if not found and ANY_MODE.search(said):
        return frozenset(["remote", "in_person"])
    if not found:
        raise CellError("mode", value=said)
    return frozenset(found)


def names_distance(said: str) -> bool:
    """Return whether words name a way of meeting at a distance."""
    return REMOTE.search(fold_cached(said)) is not None


def list_places(value: Any) -> list[str]:
    """Return the pieces of a cell that name no way of meeting, as the town in « visio ou Toulouse »."""
    pieces = [piece.strip(" .()") for piece in PLACE_BREAK.split(write_cell(value))]
    return [piece for piece in pieces if piece and len(piece.split()) <= MAX_PLACE_WORDS and not _is_mode(fold(piece))]


def _is_mode(said: str) -> bool:
    return any(words.search(said) for words in (REMOTE, IN_PERSON, ANY_MODE))


def _is_meant(words: re.Pattern[str], said: str) -> bool:
    return any(not DENIED.search(said[: found.start()]) for found in words.finditer(said))


def read_languages(value: Any) -> frozenset[str]:
    """Return the languages by their codes, others as they are named; none when nothing is said."""
    return _read_languages(write_cell(value))


@lru_cache(CACHE_SIZE)
def _read_languages(said: str) -> frozenset[str]:
    bare = re.sub(r"\([^)]*\)", " ", NOT_SPOKEN.sub(" ", said.casefold()))
    found = set()
    for entry in LANGUAGE_BREAK.split(bare):
        whole = fold(entry)
        if _is_unspoken(whole):
            continue
        name = LANGUAGE_OF.get(whole) or _find_code(" ".join(LANGUAGE_LEVEL.sub(" ", whole).split()))
        found.add(name)
    found -= {""}
    if not found and _list_named(fold(said)):
        raise CellError("language", value=said)
    return frozenset(found)


def _list_named(said: str) -> list[re.Match[str]]:
    """Return where languages are named in words; codes alone are none."""
    return [word for word in re.finditer(r"\w{4,}", said) if word[0] in LANGUAGE_OF]


def _is_unspoken(said: str) -> bool:
    """Return whether a language is named that somebody does not speak: « no English yet »."""
    named = _list_named(said)
    return bool(named) and UNSPOKEN.search(said[: named[0].start()]) is not None


def _find_code(name: str) -> str:
    """Return the code of a language named alone, or within a few words."""
    if name in LANGUAGE_OF:
        return LANGUAGE_OF[name]
    within = [LANGUAGE_OF[word] for word in name.split() if word in LANGUAGE_OF and len(word) > 3]
    return within[0] if within else LOCALE.sub(r"\1", name)


def is_language(value: Any) -> bool:
    """Return whether a cell names languages alone."""
    try:
        found = read_languages(value)
    except CellError:
        return True  # it names one that is not spoken
    return bool(found) and found <= _CODES


_CODES = frozenset(LANGUAGE_OF.values())


def read_yes_no(value: Any) -> bool:
    """Return yes or no; no when nothing is said."""
    if isinstance(value, bool) or not has_content(value):
        return bool(value)
    said = fold_cached(write_cell(value))
    first = said.partition(" ")[0]
    if said in NO or first in ("non", "no", "not", "pas"):
        return False
    if said in YES or first in ("oui", "yes", "ok") or write_cell(value) in TICKS:
        return True
    raise CellError("yes_no", value=value)


def read_count(value: Any) -> int:
    """Return how many, the smaller of two: « 2 ou 3 » is two."""
    if isinstance(value, bool) or not has_content(value):
        raise CellError("whole", value=value, least=0, most=1000)
    if isinstance(value, int | float) and float(value).is_integer() and 0 <= value <= 1000:
        return int(value)
    said = write_cell(value)
    if NO_PLACE.search(fold(said)):
        return 0
    if (share := SHARE.fullmatch(said)) and int(share[1]) <= int(share[2]):
        return min(int(share[1]), int(share[2]) - int(share[1]))  # so many are taken, or two or three: the fewest
    found = None if said.startswith("-") else read_number(said)
    if found is None and (numbers := re.findall(r"(?<![\d.,])(?<!^-)\d{1,3}(?![\d.,]\d)", said)):
        found = min(map(int, numbers))
    if found is None:
        words = fold(said).split()
        found = next((_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS), None)
    if found is None:
        raise CellError("whole", value=value, least=0, most=1000)
    return found


_NUMBER_WORDS = {"un": 1, "une": 1, "one": 1, "a": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4,
                 "four": 4, "cinq": 5, "five": 5, "six": 6, "aucun": 0, "aucune": 0, "none": 0, "zero": 0, "no": 0,
                 "single": 1, "seul": 1, "seule": 1}  # fmt: skip


HARD_BREAK, SIGN_BREAK, TIGHT_COMMA, LOOSE_COMMA = (
    re.compile(written) for written in (r"[;|\n\r•]+", r"\s+\+\s+|\s+/\s+", r",(?=\S)", r",\s+")
)
"""What may stand between two entries, the surest first; a label may hold a comma itself."""
QUOTED = re.compile(r'(?=.*")(?:"[^"\n]*"|[^",\n]*)(?:, ?(?:"[^"\n]*"|[^",\n]*))*')
"""« "CV, cover letter",Interviews »: labels between quotes where they hold the separator."""
Knows = Callable[[str], bool]


def split_entries(value: Any, is_known: Knows, names_any: Knows) -> list[str]:
    """Return the entries of a cell.

    One that the programme knows is never cut. At a comma followed by a space an entry is cut only where all parts
    name something (`names_any`), or where the whole names nothing.
    """
    if isinstance(value, list):
        return [entry for one in value if (entry := str(one).strip())]
    if isinstance(value, str) and QUOTED.fullmatch(value.strip()):
        return [entry for one in next(csv.reader([value.strip()], skipinitialspace=True)) if (entry := one.strip())]
    parts = [write_cell(value)]
    for break_ in (HARD_BREAK, SIGN_BREAK, TIGHT_COMMA):
        parts = [piece for part in parts for piece in ([part] if is_known(part.strip()) else break_.split(part))]
    return [entry for part in parts for piece in _cut_commas(part, is_known, names_any) if (entry := piece.strip())]


def _cut_commas(part: str, is_known: Knows, names_any: Knows) -> list[str]:
    pieces, found = LOOSE_COMMA.split(part), list[str]()
    while pieces:
        ends = (end for end in range(len(pieces), 1, -1) if is_known(", ".join(pieces[:end]).strip()))
        end = next(ends, 1)
        found.append(", ".join(pieces[:end]))
        pieces = pieces[end:]
    return found if len(found) == 1 or all(map(names_any, found)) or not names_any(part) else [part]
