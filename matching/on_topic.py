"""Likeness of a few needs to all offers as a table, for those questions that the inner loop does not answer."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from matching.index import Market


def compute_similarity(market: Market, rows: Sequence[int]) -> NDArray[np.float32]:
    """Return how alike these needs and all offers are by words and topics, one row a need."""
    ours, index = market.rows, market.offers
    shape = len(index.start) - 1
    mine = csr_matrix((ours.values, ours.features, ours.start), shape=(len(ours.region), shape))[list(rows)]
    theirs = csc_matrix((index.weights, index.listed, index.start), shape=(len(index.region), shape))
    table: NDArray[np.float32] = (mine @ theirs.T).toarray()
    return table


def find_on_topic(market: Market, rows: Sequence[int]) -> NDArray[np.bool_]:
    """Return which offers are about the same thing as these needs, one row a need.

    A pair is on topic when words and topics alone reach the least score, and are not nothing: the same study field or
    region makes nobody able to help with an exam.
    """
    found = compute_similarity(market, rows)
    table: NDArray[np.bool_] = (found >= market.offers.least) & (found > 0)
    return table
