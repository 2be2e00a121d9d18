"""Offers that were read once, ready for whoever arrives: one that changes is one row, not another reading of all.

Most were read together and lie on a large shelf. Who came or changed since lies on a small one, read by the same
weights of words, and is crossed out on the large one. When the small one is full, all are read together anew.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from matching.index import (
    UNIT,
    Index,
    Market,
    Numbering,
    Whole,
    build_index,
    build_rows,
    build_vectors,
    find_used,
    number_names,
)
from matching.kernels import BARS, NOBODY, Search, scan
from matching.on_topic import find_on_topic
from matching.profile_texts import join_need, join_offer
from matching.profiles import Need, Offer, Proposal, Vocabulary, Weights
from matching.reasons import Explainer
from matching.tfidf import TextCache, TextModel

MAX_FRESH = 256
"""Offers on the small shelf: reading it takes milliseconds."""


class Partition(NamedTuple):
    """Some offers, the place of each, and their index."""

    offers: list[Offer]
    column: dict[int, int]
    listed: Index
    numbered: Numbering


class OfferCache:
    """Offers by number, indexed and kept up to date."""

    def __init__(
        self, offers: Iterable[Offer], vocabulary: Vocabulary, weights: Weights, min_score: float, text_cache: TextCache
    ) -> None:
        self.offers = {offer.id: offer for offer in offers}
        self._vocabulary, self._weights, self._min_score, self._text_cache = vocabulary, weights, min_score, text_cache
        self._rebuild()

    def update(self, changed: Iterable[Offer], gone: Iterable[int] = ()) -> None:
        """Take in offers that came or changed, and let some go."""
        before = dict(self._fresh)
        for left in gone:
            self._remove(left)
        for offer in changed:
            known = self.offers.get(offer.id)
            if known is not None and replace(known, capacity=offer.capacity, taken=offer.taken) == offer:
                self._update_places(offer)
            else:
                self._remove(offer.id)
                self.offers[offer.id] = self._fresh[offer.id] = offer
        if len(self._fresh) > MAX_FRESH:
            self._rebuild()
        elif self._fresh != before:
            self._small = self._build_partition(sorted(self._fresh.values(), key=lambda offer: offer.id))

    def find_best(self, need: Need, k: int, only: int | None = None) -> list[Proposal]:
        """Return the `k` best possible offers for a need, best first, with the reasons; `only`: this one or none."""
        scores = ((offer, (gain - UNIT) / UNIT) for offer, gain in self.rank(need, k, only))
        return [
            Proposal(need.id, offer.id, score, self._explainer.explain(need, offer, score)) for offer, score in scores
        ]

    def rank(self, need: Need, k: int, only: int | None = None) -> list[tuple[Offer, int]]:
        """Return the `k` best possible offers for a need, best first, with what each is worth beside waiting."""
        found: list[tuple[int, int, Offer]] = []
        for shelf in self._list_partitions():
            rows, index, *_ = self._build_market(need, shelf)
            if only is not None:
                index = index._replace(capacity=_keep_only(index.capacity, shelf.column.get(only)))
            free = np.zeros(len(shelf.offers), dtype=np.int64)
            search = Search(BARS, True, min(k, len(free)), 0)
            columns, gains, *_ = scan(rows._replace(bonus=free[:1]), index, free, free[:1], 1, search)
            best = zip(columns[0].tolist(), gains[0].tolist(), strict=True)
            found += [(-gain, shelf.offers[at].id, shelf.offers[at]) for at, gain in best if at != NOBODY]
        return [(offer, -loss) for loss, _, offer in sorted(found, key=lambda one: one[:2])[:k]]

    def find_on_topic(self, need: Need) -> list[Offer]:
        """Return the offers that are about the same thing as a need."""
        found = []
        for shelf in self._list_partitions():
            there = np.flatnonzero(find_on_topic(self._build_market(need, shelf), [0])[0]).tolist()
            found += [shelf.offers[at] for at in there if shelf.column.get(shelf.offers[at].id) == at]
        return found

    def _list_partitions(self) -> list[Partition]:
        return [shelf for shelf in (self._large, self._small) if shelf.offers]

    def _rebuild(self) -> None:
        """Read everybody together."""
        offers = sorted(self.offers.values(), key=lambda offer: offer.id)
        self._model = TextModel([join_offer(offer, self._vocabulary) for offer in offers], self._text_cache)
        self._explainer = Explainer(self._model, self._text_cache.reader, self._vocabulary, self._weights)
        self._fresh: dict[int, Offer] = {}
        self._large, self._small = self._build_partition(offers), self._build_partition([])

    def _build_partition(self, offers: list[Offer]) -> Partition:
        numbered = number_names([], offers)
        read = build_vectors(self._model, [join_offer(offer, self._vocabulary) for offer in offers], offers, numbered)
        numbered = numbered._replace(columns=np.unique(find_used(read)))
        index = build_index(offers, read, numbered, self._weights, self._min_score)
        return Partition(offers, {offer.id: at for at, offer in enumerate(offers)}, index, numbered)

    def _build_market(self, need: Need, partition: Partition) -> Market:
        """Return a market of one need and the offers of a shelf."""
        read = build_vectors(self._model, [join_need(need, self._vocabulary)], [need], partition.numbered)
        rows = build_rows([need], partition.column, read, partition.numbered, self._weights)
        return Market(rows, partition.listed, self._model, partition.numbered)

    def _remove(self, number: int) -> None:
        """Take an offer off its shelf, if it lies on one."""
        if self.offers.pop(number, None) is not None and self._fresh.pop(number, None) is None:
            self._large.listed.capacity[self._large.column.pop(number)] = 0

    def _update_places(self, offer: Offer) -> None:
        """Change how many places an offer has, where it lies; the small shelf is laid out anew anyway."""
        self.offers[offer.id] = offer
        if offer.id in self._fresh:
            self._fresh[offer.id] = offer
        else:
            at = self._large.column[offer.id]
            self._large.offers[at], self._large.listed.capacity[at] = offer, max(0, offer.capacity)


def _keep_only(capacity: Whole, at: int | None) -> Whole:
    """Return the places of one offer, none of all others."""
    kept = np.zeros_like(capacity)
    if at is not None:
        kept[at] = capacity[at]
    return kept
