"""Who may accompany people under 18, where the programme wants the team to say so (`minors = "cleared"`)."""

from datetime import datetime

from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Offer, Person
from use_cases.binomes import reviews
from use_cases.people import checks, ties
from use_cases.people.audit import record_audit


async def give_clearance(session: AppSession, offer: Offer, person: Person, now: datetime) -> None:
    """Clear a volunteer for people under 18; matching looks again. Raise `NotAllowed` for one's own, or a tie.

    Raise `ChecksMissing` while one of the checks that accompanying them takes is missing.
    """
    await ties.refuse_close(session, person, offer.person_id)
    required = session.programme.vetting.required_checks.list_for(is_minor=True)
    await checks.require(session, offer.person_id, required, now)
    offer.minors = True
    record_audit(session, now, person, "cleared for minors", offer)
    await installation.ask_round(session, now)


async def withdraw_clearance(session: AppSession, offer: Offer, person: Person, now: datetime) -> None:
    """Withdraw the clearance: pairs that nobody knows of are undone, and each binôme is asked the rule again."""
    offer.minors = False
    record_audit(session, now, person, "no longer for minors", offer)
    await reviews.review_at_once(session, now, Binome.offer_id == offer.id)
