"""Where one need or offer stands: the question to the worker process, from what the tables hold now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

import matching
from matching import worker
from storage import market
from storage.desk_tables import Ask
from storage.tables import Need, Offer

Question = worker.NeedOutlook | worker.OfferOutlook


async def question(
    session: AsyncSession,
    ask: Ask,
    needs: Sequence[matching.Need],
    offers: Sequence[matching.Offer],
    vocabulary: matching.Vocabulary,
    weights: matching.Weights,
    min_score: float,
    now: datetime,
) -> Question | None:
    """Give what is to be asked of the worker; None when there is nothing to compare any more."""
    if ask.need_id is None:
        mine = next((offer for offer in offers if offer.id == ask.offer_id), None)
        kept_offer = await session.get(Offer, ask.offer_id)
        if mine is None or kept_offer is None:
            return None
        changes = await market.wider(session, kept_offer, now)
        forms = {way: replace(mine, **change) for way, change in changes.items()}
        return worker.OfferOutlook(mine, forms, tuple(needs), vocabulary, weights, min_score)
    row = await session.get(Need, ask.need_id)
    found = await market.need_rows(session, [row], now) if row else []
    if row is None or not found:
        return None
    own, kept = matching.Need(**found[0]), await market.promised(session, row)
    # The place that is kept for this need is free for it.
    offers = [replace(one, capacity=one.capacity + 1) if one.id == kept else one for one in offers]
    wider = {way: replace(own, **change) for way, change in (await market.wider(session, row, now)).items()}
    return worker.NeedOutlook(own, wider, tuple(offers), vocabulary, weights, min_score)
