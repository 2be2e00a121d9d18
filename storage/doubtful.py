"""The messages whose fate is unknown, for the team to check with whom they were for."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mentoring.references import reference
from storage import people
from storage.tables import Binome, MentoringSession, Outgoing, Person

View = dict[str, Any]
MOST_SHOWN = 20


async def show(session: AsyncSession, _reader: Person, _args: View, _now: datetime) -> View:
    """Give the newest of them, oldest first: what, when, to whom, about which binôme."""
    doubtful = Outgoing.state == "uncertain"
    total = int(await session.scalar(select(func.count()).select_from(Outgoing).where(doubtful)) or 0)
    rows = (
        await session.scalars(select(Outgoing).where(doubtful).order_by(Outgoing.id.desc()).limit(MOST_SHOWN))
    ).all()
    return {"total": total, "doubtful": [await _one(session, row) for row in reversed(rows)]}


async def _one(session: AsyncSession, row: Outgoing) -> View:
    person = await session.get(Person, row.person_id) if row.person_id else None
    name = (await people.profile(session, person)).get("name", "") if person else ""
    about: int | None = row.args.get("binome")
    if "session" in row.args and (planned := await session.get(MentoringSession, row.args["session"])):
        about = planned.binome_id
    known = about is not None and await session.get(Binome, about) is not None
    ref = reference("binome", about) if known and about is not None else ""
    return {"kind": row.kind, "at": row.due_at, "name": name, "is_group": person is None, "ref": ref}
