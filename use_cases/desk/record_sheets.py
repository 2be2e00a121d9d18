"""A binôme, a need, an offer as the team reads them in private: state, history, cases, notes."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from mentoring.cases import CASES
from mentoring.desk_contexts import BinomeSheetContext, NeedSheetContext, OfferSheetContext
from mentoring.desk_views import CaseLine
from mentoring.references import format_reference
from mentoring.rhythm import compute_next_occurrence
from mentoring.sheet_views import (
    BinomeLine,
    BinomeSheet,
    NeedSheet,
    OfferSheet,
    SheetSession,
    SheetVolunteer,
    SheetYoung,
)
from mentoring.states import RUNNING, Noun
from mentoring.views import AnswersView
from storage.engine.app_session import AppSession
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, Card, MentoringSession, Need, Offer, Person
from use_cases.binomes import courses, goals, holds, pauses, together
from use_cases.binomes.binome_rows import have_agreed
from use_cases.desk import parental_records, silence_screens
from use_cases.needs_offers import forms, offers
from use_cases.outbox import silences
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import checks, parental_consents, standing, ties
from use_cases.sessions import sessions
from use_cases.team import case_access, notes

MAX_SESSIONS, MAX_CASES, MAX_NOTES, MAX_BINOMES = 6, 6, 3, 6


async def open_record(
    session: AppSession, noun: Noun, number: int, reader: Person, now: datetime
) -> Binome | Need | Offer | None:
    """Return what a reference names, as `fetch_record` does; who looked, the readers of open cases about it learn."""
    found: Binome | Need | Offer | None = await session.get(pauses.NOUNS[noun], number)
    if found is not None:
        await case_access.record_look(session, reader, pauses.list_people(found), now)
    return await fetch_record(session, noun, number, reader)


async def fetch_record(session: AppSession, noun: Noun, number: int, reader: Person) -> Binome | Need | Offer | None:
    """Return what a reference names; None when it is not there, or is about the reader or somebody of the reader's own.

    That is a partner, with a case or without one: a refusal that came with a report would tell of it; and a young
    person for whom the reader speaks, and of whom a representative reads no need, words or partner.
    """
    found: Binome | Need | Offer | None = await session.get(pauses.NOUNS[noun], number)
    if found is None:
        return None
    them = pauses.list_people(found)
    if reader.id in them or await parental_consents.speaks_for(session, reader, them):
        return None
    return None if await have_agreed(session, reader, them) else found


async def show(
    session: AppSession, request: ContextRequest
) -> BinomeSheetContext | NeedSheetContext | OfferSheetContext | None:
    """Return the sheet that a message was queued for; None when there is nothing that the reader may see."""
    row = await fetch_record(session, request.args["noun"], request.args["number"], request.reader)
    match row:
        case Binome():
            return BinomeSheetContext(me=request.me, sheet=await _view_binome(session, row, request))
        case Need():
            return NeedSheetContext(me=request.me, sheet=await _view_need(session, row, request))
        case Offer():
            return OfferSheetContext(me=request.me, sheet=await _view_offer(session, row, request))
    return None


async def _view_binome(session: AppSession, row: Binome, request: ContextRequest) -> BinomeSheet:
    found = select(MentoringSession).where(MentoringSession.binome_id == row.id)
    rows = (await session.scalars(found.order_by(MentoringSession.starts_at.desc()))).all()
    need, offer = await forms.read_answers(session, row.need), await forms.read_answers(session, row.offer)
    course = await session.get(Course, row.id)
    progress = await courses.read_progress(session, course) if course else None
    return BinomeSheet(
        id=row.id,
        ref=format_reference("binome", row.id),
        state=row.state,
        why=row.why,
        running=row.state in RUNNING,
        proposed_at=row.proposed_at,
        was_asked=_has_been_asked(row),
        agreed_at=row.agreed_at,
        ended_at=row.ended_at,
        slot=_view_slot(row, request.now),
        young=SheetYoung(need.get("name", ""), row.need_id, format_reference("need", row.need_id)),
        volunteer=SheetVolunteer(offer.get("name", ""), row.offer_id, format_reference("offer", row.offer_id)),
        held=sum(one.state == "held" for one in rows),
        missed=sum(one.state == "missed" for one in rows),
        sessions=[_view_session(one) for one in reversed(rows[:MAX_SESSIONS])],
        goal=await goals.read_goal(session, row),
        week=progress.week if progress else 0,
        weeks=progress.weeks if progress else 0,
        cases=await _list_cases(session, request.reader, Card.binome_id == row.id),
        notes=await notes.list_about(session, request.reader, MAX_NOTES, binome=row.id),
        silences=await silence_screens.list_of_binome(session, row, request),
        is_held=bool(await holds.list_open(session, row)),
        is_silenced=await silences.find_on(session, row, request.now) is not None,
        parting=await together.find_parting(session, row, request.now),
        tie=await ties.find_kind(session, request.reader, *pauses.list_people(row)),
    )


def _view_slot(row: Binome, now: datetime) -> datetime | None:
    slot = sessions.find_slot(row)
    return compute_next_occurrence(slot, now) if slot else None


def _view_session(row: MentoringSession) -> SheetSession:
    return SheetSession(
        row.starts_at, row.state, row.young_rating, row.volunteer_rating, row.young_held, row.volunteer_held
    )


async def _view_need(session: AppSession, row: Need, request: ContextRequest) -> NeedSheet:
    person = await session.get_one(Person, row.person_id)
    return NeedSheet(
        id=row.id,
        ref=format_reference("need", row.id),
        state=row.state,
        created_at=row.created_at,
        answers=AnswersView(await forms.read_answers(session, row)),
        binomes=await _list_binomes(session, request.reader, Binome.need_id == row.id),
        cases=await list_cases_about(session, request.reader, row.person_id),
        notes=await notes.list_about(session, request.reader, MAX_NOTES, person=row.person_id),
        silences=await silence_screens.list_of_form(session, "need", row, request),
        tie=await ties.find_kind(session, request.reader, row.person_id),
        is_held=await standing.is_kept(session, row.person_id, request.now),
        is_account_held=await standing.has_mark(session, person, request.now),
        minor=await forms.is_minor(session, person, request.now),
        waiting_since=row.waiting_since,
        parental=await parental_records.view(session, row, request.reader, request.now),
    )


async def _view_offer(session: AppSession, row: Offer, request: ContextRequest) -> OfferSheet:
    person = await session.get_one(Person, row.person_id)
    return OfferSheet(
        id=row.id,
        ref=format_reference("offer", row.id),
        state=row.state,
        created_at=row.created_at,
        answers=AnswersView(await forms.read_answers(session, row)),
        binomes=await _list_binomes(session, request.reader, Binome.offer_id == row.id),
        cases=await list_cases_about(session, request.reader, row.person_id),
        notes=await notes.list_about(session, request.reader, MAX_NOTES, person=row.person_id),
        silences=await silence_screens.list_of_form(session, "offer", row, request),
        tie=await ties.find_kind(session, request.reader, row.person_id),
        is_held=await standing.is_kept(session, row.person_id, request.now),
        is_account_held=await standing.has_mark(session, person, request.now),
        capacity=row.capacity,
        taken=await offers.count_places_taken(session, row.id),
        minors=row.minors,
        vetting=await checks.view(session, row.person_id, request.now),
    )


async def _list_binomes(session: AppSession, reader: Person, mine: ColumnElement[bool]) -> list[BinomeLine]:
    """Return the newest binômes, none that the reader is in."""
    rows = await session.scalars(select(Binome).where(mine).order_by(Binome.id.desc()).limit(MAX_BINOMES))
    return [
        BinomeLine(row.id, format_reference("binome", row.id), row.state, row.proposed_at, _has_been_asked(row))
        for row in rows
        if reader.id not in pauses.list_people(row)
    ]


def _has_been_asked(row: Binome) -> bool:
    """Return whether the volunteer ever heard of it: the date is otherwise when the matcher found the pair."""
    return row.state != "unsent" and row.why != "set_aside"


async def list_cases_about(session: AppSession, reader: Person, person_id: int) -> list[CaseLine]:
    """Return the newest cases that a person opened or that are about the person, of those that the reader may see."""
    return await _list_cases(session, reader, _is_about(person_id))


async def list_others(session: AppSession, reader: Person, person_id: int) -> list[CaseLine]:
    """Return the same beside the case that asks whether this person may be let in."""
    return await _list_cases(session, reader, _is_about(person_id) & (Card.kind != "new_volunteer"))


def _is_about(person_id: int) -> ColumnElement[bool]:
    """Return which cases somebody wrote, is accused by or is feared for in."""
    return (Card.person_id == person_id) | (Card.about_id == person_id) | (Card.danger_id == person_id)


async def _list_cases(session: AppSession, reader: Person, which: ColumnElement[bool]) -> list[CaseLine]:
    found = case_access.select_cases(reader).where(which).order_by(Card.opened_at.desc(), Card.id.desc())
    return [view_case(one) for one in await session.scalars(found.limit(MAX_CASES))]


def view_case(row: Card) -> CaseLine:
    """Return a case as a line of a list."""
    urgent = CASES[row.kind].urgent
    return CaseLine(row.id, format_reference("card", row.id), row.kind, row.state, row.opened_at, row.count, urgent)
