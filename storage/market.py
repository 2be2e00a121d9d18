"""What a matching round looks at: waiting needs and free offers, without any name."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mentoring.slots import week_mask
from mentoring.states import LIVE
from mentoring.widening import ways, widened
from storage import forms, offers, people
from storage.tables import Binome, Need, Offer, Person
from storage.vault import WrongKey

log = logging.getLogger(__name__)
Row = dict[str, Any]


async def waiting_needs(session: AsyncSession, now: datetime) -> list[Row]:
    """Give the needs that wait, with the offers that must never be proposed to them (again)."""
    rows = await session.scalars(_reachable(Need).where(Need.state == "waiting").order_by(Need.id))
    return await need_rows(session, rows.all(), now)


async def need_rows(session: AsyncSession, needs: Sequence[Need], now: datetime) -> list[Row]:
    """Give these needs as they are compared."""
    past: dict[int, set[int]] = defaultdict(set)
    asked = select(Binome.need_id, Binome.offer_id).where(Binome.state != "unsent")  # of which nobody knows yet
    for need_id, offer_id in await session.execute(asked):
        past[need_id].add(offer_id)
    own: dict[int, set[int]] = defaultdict(set)
    for person_id, offer_id in await session.execute(select(Offer.person_id, Offer.id)):
        own[person_id].add(offer_id)
    return [
        profile
        | {
            "waiting_days": (now - (need.waiting_since or now)).total_seconds() / 86400,
            "priority": need.priority,
            "minor": await forms.is_minor(session, await session.get_one(Person, need.person_id), now) or False,
            "refused": frozenset(past[need.id] | own[need.person_id]),
        }
        for need in needs
        if (profile := await _profile(session, need, now))
    ]


async def free_offers(session: AsyncSession, now: datetime) -> list[Row]:
    """Give the available offers that have a place left, proposals on their way counted as taken."""
    return [row for row in await available_offers(session, now) if row["capacity"]]


async def available_offers(session: AsyncSession, now: datetime) -> list[Row]:
    """Give the available offers with the places that each has left, 0 included."""
    used: dict[int, int] = defaultdict(int)
    for offer_id in await session.scalars(select(Binome.offer_id).where(Binome.state.in_(LIVE))):
        used[offer_id] += 1
    rows = await session.scalars(_reachable(Offer).where(Offer.state == "available").order_by(Offer.id))
    return [
        profile | {"capacity": max(0, offer.capacity - used[offer.id]), "minors": offers.takes_minors(session, offer)}
        for offer in rows.all()
        if (profile := await _profile(session, offer, now))
    ]


async def promised(session: AsyncSession, need: Need) -> int | None:
    """Give the offer whose place is kept for a need until a coordinator has looked."""
    return await session.scalar(select(Binome.offer_id).where(Binome.need_id == need.id, Binome.state == "unsent"))


async def wider(session: AsyncSession, row: Need | Offer, now: datetime) -> dict[str, Row]:
    """Give, for each way in which a need or offer could be wider, what would then be compared otherwise."""
    given = await forms.answers(session, row)
    zone = await people.zone_of(session, await session.get_one(Person, row.person_id))
    forms_of_it = {way: widened(given, way) or given for way in ways(given)}
    return {way: _meeting(one, zone, now) for way, one in forms_of_it.items()}


def _reachable(table: type[Need] | type[Offer]) -> Any:
    return select(table).join(Person, Person.id == table.person_id).where(Person.state == "active")


async def _profile(session: AsyncSession, row: Need | Offer, now: datetime) -> Row | None:
    """Give what is compared; None of somebody whose answers cannot be opened, who must not stop the others."""
    try:
        given = await forms.answers(session, row)
    except WrongKey as error:
        log.error("not_readable", extra={"table": row.__tablename__, "row": row.id, "problem": type(error).__name__})
        return None
    person = await session.get_one(Person, row.person_id)
    return {
        "id": row.id,
        "text": " ".join(str(given[key]) for key in ("job", "words") if given.get(key)),
        "topics": frozenset(given.get("topics", ())),
        "level": given.get("level", ""),
        "field": given.get("field", ""),
        "region": given.get("region", ""),
        **_meeting(given, await people.zone_of(session, person), now),
    }


def _meeting(given: Row, zone: str, now: datetime) -> Row:
    return {
        "hours": week_mask(given.get("slots", ()), zone, now),
        "modes": frozenset(given.get("modes", ("remote",))),
    }
