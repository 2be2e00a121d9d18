"""Binômes (B-…): who is in one, what its members are told, and how it ends. Before both said yes: proposals.py."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from mentoring.roles import SIDES, VOLUNTEER, YOUNG, MaybeSide, Side
from mentoring.states import ACQUAINTED, ARRANGING, RUNNING, BinomeState, EndReason, move
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.outbox import outbox
from use_cases.outbox.keys import build_binome_key
from use_cases.sessions import sessions
from use_cases.team import cards

SENT_ONCE = ("proposal", "consent", "agreed")


async def end(
    session: AppSession, binome: Binome, why: EndReason, now: datetime, *, untold: Collection[Side] = ()
) -> None:
    """End the binôme, without blame; the volunteer is free again and the young person may ask for another.

    `untold`: the sides to which nothing is said, nor what still waits to be said about the binôme.
    """
    binome.state = move("binome", binome.state, "end")
    binome.why, binome.ended_at, binome.due_at, binome.nudge_at = why, now, None, None
    binome.need.state = move("need", binome.need.state, "end")
    if course := await session.get(Course, binome.id):
        course.count_at = course.end_due_at = course.limit_at = None
    await sessions.drop_planned(session, binome, now)
    await installation.ask_round(session, now)
    members = (binome.need.person_id, binome.offer.person_id)
    was_ended_by_member = why != "planned" and session.answered in members
    for side in (YOUNG, VOLUNTEER):
        number = find_person_id(binome, side)
        if side in untold:
            await outbox.cancel_about(session, number, binome.id, now)
        else:
            is_left = was_ended_by_member and session.answered != number
            await queue_message(session, now, binome, side, "ended", is_left=is_left)


async def flag_unmet(session: AppSession, binome: Binome, now: datetime) -> None:
    """Show to the team a binôme that has neither met nor planned to, some days after its names were shown."""
    if not await sessions.has_met(session, binome, includes_planned=True):
        young = binome.need.person_id
        key = f"binome:{binome.id}"
        await cards.open_case(session, now, "no_first_session", key, binome_id=binome.id, person_id=young)


async def queue_message(
    session: AppSession, now: datetime, binome: Binome, side: Side, kind: str, **args: Any
) -> datetime:
    """Queue a message to one side of a binôme, some only once in its life; return when it may leave."""
    person = await fetch_member(session, binome, side)
    key = build_binome_key(kind, binome.id, person.id) if kind in SENT_ONCE else None
    return await outbox.put(session, now, person, kind, delivery=outbox.Delivery(key=key), binome=binome.id, **args)


async def lock_binome(session: AppSession, binome_id: int, person: Person, *sides: Side) -> Binome:
    """Return a binôme for changing it; raise `NotAllowed` when the person is not on (one of) the side(s)."""
    binome = await session.get(Binome, binome_id, with_for_update=True, populate_existing=True)
    if binome is None or find_side(binome, person) not in (sides or SIDES):
        raise NotAllowed
    return binome


async def lock_acquainted(session: AppSession, binome_id: int, person: Person) -> Binome:
    """Return for changing it a binôme of the person's whose members know each other; raise `NotPossible` otherwise."""
    binome = await lock_binome(session, binome_id, person)
    if binome.state not in ACQUAINTED:
        raise NotPossible("(not acquainted)")
    return binome


async def lock_arranging(session: AppSession, binome_id: int, person: Person) -> Binome:
    """Return for changing it a binôme of the person's whose two arrange things; raise `NotPossible` otherwise."""
    binome = await lock_binome(session, binome_id, person)
    if binome.state not in ARRANGING:
        raise NotPossible("(nothing is arranged now)")
    return binome


def find_side(binome: Binome, person: Person) -> MaybeSide:
    """Return which side of the binôme a person is on; an empty string for anybody else."""
    sides: dict[int, Side] = {binome.need.person_id: YOUNG, binome.offer.person_id: VOLUNTEER}
    return sides.get(person.id, "")


def find_person_id(binome: Binome, side: Side) -> int:
    """Return the id of the person on a side."""
    return binome.need.person_id if side == YOUNG else binome.offer.person_id


def find_partner_id(binome: Binome, person: Person) -> int:
    """Return the id of the other member, seen by one of the two."""
    return find_person_id(binome, YOUNG if find_side(binome, person) == VOLUNTEER else VOLUNTEER)


async def fetch_member(session: AppSession, binome: Binome, side: Side) -> Person:
    """Return the person on a side."""
    return await session.get_one(Person, find_person_id(binome, side))


async def fetch_partner(session: AppSession, binome: Binome, person: Person) -> Person:
    """Return the other member, seen by one of the two."""
    return await session.get_one(Person, find_partner_id(binome, person))


async def list_binomes(session: AppSession, person: Person, states: tuple[BinomeState, ...] = RUNNING) -> list[Binome]:
    """Return the person's binômes that are in one of these states, oldest first."""
    mine = (Need.person_id == person.id) | (Offer.person_id == person.id)
    found = join_need_and_offer(select(Binome))
    return list(await session.scalars(found.where(mine, Binome.state.in_(states)).order_by(Binome.id)))
