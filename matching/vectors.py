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
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import TfidfTransformer

from matching.normalise import Reader, fold, lexicon_lines
from matching.occupations import Occupations
from matching.stemming import letters, root

WORDS_SHARE = 0.15
LETTERS_SHARE = 0.5
OCCUPATIONS_SHARE = 0.35
# Letter groups of more than one text in five ("tion", "ment") say nothing.
COMMON = 0.2
COLUMNS = 2**20
# A text that is hardly like any trade has a shorter row of trades than 1: one that names none is like nobody's.
SURE = 0.5
SHARES = np.array([WORDS_SHARE, LETTERS_SHARE, OCCUPATIONS_SHARE])
SHORTEST = np.array([0.0, 0.0, SURE])


class Memory:
    """The counts of the texts seen, so that a text that has not changed is read once. Keeps no text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._rows: dict[bytes, tuple[Any, Any]] = {}

    def counts(self, texts: Sequence[str]) -> csr_matrix:
        """Give how much each root and each letter group is said, and which trades are near, one row a text."""
        self._learn(texts)
        rows = [self._rows[_digest(text)] for text in texts]
        start = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns, values = (np.concatenate(side) for side in zip(*rows, strict=True)) if rows else ([], [])
        return csr_matrix((values, columns, start), shape=(len(texts), _width()))

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every other text, the corpus apart: who has left leaves nothing here."""
        wanted = map(_digest, [*texts, *corpus()])
        self._rows = {digest: self._rows[digest] for digest in wanted if digest in self._rows}
        for spelling in (fold, root, letters):
            spelling.cache_clear()

    def _learn(self, texts: Sequence[str]) -> None:
        unseen = {_digest(text): text for text in texts if _digest(text) not in self._rows}
        if unseen:
            read = self._read(unseen.values())
            for digest, first, last in zip(unseen, read.indptr, read.indptr[1:], strict=False):
                # Copies: a part of a whole would keep the whole in memory.
                self._rows[digest] = read.indices[first:last].copy(), read.data[first:last].astype(np.float32)

    def _read(self, texts: Iterable[str]) -> csr_matrix:
        read = [_reads(self.reader, text) for text in texts]
        words, groups = _hashed([root(word) for word in words] for words in read), _letters(read)
        near = _occupations().near(groups)
        for counts in (words, groups):  # said twice is not twice as much
            counts.data = 1 + np.log(counts.data)
        return hstack([words, groups, near], format="csr")


class TextModel:
    """The weights of words, letters and trades among some texts, the shipped corpus always included."""

    def __init__(self, texts: Sequence[str], memory: Memory) -> None:
        counts = memory.counts([*texts, *corpus()])
        self._memory = memory
        self._weights = TfidfTransformer().fit(counts).idf_.copy()
        said_by = np.bincount(counts.indices, minlength=len(self._weights))
        self._weights[COLUMNS : 2 * COLUMNS][said_by[COLUMNS : 2 * COLUMNS] > COMMON * counts.shape[0]] = 0.0

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Give one row a text, of length 1 or less: a dot product of two rows is their likeness, 0..1."""
        if not texts:
            return csr_matrix((0, _width()))
        counts = self._memory.counts(texts)
        size, columns = len(texts), counts.indices
        row = np.repeat(np.arange(size), np.diff(counts.indptr))
        block = row * 3 + (columns >= COLUMNS) + (columns >= 2 * COLUMNS)
        values = counts.data * self._weights[columns]
        lengths = np.sqrt(np.bincount(block, values**2, minlength=3 * size)).reshape(size, 3)
        factors = np.sqrt(SHARES) / np.maximum(np.where(lengths > 0, lengths, 1.0), SHORTEST)
        whole = np.sqrt(((lengths * factors) ** 2).sum(axis=1, keepdims=True))
        factors /= np.where(whole > 0, whole, 1.0)
        return csr_matrix((values * factors.ravel()[block], columns, counts.indptr), shape=counts.shape)

    def rarity(self, roots: Sequence[str]) -> list[float]:
        """Give the weight of each root: a rare word tells more than a common one."""
        columns = _hashed([found] for found in roots).indices if roots else []
        return [float(weight) for weight in self._weights[columns]]


@cache
def corpus() -> tuple[str, ...]:
    """Give the shipped sentences, thanks to which ten people are enough to tell rare words from common ones."""
    return tuple(lexicon_lines("corpus.txt"))


@cache
def _occupations() -> Occupations:
    reader = Reader({})
    return Occupations(_letters(_reads(reader, line) for line in lexicon_lines("occupations.txt")))


def _width() -> int:
    """Give how many columns a row has: of words, of letter groups, of trades."""
    return 2 * COLUMNS + _occupations().count


def _reads(reader: Reader, text: str) -> list[str]:
    return [word.reads for word in reader.read(text)]


def _letters(read: Iterable[Sequence[str]]) -> csr_matrix:
    return _hashed([group for word in words for group in letters(word)] for words in read)


def _hashed(rows: Iterable[Iterable[str]]) -> Any:
    return FeatureHasher(COLUMNS, input_type="string", alternate_sign=False).transform(rows)


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
