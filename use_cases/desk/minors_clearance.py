"""Who may accompany people under 18, where the programme wants the team to say so (`minors = "cleared"`)."""

from datetime import datetime

from sqlalchemy import select

from mentoring.states import PENDING
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Offer, Person
from use_cases.binomes import proposals
from use_cases.needs_offers import offers, unsent_pairs
from use_cases.people import ties
from use_cases.people.audit import record_audit


async def give_clearance(session: AppSession, offer: Offer, person: Person, now: datetime) -> None:
    """Clear a volunteer for people under 18; matching looks again. Raise `NotAllowed` for one's own, or a tie."""
    await ties.refuse_close(session, person, offer.person_id)
    offer.minors = True
    record_audit(session, now, person, "cleared for minors", offer)
    await installation.ask_round(session, now)


async def withdraw_clearance(session: AppSession, offer: Offer, person: Person, now: datetime) -> None:
    """Withdraw the clearance and undo pairs not yet agreed; running binômes stay."""
    offer.minors = False
    record_audit(session, now, person, "no longer for minors", offer)
    await unsent_pairs.undo_pairs(session, now, Binome.offer_id == offer.id)
    for binome in await session.scalars(select(Binome).where(Binome.offer_id == offer.id, Binome.state.in_(PENDING))):
        if not await offers.may_accompany(session, offer, binome.need, now):
            told = "released" if binome.state == "volunteer_yes" else "proposal_withdrawn"
            await proposals.take_back(session, binome, told, now)
