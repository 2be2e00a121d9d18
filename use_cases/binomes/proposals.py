"""Proposals: a pair asked whether it wants to be a binôme: sent, answered by each side, nudged, expired.

Each use case is one transaction of its caller's.
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from mentoring.cases import build_case_key
from mentoring.roles import VOLUNTEER, YOUNG
from mentoring.states import LIVE, PENDING, RUNNING, BinomeAct, BinomeState, EndReason, move
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes import binomes, courses, matched_words, together
from use_cases.needs_offers import needs, offers, unsent_pairs
from use_cases.outbox import outbox
from use_cases.people import people
from use_cases.team import cards, row_isolation


@dataclass(frozen=True, slots=True)
class Proposal:
    """A need and an offer that suit each other: how well, and why."""

    need_id: int
    offer_id: int
    score: float
    reasons: Sequence[Mapping[str, Any]]


async def propose(
    session: AppSession, proposal: Proposal, now: datetime, *, needs_glance: bool = False
) -> Binome | None:
    """Propose a pair to its volunteer, after a coordinator's glance if `needs_glance`.

    None when the need or the offer is no longer free.
    """
    offer = await session.get(Offer, proposal.offer_id, with_for_update=True, populate_existing=True)
    need = await session.get(Need, proposal.need_id, with_for_update=True, populate_existing=True)
    if need is None or offer is None or need.state != "waiting" or offer.state != "available":
        return None
    if await offers.count_places_taken(session, offer.id, LIVE) >= offer.capacity:
        return None
    if not await together.may_begin(session, need, offer, now):
        return None
    need.state = move("need", need.state, "propose")
    reasons = await matched_words.select_reasons(session, need, offer, proposal.reasons)
    sealed = await people.seal(session, need.person_id, reasons)
    binome = Binome(need=need, offer=offer, score=proposal.score, reasons=sealed, proposed_at=now)
    session.add(binome)
    await session.flush()
    await (unsent_pairs.refresh_count(session, now) if needs_glance else send_proposal(session, binome, now))
    return binome


async def send_proposal(session: AppSession, binome: Binome, now: datetime) -> None:
    """Ask the volunteer; the deadline starts when the message may leave."""
    binome.state, binome.proposed_at = move("binome", binome.state, "leave"), now
    begins = await binomes.queue_message(session, now, binome, VOLUNTEER, "proposal")
    _set_deadlines(binome, begins, session.programme.delays.volunteer_hours)


async def accept(
    session: AppSession, binome_id: int, person: Person, now: datetime, *, edit: int | None = None
) -> None:
    """Record the volunteer's yes and ask the young person; what may no longer begin is taken back instead."""
    binome = await binomes.lock_binome(session, binome_id, person, VOLUNTEER)
    if binome.state == "volunteer_yes":
        return  # a second tap
    state = move("binome", binome.state, "accept")
    is_full = await offers.count_places_taken(session, binome.offer_id) >= binome.offer.capacity
    if is_full or not await together.may_begin(session, binome.need, binome.offer, now):
        await take_back(session, binome, now)
        return
    binome.state, binome.offer.unanswered = state, 0
    begins = await binomes.queue_message(session, now, binome, YOUNG, "consent")
    _set_deadlines(binome, begins, session.programme.delays.young_person_hours)
    await outbox.put(session, now, person, "consent_waiting", edit=edit, binome=binome.id)
    await take_back_impossible(session, binome.offer, now)


async def decline(
    session: AppSession, binome_id: int, person: Person, why: EndReason, now: datetime, *, edit: int | None = None
) -> None:
    """Record the volunteer's no with its reason; the need waits again."""
    binome = await binomes.lock_binome(session, binome_id, person, VOLUNTEER)
    withdraw(binome, "decline", why, now)
    binome.offer.unanswered = 0
    await needs.free(session, binome.need, now)
    await outbox.put(session, now, person, "declined", edit=edit, binome=binome.id)


async def agree(session: AppSession, binome_id: int, person: Person, now: datetime, *, edit: int | None = None) -> None:
    """Record the young person's yes: names are shown, an hour is sought. What may no longer begin is taken back."""
    binome = await binomes.lock_binome(session, binome_id, person, YOUNG)
    if binome.state == "agreed":
        return
    state = move("binome", binome.state, "agree")
    if not await together.may_begin(session, binome.need, binome.offer, now):
        await take_back(session, binome, now)
        return
    binome.state = state
    binome.need.state = move("need", binome.need.state, "agree")
    binome.agreed_at, binome.nudge_at = now, None
    binome.due_at = now + timedelta(days=session.programme.delays.first_session_days)
    link = session.programme.meeting_link
    if link:
        place = link.format(place=f"{binome.id}-{secrets.token_urlsafe(6)}")
        binome.place = await people.seal(session, person.id, place)
    await cards.close_by_key(session, build_case_key("waiting_long", f"need:{binome.need_id}"), now)
    await courses.begin(session, binome, now)
    for side in (YOUNG, VOLUNTEER):
        await binomes.queue_message(session, now, binome, side, "agreed")
    await binomes.queue_message(session, now, binome, YOUNG, "goal_ask")


async def refuse(
    session: AppSession, binome_id: int, person: Person, now: datetime, *, edit: int | None = None
) -> None:
    """Record the young person's no; the volunteer is free, the need waits again."""
    binome = await binomes.lock_binome(session, binome_id, person, YOUNG)
    withdraw(binome, "release", "refused", now)
    await needs.free(session, binome.need, now)
    await outbox.put(session, now, person, "consent_declined", edit=edit, binome=binome.id)
    await binomes.queue_message(session, now, binome, VOLUNTEER, "released")


def withdraw(binome: Binome, act: BinomeAct, why: EndReason, now: datetime) -> None:
    """End a proposal, by whichever act: nobody waits for an answer any more."""
    binome.state = move("binome", binome.state, act)
    binome.why, binome.ended_at, binome.due_at, binome.nudge_at = why, now, None, None


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Nudge, expire or flag each binôme whose moment has come; return how many there were."""
    nudged = select(Binome).where(Binome.nudge_at <= now).order_by(Binome.nudge_at).limit(limit)
    rows = (await session.scalars(nudged)).all()
    for binome in rows:
        binome.nudge_at = None
        async with row_isolation.isolate_row(session, binome, now):
            await _nudge(session, binome, now)
    overdue = (
        await session.scalars(select(Binome).where(Binome.due_at <= now).order_by(Binome.due_at).limit(limit))
    ).all()
    for binome in overdue:
        binome.due_at = None
        async with row_isolation.isolate_row(session, binome, now):
            if follow := OVERDUE.get(binome.state):
                await follow(session, binome, now)
    return len(rows) + len(overdue)


async def _nudge(session: AppSession, binome: Binome, now: datetime) -> None:
    if binome.state in PENDING:
        side, kind = (VOLUNTEER, "proposal_nudge") if binome.state == "proposed" else (YOUNG, "consent_nudge")
        await binomes.queue_message(session, now, binome, side, kind)


async def _expire(session: AppSession, binome: Binome, now: datetime) -> None:
    """The volunteer did not answer: the need waits again, and some silences in a row pause the volunteer."""
    withdraw(binome, "expire", "no_answer", now)
    told = await offers.count_unanswered(session, binome.offer, now)
    await binomes.queue_message(session, now, binome, VOLUNTEER, told)
    await needs.free(session, binome.need, now)


async def _release_unanswered(session: AppSession, binome: Binome, now: datetime) -> None:
    """The young person did not answer: the volunteer is free again."""
    withdraw(binome, "release", "no_answer", now)
    # Asked again only once the young person says so: volunteers are not called in vain.
    await needs.pause(session, binome.need, now)
    for side in (YOUNG, VOLUNTEER):
        await binomes.queue_message(session, now, binome, side, "released")


OVERDUE: dict[BinomeState, Callable[[AppSession, Binome, datetime], Awaitable[None]]] = {
    "proposed": _expire,
    "volunteer_yes": _release_unanswered,
    **dict.fromkeys(RUNNING, binomes.flag_unmet),
}
"""State -> what follows when its `due_at` is past. One column says both when an answer is due and when a session is."""


def _set_deadlines(binome: Binome, begins: datetime, hours: int) -> None:
    """Whoever is asked is reminded half-way, and has so many hours in all."""
    patience = timedelta(hours=hours)
    binome.nudge_at, binome.due_at = begins + patience / 2, begins + patience


async def take_back_impossible(session: AppSession, offer: Offer, now: datetime) -> None:
    """Take back what a volunteer who has no place left was asked and has not answered; the needs go on to others.

    One that is being answered in this very moment is left to that answer: waiting for it would let each wait for the
    other.
    """
    if await offers.count_places_taken(session, offer.id) < offer.capacity:
        return
    await unsent_pairs.undo_pairs(session, now, Binome.offer_id == offer.id)
    asked = select(Binome).where(Binome.offer_id == offer.id, Binome.state == "proposed").order_by(Binome.id)
    free = asked.with_for_update(of=Binome, skip_locked=True).execution_options(populate_existing=True)
    for binome in (await session.scalars(free)).all():
        await take_back(session, binome, now)


async def take_back(session: AppSession, binome: Binome, now: datetime) -> None:
    """Withdraw what waits for an answer, by the team: the need goes on to others, who was asked reads neutral words."""
    was_accepted = binome.state == "volunteer_yes"
    withdraw(binome, "release" if was_accepted else "withdraw", "team", now)
    await needs.free(session, binome.need, now)
    await binomes.queue_message(session, now, binome, VOLUNTEER, "proposal_dropped")
    if was_accepted:
        await binomes.queue_message(session, now, binome, YOUNG, "consent_gone")
