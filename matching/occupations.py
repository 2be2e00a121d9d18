"""Texts beside the trades they resemble: "IFSI" and "cadre de santé" share no word, and both are near nursing.

Each line of the lexicon's `occupations.txt` is a trade with what belongs to it. A text is described by the few lines
whose groups of letters are most like its own, so that a hurried spelling counts as a careful one.
"""

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import TfidfTransformer

LINES_PER_TEXT = 12
# So many texts at a time: their likeness to every line is a table.
TEXTS_AT_ONCE = 2_000


class Occupations:
    """The lines of the lexicon. How near a text is to them depends on that text alone, never on who else is there."""

    def __init__(self, lines: csr_matrix) -> None:
        """Take how often each group of letters occurs in each line."""
        self.count: int = lines.shape[0]
        self._weights = TfidfTransformer(sublinear_tf=True).fit(lines)
        self._lines = self._weights.transform(lines).T.tocsr()

    def find_nearest(self, groups: csr_matrix) -> csr_matrix:
        """Return each text's likeness to the lines it resembles most, squared: the first of them count most."""
        starts = range(0, groups.shape[0], TEXTS_AT_ONCE)
        parts = [self._find_nearest_in_part(groups[start : start + TEXTS_AT_ONCE]) for start in starts]
        return vstack([csr_matrix((0, self.count)), *parts], format="csr")

    def _find_nearest_in_part(self, groups: csr_matrix) -> csr_matrix:
        table = (self._weights.transform(groups) @ self._lines).toarray()
        least = np.partition(table, -LINES_PER_TEXT, axis=1)[:, -LINES_PER_TEXT]
        table[table < least[:, None]] = 0.0
        return csr_matrix(table**2)
