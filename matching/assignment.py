"""The round: the best total over all binômes at once, and a proof that there is no better one.

A table of gains says what each possible binôme is worth; 0 means impossible. A volunteer with three places is three
seats. The proof is a price for each place: whatever the prices, no round is worth more than all the places together
plus what each need would still gain by paying for its best offer (duality). At the right prices, the two are equal.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

# Gains are whole numbers, held in floats up to 2**53: sums are exact, and so are ties.
Gains = NDArray[np.float64]
Capacities = NDArray[np.int64]
Pairs = list[tuple[int, int]]


def best_pairs(gains: Gains, capacities: Capacities) -> Pairs:
    """Give the (row, column) pairs of the round that is worth most, each row once, each column within capacity."""
    rows = np.flatnonzero(gains.any(axis=1))
    seats = np.repeat(np.arange(gains.shape[1]), np.minimum(capacities, np.count_nonzero(gains, axis=0)))
    chosen_rows, chosen_seats = linear_sum_assignment(gains[np.ix_(rows, seats)], maximize=True)
    pairs = zip(rows[chosen_rows].tolist(), seats[chosen_seats].tolist(), strict=True)
    return [(row, column) for row, column in pairs if gains[row, column] > 0]


def worth(gains: Gains, pairs: Pairs) -> float:
    """Give the sum of the gains of the pairs."""
    return float(sum(gains[row, column] for row, column in pairs))


def upper_bound(gains: Gains, capacities: Capacities, pairs: Pairs) -> float:
    """Give a value that no round can exceed; it is the value of `pairs` when these are the best."""
    if not gains.size:
        return 0.0
    prices = _prices(gains, capacities, pairs)
    left_to_needs = np.maximum(gains - prices, 0.0).max(axis=1)
    return float(left_to_needs.sum() + prices @ capacities)


def _prices(gains: Gains, capacities: Capacities, pairs: Pairs) -> Gains:
    """Give what a place of each offer must cost so that nobody envies anybody's partner.

    Free places cost nothing. A full offer costs what the most envious need would gain by it, beyond what that need
    keeps at today's prices; raising one price may make others envious, hence the repetition. It ends: in the best
    round no chain of envy comes back to its start. The count is a guard, and any prices give a true bound.
    """
    prices, kept = np.zeros(gains.shape[1]), np.zeros(gains.shape[0])
    rows, columns = (np.array(side, dtype=int) for side in (zip(*pairs, strict=True) if pairs else ((), ())))
    full = np.bincount(columns, minlength=gains.shape[1]) >= capacities
    kept[rows] = gains[rows, columns]
    envious = np.arange(gains.shape[0])
    for _ in range(len(pairs) + 1):
        if not envious.size:
            break
        offered = (gains[envious] - kept[envious, None]).max(axis=0)
        dearer = full & (offered > prices)
        prices[dearer] = offered[dearer]
        kept[rows] = gains[rows, columns] - prices[columns]
        envious = rows[dearer[columns]]
    return prices
