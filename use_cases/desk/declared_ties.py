"""Ties that somebody of the team declares to a person: cases about that person are then out of their sight."""

from datetime import datetime

from sqlalchemy import select

from mentoring.desk_views import Member
from mentoring.errors import NotPossible
from mentoring.questions import FORMS
from mentoring.safeguarding import TieKind
from mentoring.states import parse_noun
from mentoring.tie_contexts import TieContext, TieEndContext, TieLine, TiesContext
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Tie
from storage.schema.tables import Binome, Need, Offer, Person, Staff
from use_cases.binomes import reviews
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.desk import audit_pages, open_cases, record_sheets, screens
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import staff, ties
from use_cases.people.audit import Subject, record_audit
from use_cases.team import cards, case_access, membership

MAX_LINES = 30
"""What one message can show; the newest come first."""


async def declare(session: AppSession, member: Person, person_id: int, kind: TieKind, now: datetime) -> None:
    """Declare the member's own tie to a person: what either had of the other's cases is the team's again."""
    await staff.require_role(session, member)
    if person_id == member.id:
        raise NotPossible("(oneself)")
    await session.merge(Tie(staff_id=member.id, person_id=person_id, kind=kind, since=now))
    record_audit(session, now, member, "declared tie", Subject("person", person_id), kind)
    await session.flush()
    for one in (member, await session.get_one(Person, person_id)):
        await cards.release_cases(session, one, now, ~case_access.is_visible_to(one))
    for binome in await _list_binomes_of(session, member.id, person_id):
        await reviews.review(session, binome, now)


async def take_back(session: AppSession, head: Person, staff_id: int, person_id: int, now: datetime) -> None:
    """Take a tie back as a head: neither one's own, nor one of or to somebody close to oneself."""
    await staff.require_role(session, head, "head")
    await ties.refuse_close(session, head, staff_id, person_id)
    row = await session.get(Tie, (staff_id, person_id))
    if row is None:
        raise NotPossible("(no such tie)")
    record_audit(session, now, head, "took back tie", Subject("person", staff_id))
    await session.delete(row)


async def find_person_id(session: AppSession, noun: str, number: int, reader: Person) -> int:
    """Return with whom a tie may be declared: whose need or offer it is, or a colleague."""
    if noun == "person":
        row: Staff | Binome | Need | Offer | None = await session.get(Staff, number)
    else:
        is_form = noun in FORMS
        row = await record_sheets.fetch_record(session, parse_noun(noun), number, reader) if is_form else None
    if row is None or isinstance(row, Binome) or row.person_id == reader.id:
        raise NotPossible("(no tie to this)")
    return row.person_id


async def show(session: AppSession, request: ContextRequest) -> TiesContext:
    """Return the reader's own ties, and to a head everybody's; and the colleagues to whom there is none."""
    reader = request.reader
    is_head = await staff.find_role(session, reader) == "head"
    wanted = select(Tie) if is_head else select(Tie).where(Tie.staff_id == reader.id)
    rows = (await session.scalars(wanted.order_by(Tie.since.desc()).limit(MAX_LINES))).all()
    close = await ties.list_close_people(session, reader)
    lines = [
        await _view(session, row, reader, is_head and close.isdisjoint((row.staff_id, row.person_id))) for row in rows
    ]
    return TiesContext(me=request.me, ties=lines, team=await _list_colleagues(session, reader, close))


async def show_question(session: AppSession, request: ContextRequest) -> TieContext:
    """Return with whom a tie is to be declared."""
    noun, _, number = request.args["subject"].partition("-")
    about = await audit_pages.name_subject(session, noun, int(number))
    return TieContext(me=request.me, subject=request.args["subject"], about=about)


async def show_end(session: AppSession, request: ContextRequest) -> TieEndContext | None:
    """Return the tie that is about to be taken back; None when it is gone."""
    row = await session.get(Tie, (request.args["member"], request.args["person"]))
    return TieEndContext(me=request.me, tie=await _view(session, row, request.reader, True)) if row else None


async def _view(session: AppSession, row: Tie, reader: Person, may_take_back: bool) -> TieLine:
    return TieLine(
        staff=row.staff_id,
        person=row.person_id,
        by=await open_cases.find_name(session, row.staff_id),
        about=await audit_pages.name_subject(session, "person", row.person_id),
        kind=row.kind,
        since=row.since,
        is_mine=row.staff_id == reader.id,
        may_take_back=may_take_back,
    )


async def _list_colleagues(session: AppSession, reader: Person, close: set[int]) -> list[Member]:
    others = [row for row in await membership.list_members(session) if row.person_id not in close]
    return [await screens.view_member(session, row, reader) for row in others]


async def _list_binomes_of(session: AppSession, one: int, other: int) -> list[Binome]:
    pair = (one, other)
    both = (Need.person_id.in_(pair), Offer.person_id.in_(pair), Binome.state.in_(reviews.REVIEWED_STATES))
    found = join_need_and_offer(select(Binome)).where(*both)
    return list(await session.scalars(found))
