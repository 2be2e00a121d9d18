"""Texts as TF-IDF vectors: roots of words and groups of four letters, side by side in one row.

Words find what is spelled well; letters find the rest ("informatik", "aprentissage"). A letter group never crosses a
word, so both come from the same reading. Columns are hashes: a text always has the same row of counts, whoever else is
there, so that counts can be kept; the weights (idf) are of the texts at hand.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack

from matching.light import FeatureHasher, TfidfTransformer
from matching.normalise import Reader, lexicon_lines
from matching.roots import letters, root

WORDS_SHARE = 0.4
LETTERS_SHARE = 0.6
# Letter groups of more than one text in five ("tion", "ment") say nothing.
COMMON = 0.2
COLUMNS = 2**20


class Memory:
    """The counts of the texts seen, so that a text that has not changed is read once. Keeps no text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._rows: dict[bytes, int] = {}
        self._words = csr_matrix((0, COLUMNS))
        self._letters = csr_matrix((0, COLUMNS))

    def counts(self, texts: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
        """Give how often each root and each letter group occurs, one row a text."""
        self._learn(texts)
        rows = [self._rows[_digest(text)] for text in texts]
        return self._words[rows], self._letters[rows]

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every other text, the corpus apart: who has left leaves nothing here."""
        wanted = map(_digest, [*texts, *corpus()])
        kept = {digest: self._rows[digest] for digest in wanted if digest in self._rows}
        rows = list(kept.values())
        self._words, self._letters = self._words[rows], self._letters[rows]
        self._rows = {digest: row for row, digest in enumerate(kept)}

    def _learn(self, texts: Sequence[str]) -> None:
        unseen = {_digest(text): text for text in texts if _digest(text) not in self._rows}
        if not unseen:
            return
        read = [[word.reads for word in self.reader.read(text)] for text in unseen.values()]
        words = _hashed([root(word) for word in words] for words in read)
        groups = _hashed([group for word in words for group in letters(word)] for words in read)
        self._words = vstack([self._words, words], format="csr")
        self._letters = vstack([self._letters, groups], format="csr")
        self._rows |= {digest: len(self._rows) + place for place, digest in enumerate(unseen)}


class TextModel:
    """The weights of words and letters among some texts, the shipped corpus always included."""

    def __init__(self, texts: Sequence[str], memory: Memory) -> None:
        words, groups = memory.counts([*texts, *corpus()])
        self._memory = memory
        self._words = TfidfTransformer(sublinear_tf=True).fit(words)
        self._letters = TfidfTransformer(sublinear_tf=True).fit(groups)
        too_common = np.bincount(groups.indices, minlength=COLUMNS) > COMMON * groups.shape[0]
        self._letters.idf_[too_common] = 0.0

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Give one row a text, of length 1 or less: a dot product of two rows is their likeness, 0..1."""
        if not texts:
            return csr_matrix((0, 2 * COLUMNS))
        words, groups = self._memory.counts(texts)
        shares = (WORDS_SHARE**0.5, LETTERS_SHARE**0.5)
        blocks = (self._words.transform(words) * shares[0], self._letters.transform(groups) * shares[1])
        return hstack(blocks, format="csr")

    def rarity(self, roots: Sequence[str]) -> list[float]:
        """Give the weight of each root: a rare word tells more than a common one."""
        columns = _hashed([found] for found in roots).indices if roots else []
        return [float(weight) for weight in self._words.idf_[columns]]


@cache
def corpus() -> tuple[str, ...]:
    """Give the shipped sentences, thanks to which ten people are enough to tell rare words from common ones."""
    return tuple(lexicon_lines("corpus.txt"))


def _hashed(rows: Iterable[Iterable[str]]) -> Any:
    return FeatureHasher(COLUMNS, input_type="string", alternate_sign=False).transform(rows)


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
