"""Levels of studies: degrees with their year, « bac +3 », classes of the lycée, and who does not study now."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mentoring.programme import Catalogue
from understanding.answers.spelling import compile_words, shorten_pattern, write_plainly
from understanding.answers.vocabulary import (
    LEVELS,
    SMALL,
    build_vocabulary,
    list_labels,
    replace_synonyms,
)
from understanding.shipped_files import read_shipped

OUT = "out"
_ORDINALS = (
    "1 1e 1er 1ere 1re 1st premier premiere first",
    "2 2e 2em 2eme 2nd 2nde 2ieme second seconde deuxieme",
    "3 3e 3em 3eme 3rd 3ieme troisieme third",
    "4 4e 4em 4eme 4th 4ieme quatrieme fourth",
    "5 5e 5em 5eme 5th 5ieme cinquieme fifth",
    "6 6e 6em 6eme 6th sixieme sixth",
)
_CARDINALS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit")
_LAST = ("derniere", "last", "final")
_MAX_YEARS = 9
_NUMBERS = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words.split()}
_NUMBERS |= dict.fromkeys(_LAST, _MAX_YEARS)
_ORDINAL = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_CLASSES = ("2nd", "2nde", "second", "seconde", *_LAST)
"""Beside a degree without « année » they are a class of the lycée, or nothing."""
_PLAIN_ORDINAL = "|".join(word for word in _ORDINAL.split("|") if word not in _CLASSES)
_YEAR = "ane|anes|year|yr"
_BETWEEN = r"(?: (?:de|d|en|of|in|my|mon|ma|l|la|le|du|au|a))*"
_FILLED = r"(?: [a-z]+){0,4}?"
"""What is studied: « bts compta 2e année »."""
_PLUS = re.compile(rf"(?<![^ ])bac ?(?:plus ?|p )?(?:de )?([1-9]|{'|'.join(_CARDINALS)})(?![^ ])")
_HAS_BAC = compile_words(
    "(?:ai eu|ai obtenu|eu|obtenu|avoir|avec|apres|je ai|titulaire du|depuis)(?: deja)? (?:mon|le|un) bac",
    "bac en poche",
)
"""Whoever has it is beyond it, and says where elsewhere."""
_GRADE = re.compile(rf"(?<![^ ])({_ORDINAL}) (?:{_YEAR})(?![^ ])")
_NUMBERED = re.compile(r"(?<![^ ])([1-6])a(?![^ ])")
_LEVELS_BY_YEAR = ("bac1", "bac2", "bac3", "bac4", "bac5", "bac5", "doctorate", "doctorate")


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree: its names, beside a year, by themselves and as what somebody is in; levels by year, the usual one."""

    named: re.Pattern[str]
    beside: re.Pattern[str]
    alone: re.Pattern[str]
    present: re.Pattern[str]
    years: tuple[str, ...]
    usual: str

    def read_year(self, words: str) -> str | None:
        """Return the level of the year that is said beside the degree."""
        found = self.named.search(words) and self.beside.search(words)
        if not found:
            return None
        said = next(number for number in found.groups() if number)
        return self.years[min(_NUMBERS[said], len(self.years)) - 1]


def read_level(
    text: str, levels: Catalogue, synonyms: Mapping[str, str] | None = None, *, asked: bool = True
) -> str | None:
    """Return the level of studies that a text names, None when it names none that the programme has.

    Where the level was not `asked`, a degree without a year tells none, unless somebody « est en » it.
    """
    words = _HAS_BAC.sub(" ", replace_synonyms(text, synonyms or {}))
    own = _find_label(text, levels)
    if own:
        return own
    found = (reading(words, levels) for reading in (_READINGS if asked else _SURE_READINGS))
    return next((level for level in found if level in levels), None)


def _find_label(text: str, levels: Catalogue) -> str | None:
    """Return the level whose whole label was typed."""
    said = write_plainly(text)
    return next((key for key, label in levels.items() if said in map(write_plainly, label.values())), None)


def _read_out(words: str, _levels: Catalogue) -> str | None:
    return OUT if _read_tables().out.search(words) else None


def _read_working(words: str, _levels: Catalogue) -> str | None:
    return OUT if _read_tables().working.search(words) else None


def _read_degree_year(words: str, _levels: Catalogue) -> str | None:
    return next((level for degree in _read_tables().degrees if (level := degree.read_year(words))), None)


def _read_present_degree(words: str, _levels: Catalogue) -> str | None:
    return next((one.usual for one in _read_tables().degrees if one.usual and one.present.search(words)), None)


def _read_degree(words: str, _levels: Catalogue) -> str | None:
    return next((one.usual for one in _read_tables().degrees if one.usual and one.alone.search(words)), None)


def _read_plus(words: str, _levels: Catalogue) -> str | None:
    found = _PLUS.search(words)
    if not found:
        return None
    number = _CARDINALS.index(found[1]) + 1 if found[1] in _CARDINALS else int(found[1])
    return _LEVELS_BY_YEAR[min(number, len(_LEVELS_BY_YEAR)) - 1]


def _read_grade(words: str, _levels: Catalogue) -> str | None:
    found = _GRADE.search(words) or _NUMBERED.search(words)
    number = _NUMBERS[found[1]] if found else 0
    return _LEVELS_BY_YEAR[number - 1] if 0 < number <= len(_LEVELS_BY_YEAR) else None


def _read_named(words: str, levels: Catalogue) -> str | None:
    """Return the level of the most telling phrase: an own one, the longest, a class before its school."""
    ranked = _rank_phrases(words, levels)
    return max(ranked)[-1] if ranked else None


def _read_class(words: str, levels: Catalogue) -> str | None:
    """Return the same, degrees left aside: « un master » may be what somebody dreams of."""
    ranked = [row for row in _rank_phrases(words, levels) if row[0] or row[2]]
    return max(ranked)[-1] if ranked else None


def _rank_phrases(words: str, levels: Catalogue) -> list[tuple[bool, int, bool, int, str]]:
    """Return for each phrase how telling it is: own, how long, no degree, how early; last its level."""
    told = [word for word in words.split() if word not in SMALL]
    return [
        (one.is_own, one.words, not _is_degree(" ".join(told[one.start : one.end])), -one.start, one.entry)
        for one in build_vocabulary(LEVELS, list_labels(levels)).find_mentions(told)
    ]


def _is_degree(phrase: str) -> bool:
    return any(one.alone.fullmatch(phrase) for one in _read_tables().degrees)


@dataclass(frozen=True, slots=True)
class Tables:
    """What ships: the degrees in order, and what people say who do not study."""

    degrees: tuple[Degree, ...]
    out: re.Pattern[str]
    working: re.Pattern[str]


@cache
def _read_tables() -> Tables:
    tables = tomllib.loads(read_shipped("answers/lexicon/levels.toml"))
    return Tables(
        tuple(map(_build_degree, tables["degrees"].values())),
        compile_words(*_list_patterns(tables["not_studying"]["surely"])),
        compile_words(*_list_patterns(tables["not_studying"]["perhaps"])),
    )


def _build_degree(row: Mapping[str, Any]) -> Degree:
    names = "|".join(sorted(_list_patterns(row["names"]), key=len, reverse=True))
    beside = (
        rf"({_ORDINAL}) (?:{_YEAR}){_BETWEEN} (?:{names})",
        rf"({_PLAIN_ORDINAL})(?: (?:de|en|of))? (?:{names})",
        rf"(?:{names}){_FILLED} ({_ORDINAL}) (?:{_YEAR})",
        rf"(?:{names}) ?([1-6])a?",
        rf"(?:{names}) (?:year|ane) ({_ORDINAL})",
        rf"(?:{names}){_FILLED} ({_PLAIN_ORDINAL})",
    )
    named = re.compile(rf"(?<![^ ])(?:{shorten_pattern(names)})")
    alone, present = compile_words(names), compile_words(rf"(?:suis|actuelement) en (?:{names})")
    return Degree(named, compile_words(*beside), alone, present, tuple(row["years"]), row["usual"])


_SURE_READINGS = (_read_out, _read_degree_year, _read_plus, _read_class, _read_grade, _read_present_degree)
_READINGS = (_read_out, _read_degree_year, _read_plus, _read_named, _read_grade, _read_working, _read_degree)
"""In this order: whoever left school says so beside a degree, and a year tells more than a degree's name."""


def _list_patterns(words: str) -> list[str]:
    return [phrase.strip() for phrase in re.split(r"[,\n]", words) if phrase.strip()]
