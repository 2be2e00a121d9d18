"""Hours and dates, written in one small language: « jeudi aprèm, pas 19h30 » -> ``thu afternoon , not 19 hour 30``.

What French and English say alike is then one word, so that each reader is a few patterns for both. The words are a
table, `words.toml`. A word that says nothing about time is dropped.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from understanding.plain_words import fold
from understanding.shipped_files import read_shipped
from understanding.when.neighbours import settle_words

MAX_CHARACTERS = 240
"""So much of a text is read. Who offers an hour needs fewer; what is longer tells a story."""
MIN_SLIP_LETTERS = 5
"""Shorter words are too near to others: « mari », « jeux », « main »."""
MIN_TWO_SLIPS_LETTERS = 8
"""In a word of so many letters two slips are put right; one of them may be a letter left out: « dimench »."""

_SIGNS = {"-": "-", ",": ",", "&": "and", "+": "plus", "/": "and", "@": "at", "€": "other", "%": "other"}
_SAME_SIGNS = str.maketrans("–—.;:!?()\n", "--,,,,,,,,")
_PIECE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2} ?/ ?\d{1,2}(?: ?/ ?\d{2,4})?(?! ?h)\b|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}\b"
    r"|\d{1,2}[:.]\d{2}(?!\d)|[a-z0-9]+|[.,:](?= |$)|[;!?()\n&+/@€%–—-]"
)
_GLUED_JE = re.compile(r"j[bcdfglmnprstv][a-z]{2,}")
"""« jdors », « jfinis »."""
_RUN = re.compile(r"\d+|[a-z]+")
_PICTURE = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]+")
_HELD_LETTER = re.compile(r"([a-z])\1{2,}")


def write_out(text: str) -> str:
    """Return the text in the small language, without the words that say nothing of time."""
    folded = _HELD_LETTER.sub(r"\1", fold(_PICTURE.sub(" , ", text[:MAX_CHARACTERS]))[:MAX_CHARACTERS])
    said = settle_words(f"_ {' '.join(filter(None, _translate(list(_split(folded)))))}")
    return " ".join(word for word in said.split() if word != "_")


def _split(folded: str) -> Iterator[str]:
    """Yield words, numbers, dates and signs; letters glued to a number apart (``18 #h``), unless it is a word: 2m1."""
    lexicon = load_lexicon()
    for piece in _PIECE.findall(folded):
        if piece.isalnum() and not piece.isalpha() and piece not in lexicon.phrases:  # « 18h30 », « mardi18h »
            runs = _RUN.findall(piece)
            yield from (f"#{run}" if at and run.isalpha() else run for at, run in enumerate(runs))
        else:
            piece = piece.replace(" ", "") if len(piece) > 1 else piece.translate(_SAME_SIGNS)
            yield from ("je", piece[1:]) if _GLUED_JE.fullmatch(piece) and piece not in lexicon.phrases else (piece,)


def _translate(pieces: list[str]) -> Iterator[str]:
    """Yield what the pieces are in the small language, the longest known phrase first; its hyphens do not count."""
    lexicon, at = load_lexicon(), 0
    while at < len(pieces):
        for end in range(min(at + lexicon.lengths.get(pieces[at], 1), len(pieces)), at, -1):
            phrase = " ".join(piece for piece in pieces[at:end] if piece != "-") or "-"
            if phrase in lexicon.phrases and (pieces[end - 1] != "-" or phrase == "-"):
                yield lexicon.phrases[phrase]
                break
        else:
            end = at + 1
            yield _translate_stray(pieces[at])
        at = end


def _translate_stray(piece: str) -> str:
    """Return what a piece is that stands in no table: a number, a slip, a word that nobody knows."""
    lexicon = load_lexicon()
    if piece[0].isdigit():
        return piece
    if piece[0] == "#":
        return lexicon.phrases.get(piece[1:], "?")  # « 15mai »
    if len(piece) < MIN_SLIP_LETTERS or piece in lexicon.never_slips:
        return "_" if len(piece) == 1 else "?"
    near = [name for name in lexicon.slips_of if name[0] == piece[0]]
    found = process.extractOne(piece, near, scorer=OSA.distance, score_cutoff=2)
    return lexicon.phrases[found[0]] if found and found[1] <= _count_slips(piece, found[0]) else "?"


def _count_slips(piece: str, name: str) -> int:
    """Return how many slips may lie between a word and a name."""
    longer = max(len(piece), len(name) if len(piece) == MIN_TWO_SLIPS_LETTERS - 1 else 0)
    return 1 if longer < MIN_TWO_SLIPS_LETTERS else 2


class Lexicon(NamedTuple):
    """The table of words, as it is looked up."""

    phrases: dict[str, str]
    lengths: dict[str, int]
    """First word -> pieces of the longest phrase that begins with it; between its words hyphens may stand."""
    slips_of: tuple[str, ...]
    never_slips: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """Return the table of words; of two entries for one phrase the first holds."""
    tables = tomllib.loads(read_shipped("when/words.toml"))
    slips, suffixes = tables.pop("slips"), tables.pop("suffixes")
    phrases = dict(_SIGNS)
    for written, many in (row for table in tables.values() for row in table.items()):
        for phrase in _list_phrases(many):
            phrases.setdefault(phrase, written)
    amounts = product(("un", "une", "une petite", "une bonne", "a", "an", "one", "another"), tables["units"].items())
    phrases |= {
        f"{one} {unit}": f"1 {written}"
        for one, (written, many) in amounts
        for unit in _list_phrases(many)
        if f"{one} {unit}" not in phrases
    }
    phrases |= {f"#{suffix}": written for written, many in suffixes.items() for suffix in _list_phrases(many)}
    lengths: dict[str, int] = {}
    for words in map(str.split, phrases):
        lengths[words[0]] = max(lengths.get(words[0], 1), 2 * len(words) - 1)
    return Lexicon(phrases, lengths, tuple(_list_phrases(slips["of"])), frozenset(_list_phrases(slips["never"])))


def _list_phrases(many: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in many.split(",")]
