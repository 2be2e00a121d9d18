"""What one need or offer may hope for: how many suit it now, and how many more if it were wider."""

from collections.abc import Mapping, Sequence

import numpy as np

from matching.conditions import explain, find_possible, is_not_refused
from matching.index import build_market
from matching.offer_cache import OfferCache
from matching.on_topic import find_on_topic
from matching.profiles import Need, Offer, Terms
from matching.tfidf import TextCache
from mentoring.what_if import Blocked, WhatIf

EXCLUDED_CONDITION = "capacity"
"""Not a condition here: whoever has no place is counted by themselves."""


def compute_for_need(need: Need, wider: Mapping[str, Need], cache: OfferCache, promised: int | None) -> WhatIf:
    """Return how many offers suit a need, and how many more would suit each of its wider forms.

    `promised`: the offer of which a place is kept for this need; it is free for it.
    """
    related = cache.find_on_topic(need)
    alike = [offer for offer in related if offer.id not in need.refused]
    meets = find_possible([need, *wider.values()], alike, excluded=EXCLUDED_CONDITION)
    free = np.array([offer.capacity > 0 or offer.id == promised for offer in alike], dtype=bool)
    able = (meets & free).sum(axis=1)
    blocked = None if able[0] else _explain_blocked(need, cache, related)
    counted = len(cache.offers.keys() - need.refused), len(alike), int(able[0]), int((meets[0] & ~free).sum())
    return WhatIf(*counted, _count_more(wider, able), blocked)


def _explain_blocked(need: Need, cache: OfferCache, related: Sequence[Offer]) -> Blocked:
    numbers = {offer.id for offer in related}
    offers = list(cache.offers.values())
    return explain([need], offers, np.array([[offer.id in numbers for offer in offers]], dtype=bool))[0]


def compute_for_offer(
    offer: Offer,
    wider: Mapping[str, Offer],
    needs: Sequence[Need],
    terms: Terms,
    text_cache: TextCache,
) -> WhatIf:
    """Return how many needs suit an offer, and how many more would suit each of its wider forms."""
    if not needs:
        return WhatIf(0, 0, 0, 0, dict.fromkeys(wider, 0))
    new = is_not_refused(needs, [offer])[:, 0]
    market = build_market(needs, [offer], terms, text_cache)
    alike = find_on_topic(market, range(len(needs)))[:, 0] & new
    # One at a time: they have the same number, by which refusals know an offer.
    tables = [find_possible(needs, [form], excluded=EXCLUDED_CONDITION) for form in (offer, *wider.values())]
    able = np.array([(table[:, 0] & alike).sum() for table in tables])
    return WhatIf(int(new.sum()), int(alike.sum()), int(able[0]), 0, _count_more(wider, able))


def _count_more(wider: Mapping[str, object], able: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> dict[str, int]:
    return dict(zip(wider, (able[1:] - able[0]).tolist(), strict=True))
