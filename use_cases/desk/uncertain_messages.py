"""The messages whose fate is unknown, for the team to check with whom they were for."""

from sqlalchemy import ColumnElement, func, select

from mentoring.desk_contexts import UncertainMessagesContext
from mentoring.desk_views import UncertainMessage
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Outgoing, Person
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people
from use_cases.team import case_access

PAGE_ROWS = 20


async def show(session: AppSession, request: ContextRequest) -> UncertainMessagesContext:
    """Return one page of them, newest first: what, when, to whom, about which binôme."""
    total = await count(session, request.person)
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(max(request.args.get("page", 0), 0), pages - 1)
    found = select(Outgoing).where(*select_shown(request.person)).order_by(Outgoing.id.desc())
    rows = (await session.scalars(found.offset(page * PAGE_ROWS).limit(PAGE_ROWS))).all()
    shown = [await _view_row(session, row) for row in rows]
    return UncertainMessagesContext(me=request.me, uncertain=shown, total=total, page=page, pages=pages)


async def count(session: AppSession, reader: Person | None) -> int:
    """Return how many such messages somebody, or the staff group, may know of."""
    found = select(func.count()).select_from(Outgoing).where(*select_shown(reader))
    return int(await session.scalar(found) or 0)


def select_shown(reader: Person | None) -> tuple[ColumnElement[bool], ...]:
    """Return which messages these are: in doubt, and telling of no case that the reader may not see."""
    return Outgoing.state == "uncertain", case_access.has_nothing_hidden(reader)


async def _view_row(session: AppSession, row: Outgoing) -> UncertainMessage:
    person = await session.get(Person, row.person_id) if row.person_id else None
    name = (await people.read_profile(session, person)).get("name", "") if person else ""
    about: int | None = row.args.get("binome")
    if "session" in row.args and (planned := await session.get(MentoringSession, row.args["session"])):
        about = planned.binome_id
    known = about is not None and await session.get(Binome, about) is not None
    ref = format_reference("binome", about) if known and about is not None else ""
    return UncertainMessage(row.id, row.kind, row.due_at, name, is_group=person is None, ref=ref)
