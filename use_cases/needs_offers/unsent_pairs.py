"""Pairs that wait for a coordinator's glance: their place is counted, and nobody has been asked.

Until then each round may find better ones.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from storage.engine.app_session import AppSession
from storage.engine.batches import split_into_batches
from storage.schema.tables import Binome, Person
from use_cases.needs_offers import needs
from use_cases.team import cards

CASE = "glance", "pairs"
"""The one case that counts them all."""


async def refresh_count(session: AppSession, now: datetime, person: Person | None = None) -> None:
    """Update the count on the team's card; `person` acted on it last."""
    count = select(func.count()).select_from(Binome).where(Binome.state == "unsent")
    await cards.keep_count(session, now, *CASE, int(await session.scalar(count) or 0), person)


async def undo_pairs(session: AppSession, now: datetime, *which: ColumnElement[bool]) -> None:
    """Undo pairs that no volunteer was asked about; their needs wait again."""
    if await _undo(session, now, *which):
        await refresh_count(session, now)


async def undo_other_pairs(
    session: AppSession, now: datetime, compared: Collection[int], found: Collection[tuple[int, int]]
) -> None:
    """Undo the pairs of needs that a round has `compared` and not `found` again; the caller counts once all is done."""
    rows = await session.execute(select(Binome.id, Binome.need_id, Binome.offer_id).where(Binome.state == "unsent"))
    lost = [number for number, need, offer in rows if need in compared and (need, offer) not in found]
    for some in split_into_batches(lost):
        await _undo(session, now, Binome.id.in_(some))


async def _undo(session: AppSession, now: datetime, *which: ColumnElement[bool]) -> int:
    rows = (await session.scalars(select(Binome).where(Binome.state == "unsent", *which))).all()
    for binome in rows:
        await needs.free(session, binome.need, now)
        await session.delete(binome)
    await session.flush()
    return len(rows)
