"""The round: the best total over all binômes at once, and a proof of how near to the best it is.

1. *Candidates*: one look at every pair keeps each need's best offers and each offer's best needs.
2. *Auction*: among these pairs, the best round and the price of each place (see `auction`).
3. *Pricing*: a second look at every pair, at these prices, does two things. It proves: whatever the prices, no round
   is worth more than all places together plus what each need would still gain by paying for its best offer. And it
   finds the pairs that were missing: those which some need would prefer to what it has. They join the candidates, and
   the auction goes on from the prices that it had, until nothing is missing or the proof is near enough.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from matching.auction import NO_SEAT, run_auction
from matching.index import UNIT, Index, Rows, Whole, slice_rows
from matching.kernels import BARS, EVERY, NOBODY, Search, scan

FIRST_SEARCH = Search(BARS, False, 24, 2)
"""Candidates kept for each need, and in each part for each offer, at first: any good ones will do, the prices find the
rest."""
MISSING_SEARCH = Search(EVERY, True, 8, 0)
"""What a later look finds for each need."""
NEAR_ENOUGH = 1e-6
MAX_PASSES = 12
PARTS = 8
"""Into how many parts the needs are cut, whoever does them."""
MAX_COUNTED_BINOMES = 5
"""Binômes of one volunteer beyond these make no difference: nobody stays alone so that places are spread."""
FIRST_STEP_DIVISOR, NEXT_STEP_UNITS = 8, 1000
"""The auction begins with steps of a binôme's worth divided by this; once priced, of so many units."""

Work = Callable[[Any], Any]
Spread = Callable[[Work, Sequence[tuple[Rows, Whole]]], Iterable[Any]]
"""Does some work on each part, anywhere, and gives what it gave, in order."""


class Pairs(NamedTuple):
    """Candidates or binômes: need, offer and gain of each, by need and then by offer."""

    needs: Whole
    offers: Whole
    gains: Whole


NO_PAIRS = Pairs(*(np.zeros(0, dtype=np.int64) for _ in Pairs._fields))


class BestRound(NamedTuple):
    """A round, what it is worth in units, what no round can exceed; and the needs that no offer at all suits."""

    pairs: Pairs
    value: int
    upper_bound: int
    unsuited_needs: Sequence[int]
    candidates: int
    passes: int


def run_in_threads(work: Work, parts: Sequence[tuple[Rows, Whole]]) -> Iterable[Any]:
    """Spread the work over the processors of this machine; the compiled loops run side by side."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(work, parts))


def find_best_round(
    rows: Rows, index: Index, *, near_enough: float = NEAR_ENOUGH, spread: Spread = run_in_threads
) -> BestRound:
    """Return the best round, proven to `near_enough` (a share of the bound); exact when nothing is cut."""
    needs, offers = len(rows.region), len(index.region)
    seat_start = np.cumsum([0, *np.minimum(index.capacity, needs).tolist()], dtype=np.int64)
    nothing, free = np.zeros(needs, dtype=np.int64), np.zeros(offers, dtype=np.int64)
    scale = min(needs, int(seat_start[-1])) + 1
    least = _compute_least_prices(index, seat_start) * scale
    prices = least.copy()
    found, _ = _scan_all(partial(_scan_part, index, free, scale, FIRST_SEARCH), rows, offers, nothing, spread)
    step = scale * UNIT // FIRST_STEP_DIVISOR
    passes = 1
    while True:
        seats = _run_auction(found._replace(gains=found.gains * scale), needs, seat_start, least, prices, step)
        chosen = _select_chosen(found, seats, seat_start)
        asked = _find_cheapest(prices, seat_start)
        kept = nothing.copy()
        np.maximum.at(kept, found.needs, found.gains * scale - asked[found.offers])
        missing, tops = _scan_all(partial(_scan_part, index, asked, scale, MISSING_SEARCH), rows, offers, kept, spread)
        passes += 1
        # Worths are whole units: what is left of one is no better round.
        value = int(chosen.gains.sum()) - int(least[seats[seats != NO_SEAT]].sum()) // scale
        bound = int(tops.sum() + np.maximum(asked.repeat(np.diff(seat_start)) - least, 0).sum()) // scale
        if bound - value <= near_enough * bound or not len(missing.needs) or passes == MAX_PASSES:
            break
        found, step = _merge([found, missing], offers), scale * NEXT_STEP_UNITS
    alone = np.flatnonzero(np.bincount(found.needs, minlength=needs) == 0).tolist()
    return BestRound(chosen, value, bound, alone, len(found.needs), passes)


def _scan_part(index: Index, prices: Whole, scale: int, search: Search, some: tuple[Rows, Whole]) -> Any:
    """Return what is found in every pair of some needs: with its arguments, it may be sent to another process."""
    return scan(some[0], index, prices, some[1], scale, search)


def _scan_all(scan_part: Work, rows: Rows, offers: int, floors: Whole, spread: Spread) -> tuple[Pairs, Whole]:
    """Look at every pair; return those worth keeping, and what each need could keep at most."""
    cuts = np.linspace(0, len(floors), PARTS + 1).astype(int).tolist()
    spans = [(first, last) for first, last in pairwise(cuts) if first < last]
    looks = list(spread(scan_part, [(slice_rows(rows, *span), floors[slice(*span)]) for span in spans]))
    kept = [pairs for (first, _), seen in zip(spans, looks, strict=True) for pairs in _list_kept(first, *seen)]
    tops = [np.zeros(0, dtype=np.int64), *(seen[2] for seen in looks)]
    return _merge(kept, offers), np.concatenate(tops)


def _list_kept(first: int, best: Any, gains: Whole, _tops: Whole, wanting: Any, wanted: Whole) -> Iterable[Pairs]:
    row, place = np.nonzero(best != NOBODY)
    yield Pairs(row + first, best[row, place].astype(np.int64), gains[row, place])
    column, place = np.nonzero(wanting != NOBODY)
    yield Pairs(wanting[column, place].astype(np.int64) + first, column, wanted[column, place])


def _merge(lists: Sequence[Pairs], offers: int) -> Pairs:
    """Return all pairs once, by need and offer."""
    needs, columns, gains = (np.concatenate(side) for side in zip(NO_PAIRS, *lists, strict=True))
    _, once = np.unique(needs * offers + columns, return_index=True)
    return Pairs(needs[once], columns[once], gains[once])


def _compute_least_prices(index: Index, seat_start: Whole) -> Whole:
    """Return what each place costs at least, in units: more, the more binômes its volunteer has before it."""
    places = np.diff(seat_start)
    before = np.arange(seat_start[-1]) - seat_start[:-1].repeat(places) + index.taken.repeat(places)
    least: Whole = np.minimum(before, MAX_COUNTED_BINOMES) * index.spread
    return least


def _run_auction(found: Pairs, needs: int, seat_start: Whole, least: Whole, prices: Whole, step: int) -> Any:
    """Return the seat of each need; gains are so scaled that steps, which go down to 1, make the round exact."""
    back = np.lexsort((found.needs, found.offers))
    starts = [
        np.cumsum([0, *np.bincount(ids, minlength=size)])
        for ids, size in ((found.needs, needs), (found.offers, len(seat_start) - 1))
    ]
    return run_auction(
        starts[0], found.offers, found.gains, starts[1], found.needs[back], found.gains[back],
        seat_start, least, prices, step, 1,
    )  # fmt: skip


def _select_chosen(found: Pairs, seats: Any, seat_start: Whole) -> Pairs:
    offer = np.searchsorted(seat_start, seats[found.needs], side="right") - 1
    mine = np.flatnonzero((seats[found.needs] != NO_SEAT) & (offer == found.offers))
    return Pairs(found.needs[mine], found.offers[mine], found.gains[mine])


def _find_cheapest(prices: Whole, seat_start: Whole) -> Whole:
    """Return what a place of each offer costs: its cheapest; nothing where there is none."""
    asked = np.zeros(len(seat_start) - 1, dtype=np.int64)
    some = np.flatnonzero(np.diff(seat_start))
    if len(some):
        asked[some] = np.minimum.reduceat(prices, seat_start[some])
    return asked
