"""The best assignment and its proof, on bare tables of gains."""

from functools import cache
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment import Capacities, Gains, best_pairs, upper_bound, worth

# Few different gains make many ties, and many contested columns make long chains of envy.
TABLES = st.tuples(st.integers(1, 6), st.integers(1, 4)).flatmap(
    lambda shape: st.tuples(
        st.lists(
            st.lists(st.integers(0, 9), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        ),
        st.lists(st.integers(0, 3), min_size=shape[1], max_size=shape[1]),
    )
)

Table = tuple[list[list[int]], list[int]]


def arrays(table: Table) -> tuple[Gains, Capacities]:
    """Give the table as the functions take it."""
    return np.array(table[0], dtype=np.float64), np.array(table[1], dtype=np.int64)


def best_by_trying(table: Table) -> int:
    """Give the value of the best assignment, by trying every one."""

    @cache
    def rest(row: int, free: tuple[int, ...]) -> int:
        if row == len(table[0]):
            return 0
        taken = [(*free[:seat], free[seat] - 1, *free[seat + 1 :]) for seat in range(len(free))]
        gains = [table[0][row][seat] + rest(row + 1, taken[seat]) for seat in range(len(free)) if free[seat]]
        return max([rest(row + 1, free), *gains])

    return rest(0, tuple(table[1]))


@given(TABLES)
@settings(max_examples=300, deadline=None)
def test_the_best_assignment_is_found_and_proven(table: Table) -> None:
    """The value is that of trying everything, and the bound from prices meets it exactly."""
    gains, capacities = arrays(table)
    pairs = best_pairs(gains, capacities)
    assert worth(gains, pairs) == best_by_trying(table)
    assert upper_bound(gains, capacities, pairs) == worth(gains, pairs)


@given(TABLES, st.randoms())
@settings(max_examples=300, deadline=None)
def test_the_bound_holds_even_when_the_assignment_is_poor(table: Table, chance: Random) -> None:
    """Prices drawn from a bad assignment still prove something true: no assignment is worth more."""
    gains, capacities = arrays(table)
    pairs = best_pairs(gains, capacities)
    poor = [pair for pair in pairs if chance.random() < 0.5]
    assert upper_bound(gains, capacities, poor) >= best_by_trying(table)
