"""The two questions asked of the matcher: the best round for all, and the best offers for one."""

from collections.abc import Sequence

import numpy as np

from matching import rounds
from matching.conditions import explain
from matching.index import UNIT, Market, build, part
from matching.kernels import BARS, NOBODY, Search, scan
from matching.likeness import on_topic
from matching.normalise import Reader
from matching.profiles import MIN_SCORE, USUAL_WEIGHTS, Blocked, Need, Offer, Proposal, Result, Vocabulary, Weights
from matching.reasons import Explainer
from matching.vectors import Memory

AT_ONCE = 256
"""Rows of needs that are looked at together when it must be said what stands in their way."""


def match(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    vocabulary: Vocabulary,
    *,
    weights: Weights = USUAL_WEIGHTS,
    min_score: float = MIN_SCORE,
    memory: Memory | None = None,
    near_enough: float = rounds.NEAR_ENOUGH,
    spread: rounds.Spread = rounds.in_threads,
) -> Result:
    """Give the round that is worth most: the sum over its binômes of 1 + score + waiting.

    The order of needs and offers changes nothing. Ids must be unique on each side. `memory` must have been made with
    the synonyms of the same vocabulary. `near_enough`: the share of the bound by which the round may fall short of
    what is proven possible; the round looks again until then, or until nothing better can exist.
    """
    needs, offers = sorted(needs, key=_by_id), sorted(offers, key=_by_id)
    memory = memory or Memory(Reader(vocabulary.synonyms))
    market = build(needs, offers, vocabulary, weights, min_score, memory)
    best = rounds.best_round(market.rows, market.offers, near_enough=near_enough, spread=spread)
    explainer = Explainer(market.model, memory.reader, vocabulary, weights)
    proposals = []
    for row, column, gain in zip(*(side.tolist() for side in best.pairs), strict=True):
        score = (gain - UNIT - int(market.rows.bonus[row])) / UNIT
        proposals.append(_proposal(explainer, needs[row], offers[column], score))
    return Result(
        tuple(proposals), _blocked(needs, offers, market, best.alone), best.value / UNIT, best.upper_bound / UNIT
    )


def best_offers(
    need: Need,
    offers: Sequence[Offer],
    vocabulary: Vocabulary,
    k: int,
    *,
    weights: Weights = USUAL_WEIGHTS,
    min_score: float = MIN_SCORE,
    memory: Memory | None = None,
) -> list[Proposal]:
    """Give the `k` best possible offers for one need, best first, whoever else may be waiting for them."""
    offers = sorted(offers, key=_by_id)
    memory = memory or Memory(Reader(vocabulary.synonyms))
    market = build([need], offers, vocabulary, weights, min_score, memory)
    if k < 1 or not offers:
        return []
    best, gains = ranked(market, 0, min(k, len(offers)))
    explainer = Explainer(market.model, memory.reader, vocabulary, weights)
    return [
        _proposal(explainer, need, offers[column], (gain - UNIT) / UNIT)
        for column, gain in zip(best, gains, strict=True)
    ]


def ranked(market: Market, row: int, k: int) -> tuple[list[int], list[int]]:
    """Give the columns of the `k` best offers for a row, and what each is worth beside waiting."""
    one = part(market.rows, row, row + 1)._replace(bonus=np.zeros(1, dtype=np.int64))
    nothing = np.zeros(len(market.offers.region), dtype=np.int64)
    best, gains, *_ = scan(one, market.offers, nothing, nothing[:1], 1, Search(BARS, True, k, 0))
    found = best[0] != NOBODY
    return best[0][found].tolist(), gains[0][found].tolist()


def _proposal(explainer: Explainer, need: Need, offer: Offer, score: float) -> Proposal:
    return Proposal(need.id, offer.id, score, explainer.reasons(need, offer, score))


def _blocked(
    needs: Sequence[Need], offers: Sequence[Offer], market: Market, alone: Sequence[int]
) -> dict[int, Blocked]:
    found: dict[int, Blocked] = {}
    for first in range(0, len(alone), AT_ONCE):
        rows = list(alone[first : first + AT_ONCE])
        some = [needs[row] for row in rows]
        reasons = explain(some, offers, on_topic(market, rows))
        found |= {need.id: reason for need, reason in zip(some, reasons, strict=True)}
    return found


def _by_id(profile: Need | Offer) -> int:
    return profile.id
