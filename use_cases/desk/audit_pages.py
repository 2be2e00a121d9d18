"""The audit as a head reads it, a page at a time: what the team read and did, newest first."""

from typing import get_args

from sqlalchemy import ColumnElement, func, select

from mentoring.desk_contexts import AuditContext
from mentoring.desk_views import AuditLine
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.schema.tables import Audit, Card, Need, Offer, Person
from use_cases.desk import open_cases, screens
from use_cases.outbox.context_request import ContextRequest
from use_cases.people.audit import PEOPLE_ACTS, Act
from use_cases.team import case_access, membership

PAGE_ROWS = 12
ACTS_LONGEST_FIRST = sorted(get_args(Act), key=len, reverse=True)
TEAM = select(Audit.actor).where(Audit.act.like("became %") | (Audit.act == "signed"), Audit.actor.is_not(None))
"""Everybody who is or was of the team, or the recipient outside of it."""


async def show(session: AppSession, request: ContextRequest) -> AuditContext:
    """Return one page of the audit, of everybody or of one member; nothing on cases about the reader."""
    reader, args = request.reader, request.args
    which = [*_select_team_acts(), *await _select_visible(session, reader)]
    if args["member"]:
        which.append(Audit.actor == args["member"])
    total = int(await session.scalar(select(func.count()).select_from(Audit).where(*which)) or 0)
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(args["page"], pages - 1)
    found = select(Audit).where(*which).order_by(Audit.id.desc()).offset(page * PAGE_ROWS).limit(PAGE_ROWS)
    return AuditContext(
        me=request.me,
        lines=[await _view_line(session, row) for row in await session.scalars(found)],
        page=page,
        pages=pages,
        member=args["member"],
        team=[await screens.view_member(session, row, reader) for row in await membership.list_members(session)],
    )


def _select_team_acts() -> list[ColumnElement[bool]]:
    """Return the conditions that leave out what people do for themselves: it is not the team's."""
    return [Audit.actor.is_(None) | Audit.actor.in_(TEAM), *(Audit.act.not_like(f"{act}%") for act in PEOPLE_ACTS)]


async def _select_visible(session: AppSession, reader: Person) -> list[ColumnElement[bool]]:
    """Return the condition that leaves out what was done on cases that the reader may not see."""
    hidden = await session.scalars(select(Card.id).where(~case_access.is_visible_to(reader)))
    return [Audit.subject.not_in([f"card:{number}" for number in hidden])]


async def _view_line(session: AppSession, row: Audit) -> AuditLine:
    act = next(one for one in ACTS_LONGEST_FIRST if row.act == one or row.act.startswith(f"{one} "))
    by = await open_cases.find_name(session, row.actor)
    noun, _, number = row.subject.partition(":")
    about = await name_subject(session, noun, int(number)) if number else ""
    return AuditLine(row.at, by, row.actor is None, act, row.act[len(act) + 1 :], noun, about)


async def name_subject(session: AppSession, noun: str, number: int) -> str:
    """Return the reference of a row; of a member of the team the name, of another person their need or offer."""
    if noun != "person":
        return format_reference(noun, number)
    if await session.scalar(TEAM.where(Audit.actor == number).limit(1)):
        return await open_cases.find_name(session, number)
    for form, table in (("need", Need), ("offer", Offer)):
        newest = select(table.id).where(table.person_id == number).order_by(table.id.desc()).limit(1)
        if found := await session.scalar(newest):
            return format_reference(form, found)
    return ""
