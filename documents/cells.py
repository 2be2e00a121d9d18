"""What may stand in a cell, and what it means: numbers, yes and no, lists, ways of meeting, languages."""

import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from documents.faults import CellError
from documents.tables import has_content
from mentoring.form_rules import fold, tidy

CACHE_SIZE = 2**14
"""Files say the same few things on thousands of lines: each is looked at once."""
fold_cached = lru_cache(CACHE_SIZE)(fold)
FORBIDDEN_CHARACTERS = "\ufffe\uffff"
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


def parse_text(value: Any) -> str:
    """Return somebody's own words; a cell may be empty, but must be there."""
    if value is None:
        raise CellError("missing")
    if isinstance(value, bool | list | dict):
        raise CellError("text")
    written = str(value)
    return " ".join(written.split()) if written.isprintable() else tidy(written)


def parse_id(value: Any) -> str | int:
    """Return an id as it was written, so that it is found again."""
    if not has_content(value):
        raise CellError("missing")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool | list | dict) or len(str(value)) > 200 or not _is_printable(str(value)):
        raise CellError("id", value=value)
    return value if isinstance(value, int) else str(value).strip()


def _is_printable(written: str) -> bool:
    return all(
        unicodedata.category(sign) not in ("Cc", "Cs") and sign not in FORBIDDEN_CHARACTERS for sign in written.strip()
    )


@lru_cache(CACHE_SIZE)
def _tidy(written: str) -> str:
    return tidy(written.translate(dict.fromkeys(map(ord, FORBIDDEN_CHARACTERS))))


def parse_word(value: Any) -> str:
    """Return one name, or nothing."""
    if isinstance(value, bool | list | dict):
        raise CellError("word", value=value)
    return _tidy(str(value)) if has_content(value) else ""


def parse_list(value: Any, is_known: Callable[[str], bool], example: str) -> list[str]:
    """Return the entries of a list: JSON's own, or those of a cell, where an entry that we know may hold a comma."""
    if isinstance(value, list) and all(isinstance(one, str | int) and not isinstance(one, bool) for one in value):
        return [entry for one in value if (entry := _tidy(str(one)))]
    if isinstance(value, bool | dict | list):
        raise CellError("list", value=value, example=example)
    cell = str(value) if has_content(value) else ""
    return [entry for part in re.split(r"[;|\n]", cell) for entry in _split_at_commas(_tidy(part), is_known)]


def _split_at_commas(part: str, is_known: Callable[[str], bool]) -> list[str]:
    pieces, found = part.split(","), []
    while pieces:
        ends = (end for end in range(len(pieces), 1, -1) if is_known(",".join(pieces[:end]).strip()))
        end = next(ends, 1)
        found.append(",".join(pieces[:end]).strip())
        pieces = pieces[end:]
    return [entry for entry in found if entry]


def parse_modes(value: Any) -> frozenset[str]:
    """Return the ways of meeting; at a distance when nothing is said."""
    found: set[str] = set()
    for entry in parse_list(value, is_never_known, '"remote"'):
        if fold_cached(entry) not in MODE_OF:
            raise CellError("mode", value=entry)
        found.update(MODE_OF[fold_cached(entry)])
    return frozenset(found or {"remote"})


def parse_languages(value: Any) -> frozenset[str]:
    """Return the languages by their codes, others as they are named; French when nothing is said."""
    found = {fold_cached(entry) for entry in parse_list(value, is_never_known, '"fr"')}
    codes = {LANGUAGE_OF.get(one) or LOCALE.sub(r"\1", one) for one in found}
    return frozenset(codes - {""} or {"fr"})


def parse_yes_no(value: Any) -> bool:
    """Return yes or no; no when nothing is said."""
    said = fold_cached(str(value)) if has_content(value) else "no"
    if isinstance(value, list | dict) or said not in YES_NO:
        raise CellError("yes_no", value=value)
    return YES_NO[said]


def parse_number(value: Any, default: float, maximum: int, kind: str = "number") -> float:
    """Return a number from 0 on; « 12,5 » too."""
    if not has_content(value):
        return default
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        found = math.nan
    if isinstance(value, bool) or not 0 <= found <= maximum or (kind == "whole" and not found.is_integer()):
        raise CellError(kind, value=value, least=0, most=maximum)
    return found


def is_never_known(_entry: str) -> bool:
    """Return False: the programme has no such list, so no entry of it is known."""
    return False
