"""The two questions asked of the matcher: the best round for all, and the best offers for one."""

from collections.abc import Sequence

import numpy as np

from matching.assignment import best_pairs, upper_bound, worth
from matching.conditions import explain, possible
from matching.normalise import Reader
from matching.profiles import MIN_SCORE, USUAL_WEIGHTS, Blocked, Need, Offer, Proposal, Result, Vocabulary, Weights
from matching.reasons import Explainer
from matching.scores import Scored, Scores, score
from matching.vectors import Memory

# Worths are counted in whole millionths: sums are exact, and equal scores are really equal.
UNIT = 1_000_000


def match(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    vocabulary: Vocabulary,
    *,
    weights: Weights = USUAL_WEIGHTS,
    min_score: float = MIN_SCORE,
    memory: Memory | None = None,
) -> Result:
    """Give the round that is worth most: the sum over its binômes of 1 + score + waiting.

    The order of needs and offers changes nothing. Ids must be unique on each side. `memory` must have been made with
    the synonyms of the same vocabulary.
    """
    needs, offers = sorted(needs, key=_by_id), sorted(offers, key=_by_id)
    market = _Market(needs, offers, vocabulary, weights, min_score, memory)
    gains = market.gains()
    capacities = np.array([max(0, offer.capacity) for offer in offers], dtype=np.int64)
    pairs = best_pairs(gains, capacities)
    return Result(
        proposals=tuple(market.proposal(row, column) for row, column in pairs),
        blocked=market.blocked(),
        value=worth(gains, pairs) / UNIT,
        upper_bound=upper_bound(gains, capacities, pairs) / UNIT,
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
    market = _Market([need], offers, vocabulary, weights, min_score, memory)
    candidates = np.flatnonzero(market.open[0]).tolist()
    best = sorted(candidates, key=lambda column: (-market.totals[0, column], column))
    return [market.proposal(0, column) for column in best[: max(0, k)]]


class _Market:
    """Needs and offers, scored, with who may meet whom."""

    def __init__(
        self,
        needs: Sequence[Need],
        offers: Sequence[Offer],
        vocabulary: Vocabulary,
        weights: Weights,
        min_score: float,
        memory: Memory | None,
    ) -> None:
        memory = memory or Memory(Reader(vocabulary.synonyms))
        self._needs, self._offers, self._weights = needs, offers, weights
        self._scored: Scored = score(needs, offers, vocabulary, memory, weights, min_score)
        self._explainer = Explainer(self._scored.model, memory.reader, vocabulary, weights)
        self.totals = np.rint(self._scored.total * UNIT)
        self.open = possible(needs, offers) & self._scored.on_topic

    def gains(self) -> Scores:
        waiting = np.array([_waiting(need, self._weights) for need in self._needs]).reshape(-1, 1)
        return np.where(self.open, UNIT + self.totals + np.rint(UNIT * waiting), 0.0)

    def proposal(self, row: int, column: int) -> Proposal:
        need, offer, total = self._needs[row], self._offers[column], float(self.totals[row, column]) / UNIT
        return Proposal(need.id, offer.id, total, self._explainer.reasons(need, offer, total))

    def blocked(self) -> dict[int, Blocked]:
        rows = np.flatnonzero(~self.open.any(axis=1)).tolist()
        needs = [self._needs[row] for row in rows]
        reasons = explain(needs, self._offers, self._scored.on_topic[rows])
        return {need.id: reason for need, reason in zip(needs, reasons, strict=True)}


def _waiting(need: Need, weights: Weights) -> float:
    """Give what having waited is worth: it grows without end, so that somebody's turn always comes."""
    days = max(0.0, need.waiting_days) + (weights.priority_days if need.priority else 0.0)
    return days / weights.patience_days


def _by_id(profile: Need | Offer) -> int:
    return profile.id
