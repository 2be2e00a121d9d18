"""Who may accompany people under 18, where the programme wants the team to say so (`minors = "cleared"`)."""

from datetime import datetime

from sqlalchemy import select

from mentoring.roles import VOLUNTEER, YOUNG
from mentoring.states import PENDING
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Offer, Person
from use_cases.binomes import binomes, proposals
from use_cases.needs_offers import needs, offers, unsent_pairs
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
            await _take_back(session, binome, now)


async def _take_back(session: AppSession, binome: Binome, now: datetime) -> None:
    accepted = binome.state == "volunteer_yes"
    proposals.withdraw(binome, "release" if accepted else "withdraw", "team", now)
    await needs.free(session, binome.need, now)
    await binomes.queue_message(session, now, binome, VOLUNTEER, "released" if accepted else "proposal_withdrawn")
    if accepted:
        await binomes.queue_message(session, now, binome, YOUNG, "consent_gone")
