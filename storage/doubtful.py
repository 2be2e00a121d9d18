"""The messages whose fate is unknown, for the team to check with whom they were for."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from mentoring.references import reference
from storage import people
from storage.app_session import AppSession
from storage.tables import Binome, MentoringSession, Outgoing, Person

View = dict[str, Any]
PAGE = 20


async def show(session: AppSession, _reader: Person, args: View, _now: datetime) -> View:
    """Give one page of them, newest first: what, when, to whom, about which binôme."""
    doubtful = Outgoing.state == "uncertain"
    total = int(await session.scalar(select(func.count()).select_from(Outgoing).where(doubtful)) or 0)
    pages = max(1, -(-total // PAGE))
    page = min(args.get("page", 0), pages - 1)
    found = select(Outgoing).where(doubtful).order_by(Outgoing.id.desc()).offset(page * PAGE).limit(PAGE)
    shown = [await _one(session, row) for row in (await session.scalars(found)).all()]
    return {"doubtful": shown, "total": total, "page": page, "pages": pages}


async def _one(session: AppSession, row: Outgoing) -> View:
    person = await session.get(Person, row.person_id) if row.person_id else None
    name = (await people.profile(session, person)).get("name", "") if person else ""
    about: int | None = row.args.get("binome")
    if "session" in row.args and (planned := await session.get(MentoringSession, row.args["session"])):
        about = planned.binome_id
    known = about is not None and await session.get(Binome, about) is not None
    ref = reference("binome", about) if known and about is not None else ""
    return {"id": row.id, "kind": row.kind, "at": row.due_at, "name": name, "is_group": person is None, "ref": ref}
