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

from matching.normalise import Reader, fold, read_lexicon
from matching.occupations import Occupations
from matching.stemming import split_letter_groups, stem

WORDS_SHARE = 0.15
LETTERS_SHARE = 0.5
OCCUPATIONS_SHARE = 0.35
# Letter groups of more than one text in five ("tion", "ment") say nothing.
MAX_COMMON_SHARE = 0.2
COLUMNS = 2**20
# A text that is hardly like any trade has a shorter row of trades than 1: one that names none is like nobody's.
MIN_TRADES_LENGTH = 0.5
SHARES = np.array([WORDS_SHARE, LETTERS_SHARE, OCCUPATIONS_SHARE])
MIN_LENGTHS = np.array([0.0, 0.0, MIN_TRADES_LENGTH])


class TextCache:
    """The counts of the texts seen, so that a text that has not changed is read once. Keeps no text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._rows: dict[bytes, tuple[Any, Any]] = {}
        self._said_in_corpus: Any = None

    def count_texts(self, texts: Sequence[str]) -> Any:
        """Return in how many texts each column occurs, the shipped corpus included."""
        if self._said_in_corpus is None:
            said = np.bincount(self.read_counts(read_corpus()).indices, minlength=_count_columns())
            self._said_in_corpus = said.astype(np.int32)
        found = self._said_in_corpus.copy()
        np.add.at(found, self.read_counts(texts).indices, 1)
        return found

    def read_counts(self, texts: Sequence[str]) -> csr_matrix:
        """Return how much each root and each letter group is said, and which trades are near, one row a text."""
        self._learn(texts)
        rows = [self._rows[_compute_digest(text)] for text in texts]
        start = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns, values = (np.concatenate(side) for side in zip(*rows, strict=True)) if rows else ([], [])
        return csr_matrix((values, columns, start), shape=(len(texts), _count_columns()))

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every other text, the corpus apart: who has left leaves nothing here."""
        wanted = map(_compute_digest, [*texts, *read_corpus()])
        self._rows = {digest: self._rows[digest] for digest in wanted if digest in self._rows}
        for spelling in (fold, stem, split_letter_groups):
            spelling.cache_clear()

    def _learn(self, texts: Sequence[str]) -> None:
        unseen = {_compute_digest(text): text for text in texts if _compute_digest(text) not in self._rows}
        if unseen:
            read = self._read(unseen.values())
            for digest, first, last in zip(unseen, read.indptr, read.indptr[1:], strict=False):
                # Copies: a part of a whole would keep the whole in memory.
                self._rows[digest] = read.indices[first:last].copy(), read.data[first:last].astype(np.float32)

    def _read(self, texts: Iterable[str]) -> csr_matrix:
        read = [_read_words(self.reader, text) for text in texts]
        words, groups = _hash_rows([stem(word) for word in words] for words in read), _hash_letters(read)
        near = _load_occupations().find_nearest(groups)
        for counts in (words, groups):  # said twice is not twice as much
            counts.data = 1 + np.log(counts.data)
        return hstack([words, groups, near], format="csr")


class TextModel:
    """The weights of words, letters and trades among some texts, the shipped corpus always included."""

    def __init__(self, texts: Sequence[str], text_cache: TextCache) -> None:
        self._text_cache = text_cache
        self._text_count = len(texts) + len(read_corpus())
        self._said_by = text_cache.count_texts(texts)

    def _weigh(self, columns: Any) -> Any:
        """Return the smoothed idf of each column, as scikit-learn computes it, of those alone that are asked for.

        There are two million columns: weighing them all took most of a small round.
        """
        said_by = self._said_by[columns]
        weights = np.log(np.float32(self._text_count + 1) / (said_by + 1).astype(np.float32)) + np.float32(1)
        is_group = (columns >= COLUMNS) & (columns < 2 * COLUMNS)
        weights[is_group & (said_by > MAX_COMMON_SHARE * self._text_count)] = 0.0
        return weights

    def build_rows(self, texts: Sequence[str]) -> csr_matrix:
        """Return one row a text, of length 1 or less: a dot product of two rows is their likeness, 0..1."""
        if not texts:
            return csr_matrix((0, _count_columns()))
        counts = self._text_cache.read_counts(texts)
        size, columns = len(texts), counts.indices
        row = np.repeat(np.arange(size), np.diff(counts.indptr))
        block = row * 3 + (columns >= COLUMNS) + (columns >= 2 * COLUMNS)
        values = counts.data * self._weigh(columns)
        lengths = np.sqrt(np.bincount(block, values**2, minlength=3 * size)).reshape(size, 3)
        factors = np.sqrt(SHARES) / np.maximum(np.where(lengths > 0, lengths, 1.0), MIN_LENGTHS)
        whole = np.sqrt(((lengths * factors) ** 2).sum(axis=1, keepdims=True))
        factors /= np.where(whole > 0, whole, 1.0)
        return csr_matrix((values * factors.ravel()[block], columns, counts.indptr), shape=counts.shape)

    def compute_rarity(self, stems: Sequence[str]) -> list[float]:
        """Return the weight of each root: a rare word tells more than a common one."""
        if not stems:
            return []
        columns = _hash_rows([found] for found in stems).indices
        return [float(weight) for weight in self._weigh(columns)]


@cache
def read_corpus() -> tuple[str, ...]:
    """Return the shipped sentences, thanks to which ten people are enough to tell rare words from common ones."""
    return tuple(read_lexicon("corpus.txt"))


@cache
def _load_occupations() -> Occupations:
    reader = Reader({})
    return Occupations(_hash_letters(_read_words(reader, line) for line in read_lexicon("occupations.txt")))


def _count_columns() -> int:
    """Return how many columns a row has: of words, of letter groups, of trades."""
    return 2 * COLUMNS + _load_occupations().count


def _read_words(reader: Reader, text: str) -> list[str]:
    return [word.reads for word in reader.read(text)]


def _hash_letters(read: Iterable[Sequence[str]]) -> csr_matrix:
    return _hash_rows([group for word in words for group in split_letter_groups(word)] for words in read)


def _hash_rows(rows: Iterable[Iterable[str]]) -> Any:
    return FeatureHasher(COLUMNS, input_type="string", alternate_sign=False).transform(rows)


def _compute_digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
