"""An urgent case about somebody, opened by somebody of the team who fears for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from mentoring.desk_contexts import DangerContext
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Need, Offer, Outgoing, Person
from use_cases.outbox.context_request import ContextRequest
from use_cases.people.audit import record_audit
from use_cases.team import cards, case_subjects


async def show(_session: AppSession, request: ContextRequest) -> DangerContext:
    """Return the question whether a case is to be opened, and for whom."""
    noun, _, number = request.args["subject"].partition("-")
    ref = format_reference(noun, int(number)) if number else ""
    return DangerContext(me=request.me, subject=request.args["subject"], ref=ref)


async def was_asked(session: AppSession, member: Person, subject: str) -> bool:
    """Return whether a member of the team has the question about this before them: nobody answers another."""
    mine = (Outgoing.person_id == member.id, Outgoing.kind == "danger_ask")
    about = Outgoing.args["subject"].as_string() == subject
    return bool(await session.scalar(select(Outgoing.id).where(*mine, about).limit(1)))


async def open_case(session: AppSession, row: Binome | Need | Offer | Card, fearing: Person, now: datetime) -> Card:
    """Open an urgent case about whom a row is about, or add to the one that is open."""
    about = await _describe(session, row)
    key = f"person:{about['person_id']}" if about.get("person_id") else f"{row.__tablename__}:{row.id}"
    card = await cards.open_case(session, now, "distress", key, origin="team", **about)
    record_audit(session, now, fearing, "feared for", card)
    return card


async def _describe(session: AppSession, row: Binome | Need | Offer | Card) -> dict[str, Any]:
    """Return what a case says of a row: the person, and the row by its reference."""
    match row:
        case Binome():
            return {"person_id": row.need.person_id, "binome_id": row.id}
        case Card():
            where = {name: getattr(row, name) for name in ("need_id", "offer_id", "binome_id")}
            subject = await case_subjects.find_subject(session, row)
            return {"person_id": subject and subject.id, **where}
        case _:
            return {"person_id": row.person_id, f"{row.__tablename__}_id": row.id}
