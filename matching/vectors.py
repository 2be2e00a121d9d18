"""Texts as TF-IDF vectors: roots of words, groups of four letters and nearby trades, side by side in one row.

Words find what is spelled well; letters find the rest ("informatik", "aprentissage"); trades find who means the same in
other words. A letter group never crosses a word, so all come from the same reading. Columns are hashes, or lines of the
lexicon: a text always has the same row of counts, whoever else is there, so that counts can be kept; the weights (idf)
are of the texts at hand.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import TfidfTransformer

from matching.normalise import Reader, lexicon_lines
from matching.occupations import Occupations
from matching.roots import letters, root

WORDS_SHARE = 0.15
LETTERS_SHARE = 0.5
OCCUPATIONS_SHARE = 0.35
# Letter groups of more than one text in five ("tion", "ment") say nothing.
COMMON = 0.2
COLUMNS = 2**20
# A text that is hardly like any trade has a shorter row of trades than 1: one that names none is like nobody's.
SURE = 0.5
# Of words, letters and trades.
Counts = list[csr_matrix]


class Memory:
    """The counts of the texts seen, so that a text that has not changed is read once. Keeps no text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._rows: dict[bytes, int] = {}
        widths = (COLUMNS, COLUMNS, _occupations().count)
        self._counts: Counts = [csr_matrix((0, width)) for width in widths]

    def counts(self, texts: Sequence[str]) -> Counts:
        """Give how much each root and each letter group is said, and which trades are near, one row a text."""
        self._learn(texts)
        return self._only([self._rows[_digest(text)] for text in texts])

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every other text, the corpus apart: who has left leaves nothing here."""
        wanted = map(_digest, [*texts, *corpus()])
        kept = {digest: self._rows[digest] for digest in wanted if digest in self._rows}
        self._counts = self._only(list(kept.values()))
        self._rows = {digest: row for row, digest in enumerate(kept)}

    def _learn(self, texts: Sequence[str]) -> None:
        unseen = {_digest(text): text for text in texts if _digest(text) not in self._rows}
        if not unseen:
            return
        new = self._read(unseen.values())
        self._counts = [vstack(parts, format="csr") for parts in zip(self._counts, new, strict=True)]
        self._rows |= {digest: len(self._rows) + place for place, digest in enumerate(unseen)}

    def _read(self, texts: Iterable[str]) -> Counts:
        read = [_reads(self.reader, text) for text in texts]
        groups = _letters(read)
        near = _occupations().near(groups)
        words = _hashed([root(word) for word in words] for words in read)
        for counts in (words, groups):  # said twice is not twice as much
            counts.data = 1 + np.log(counts.data)
        return [words, groups, near]

    def _only(self, rows: list[int]) -> Counts:
        return [counts[rows] for counts in self._counts]


class TextModel:
    """The weights of words, letters and trades among some texts, the shipped corpus always included."""

    def __init__(self, texts: Sequence[str], memory: Memory) -> None:
        words, groups, near = memory.counts([*texts, *corpus()])
        self._memory = memory
        self._words = TfidfTransformer().fit(words)
        self._letters = TfidfTransformer().fit(groups)
        self._trades = TfidfTransformer().fit(near)
        too_common = np.bincount(groups.indices, minlength=COLUMNS) > COMMON * groups.shape[0]
        self._letters.idf_[too_common] = 0.0

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Give one row a text, of length 1 or less: a dot product of two rows is their likeness, 0..1."""
        if not texts:
            return csr_matrix((0, 2 * COLUMNS + _occupations().count))
        words, groups, near = self._memory.counts(texts)
        blocks = (
            _weighed(words, self._words.idf_, WORDS_SHARE),
            _weighed(groups, self._letters.idf_, LETTERS_SHARE),
            _weighed(near, self._trades.idf_, OCCUPATIONS_SHARE, SURE),
        )
        together = hstack(blocks, format="csr")
        return _scaled(together, 1 / _lengths(together, 0.0))

    def rarity(self, roots: Sequence[str]) -> list[float]:
        """Give the weight of each root: a rare word tells more than a common one."""
        columns = _hashed([found] for found in roots).indices if roots else []
        return [float(weight) for weight in self._words.idf_[columns]]


@cache
def corpus() -> tuple[str, ...]:
    """Give the shipped sentences, thanks to which ten people are enough to tell rare words from common ones."""
    return tuple(lexicon_lines("corpus.txt"))


@cache
def _occupations() -> Occupations:
    reader = Reader({})
    return Occupations(_letters(_reads(reader, line) for line in lexicon_lines("occupations.txt")))


def _reads(reader: Reader, text: str) -> list[str]:
    return [word.reads for word in reader.read(text)]


def _letters(read: Iterable[Sequence[str]]) -> csr_matrix:
    return _hashed([group for word in words for group in letters(word)] for words in read)


def _weighed(counts: csr_matrix, weights: Any, share: float, sure: float = 0.0) -> csr_matrix:
    """Weigh each column; give rows that are as long as the block's share, shorter below a length of `sure`."""
    rows = csr_matrix((counts.data * weights[counts.indices], counts.indices, counts.indptr), shape=counts.shape)
    return _scaled(rows, share**0.5 / _lengths(rows, sure))


def _lengths(rows: csr_matrix, least: float) -> Any:
    """Give the length of each row, `least` at least; 1 of an empty one."""
    squares = np.bincount(_row_of_each(rows), rows.data**2, minlength=rows.shape[0])
    lengths = np.sqrt(squares)
    return np.where(lengths > 0, np.maximum(lengths, least), 1.0)


def _scaled(rows: csr_matrix, factors: Any) -> csr_matrix:
    values = rows.data * factors[_row_of_each(rows)]
    return csr_matrix((values, rows.indices, rows.indptr), shape=rows.shape)


def _row_of_each(rows: csr_matrix) -> Any:
    return np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))


def _hashed(rows: Iterable[Iterable[str]]) -> Any:
    return FeatureHasher(COLUMNS, input_type="string", alternate_sign=False).transform(rows)


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
