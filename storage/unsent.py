"""Pairs that wait for a coordinator's glance: their place is counted, and nobody has been asked."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import cards, needs
from storage.tables import Binome, Person

CASE = "glance", "pairs"
"""The one case that counts them all."""


async def recount(session: AsyncSession, now: datetime, person: Person | None = None) -> None:
    """Have the team's card say how many wait; `person` looked at the last one, if anybody did."""
    count = select(func.count()).select_from(Binome).where(Binome.state == "unsent")
    await cards.keep_count(session, now, *CASE, int(await session.scalar(count) or 0), person)


async def drop(session: AsyncSession, now: datetime, *which: ColumnElement[bool]) -> None:
    """Undo pairs as if they had not been found, since nobody was asked: their needs wait again."""
    rows = (await session.scalars(select(Binome).where(Binome.state == "unsent", *which))).all()
    for binome in rows:
        await needs.free(session, binome.need, now)
        await session.delete(binome)
    if rows:
        await session.flush()
        await recount(session, now)
