"""The two questions asked of the matcher: the best round for all, and the best offers for one."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, repeat
from typing import Any

import numpy as np

from matching import rounds
from matching.conditions import explain, find_possible, has_same_field, has_same_region
from matching.index import UNIT, Index, Market, Rows, Whole, build_market, slice_rows
from matching.kernels import BARS, NOBODY, Search, scan
from matching.normalise import Reader
from matching.on_topic import find_on_topic
from matching.profiles import Need, Offer, Proposal, Result, Terms
from matching.reasons import Explainer
from matching.tfidf import TextCache
from mentoring.what_if import Blocked

ROWS_AT_ONCE = 256
"""Rows of needs that are looked at together when each is ranked, or when it must be said what stands in their way."""


def match(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    terms: Terms,
    *,
    text_cache: TextCache | None = None,
    near_enough: float = rounds.NEAR_ENOUGH,
    spread: rounds.Spread = rounds.run_in_threads,
) -> Result:
    """Return the round that is worth most: the sum over its binômes of 1 + score + waiting.

    The order of needs and offers changes nothing. Ids must be unique on each side. `text_cache` must have been made
    with the synonyms of the same terms. `near_enough`: the share of the bound by which the round may fall short of
    what is proven possible; the round looks again until then, or until nothing better can exist.
    """
    needs, offers = sorted(needs, key=_find_id), sorted(offers, key=_find_id)
    text_cache = text_cache or TextCache(Reader(terms.vocabulary.synonyms))
    market = build_market(needs, offers, terms, text_cache)
    best = rounds.find_best_round(market.rows, market.offers, near_enough=near_enough, spread=spread)
    explainer = Explainer(market.model, text_cache.reader, terms.vocabulary, terms.weights)
    proposals = []
    for row, column, gain in zip(*(side.tolist() for side in best.pairs), strict=True):
        score = (gain - UNIT - int(market.rows.bonus[row])) / UNIT
        proposals.append(_build_proposal(explainer, needs[row], offers[column], score))
    return Result(
        tuple(proposals),
        _explain_blocked(needs, offers, market, best.unsuited_needs),
        best.value / UNIT,
        best.upper_bound / UNIT,
    )


def find_best_offers(
    need: Need,
    offers: Sequence[Offer],
    terms: Terms,
    k: int,
    *,
    text_cache: TextCache | None = None,
) -> list[Proposal]:
    """Return the `k` best possible offers for one need, best first, whoever else may be waiting for them."""
    asked = rank_offers([need], offers, terms, k, text_cache=text_cache)
    return next(asked)[1]


def rank_offers(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    terms: Terms,
    k: int,
    *,
    text_cache: TextCache | None = None,
    spread: rounds.Spread = rounds.run_in_threads,
) -> Iterator[tuple[Need, list[Proposal]]]:
    """Return each need, by its id, with its `k` best possible offers, best first, whoever else may want them.

    Where the least score is 0 and fewer share anything with it, others that are possible follow, at that score.
    """
    needs, offers = sorted(needs, key=_find_id), sorted(offers, key=_find_id)
    text_cache = text_cache or TextCache(Reader(terms.vocabulary.synonyms))
    market = build_market(needs, offers, terms, text_cache)
    explainer = Explainer(market.model, text_cache.reader, terms.vocabulary, terms.weights)
    k = min(k, len(offers))
    rows = zip(needs, _rank_rows(market, k, spread), strict=True)
    while some := [(need, _build_pairs(*row)) for need, row in islice(rows, ROWS_AT_ONCE)]:
        if terms.min_score <= 0 and (short := [one for one in some if len(one[1]) < k]):
            _fill(short, offers, k)
        for need, found in some:
            yield need, [_build_proposal(explainer, need, offers[column], score) for column, score in found]


def _rank_rows(market: Market, k: int, spread: rounds.Spread) -> Iterator[tuple[Any, Any]]:
    """Yield, a row at a time, the columns of the `k` best offers, and what each is worth beside waiting."""
    needs = len(market.rows.region)
    if k < 1:
        yield from repeat((np.zeros(0, dtype=np.int64),) * 2, needs)
        return
    rows = market.rows._replace(bonus=np.zeros_like(market.rows.bonus))
    ends = [(first, min(first + ROWS_AT_ONCE, needs)) for first in range(0, needs, ROWS_AT_ONCE)]
    parts = [(slice_rows(rows, *span), np.zeros(span[1] - span[0], dtype=np.int64)) for span in ends]
    for best, gains in spread(partial(_scan_best, market.offers, k), parts):
        yield from zip(best, gains, strict=True)


def _build_pairs(columns: Any, gains: Any) -> list[tuple[int, float]]:
    pairs = zip(columns.tolist(), gains.tolist(), strict=True)
    return [(column, (gain - UNIT) / UNIT) for column, gain in pairs if column != NOBODY]


def _fill(short: Sequence[tuple[Need, list[tuple[int, float]]]], offers: Sequence[Offer], k: int) -> None:
    """Lengthen what was found by offers that are possible though nothing is shared: same field, same region first."""
    needs = [need for need, _ in short]
    near = 2 * has_same_field(needs, offers).astype(np.int8) + has_same_region(needs, offers)
    for (_, found), nearness, others in zip(short, near, find_possible(needs, offers), strict=True):
        others[[column for column, _ in found]] = False
        columns = np.flatnonzero(others)
        nearest = columns[np.argsort(-nearness[columns], kind="stable")]
        found += [(column, 0.0) for column in nearest[: k - len(found)].tolist()]


def _scan_best(index: Index, k: int, some: tuple[Rows, Whole]) -> tuple[Any, Any]:
    free = np.zeros(len(index.region), dtype=np.int64)
    best, gains, *_ = scan(some[0], index, free, some[1], 1, Search(BARS, True, k, 0))
    return best, gains


def _build_proposal(explainer: Explainer, need: Need, offer: Offer, score: float) -> Proposal:
    return Proposal(need.id, offer.id, score, explainer.explain(need, offer, score))


def _explain_blocked(
    needs: Sequence[Need], offers: Sequence[Offer], indexed: Market, unsuited: Sequence[int]
) -> dict[int, Blocked]:
    found: dict[int, Blocked] = {}
    for first in range(0, len(unsuited), ROWS_AT_ONCE):
        rows = list(unsuited[first : first + ROWS_AT_ONCE])
        some = [needs[row] for row in rows]
        reasons = explain(some, offers, find_on_topic(indexed, rows))
        found |= {need.id: reason for need, reason in zip(some, reasons, strict=True)}
    return found


def _find_id(profile: Need | Offer) -> int:
    return profile.id
