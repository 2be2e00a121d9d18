"""The desk's queue: the cases that are open, a page at a time; and one case's history."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy import case as sql_case

from mentoring.cases import CASES, OPEN_STATES
from mentoring.desk_contexts import HistoryContext, QueueContext
from mentoring.desk_views import ActLine
from storage.engine.app_session import AppSession
from storage.schema.tables import Audit, Card, Person
from use_cases.desk import record_sheets
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people
from use_cases.team import case_access, notes

PAGE_ROWS = 8
MAX_ACTS, MAX_NOTES = 12, 4
URGENT = tuple(kind for kind, rules in CASES.items() if rules.urgent)
SORTS: dict[str, Any] = {
    "ours": (sql_case((Card.kind.in_(URGENT), 0), else_=1), Card.opened_at.desc(), Card.id.desc()),
    "oldest": (Card.opened_at, Card.id),
    "mine": (sql_case((Card.kind.in_(URGENT), 0), else_=1), Card.opened_at, Card.id),
}
"""What is looked at -> its order: urgent first, then the newest; simply the oldest first; those the reader took."""
HIDDEN_ACTS = ("read", "saw link")


async def show(session: AppSession, request: ContextRequest) -> QueueContext:
    """Return one page of the open cases."""
    reader, args = request.reader, request.args
    which: list[ColumnElement[bool]] = [Card.state.in_(OPEN_STATES)]
    if args["sort"] == "mine":
        which.append(Card.taken_by == reader.id)
    total = await case_access.count_cases(session, reader, *which)
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(max(args["page"], 0), pages - 1)
    found = case_access.select_cases(reader).where(*which).order_by(*SORTS[args["sort"]])
    shown = await session.scalars(found.offset(page * PAGE_ROWS).limit(PAGE_ROWS))
    cases = [record_sheets.view_case(row) for row in shown]
    return QueueContext(me=request.me, cases=cases, total=total, page=page, pages=pages, sort=args["sort"])


async def show_history(session: AppSession, request: ContextRequest) -> HistoryContext | None:
    """Return what happened to a case, and the team's notes on it; nothing to those whom it is about."""
    reader = request.reader
    card = await case_access.fetch_case(session, request.args["about"], reader)
    if card is None or reader.id == card.person_id:
        return None
    return HistoryContext(
        me=request.me,
        case=record_sheets.view_case(card),
        acts=await list_acts(session, card, MAX_ACTS),
        notes=await notes.list_about(session, reader, MAX_NOTES, card=card.id),
    )


async def list_acts(session: AppSession, card: Card, limit: int) -> list[ActLine]:
    """Return the newest acts on a case, oldest first; its readings stand in the audit alone."""
    found = select(Audit).where(Audit.subject == f"card:{card.id}", Audit.act.not_in(HIDDEN_ACTS))
    rows = (await session.scalars(found.order_by(Audit.id.desc()).limit(limit))).all()
    return [ActLine(row.at, row.act, await find_name(session, row.actor)) for row in reversed(rows)]


async def find_name(session: AppSession, person_id: int | None) -> str:
    """Return the first name of somebody of the team; empty once the person is erased."""
    person = await session.get(Person, person_id) if person_id else None
    return (await people.read_profile(session, person)).get("name", "") if person else ""
