"""Rows as a reader may see them: who sees names, and when, is decided here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from mentoring.cases import CASES
from mentoring.contexts import BinomeContext
from mentoring.desk_views import CardDetail, CardView, CasePair, CasePerson
from mentoring.references import format_reference
from mentoring.rhythm import Slot, compute_next_occurrence
from mentoring.roles import VOLUNTEER, MaybeSide
from mentoring.slots import WeeklyTime, parse_weekly
from mentoring.states import ACQUAINTED, Noun
from mentoring.views import (
    TYPED_REASONS,
    AnswersView,
    BinomeView,
    Hour,
    NamelessNeed,
    NamelessOffer,
    Reason,
    Reference,
)
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Offer, Person
from storage.schema.talk_tables import AttachedMessage
from understanding import shown_words
from use_cases.binomes import binome_rows, binomes, session_views, slots
from use_cases.binomes.binome_rows import BinomeAnswers
from use_cases.needs_offers import forms
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import people
from use_cases.sessions import sessions
from use_cases.team import case_subjects, case_words, notes, roster

MAX_THREAD = 4
"""Messages between the team and a person that a case's detail shows."""


async def view_binome(session: AppSession, row: Binome, side: MaybeSide, now: datetime, asked: str = "") -> BinomeView:
    """Return a binôme as one of its sides sees it; the other's name only once both have said yes."""
    answers = await binome_rows.read_answers(session, row)
    known = row.state in ACQUAINTED and bool(side)
    other, other_zone = (
        (answers.need, answers.young_zone) if side == VOLUNTEER else (answers.offer, answers.volunteer_zone)
    )
    planned = await sessions.find_upcoming(session, row) if known else None
    reasons = await people.unseal(session, row.need.person_id, row.reasons) or []
    return BinomeView(
        id=row.id,
        ref=format_reference("binome", row.id),
        state=row.state,
        side=side,
        why=row.why,
        due_at=row.due_at,
        resume_at=row.resume_at,
        other=other.get("name", "") if known else "",
        other_zone=other_zone,
        need=_view_nameless_need(answers),
        offer=_view_nameless_offer(answers),
        reasons=_view_reasons(answers, reasons),
        place=await people.unseal(session, row.need.person_id, row.place) if known else None,
        hours=await _view_hours(session, answers, now) if side else (),
        asked=view_hour(found, answers.young_zone, now) if (found := parse_weekly(asked)) else None,
        slot=_view_slot(sessions.find_slot(row), now),
        next=planned.starts_at if planned else None,
        session=session_views.view_session(planned, side, now) if planned else None,
        is_other_away=row.gone_side not in (None, "", side),
        weeks=row.weeks or session.programme.rhythm.weeks,
    )


async def show_row(session: AppSession, request: ContextRequest, row: Binome, slot: str = "") -> BinomeContext:
    """Return a binôme as the reader of a message sees it, who is spoken to as one of its side."""
    side = binomes.find_side(row, request.person) if request.person else ""
    shown = await view_binome(session, row, side, request.now, slot)
    return BinomeContext(me=request.build_reader(side or request.me.side), binome=shown)


def _view_nameless_need(answers: BinomeAnswers) -> NamelessNeed:
    row, given = answers.binome.need, answers.need
    return NamelessNeed(
        id=row.id,
        state=row.state,
        level=given.get("level"),
        field=given.get("field"),
        region=given.get("region"),
        topics=given.get("topics"),
        words=shown_words.mask_shown("need", given) or None,
        modes=given.get("modes"),
    )


def _view_nameless_offer(answers: BinomeAnswers) -> NamelessOffer:
    row, given = answers.binome.offer, answers.offer
    job = shown_words.mask_shown("offer", given)
    return NamelessOffer(row.id, row.state, job, given.get("field", ""), given.get("region", ""))


def _view_reasons(answers: BinomeAnswers, reasons: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """Return why two were brought together: of the words that they share, none that identifies one of them."""
    both = (answers.need, answers.offer)
    typed = [str(given.get(key, "")) for given in both for key in ("words", "job")]
    names = [str(given.get("name", "")) for given in both]
    told = {one["kind"]: one["values"] for one in reasons}
    for kind in TYPED_REASONS & told.keys():
        told[kind] = shown_words.drop_identifying(told[kind], typed, names)
    return [Reason(kind, values) for kind, values in told.items() if values or kind not in TYPED_REASONS]


async def _view_hours(session: AppSession, answers: BinomeAnswers, now: datetime) -> list[Hour]:
    found = await slots.list_free_hours(session, answers, now)
    return [view_hour(one, answers.young_zone, now) for one in slots.spread(found)]


def view_hour(one: WeeklyTime, zone: str, now: datetime) -> Hour:
    """Return a time of every week as buttons carry it, and when it comes next."""
    return Hour(str(one), compute_next_occurrence(Slot.of(one, zone), now))


def _view_slot(slot: Slot | None, now: datetime) -> Hour | None:
    if slot is None:
        return None
    return view_hour(WeeklyTime(slot.weekday, slot.at.hour, slot.at.minute), slot.zone, now)


async def view_card(session: AppSession, row: Card, now: datetime) -> CardView:
    """Return a case as the group sees it: references and facts, never a name or a word of anybody who is helped."""
    person = await case_subjects.find_subject(session, row)
    taker = await session.get(Person, row.taken_by) if row.taken_by else None
    return CardView(
        id=row.id,
        ref=format_reference("card", row.id),
        kind=row.kind,
        state=row.state,
        opened_at=row.opened_at,
        count=row.count,
        urgent=CASES[row.kind].urgent,
        acts=CASES[row.kind].acts if row.state != "closed" else (),
        origin=row.origin,
        written_at=row.written_at,
        outcome=row.outcome,
        due_at=row.due_at,
        reminded=row.reminded,
        help_arrived=row.help_arrived,
        seconded=row.seconded_by is not None,
        minor=await _is_minor(session, person, now) if person else None,
        taken_by=(await people.read_profile(session, taker)).get("name", "") if taker else "",
        on_duty=await roster.name_on_duty(session, row, now) if row.state == "open" else "",
        refs=[format_reference(noun, number) for noun, number in _list_records(row)],
        offer=await _view_offer(session, row.offer_id) if row.kind == "new_volunteer" and row.offer_id else None,
        starts_at=await _find_first_start(session, row),
    )


async def _find_first_start(session: AppSession, row: Card) -> datetime | None:
    """Return when the session begins that the team is to open; None of any other case."""
    binome = await session.get(Binome, row.binome_id) if row.kind == "kick_off" and row.binome_id else None
    planned = await sessions.find_upcoming(session, binome) if binome else None
    return planned.starts_at if planned else None


def _list_records(row: Card) -> list[tuple[Noun, int]]:
    """Return the kind and number of the need, offer and binôme that a case is about."""
    found: dict[Noun, int | None] = {"need": row.need_id, "offer": row.offer_id, "binome": row.binome_id}
    return [(noun, number) for noun, number in found.items() if number]


async def _is_minor(session: AppSession, person: Person, now: datetime) -> bool | None:
    try:
        return await forms.is_minor(session, person, now)
    except WrongKey:
        return None  # the case must be seen even so


async def view_card_detail(session: AppSession, row: Card, now: datetime) -> CardDetail:
    """Return the detail of a case in private: who it is about and what they wrote."""
    seen = await view_card(session, row, now)
    person = await case_subjects.find_subject(session, row)
    author_id = row.about_id if row.kind == "soliciting" else row.person_id
    is_other = person is not None and author_id not in (None, person.id)
    writer = await session.get(Person, author_id) if is_other else None
    more = {
        "danger": await _name_danger(session, row),
        "writer": (await people.read_profile(session, writer)).get("name", "") if writer else "",
        "agreed": row.agreed_at is not None,
        "records": [Reference(noun, number, format_reference(noun, number)) for noun, number in _list_records(row)],
        "is_safety": case_words.is_safety(row),
        "pair": await _view_case_pair(session, row),
        "thread": await notes.list_thread(session, row, MAX_THREAD),
        "attached": await _count_attached(session, row),
    }
    shown = await _view_case_person(session, person, is_urgent=seen.urgent) if person else None
    return CardDetail.build(seen, shown, await case_words.read(session, row), **more)


async def _view_case_pair(session: AppSession, row: Card) -> CasePair | None:
    """Return the two of a binôme that a case is about; None of a case about safety, which is one person's."""
    binome = None if case_words.is_safety(row) or not row.binome_id else await session.get(Binome, row.binome_id)
    if binome is None:
        return None
    answers = await binome_rows.read_answers(session, binome)
    place = await people.unseal(session, binome.need.person_id, binome.place)
    need = Reference("need", binome.need_id, format_reference("need", binome.need_id))
    offer = Reference("offer", binome.offer_id, format_reference("offer", binome.offer_id))
    return CasePair(answers.need.get("name", ""), answers.offer.get("name", ""), need, offer, place or "")


async def _count_attached(session: AppSession, row: Card) -> int:
    counted = select(func.count()).select_from(AttachedMessage).where(AttachedMessage.card_id == row.id)
    return int(await session.scalar(counted) or 0)


async def _name_danger(session: AppSession, row: Card) -> str:
    """Return who is in danger: ``me``, ``other`` or a name; nothing of a case that is no concern."""
    if row.kind != "concern":
        return ""
    person = await session.get(Person, row.danger_id) if row.danger_id else None
    if person is None:
        return "other"
    if person.id == row.person_id:
        return "me"
    return str((await people.read_profile(session, person)).get("name", "")) or "other"


async def _view_case_person(session: AppSession, person: Person, *, is_urgent: bool) -> CasePerson:
    rows = [found for form in forms.TABLES if (found := await forms.find_latest(session, form, person))]
    return CasePerson(
        name=(await people.read_profile(session, person)).get("name", ""),
        telegram_id=await people.find_chat(session, person) if is_urgent else 0,
        answers=[AnswersView(await forms.read_answers(session, found)) for found in rows],
    )


async def _view_offer(session: AppSession, offer_id: int) -> AnswersView:
    offer = await session.get(Offer, offer_id)
    given = await forms.read_answers(session, offer) if offer else {}
    return AnswersView({key: given.get(key) for key in ("field", "region", "topics", "modes", "capacity")})
