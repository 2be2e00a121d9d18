"""Binômes that are asked again whether their two may be together: each night, and when something has changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from mentoring.states import PENDING, RUNNING
from mentoring.together import Pair, find_ground, is_set_aside
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card
from use_cases.binomes import holds, proposals, together
from use_cases.needs_offers import unsent_pairs
from use_cases.team import cards, row_isolation

REVIEWED_STATES = (*PENDING, *RUNNING)
"""Of what is unsent nobody knows, and the next round asks by itself."""


async def review(session: AppSession, binome: Binome, now: datetime) -> bool:
    """Return whether the two of a binôme may be together; where not, act on it as at night."""
    pair = await together.read_pair(session, binome, now)
    return await _review(session, binome, pair, now)


async def review_at_once(session: AppSession, now: datetime, *which: ColumnElement[bool]) -> None:
    """Ask again of some binômes, oldest first, as something about their people has just changed.

    Of these, pairs that nobody knows of are undone, and the next round asks.
    """
    await unsent_pairs.undo_pairs(session, now, *which)
    found = select(Binome).where(*which, Binome.state.in_(REVIEWED_STATES)).order_by(Binome.id)
    for binome in (await session.scalars(found)).all():
        await review(session, binome, now)


async def review_some(session: AppSession, after: int, limit: int, now: datetime) -> int | None:
    """Ask again about the next binômes; return the number to go on after, None once all were asked.

    It stops at the first that it acts on: what follows from that takes much longer than to ask.
    """
    found = select(Binome).where(Binome.id > after, Binome.state.in_(REVIEWED_STATES)).order_by(Binome.id)
    binomes = (await session.scalars(found.limit(limit))).all()
    told = await _list_told(session, binomes)
    for binome, pair in zip(binomes, await together.read_pairs(session, binomes, now), strict=True):
        if not await _review(session, binome, pair, now):
            return binome.id
        if binome.id in told and not await holds.list_open(session, binome):
            await cards.close_by_key(session, holds.build_review_key(binome), now)
    return binomes[-1].id if len(binomes) == limit else None


async def _list_told(session: AppSession, binomes: Sequence[Binome]) -> set[int]:
    """Return those of some binômes about which the team has an open case of a review."""
    keys = {holds.build_review_key(binome): binome.id for binome in binomes}
    found = select(Card.key).where(Card.key.in_(keys), Card.state != "closed")
    return {keys[key] for key in await session.scalars(found)}


async def _review(session: AppSession, binome: Binome, pair: Pair, now: datetime) -> bool:
    if binome.state not in REVIEWED_STATES:  # it was taken back with what was done about another of the same person
        return True
    ground = find_ground(pair, is_new=binome.state in PENDING)
    if ground is None:
        return True
    async with row_isolation.isolate_row(session, binome, now):
        if binome.state in PENDING:
            await proposals.take_back(session, binome, now)
        else:
            await holds.set_aside(session, binome, now, is_held=is_set_aside(pair, ground))
    return False
