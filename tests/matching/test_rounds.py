"""The round on markets too large to try everything: against a dense assignment, in parts, and in other processes."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from joblib import Parallel, delayed
from scipy.optimize import linear_sum_assignment

from benchmarks.random_market import VOCABULARY, make_market
from matching import Terms, match, rounds
from matching.conditions import find_possible
from matching.index import UNIT, Market, build_market
from matching.kernels import BARS, NOBODY, Search, scan
from matching.normalise import Reader
from matching.on_topic import compute_similarity
from matching.profiles import MIN_SCORE
from matching.tfidf import TextCache

TEXT_CACHE = TextCache(Reader({}))


def read(young: int, volunteers: int, seed: int) -> tuple[Market, Any]:
    """Return a seeded market, and the table of what each possible pair is worth, 0 for the others."""
    people = make_market(young, volunteers, seed)
    found = build_market(people.needs, people.offers, Terms(VOCABULARY), TEXT_CACHE)
    likeness = compute_similarity(found, range(young)).astype(np.float64)
    field = np.array([[need.field in offer.fields for offer in people.offers] for need in people.needs])
    score = np.minimum(likeness + found.offers.field_weight * field, 1.0)
    open_ = find_possible(people.needs, people.offers) & (likeness >= MIN_SCORE)
    return found, np.where(open_, UNIT + np.rint(score * UNIT) + found.rows.bonus[:, None], 0.0)


def compute_best(table: Any, capacity: Any) -> float:
    """Return what SciPy's assignment reaches on a seat a place, a volunteer's second and third a little dearer."""
    before = np.concatenate([np.arange(places) for places in capacity])
    seats = table[:, np.repeat(np.arange(table.shape[1]), capacity)]
    seats = np.where(seats > 0, seats - 0.02 * UNIT * before, 0.0)
    return float(seats[linear_sum_assignment(seats, maximize=True)].sum())


@pytest.mark.parametrize(("young", "volunteers"), [(300, 300), (400, 150), (150, 400), (60, 3), (1, 50)])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_reaches_what_a_dense_assignment_reaches(young: int, volunteers: int, seed: int) -> None:
    """Plenty, scarcity, a crowd before three: the same worth to a millionth a need, and proven."""
    found, table = read(young, volunteers, seed)
    round_ = rounds.find_best_round(found.rows, found.offers, near_enough=0.0)
    assert round_.value == pytest.approx(compute_best(table, found.offers.capacity), abs=young)
    assert round_.upper_bound == round_.value
    pairs = zip(*(side.tolist() for side in round_.pairs), strict=True)
    assert all(abs(table[need, offer] - gain) <= 1 for need, offer, gain in pairs)


def test_a_proof_asked_less_of_proves_less_and_holds() -> None:
    """A round that may fall short by some share falls short by no more, and never claims more than there is."""
    found, table = read(400, 250, 3)
    most = compute_best(table, found.offers.capacity)
    for near_enough in (0.1, 1e-2, 1e-4):
        round_ = rounds.find_best_round(found.rows, found.offers, near_enough=near_enough)
        assert round_.value - 400 <= most <= round_.upper_bound + 400
        assert round_.upper_bound - round_.value <= near_enough * round_.upper_bound


def test_the_best_offers_of_each_need_are_found_whatever_is_left_out() -> None:
    """The search that skips most pairs keeps those that a look at all of them keeps."""
    found, table = read(250, 300, 4)
    nothing = np.zeros(300, dtype=np.int64)
    _, gains, tops, *_ = scan(found.rows, found.offers, nothing, nothing[:250], 1, Search(BARS, True, 5, 0))
    wanted = -np.sort(-table, axis=1)[:, :5]
    assert np.abs(gains - wanted).max() <= 1
    assert np.abs(tops - wanted[:, 0]).max() <= 1


def test_nobody_with_a_possible_partner_is_left_without_a_candidate() -> None:
    """Alone is who truly has nobody: the conditions are inside the search."""
    found, table = read(500, 60, 5)
    round_ = rounds.find_best_round(found.rows, found.offers)
    assert list(round_.unsuited_needs) == np.flatnonzero(~(table > 0).any(axis=1)).tolist()


def test_the_prices_find_the_pairs_that_were_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even from a single candidate a need, the proof leads to the best round."""
    monkeypatch.setattr(rounds, "FIRST_SEARCH", Search(BARS, False, 1, 1))
    monkeypatch.setattr(rounds, "MAX_PASSES", 200)
    found, table = read(200, 150, 6)
    round_ = rounds.find_best_round(found.rows, found.offers, near_enough=0.0)
    assert round_.passes > 3
    assert round_.value == round_.upper_bound == pytest.approx(compute_best(table, found.offers.capacity), abs=200)


def spread_over_processes(work: rounds.Work, parts: Sequence[Any]) -> Iterable[Any]:
    """Spread over two processes."""
    found: Iterable[Any] = Parallel(n_jobs=2)(delayed(work)(one) for one in parts)
    return found


def test_its_looks_may_be_spread_over_processes() -> None:
    """What is found for a need depends on it and on the index alone: two processes find the identical round."""
    found, _ = read(300, 300, 7)
    here = rounds.find_best_round(found.rows, found.offers)
    there = rounds.find_best_round(found.rows, found.offers, spread=spread_over_processes)
    assert here.value == there.value
    assert all(np.array_equal(*sides) for sides in zip(here.pairs, there.pairs, strict=True))


def test_with_nobody_there_is_no_round() -> None:
    """Empty on either side is a round too."""
    for young, volunteers in ((0, 0), (0, 3), (3, 0)):
        people = make_market(young, volunteers)
        found = build_market(people.needs, people.offers, Terms(VOCABULARY), TEXT_CACHE)
        round_ = rounds.find_best_round(found.rows, found.offers)
        assert (round_.value, round_.upper_bound, len(round_.unsuited_needs)) == (0, 0, young)
        assert NOBODY not in round_.pairs.needs


def test_a_large_round_does_not_depend_on_the_order_either() -> None:
    """Hundreds of people in several parts, with words: in another order the same round and the same reasons."""
    people, chance = make_market(300, 260, 3), Random(1)
    needs, offers = list(people.needs), list(people.offers)
    before = match(needs, offers, Terms(VOCABULARY))
    chance.shuffle(needs)
    chance.shuffle(offers)
    assert match(needs, offers, Terms(VOCABULARY)) == before
    assert len(before.proposals) > 250
