"""The messages whose fate is unknown, for the team to check with whom they were for."""

from sqlalchemy import func, select

from mentoring.desk_contexts import UncertainMessagesContext
from mentoring.desk_views import UncertainMessage
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Outgoing, Person
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people

PAGE_ROWS = 20


async def show(session: AppSession, request: ContextRequest) -> UncertainMessagesContext:
    """Return one page of them, newest first: what, when, to whom, about which binôme."""
    doubtful = Outgoing.state == "uncertain"
    total = int(await session.scalar(select(func.count()).select_from(Outgoing).where(doubtful)) or 0)
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(request.args.get("page", 0), pages - 1)
    found = select(Outgoing).where(doubtful).order_by(Outgoing.id.desc()).offset(page * PAGE_ROWS).limit(PAGE_ROWS)
    shown = [await _view_row(session, row) for row in (await session.scalars(found)).all()]
    return UncertainMessagesContext(me=request.me, doubtful=shown, total=total, page=page, pages=pages)


async def _view_row(session: AppSession, row: Outgoing) -> UncertainMessage:
    person = await session.get(Person, row.person_id) if row.person_id else None
    name = (await people.read_profile(session, person)).get("name", "") if person else ""
    about: int | None = row.args.get("binome")
    if "session" in row.args and (planned := await session.get(MentoringSession, row.args["session"])):
        about = planned.binome_id
    known = about is not None and await session.get(Binome, about) is not None
    ref = format_reference("binome", about) if known and about is not None else ""
    return UncertainMessage(row.id, row.kind, row.due_at, name, is_group=person is None, ref=ref)
