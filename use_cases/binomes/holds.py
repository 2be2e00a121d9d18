"""Team holds: the team sets a binôme aside for a while. Whatever caused it, both sides meet the same words."""

from datetime import datetime

from sqlalchemy import select

from mentoring.cases import build_case_key
from mentoring.errors import NotPossible
from mentoring.roles import VOLUNTEER, YOUNG
from mentoring.states import ACQUAINTED, PENDING, RUNNING, BinomeState, move
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Hold
from storage.schema.tables import Binome, Card, Need, Offer, Person
from use_cases.binomes import binomes, proposals, together
from use_cases.needs_offers import unsent_pairs
from use_cases.people import people, standing, ties
from use_cases.people.audit import record_audit
from use_cases.sessions import sessions
from use_cases.team import cards, suspensions

REVIEW = "pair_review"
"""The kind of case about a running binôme whose two may not be together now."""


async def place(
    session: AppSession, binome: Binome, now: datetime, *, by: Person | None, card: Card | None = None, reason: str = ""
) -> None:
    """Set a binôme aside: sessions are dropped, both are told, neither gets anything new until it is lifted."""
    if binome.state not in ACQUAINTED:
        raise NotPossible("(hold)")
    if binome.state in RUNNING and binome.state != "frozen":
        before, binome.state = binome.state, move("binome", binome.state, "freeze")
        binome.before_freeze = before
        await sessions.drop_planned(session, binome, now)
        for side in (YOUNG, VOLUNTEER):
            await binomes.queue_message(session, now, binome, side, "on_hold")
    # Under a key that goes with the binôme, as notes on it: an old backup is silent too.
    sealed = await people.seal(session, binome.need.person_id, reason) if reason else None
    session.add(
        Hold(
            binome_id=binome.id, card_id=card and card.id, placed_by=by and by.id, placed_at=now, reason=sealed
        )
    )  # fmt: skip
    await session.flush()
    for side in (YOUNG, VOLUNTEER):
        await withdraw_proposals(session, binomes.find_person_id(binome, side), now)


async def withdraw_proposals(session: AppSession, person_id: int, now: datetime) -> None:
    """Take back what somebody who helps was asked and has not begun; the needs go on to others."""
    theirs = Binome.offer_id.in_(select(Offer.id).where(Offer.person_id == person_id))
    await unsent_pairs.undo_pairs(session, now, theirs)
    for binome in (await session.scalars(select(Binome).where(theirs, Binome.state.in_(PENDING)))).all():
        await proposals.take_back(session, binome, now)


async def lift(session: AppSession, binome: Binome, person: Person | None, now: datetime) -> None:
    """End the team's ordinary holds of a binôme; a report's hold ends with the report's own rules."""
    found = [one for one in await list_open(session, binome) if not await _is_of_report(session, one)]
    if not found:
        raise NotPossible("(no hold to lift)")
    if binome.state == "frozen":
        await together.require_fit(session, binome, now)
    for one in found:
        one.lifted_at = now
    record_audit(session, now, person, "lifted hold", binome)
    await resume_if_free(session, binome, now)


async def lift_of_account(session: AppSession, row: Need | Offer, person: Person, now: datetime) -> None:
    """End what a hold left on the account of whoever's need or offer this is, once the hold's binôme was erased."""
    await ties.refuse_close(session, person, row.person_id)
    if not await standing.lift_marks(session, await session.get_one(Person, row.person_id), now):
        raise NotPossible("(no hold to lift)")
    record_audit(session, now, person, "lifted hold", row)
    await installation.ask_round(session, now)


async def lift_of_case(session: AppSession, card: Card, now: datetime) -> None:
    """End all holds that a case placed, and the suspension of somebody of the team: who decides on it has decided."""
    await suspensions.end_with_case(session, card, now)
    mine = select(Hold).where(Hold.card_id == card.id, Hold.lifted_at.is_(None))
    for one in (await session.scalars(mine)).all():
        one.lifted_at = now
        binome = await session.get_one(Binome, one.binome_id, with_for_update=True, populate_existing=True)
        await resume_if_free(session, binome, now)


async def resume_if_free(session: AppSession, binome: Binome, now: datetime) -> None:
    """Let a binôme go on that nothing holds any more; one that has ended only frees its volunteer.

    Where the two may not be together now, the team's review holds it instead.
    """
    await session.flush()
    if await list_open(session, binome):
        return
    await installation.ask_round(session, now)
    if binome.state != "frozen":
        return
    if await together.find_parting(session, binome, now) is not None:
        await set_aside(session, binome, now, is_held=True)
        return
    binome.state = _find_state_after(binome)
    if binome.weekday is not None and binome.state == "active":
        await sessions.plan_next(session, binome, now + sessions.MIN_NOTICE, now)
    for side in (YOUNG, VOLUNTEER):
        await binomes.queue_message(session, now, binome, side, "unfrozen")


def _find_state_after(binome: Binome) -> BinomeState:
    """Return the state to which a binôme comes back that nothing holds any more.

    Only a member's absence pauses without a day: such a pause begins, or is over, while the binôme is held.
    """
    if binome.before_freeze == "active" and binome.gone_side:
        return "paused"
    if binome.before_freeze == "paused" and binome.resume_at is None and not binome.gone_side:
        return "active"
    return binome.before_freeze or "agreed"


async def set_aside(session: AppSession, binome: Binome, now: datetime, *, is_held: bool) -> None:
    """Tell the team of a running binôme whose two may not be together now, and hold it where `is_held`.

    One that is held already waits for a hand, which does not lift the hold before they may. Of a hold that has neither
    a hand nor a case, as one that an old copy of the database had forgotten, the team is told.
    """
    held, key = await list_open(session, binome), f"binome:{binome.id}"
    is_told = await cards.is_open(session, REVIEW, key)
    if held and (is_told or any(one.card_id or one.placed_by for one in held)):
        return
    card = None
    if not is_told:
        young = binome.need.person_id
        card = await cards.open_case(session, now, REVIEW, key, binome_id=binome.id, person_id=young)
        for one in held:
            one.card_id = card.id
    if is_held and not held:
        await place(session, binome, now, by=None, card=card)


def build_review_key(binome: Binome) -> str:
    """Return the key of the case about a binôme whose two may not be together now."""
    return build_case_key(REVIEW, f"binome:{binome.id}")


async def list_open(session: AppSession, binome: Binome) -> list[Hold]:
    """Return the holds of a binôme that are not lifted."""
    mine = select(Hold).where(Hold.binome_id == binome.id, Hold.lifted_at.is_(None))
    return list(await session.scalars(mine.order_by(Hold.id)))


async def _is_of_report(session: AppSession, hold: Hold) -> bool:
    card = await session.get(Card, hold.card_id) if hold.card_id else None
    return card is not None and card.kind == "report"
