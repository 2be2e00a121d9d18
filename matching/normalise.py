"""From what people type to the words that are compared: no accents, no chat, abbreviations written out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

# Letters and digits, with the + and # of "c++" and "c#".
WORD = re.compile(r"[^\W_]+[+#]*")
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# Nobody's word is longer: what is, is a paste or a game, and would weigh on the memory.
MAX_WORD_CHARACTERS = 40


class Word(NamedTuple):
    """A word as it was written, and one word as it reads."""

    written: str
    reads: str


class Reader:
    """Reads texts with the shipped lexicon and a programme's own synonyms."""

    def __init__(self, synonyms: Mapping[str, str]) -> None:
        self._phrases = _read_phrases() | {_build_key(said): _build_key(meant) for said, meant in synonyms.items()}
        self._phrases.pop((), None)
        self._longest = max(map(len, self._phrases))
        self._ignored = _read_stop_words()

    def read(self, text: str) -> list[Word]:
        """Return the words that say something, in order."""
        return [word for word in self._expand(text) if len(word.reads) > 1 and word.reads not in self._ignored]

    def _expand(self, text: str) -> Iterator[Word]:
        written = _split_words(text)
        folded = [fold(word) for word in written]
        start = 0
        while start < len(folded):
            size, meant = self._find_meaning(folded, start)
            said = " ".join(written[start : start + size])
            yield from (Word(said, word) for word in meant)
            start += size

    def _find_meaning(self, folded: list[str], start: int) -> tuple[int, tuple[str, ...]]:
        """Return how many words the longest known phrase takes from `start`, and what they stand for."""
        for size in range(min(self._longest, len(folded) - start), 0, -1):
            meant = self._phrases.get(tuple(folded[start : start + size]))
            if meant is not None:
                return size, meant
        return 1, (folded[start],)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the word without accents, capitals or stretched letters ("Ééécole" -> "ecole")."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    return STRETCHED.sub(r"\1", bare.casefold().translate(LIGATURES))[:MAX_WORD_CHARACTERS]


def read_lexicon(name: str) -> list[str]:
    """Return the lines of a file of the shipped lexicon that say something."""
    text = (files("matching") / "lexicon" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _split_words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text))


def _build_key(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _split_words(text))


@cache
def _read_stop_words() -> frozenset[str]:
    return frozenset(word for line in read_lexicon("stopwords.txt") for word in _build_key(line))


@cache
def _read_phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    lines = read_lexicon("chat.tsv") + read_lexicon("abbreviations.tsv")
    pairs = (line.split("\t") for line in lines)
    return {_build_key(said): _build_key(meant) for said, meant in pairs}
