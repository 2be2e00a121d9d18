"""What the long-lived worker process runs: questions come in, answers go out, vectors stay here in memory.

This module is light: the process that asks imports it too, and must not pay for the heavy libraries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from matching.profiles import (
    MIN_SCORE,
    REMOTE,
    USUAL_WEIGHTS,
    Need,
    Offer,
    Outlook,
    Proposal,
    Result,
    Vocabulary,
    Weights,
)

if TYPE_CHECKING:
    from matching.vectors import Memory


@dataclass(frozen=True, slots=True)
class Round:
    """Who should meet whom, among all who wait and all who have a place."""

    needs: tuple[Need, ...]
    offers: tuple[Offer, ...]
    vocabulary: Vocabulary
    weights: Weights = USUAL_WEIGHTS
    min_score: float = MIN_SCORE


@dataclass(frozen=True, slots=True)
class Arrival:
    """Which `k` offers suit one need best."""

    need: Need
    offers: tuple[Offer, ...]
    vocabulary: Vocabulary
    k: int
    weights: Weights = USUAL_WEIGHTS
    min_score: float = MIN_SCORE


@dataclass(frozen=True, slots=True)
class NeedOutlook:
    """What one need may hope for, and each of its wider forms."""

    need: Need
    wider: Mapping[str, Need]
    offers: tuple[Offer, ...]
    vocabulary: Vocabulary
    weights: Weights = USUAL_WEIGHTS
    min_score: float = MIN_SCORE


@dataclass(frozen=True, slots=True)
class OfferOutlook:
    """What one offer may hope for, and each of its wider forms."""

    offer: Offer
    wider: Mapping[str, Offer]
    needs: tuple[Need, ...]
    vocabulary: Vocabulary
    weights: Weights = USUAL_WEIGHTS
    min_score: float = MIN_SCORE


Request = Round | Arrival | NeedOutlook | OfferOutlook


def warm() -> None:
    """Load the heavy libraries, compile what is not yet, read the shipped corpus, before anybody asks."""
    hour, topic, remote = 1, frozenset({"x"}), frozenset({REMOTE})
    need = Need(1, "", topic, "", "", "", hour, remote)
    answer(Round((need,), (Offer(1, "", topic, "", frozenset(), "", hour, remote),), Vocabulary()))


@overload
def answer(request: Round) -> Result: ...
@overload
def answer(request: Arrival) -> list[Proposal]: ...
@overload
def answer(request: NeedOutlook | OfferOutlook) -> Outlook: ...
def answer(request: Request) -> Result | list[Proposal] | Outlook:
    """Answer a question; a text that was read for an earlier one is not read again.

    After a round, only the texts of those who took part in it are still remembered.
    """
    from matching import engine, outlook
    from matching.scores import texts

    vocabulary, weights, least = request.vocabulary, request.weights, request.min_score
    memory = _memory(tuple(sorted(vocabulary.synonyms.items())))
    if isinstance(request, Arrival):
        need, offers, k = request.need, request.offers, request.k
        return engine.best_offers(need, offers, vocabulary, k, weights=weights, min_score=least, memory=memory)
    if isinstance(request, NeedOutlook):
        need, wider = request.need, request.wider
        return outlook.of_need(need, wider, request.offers, vocabulary, weights, least, memory)
    if isinstance(request, OfferOutlook):
        return outlook.of_offer(request.offer, request.wider, request.needs, vocabulary, weights, least, memory)
    result = engine.match(request.needs, request.offers, vocabulary, weights=weights, min_score=least, memory=memory)
    memory.keep_only(texts(request.needs, request.offers, vocabulary))
    return result


@lru_cache(maxsize=1)
def _memory(synonyms: tuple[tuple[str, str], ...]) -> "Memory":
    """Give the memory of this process; a programme that changes its synonyms has its texts read again."""
    from matching.normalise import Reader
    from matching.vectors import Memory

    return Memory(Reader(dict(synonyms)))
