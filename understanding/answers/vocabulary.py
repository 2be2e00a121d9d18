"""Which entries of a catalogue a text names: by the association's synonyms and labels, then by the words that ship."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from mentoring.masking.rules import read_words
from mentoring.programme import Catalogue
from understanding.answers.spelling import write_plainly
from understanding.shipped_files import read_shipped

Labels = tuple[tuple[str, tuple[str, ...]], ...]
"""Entry -> its words in every language, in a form that a cache can keep."""
SMALL = read_words("""
    a au aux d de des du en et l la le les ou un une the of for in an and to or my on at dans ce cet cete mon ma mes
""")
"""They stand between the words of a phrase, and are in no phrase themselves."""
_ENDINGS = (
    (re.compile(r"(?:euses?|eurs|euxs?)$"), "eur"),
    (re.compile(r"trices?$"), "teur"),
    (re.compile(r"ieres?$"), "ier"),
    (re.compile(r"ienes?$"), "ien"),
    (re.compile(r"ives?$"), "if"),
    (re.compile(r"(?<!s)[sx]?$"), ""),
    (re.compile(r"(?<=....)es?$"), ""),
)
"""Feminine and plural forms, without doubled letters -> the form that words are compared in."""
_MIN_INFLECTED = 4
_PARTS = re.compile(r"[,;/()…·|]")
_JOINED = re.compile(r"[,;/()…·|&]| et | ou | and | or ")
PLACES, LEVELS = "regions", "levels"
"""The parts of « Saint-Pierre and Miquelon » are no names of it."""
MAX_CACHED_PROGRAMMES = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry that a text names: from which word on, by how many, and whether the entry is the association's own."""

    entry: str
    start: int
    words: int
    is_own: bool

    @property
    def end(self) -> int:
        """Return the number of the word behind it."""
        return self.start + self.words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases of compared words -> entry, and how long the longest is."""

    entries: Mapping[str, str]
    own: frozenset[str]
    longest: int

    def find_mentions(self, words: list[str]) -> list[Mention]:
        """Return what is named from left to right, the longest phrase first; no word counts twice."""
        found, at = list[Mention](), 0
        while at < len(words):
            mention = self._find_at(words, at)
            found += [mention] if mention else []
            at = mention.end if mention else at + 1
        return found

    def _find_at(self, words: list[str], at: int) -> Mention | None:
        for count in range(min(self.longest, len(words) - at), 0, -1):
            entry = self.entries.get(" ".join(words[at : at + count]))
            if entry:
                return Mention(entry, at, count, entry in self.own)
        return None


def list_labels(catalogue: Catalogue) -> Labels:
    """Return the words of a catalogue in a form that a cache can keep."""
    return tuple((key, tuple(label.values())) for key, label in catalogue.items())


@lru_cache(MAX_CACHED_PROGRAMMES)
def build_vocabulary(name: str, labels: Labels) -> Vocabulary:
    """Return the words of a shipped file for the entries that the programme has, its own labels above them."""
    shipped = read_entries(name)
    said = _read_labels(name, labels)
    entries = {phrase: entry for phrase, entry in shipped.items() if entry in dict(labels)} | said
    entries.pop("", None)
    longest = max((phrase.count(" ") + 1 for phrase in entries), default=0)
    return Vocabulary(entries, frozenset(dict(labels)) - frozenset(shipped.values()), longest)


def _read_labels(name: str, labels: Labels) -> dict[str, str]:
    """Return each label and each part of one -> its entry; a part of two entries tells nothing."""
    claims: dict[str, set[str]] = {}
    parts = _PARTS if name == PLACES else _JOINED
    for entry, said in labels:
        for part in chain(said, *(parts.split(words) for words in said)):
            claims.setdefault(" ".join(_choose_words(name)(part)), set()).add(entry)
    return {phrase: entries.pop() for phrase, entries in claims.items() if len(entries) == 1}


@cache
def read_entries(name: str) -> dict[str, str]:
    """Return the phrases of a shipped file, as they are compared -> entry."""
    tables = tomllib.loads(read_shipped(f"answers/lexicon/{name}.toml"))
    said = tables.get("said", tables)
    return {phrase: entry for entry, words in said.items() for phrase in split_phrases(words, _choose_words(name))}


def _choose_words(name: str) -> Callable[[str], list[str]]:
    """Return how words are compared: « première » is a class and « premier » none, nor has a place a plural."""
    return list_told if name in (PLACES, LEVELS) else list_stems


def split_phrases(words: str, list_words: Callable[[str], list[str]] | None = None) -> list[str]:
    """Return the phrases of an entry of a shipped file, as they are compared."""
    return [" ".join((list_words or list_stems)(phrase)) for phrase in re.split(r"[,\n]", words) if phrase.strip()]


def list_told(text: str) -> list[str]:
    """Return the words of a text without small words, otherwise as they are written."""
    return [word for word in write_plainly(text).split() if word not in SMALL]


def list_stems(text: str) -> list[str]:
    """Return the words of a text as they are compared: plain, singular, masculine, without small words."""
    return stem_plain(write_plainly(text))


def stem_plain(words: str) -> list[str]:
    """Return plain words as they are compared; words are written plainly once only."""
    return [stem(word) for word in words.split() if word not in SMALL]


@lru_cache(4096)
def stem(word: str) -> str:
    """Return a plain word without the ending of its feminine or plural."""
    if len(word) < _MIN_INFLECTED or any(map(str.isdigit, word)):
        return word
    for ending, base in _ENDINGS:
        word = ending.sub(base, word, count=1)
    return word


def replace_synonyms(text: str, synonyms: Mapping[str, str]) -> str:
    """Return plain words, with what the association says that people mean by theirs."""
    words = write_plainly(text)
    if not synonyms:
        return words
    pattern, meanings = _compile_synonyms(tuple(synonyms.items()))
    return pattern.sub(lambda found: meanings[found[0]], words)


@lru_cache(MAX_CACHED_PROGRAMMES)
def _compile_synonyms(synonyms: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    meanings = {write_plainly(typed): write_plainly(meant) for typed, meant in synonyms}
    meanings.pop("", None)
    longest_first = sorted(meanings, key=len, reverse=True)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(longest_first) or '(?!)'})(?![^ ])"), meanings
