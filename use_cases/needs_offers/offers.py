"""Offers (V-…): checked by a coordinator, trained, then available for proposals."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from mentoring.states import PLACE_TAKING_STATES, BinomeState, move
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Offer, Person
from use_cases.needs_offers import unsent_pairs
from use_cases.outbox import outbox
from use_cases.people import age_marks, checks, people, ties
from use_cases.people.audit import record_audit
from use_cases.team import cards


async def send(
    session: AppSession, offer: Offer, person: Person, now: datetime, capacity: int, *, edit: int | None = None
) -> None:
    """The volunteer confirms the summary: a coordinator is asked to look."""
    await age_marks.require_open(session, person, "offer", now)
    offer.state = move("offer", offer.state, "send")
    offer.capacity = capacity
    offer.news_at = now + timedelta(days=session.programme.delays.approval_news_days)
    await outbox.put(session, now, person, "offer_sent", edit=edit, offer=offer.id)
    await cards.open_case(
        session, now, "new_volunteer", f"offer:{offer.id}", offer_id=offer.id, person_id=offer.person_id
    )


async def approve(session: AppSession, offer: Offer, approver: Person, now: datetime) -> None:
    """A coordinator says yes: the short training begins. Raise `NotAllowed` for one's own, or through a tie.

    Raise `ChecksMissing` while one of the checks that are required of every volunteer is missing.
    """
    await ties.refuse_close(session, approver, offer.person_id)
    await checks.require(session, offer.person_id, session.programme.vetting.required, now)
    offer.state = move("offer", offer.state, "approve")
    offer.news_at = now + timedelta(days=session.programme.delays.volunteer_news_days)
    person = await session.get_one(Person, offer.person_id)
    await outbox.put(session, now, person, "training", offer=offer.id)
    await ask_birth(session, offer, person, now)


async def ask_birth(session: AppSession, offer: Offer, person: Person, now: datetime) -> None:
    """Ask a volunteer for their birth who came before it was a question: a message of its own, once."""
    if "birth" not in await people.read_profile(session, person):
        once = outbox.Delivery(key=f"birth_missing:{offer.id}")
        await outbox.put(session, now, person, "birth_missing", delivery=once, offer=offer.id)


async def refuse(session: AppSession, offer: Offer, approver: Person, now: datetime) -> None:
    """A coordinator says no. Raise `NotAllowed` for one's own, or through a tie."""
    await ties.refuse_close(session, approver, offer.person_id)
    offer.state = move("offer", offer.state, "refuse")
    offer.news_at = None
    await outbox.put(session, now, await session.get_one(Person, offer.person_id), "offer_refused", offer=offer.id)


async def resume(session: AppSession, offer: Offer, person: Person, now: datetime, *, edit: int | None = None) -> None:
    """A paused volunteer is available again."""
    await age_marks.require_open(session, person, "offer", now)
    offer.state = move("offer", offer.state, "resume")
    offer.unanswered, offer.resume_at = 0, None
    await outbox.put(session, now, person, "offer_available", edit=edit, offer=offer.id)
    await installation.ask_round(session, now)


async def close(session: AppSession, offer: Offer, now: datetime) -> None:
    """The offer is over: nobody is proposed to it any more."""
    offer.state, offer.resume_at, offer.news_at = move("offer", offer.state, "close"), None, None
    await unsent_pairs.undo_pairs(session, now, Binome.offer_id == offer.id)
    await session.flush()


async def note_pause(session: AppSession, offer: Offer, person: Person, why: str, now: datetime) -> None:
    """Write down why a paused volunteer left proposals unanswered."""
    record_audit(session, now, person, "paused", offer, why)


async def count_unanswered(session: AppSession, offer: Offer, now: datetime) -> str:
    """Count a proposal that got no answer; after some, pause the volunteer. Return the message that tells them."""
    offer.unanswered += 1
    if offer.unanswered < session.programme.delays.unanswered_before_pause or offer.state != "available":
        return "proposal_expired"
    offer.state = move("offer", offer.state, "pause")
    await unsent_pairs.undo_pairs(session, now, Binome.offer_id == offer.id)
    return "offer_paused"


async def count_places_taken(
    session: AppSession, offer_id: int, states: tuple[BinomeState, ...] = PLACE_TAKING_STATES
) -> int:
    """Return how many of the volunteer's places are in use."""
    taken = select(func.count()).select_from(Binome).where(Binome.offer_id == offer_id, Binome.state.in_(states))
    return int(await session.scalar(taken) or 0)
