"""Campaign codes: how many people came by each link. Numbers alone: nobody is remembered with a code."""

from sqlalchemy import func, select

from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person, Setting

PREFIX = "campaign:"
MAX_CODES = 200
"""Anybody can make up codes: what comes after so many is not kept."""


async def count_arrival(session: AppSession, person: Person, code: str) -> None:
    """Count one who came by this link, at their very first contact only."""
    if await session.scalar(select(Outgoing.id).where(Outgoing.person_id == person.id).limit(1)):
        return
    known = await installation.read(session, PREFIX + code)
    if known or await _count_codes(session) < MAX_CODES:
        await installation.write(session, PREFIX + code, str(int(known or 0) + 1))


async def list_counts(session: AppSession) -> list[tuple[str, int]]:
    """Return each code and how many came by it, the most first."""
    rows = await session.scalars(select(Setting).where(Setting.name.startswith(PREFIX)))
    found = [(row.name.removeprefix(PREFIX), int(row.value)) for row in rows]
    return sorted(found, key=lambda item: (-item[1], item[0]))


async def _count_codes(session: AppSession) -> int:
    codes = select(func.count()).select_from(Setting).where(Setting.name.startswith(PREFIX))
    return int(await session.scalar(codes) or 0)
