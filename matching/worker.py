"""What the long-lived worker process runs: questions come in, answers go out, vectors stay here in memory.

This module is light: the process that asks imports it too, and must not pay for the heavy libraries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from matching.profiles import REMOTE, USUAL_TERMS, Need, Offer, Proposal, Result, Terms
from mentoring.what_if import WhatIf

if TYPE_CHECKING:
    from matching.offer_cache import OfferCache
    from matching.tfidf import TextCache


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """Who should meet whom, among all who wait and all who have a place."""

    needs: tuple[Need, ...]
    offers: tuple[Offer, ...]
    terms: Terms = USUAL_TERMS


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The offers that a question is about: all of them, or those that changed since another stock."""

    name: str
    changed: tuple[Offer, ...]
    gone: tuple[int, ...] = ()
    since: str | None = None


EMPTY_SNAPSHOT = Snapshot("", ())


@dataclass(frozen=True, slots=True)
class RankingRequest:
    """A request: the `k` best offers of a snapshot for one need."""

    need: Need
    terms: Terms = USUAL_TERMS
    snapshot: Snapshot = EMPTY_SNAPSHOT
    k: int = 1
    only: int | None = None


@dataclass(frozen=True, slots=True)
class NeedWhatIf:
    """What one need may hope for in a stock, and each of its wider forms; a place of `promised` is kept for it."""

    need: Need
    wider: Mapping[str, Need]
    terms: Terms = USUAL_TERMS
    snapshot: Snapshot = EMPTY_SNAPSHOT
    promised: int | None = None


@dataclass(frozen=True, slots=True)
class OfferWhatIf:
    """What one offer may hope for, and each of its wider forms."""

    offer: Offer
    wider: Mapping[str, Offer]
    needs: tuple[Need, ...]
    terms: Terms = USUAL_TERMS


class UnknownSnapshot(LookupError):
    """The stock that another one follows is not known here: the whole is to be given."""


Request = RoundRequest | RankingRequest | NeedWhatIf | OfferWhatIf
_snapshots: "dict[str, tuple[Terms, OfferCache]]" = {}
"""The last stock, by its name."""


def warm() -> None:
    """Load libraries, compile loops and read the corpus before the first request."""
    hour, topic, remote = 1, frozenset({"x"}), frozenset({REMOTE})
    need = Need(1, "", topic, "", "", "", hour, remote)
    answer(RoundRequest((need,), (Offer(1, "", topic, "", frozenset(), "", hour, remote),)))


@overload
def answer(request: RoundRequest) -> Result: ...
@overload
def answer(request: RankingRequest) -> list[Proposal]: ...
@overload
def answer(request: NeedWhatIf | OfferWhatIf) -> WhatIf: ...
def answer(request: Request) -> Result | list[Proposal] | WhatIf:
    """Return the answer to a question; a text that was read for an earlier one is not read again.

    After a round, only the texts of those who took part in it are still remembered. Raise `UnknownSnapshot` for a
    stock of changes alone when the one before it is not the last that was seen here.
    """
    from matching import engine, what_if
    from matching.profile_texts import list_texts

    terms = request.terms
    memory = _get_text_cache(tuple(sorted(terms.vocabulary.synonyms.items())))
    if isinstance(request, RankingRequest):
        return _take_snapshot(request.snapshot, terms, memory).find_best(request.need, request.k, request.only)
    if isinstance(request, NeedWhatIf):
        kept = _take_snapshot(request.snapshot, terms, memory)
        return what_if.compute_for_need(request.need, request.wider, kept, request.promised)
    if isinstance(request, OfferWhatIf):
        return what_if.compute_for_offer(request.offer, request.wider, request.needs, terms, memory)
    result = engine.match(request.needs, request.offers, terms, text_cache=memory)
    memory.keep_only(list_texts(request.needs, request.offers, terms.vocabulary))
    return result


def _take_snapshot(snapshot: Snapshot, terms: Terms, text_cache: "TextCache") -> "OfferCache":
    """Return the offers of a stock, read; those of the last one are changed where they lie."""
    from matching.offer_cache import OfferCache

    known, kept = _snapshots.pop(snapshot.since or snapshot.name, (None, None))
    if kept is None or known != terms:
        if snapshot.since is not None:
            raise UnknownSnapshot(snapshot.since)
        kept = OfferCache(snapshot.changed, terms.vocabulary, terms.weights, terms.min_score, text_cache)
    elif snapshot.since is not None:
        kept.update(snapshot.changed, snapshot.gone)
    _snapshots.clear()
    _snapshots[snapshot.name] = terms, kept
    return kept


@lru_cache(maxsize=1)
def _get_text_cache(synonyms: tuple[tuple[str, str], ...]) -> "TextCache":
    """Return the memory of this process; a programme that changes its synonyms has its texts read again."""
    from matching.normalise import Reader
    from matching.tfidf import TextCache

    return TextCache(Reader(dict(synonyms)))
