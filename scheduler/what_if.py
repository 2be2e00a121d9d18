"""Where one need or offer stands: the question to the worker process, from what the tables hold now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import matching
from matching import worker
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import MatchRequest
from storage.schema.tables import Need, Offer
from use_cases.pairing import matching_input

WhatIfRequest = worker.NeedWhatIf | worker.OfferWhatIf


async def build_request(
    session: AppSession,
    ask: MatchRequest,
    needs: Sequence[matching.Need],
    offers: Sequence[matching.Offer],
    terms: matching.Terms,
    now: datetime,
) -> WhatIfRequest | None:
    """Return what is to be asked of the worker; None when there is nothing to compare any more."""
    if ask.need_id is None:
        mine = next((offer for offer in offers if offer.id == ask.offer_id), None)
        kept_offer = await session.get(Offer, ask.offer_id)
        if mine is None or kept_offer is None:
            return None
        changes = await matching_input.build_widened(session, kept_offer, now)
        forms = {way: replace(mine, **change) for way, change in changes.items()}
        return worker.OfferWhatIf(mine, forms, tuple(needs), terms)
    row = await session.get(Need, ask.need_id)
    found = await matching_input.read_need(session, row, now) if row else None
    if row is None or found is None:
        return None
    own, promised = matching.Need(**found), await matching_input.find_promised_offer(session, row)
    wider = {
        way: replace(own, **change) for way, change in (await matching_input.build_widened(session, row, now)).items()
    }
    return worker.NeedWhatIf(own, wider, terms, promised=promised)
