"""Who and where somebody is, by lists: first names and places in any sentence, and capitals that no list explains.

Rules know the sentences in which somebody says who they are; lists need no sentence. What is asked back costs a tap,
and what is left cannot be taken back: a doubt is asked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from mentoring.masking import Part
from mentoring.masking.rules import Kind
from understanding.identifying.cues import LIVES
from understanding.identifying.homes import read_place, sort_places
from understanding.identifying.own_schools import find_own_schools
from understanding.identifying.people import find_name_end, find_people
from understanding.identifying.tokens import Reading, Span, Token, read

_BETWEEN = re.compile(
    r"[\s,(]*(?:porte |appt? )?(?:(?:a cote|pres|non loin|en face|derriere|a|au|vers)\b)?(?: (?:de|du|d'))?[\s,(]*"
)

_BESIDE = re.compile(r",? \(?")


def find_listed(plain: str, found: Iterable[Part]) -> list[Part]:
    """Return what was found, and what lists find besides in a text without accents; none overlaps another."""
    reading = read(plain)
    before = list(found)
    parts = [_complete(one, reading, before) for one in before]
    for kind, (first, after) in _find_spans(reading):
        parts += [
            Part(kind, start, end, plain[start:end]) for start, end in _find_free(reading.tokens[first:after], parts)
        ]
    return list(_join_addresses(sorted(parts, key=lambda one: one.start), plain))


def _join_addresses(parts: list[Part], plain: str) -> Iterator[Part]:
    """Yield parts, those of one address as one: « 12 rue des Lilas », « Bron »."""
    kept: Part | None = None
    for one in parts:
        if kept and kept.kind == one.kind == "address" and _BETWEEN.fullmatch(plain, kept.end, one.start):
            kept = replace(kept, end=one.end, words=plain[kept.start : one.end])
            continue
        if kept:
            yield kept
        kept = one
    if kept:
        yield kept


def _find_free(tokens: list[Token], parts: list[Part]) -> Iterator[tuple[int, int]]:
    """Yield where those words begin and end that no part holds yet, joined where they stand side by side."""
    is_free = [all(one.end <= token.start or token.end <= one.start for one in parts) for token in tokens]
    for free, run in groupby(zip(is_free, tokens, strict=True), key=itemgetter(0)):
        words = [token for _, token in run]
        if free:
            yield words[0].start, words[-1].end


def _find_spans(reading: Reading) -> Iterator[tuple[Kind, Span]]:
    """Yield what lists find: schools first, then homes, then people."""
    homes, elsewhere = sort_places(reading)
    yield from (("school", span) for span in find_own_schools(reading))
    yield from (("address", span) for span in homes)
    yield from ((_name_kind(reading, span[0]), span) for span in find_people(reading, elsewhere))


def _name_kind(reading: Reading, at: int) -> Kind:
    """Return whether what looks like a name is more likely a place: « je suis de Kermabon »."""
    is_place = not reading.tokens[at].is_first_name and LIVES.search(reading.find_said(at))
    return "address" if is_place else "name"


def _complete(part: Part, reading: Reading, parts: list[Part]) -> Part:
    """Return a name with the words that follow it and belong to it, up to the next part."""
    if part.kind == "address":
        return _complete_address(part, reading, parts)
    last = next((at for at, one in enumerate(reading.tokens) if one.end == part.end), None)
    if part.kind != "name" or last is None or not reading.tokens[last].capital:
        return part
    end = reading.tokens[find_name_end(reading, last) - 1].end
    if any(part.end <= one.start < end for one in parts):
        return part
    return replace(part, end=end, words=reading.plain[part.start : end])


def _complete_address(part: Part, reading: Reading, parts: list[Part]) -> Part:
    """Return an address with the town that stands behind it."""
    at = next((at for at, one in enumerate(reading.tokens) if one.start >= part.end), 0)
    following = reading.tokens[at]
    if not (at and following.capital and _BESIDE.fullmatch(reading.plain, part.end, following.start)):
        return part
    last = read_place(reading.tokens, at)
    if not last or any(one.start < reading.tokens[last - 1].end and part.end <= one.start for one in parts):
        return part
    end = reading.tokens[last - 1].end
    return replace(part, end=end, words=reading.plain[part.start : end])
