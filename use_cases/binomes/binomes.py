"""Binômes (B-…): proposed, accepted, agreed, ended. Each use case is one transaction of its caller's."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from mentoring.cases import build_case_key
from mentoring.errors import NotAllowed, NotPossible
from mentoring.roles import SIDES, VOLUNTEER, YOUNG, MaybeSide, Side
from mentoring.states import LIVE, PENDING, RUNNING, BinomeAct, BinomeState, move
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.needs_offers import needs, offers, unsent_pairs
from use_cases.needs_offers.pairs import join_need_and_offer
from use_cases.outbox import outbox
from use_cases.outbox.keys import build_binome_key
from use_cases.people import people, standing
from use_cases.sessions import sessions
from use_cases.team import cards, row_isolation

SENT_ONCE = ("proposal", "consent", "agreed")


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
    """Propose a pair to its volunteer, after a coordinator's `glance` if one is wanted.

    None when the need or the offer is no longer free.
    """
    offer = await session.get(Offer, proposal.offer_id, with_for_update=True, populate_existing=True)
    need = await session.get(Need, proposal.need_id, with_for_update=True, populate_existing=True)
    if need is None or offer is None or need.state != "waiting" or offer.state != "available":
        return None
    if await offers.count_places_taken(session, offer.id, LIVE) >= offer.capacity:
        return None
    if not await offers.may_accompany(session, offer, need, now):
        return None
    if not await standing.may_be_matched(session, need.person_id, offer.person_id, now):
        return None
    need.state = move("need", need.state, "propose")
    sealed = await people.seal(session, need.person_id, proposal.reasons)
    binome = Binome(need=need, offer=offer, score=proposal.score, reasons=sealed, proposed_at=now)
    session.add(binome)
    await session.flush()
    await (unsent_pairs.refresh_count(session, now) if needs_glance else send_proposal(session, binome, now))
    return binome


async def send_proposal(session: AppSession, binome: Binome, now: datetime) -> None:
    """Ask the volunteer; the deadline starts when the message may leave."""
    binome.state, binome.proposed_at = move("binome", binome.state, "leave"), now
    begins = await queue_message(session, now, binome, VOLUNTEER, "proposal")
    _set_deadlines(binome, begins, session.programme.delays.volunteer_hours)


async def accept(
    session: AppSession, binome_id: int, person: Person, now: datetime, *, edit: int | None = None
) -> None:
    """Record the volunteer's yes and ask the young person."""
    binome = await lock_binome(session, binome_id, person, VOLUNTEER)
    if binome.state == "volunteer_yes":
        return  # a second tap
    state = move("binome", binome.state, "accept")
    if await offers.count_places_taken(session, binome.offer_id) >= binome.offer.capacity:
        raise NotPossible("(no place left)")
    if not await standing.may_be_matched(session, binome.need.person_id, person.id, now):
        raise NotPossible("(not now)")
    binome.state, binome.offer.unanswered = state, 0
    begins = await queue_message(session, now, binome, YOUNG, "consent")
    _set_deadlines(binome, begins, session.programme.delays.young_person_hours)
    await outbox.put(session, now, person, "consent_waiting", edit=edit, binome=binome.id)


async def decline(
    session: AppSession, binome_id: int, person: Person, why: str, now: datetime, *, edit: int | None = None
) -> None:
    """Record the volunteer's no with its reason; the need waits again."""
    binome = await lock_binome(session, binome_id, person, VOLUNTEER)
    withdraw_binome(binome, "decline", why, now)
    binome.offer.unanswered = 0
    await needs.free(session, binome.need, now)
    await outbox.put(session, now, person, "declined", edit=edit, binome=binome.id)


async def agree(session: AppSession, binome_id: int, person: Person, now: datetime, *, edit: int | None = None) -> None:
    """Record the young person's yes: names are shown, an hour is sought."""
    binome = await lock_binome(session, binome_id, person, YOUNG)
    if binome.state == "agreed":
        return
    if not await standing.may_be_matched(session, person.id, binome.offer.person_id, now):
        raise NotPossible("(not now)")
    binome.state = move("binome", binome.state, "agree")
    binome.need.state = move("need", binome.need.state, "agree")
    binome.agreed_at, binome.nudge_at = now, None
    binome.due_at = now + timedelta(days=session.programme.delays.first_session_days)
    link = session.programme.meeting_link
    if link:
        place = link.format(place=f"{binome.id}-{secrets.token_urlsafe(6)}")
        binome.place = await people.seal(session, person.id, place)
    await cards.close_by_key(session, build_case_key("waiting_long", f"need:{binome.need_id}"), now)
    for side in (YOUNG, VOLUNTEER):
        await queue_message(session, now, binome, side, "agreed")


async def refuse(
    session: AppSession, binome_id: int, person: Person, now: datetime, *, edit: int | None = None
) -> None:
    """Record the young person's no; the volunteer is free, the need waits again."""
    binome = await lock_binome(session, binome_id, person, YOUNG)
    withdraw_binome(binome, "release", "refused", now)
    await needs.free(session, binome.need, now)
    await outbox.put(session, now, person, "consent_declined", edit=edit, binome=binome.id)
    await queue_message(session, now, binome, VOLUNTEER, "released")


async def end(session: AppSession, binome: Binome, why: str, now: datetime) -> None:
    """End the binôme, without blame; the volunteer is free again and the young person may ask for another."""
    binome.state = move("binome", binome.state, "end")
    binome.why, binome.ended_at, binome.due_at, binome.nudge_at = why, now, None, None
    binome.need.state = move("need", binome.need.state, "end")
    await sessions.drop_planned(session, binome, now)
    await installation.ask_round(session, now)
    for side in (YOUNG, VOLUNTEER):
        await queue_message(session, now, binome, side, "ended")


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Nudge, expire or flag each binôme whose moment has come; return how many there were."""
    nudged = select(Binome).where(Binome.nudge_at <= now).order_by(Binome.nudge_at).limit(limit)
    rows = (await session.scalars(nudged)).all()
    for binome in rows:
        binome.nudge_at = None
        async with row_isolation.isolated(session, binome, now):
            await _nudge(session, binome, now)
    overdue = (
        await session.scalars(select(Binome).where(Binome.due_at <= now).order_by(Binome.due_at).limit(limit))
    ).all()
    for binome in overdue:
        binome.due_at = None
        async with row_isolation.isolated(session, binome, now):
            await _handle_overdue(session, binome, now)
    return len(rows) + len(overdue)


async def _nudge(session: AppSession, binome: Binome, now: datetime) -> None:
    if binome.state in PENDING:
        side, kind = (VOLUNTEER, "proposal_nudge") if binome.state == "proposed" else (YOUNG, "consent_nudge")
        await queue_message(session, now, binome, side, kind)


async def _handle_overdue(session: AppSession, binome: Binome, now: datetime) -> None:
    if binome.state == "proposed":
        withdraw_binome(binome, "expire", "no_answer", now)
        await queue_message(session, now, binome, VOLUNTEER, await offers.count_unanswered(session, binome.offer, now))
        await needs.free(session, binome.need, now)
    elif binome.state == "volunteer_yes":
        withdraw_binome(binome, "release", "no_answer", now)
        # Asked again only once the young person says so: volunteers are not called in vain.
        await needs.pause(session, binome.need, now)
        for side in (YOUNG, VOLUNTEER):
            await queue_message(session, now, binome, side, "released")
    elif binome.state in RUNNING and not await sessions.has_met(session, binome, includes_planned=True):
        young = binome.need.person_id
        key = f"binome:{binome.id}"
        await cards.open_case(session, now, "no_first_session", key, binome_id=binome.id, person_id=young)


def _set_deadlines(binome: Binome, begins: datetime, hours: int) -> None:
    """Whoever is asked is reminded half-way, and has so many hours in all."""
    patience = timedelta(hours=hours)
    binome.nudge_at, binome.due_at = begins + patience / 2, begins + patience


async def queue_message(
    session: AppSession, now: datetime, binome: Binome, side: Side, kind: str, **args: Any
) -> datetime:
    """Queue a message to one side of a binôme, some only once in its life; return when it may leave."""
    person = await session.get_one(Person, person_id_of(binome, side))
    key = build_binome_key(kind, binome.id, person.id) if kind in SENT_ONCE else None
    return await outbox.put(session, now, person, kind, delivery=outbox.Delivery(key=key), binome=binome.id, **args)


async def lock_binome(session: AppSession, binome_id: int, person: Person, *sides: Side) -> Binome:
    """Return a binôme for changing it; raise `NotAllowed` when the person is not on (one of) the side(s)."""
    binome = await session.get(Binome, binome_id, with_for_update=True, populate_existing=True)
    if binome is None or side_of(binome, person) not in (sides or SIDES):
        raise NotAllowed
    return binome


def side_of(binome: Binome, person: Person) -> MaybeSide:
    """Return which side of the binôme a person is on; an empty string for anybody else."""
    sides: dict[int, Side] = {binome.need.person_id: YOUNG, binome.offer.person_id: VOLUNTEER}
    return sides.get(person.id, "")


def person_id_of(binome: Binome, side: Side) -> int:
    """Return the id of the person on a side."""
    return binome.need.person_id if side == YOUNG else binome.offer.person_id


async def list_binomes(session: AppSession, person: Person, states: tuple[BinomeState, ...] = RUNNING) -> list[Binome]:
    """Return the person's binômes that are in one of these states, oldest first."""
    mine = (Need.person_id == person.id) | (Offer.person_id == person.id)
    found = join_need_and_offer(select(Binome))
    return list(await session.scalars(found.where(mine, Binome.state.in_(states)).order_by(Binome.id)))


def withdraw_binome(binome: Binome, act: BinomeAct, why: str, now: datetime) -> None:
    """End a binôme that was not yet running."""
    binome.state = move("binome", binome.state, act)
    binome.why, binome.ended_at, binome.due_at, binome.nudge_at = why, now, None, None
