"""A text as words: where each stands, how it is written, and what stands between it and the one before."""

import re
from dataclasses import dataclass
from functools import cached_property

from mentoring.masking.rules import read_words
from understanding.identifying.lists import is_first_name, is_word, read_list
from understanding.identifying.public import SMS, is_public

Span = tuple[int, int]
"""The first word of what was found, and the one after its last."""
PARTICLES = read_words("de la du des le les el al ben bel ibn bint van von da dos di do ait o mc mac n d l")
_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?;:\n…()«»\"/|]|[^\w\s'.,-]")
_END_OF_SENTENCE = re.compile(r"[.!?;\n]")
_JOINS = re.compile(r"\s?[-']\s?|\s")
"""What may stand between two words of one name."""
_RUN_TOGETHER = re.compile(r"(?:[jlmtsdcn]|qu)([a-z]{3,})")
"""A small word that lost its apostrophe: « lhopital », « jarrive »."""
_MIN_WORDS, _MAX_SMALL_LETTERS, _MAX_CAPITAL_SHARE = 4, 3, 0.7


@dataclass(frozen=True)
class Token:
    """A word of a text without accents: how it is written, its place, and what precedes it."""

    written: str
    start: int
    end: int
    gap: str
    starts: bool
    """Whether it begins a sentence, or what is like one."""
    word: str
    """The word in small letters."""
    capital: bool
    """Whether the word begins with a capital."""

    @cached_property
    def is_joined(self) -> bool:
        """Return whether the word may belong to the same name as the one before it."""
        return bool(_JOINS.fullmatch(self.gap))

    @cached_property
    def is_acronym(self) -> bool:
        """Return whether the word is written in capitals throughout."""
        return len(self.written) > 1 and self.written.isupper()

    @cached_property
    def is_ordinary(self) -> bool:
        """Return whether the word is of the language, or of the way in which people write to each other."""
        return is_word(self.word) or self.word in SMS or self.word.isdigit()

    @cached_property
    def is_public(self) -> bool:
        """Return whether the word is a name that is everybody's, or a place where very many live."""
        return is_public(self.word) or self.word in read_list("large_places")

    @cached_property
    def is_first_name(self) -> bool:
        """Return whether somebody is called so."""
        return is_first_name(self.word)

    @cached_property
    def is_frequent(self) -> bool:
        """Return whether very many people are called so."""
        return self.word in read_list("frequent_first_names")

    @cached_property
    def has_figure(self) -> bool:
        """Return whether there is a figure in the word."""
        return any(map(str.isdigit, self.word))

    @cached_property
    def is_unknown(self) -> bool:
        """Return whether no list explains the word: a name of somebody or of some place, most likely, or a slip."""
        explained = self.is_ordinary or self.is_public or self.is_first_name or self.has_figure
        return not (explained or self._is_run_together)

    @cached_property
    def _is_run_together(self) -> bool:
        found = _RUN_TOGETHER.fullmatch(self.word)
        return bool(found and is_word(found[1]))


@dataclass(frozen=True)
class Reading:
    """A text without accents, and its words."""

    plain: str
    tokens: list[Token]

    def find_said(self, at: int) -> str:
        """Return what the sentence says before a word, in small letters."""
        return self._said[at]

    @cached_property
    def _said(self) -> list[str]:
        """Return what each word's sentence says before it."""
        said, begin, ends = list[str](), 0, [one.end() for one in _END_OF_SENTENCE.finditer(self.plain)]
        for token in self.tokens:
            while ends and ends[0] <= token.start:
                begin = ends.pop(0)
            said.append(self.plain[begin : token.start].lower())
        return said

    def find_rest(self, at: int) -> str:
        """Return what the sentence says after a word, in small letters."""
        return _END_OF_SENTENCE.split(self.plain[self.tokens[at].end :].lower())[0]

    def find_before(self, at: int, count: int = 1) -> str:
        """Return the word that stands so many words before, in the same sentence; empty if there is none."""
        near = self.tokens[max(at - count + 1, 0) : at + 1]
        return self.tokens[at - count].word if at >= count and not any(one.starts for one in near) else ""

    def find_after(self, at: int) -> Token | None:
        """Return the next word, if it may belong to the same name."""
        following = self.tokens[at + 1 : at + 2]
        return following[0] if following and following[0].is_joined else None


def read(plain: str) -> Reading:
    """Return the words of a text without accents."""
    tokens, end = list[Token](), 0
    for one in _WORD.finditer(plain):
        gap = plain[end : one.start()]
        starts = not tokens or bool(_ENDS.search(gap)) or "- " in gap
        tokens.append(Token(one[0], *one.span(), gap, starts, one[0].lower().replace("œ", "oe"), one[0][0].isupper()))
        end = one.end()
    return Reading(plain, tokens)


def lower_shouted(plain: str) -> str:
    """Return a text without its capitals where nearly every word has one: there they say nothing."""
    words = [word for word in _WORD.findall(plain) if is_word(word.lower())]
    long = [word for word in words if len(word) > _MAX_SMALL_LETTERS]
    small = [word for word in words if len(word) <= _MAX_SMALL_LETTERS]
    is_shouted = len(long) >= _MIN_WORDS and _share_capitals(long) and _share_capitals(small)
    return plain.lower() if is_shouted else plain


def _share_capitals(words: list[str]) -> bool:
    """Return whether nearly all of some words begin with a capital."""
    return sum(word[0].isupper() for word in words) >= _MAX_CAPITAL_SHARE * len(words)
