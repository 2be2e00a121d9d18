"""All that is held about a person, read for that person: what `held_columns.SHOWN` names, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, or_, select

from mentoring.cases import CASES
from mentoring.courses import GOES_ON
from mentoring.own_data import (
    TOLD_STATES,
    DataContext,
    OwnAccount,
    OwnAct,
    OwnBinome,
    OwnCheck,
    OwnData,
    OwnInvitation,
    OwnOutside,
    OwnParents,
    OwnPassed,
    OwnRecord,
    OwnRestriction,
    OwnRole,
    OwnSession,
    OwnShift,
    OwnTie,
    OwnWords,
)
from mentoring.references import format_reference
from mentoring.roles import Side
from mentoring.states import ACQUAINTED
from mentoring.views import AnswersView
from storage.engine.app_session import AppSession
from storage.schema.desk_tables import Note
from storage.schema.gate_tables import ParentalConsent, VettingCheck
from storage.schema.life_tables import Course
from storage.schema.safeguarding_tables import (
    Duty,
    Invitation,
    OutsideRecipient,
    Restriction,
    SuspendedStaff,
    Tie,
)
from storage.schema.tables import (
    Audit,
    Binome,
    Card,
    MentoringSession,
    Need,
    Offer,
    Outgoing,
    Person,
    Staff,
    find_noun,
)
from use_cases.binomes import binomes, goals
from use_cases.desk import letters, open_cases
from use_cases.needs_offers import agreements
from use_cases.outbox import outbox, passed_messages
from use_cases.outbox.context_request import ContextRequest
from use_cases.people import age_marks, people
from use_cases.people.audit import PEOPLE_ACTS
from use_cases.people.unsent_words import NAMES_OF_WORDS
from use_cases.team import case_words, notes

Row = TypeVar("Row")
EXPORT_PAUSE = timedelta(minutes=10)
EXPORTED = ("data_page", "data_file")
"""The messages that one request is answered with, each with a document."""
KINDS_TO_READ = tuple(kind for kind, rules in CASES.items() if rules.holds_words and not rules.urgent)
"""What somebody told the team in these cases they read again; it concerns nobody's safety."""


async def request_export(session: AppSession, person: Person, now: datetime) -> None:
    """Queue the page and the file of all that is held; soon after the last ones, a sentence instead."""
    theirs = (Outgoing.person_id == person.id, Outgoing.kind.in_(EXPORTED), Outgoing.due_at > now - EXPORT_PAUSE)
    made = select(Outgoing.id).where(*theirs, Outgoing.state.not_in(("given_up", "expired", "cancelled")))
    wait = await session.scalar(made.limit(1)) is not None
    for kind in ("data_wait",) if wait else EXPORTED:
        await outbox.put(session, now, person, kind)


async def show_data(session: AppSession, request: ContextRequest) -> DataContext:
    """Return all that is held about whoever reads it."""
    return DataContext(me=request.me, data=await read(session, request.reader, request.now), now=request.now)


async def read(session: AppSession, person: Person, now: datetime) -> OwnData:
    """Return all that is held about a person."""
    profile = await people.read_profile(session, person)
    ties = await _list(session, select(Tie).where(Tie.staff_id == person.id).order_by(Tie.since.desc()))
    pairs = await _list_binomes(session, person)
    return OwnData(
        account=await _view_account(session, person, profile),
        personal=AnswersView({key: said for key, said in profile.items() if key not in NAMES_OF_WORDS}),
        records=await _list_records(session, person),
        binomes=[await _view_binome(session, row, side) for row, side in pairs],
        sessions=await _list_sessions(session, {row.id: side for row, side in pairs}),
        words=await _list_words(session, person),
        letters=await letters.list_to(session, person),
        passed=await _list_passed(session, person),
        checks=await _list_checks(session, person),
        parents=await _list_parents(session, person),
        restrictions=await _list_restrictions(session, person, now),
        roles=await _list_roles(session, person),
        ties=[OwnTie(row.kind, row.since) for row in ties],
        shifts=await _list_shifts(session, person),
        invitations=await _list_invitations(session, person),
        outside=await _view_outside(session, person),
        acts=await _list_acts(session, person),
    )


async def _list(session: AppSession, asked: Select[Row]) -> Sequence[Row]:
    return (await session.scalars(asked)).all()


async def _view_account(session: AppSession, person: Person, profile: Mapping[str, Any]) -> OwnAccount:
    return OwnAccount(
        telegram_id=await people.find_chat(session, person),
        language=profile.get("language", session.programme.languages[0]),
        state=person.state,
        consented_at=person.consented_at,
        consent_edition=person.consent_edition or "",
        consent_words=await agreements.read_words(session, person),
        last_contact_at=person.seen_at,
        words_refused_at=person.words_refused_at,
        talk_accepted_at=person.talk_accepted_at,
        unsent=[profile[key][name] if name else profile[key] for key, name in NAMES_OF_WORDS.items() if key in profile],
    )


async def _list_records(session: AppSession, person: Person) -> list[OwnRecord]:
    needs = await _list(session, select(Need).where(Need.person_id == person.id).order_by(Need.id.desc()))
    offers = await _list(session, select(Offer).where(Offer.person_id == person.id).order_by(Offer.id.desc()))
    rows: list[Need | Offer] = [*needs, *offers]
    return [await _view_record(session, row) for row in rows]


async def _view_record(session: AppSession, row: Need | Offer) -> OwnRecord:
    form = find_noun(row)
    return OwnRecord(
        form=form,
        ref=format_reference(form, row.id),
        state=row.state,
        created_at=row.created_at,
        waiting_since=None if isinstance(row, Offer) else row.waiting_since,
        resume_at=row.resume_at,
        capacity=row.capacity if isinstance(row, Offer) else None,
        trained=row.trained if isinstance(row, Offer) else None,
        answers=AnswersView(await people.unseal(session, row.person_id, row.answers) or {}),
    )


async def _list_binomes(session: AppSession, person: Person) -> list[tuple[Binome, Side]]:
    """Return the binômes that the person was told of, each with the person's side."""
    found: list[tuple[Binome, Side]] = []
    for side, states in TOLD_STATES.items():
        for row in await binomes.list_binomes(session, person, states):
            if binomes.find_side(row, person) == side and row.why != "set_aside":
                found.append((row, side))
    return sorted(found, key=lambda pair: -pair[0].id)


async def _view_binome(session: AppSession, row: Binome, side: Side) -> OwnBinome:
    other = binomes.find_person_id(row, "young" if side == "volunteer" else "volunteer")
    course = await session.get(Course, row.id)
    return OwnBinome(
        ref=format_reference("binome", row.id),
        side=side,
        other=await open_cases.find_name(session, other) if row.state in ACQUAINTED else "",
        state=row.state,
        proposed_at=row.proposed_at,
        agreed_at=row.agreed_at,
        ended_at=row.ended_at,
        resume_at=row.resume_at,
        weekday=row.weekday,
        hour=row.hour,
        zone=row.zone,
        asked_slot=row.asked_slot if row.asked_by == side else "",
        weeks=row.weeks,
        extension=course.extension if course else 0,
        goal=await goals.read_goal(session, row) if side == "young" else "",
        goes_on=getattr(course, GOES_ON[side]) if course else None,
        end_asked_at=course.end_asked_at if course else None,
        minute=row.minute,
    )


async def _list_sessions(session: AppSession, sides: dict[int, Side]) -> list[OwnSession]:
    asked = select(MentoringSession).where(MentoringSession.binome_id.in_(sides))
    rows = await _list(session, asked.order_by(MentoringSession.starts_at.desc(), MentoringSession.id.desc()))
    return [_view_session(row, sides[row.binome_id]) for row in rows]


def _view_session(row: MentoringSession, side: Side) -> OwnSession:
    return OwnSession(
        format_reference("binome", row.binome_id),
        row.starts_at,
        row.state,
        held=getattr(row, f"{side}_held"),
        rating=getattr(row, f"{side}_rating"),
        asked_start=row.asked_start if row.asked_by == side else None,
        coming_at=getattr(row, f"{side}_coming_at"),
        moved_from=row.moved_from,
    )


async def _list_words(session: AppSession, person: Person) -> list[OwnWords]:
    mine = (Card.person_id == person.id, Card.kind.in_(KINDS_TO_READ), Card.words.is_not(None))
    rows = await _list(session, select(Card).where(*mine).order_by(Card.opened_at.desc(), Card.id.desc()))
    found = [OwnWords(row.opened_at, row.kind, await case_words.read(session, row)) for row in rows]
    return sorted(found + await _list_sent_words(session, person), key=lambda one: one.at, reverse=True)


async def _list_sent_words(session: AppSession, person: Person) -> list[OwnWords]:
    """Return the person's questions to the team, and answers to what it wrote."""
    mine = (Note.writer_id == person.id, Note.person_id == person.id, Card.kind.in_(KINDS_TO_READ))
    rows = await _list(session, select(Note).join(Card, Card.id == Note.card_id).where(*mine).order_by(Note.id.desc()))
    return [OwnWords(row.at, row.card.kind, (await notes.view_note(session, row)).words) for row in rows if row.card]


async def _list_passed(session: AppSession, person: Person) -> list[OwnPassed]:
    rows = await passed_messages.list_by(session, person)
    names = {number: await _name_partner(session, number, person) for number in {row.binome_id for row in rows}}
    words = [await people.unseal(session, person.id, row.words) or "" for row in rows]
    return [
        OwnPassed(row.written_at, names[row.binome_id], row.state, row.content, said)
        for row, said in zip(rows, words, strict=True)
    ]


async def _name_partner(session: AppSession, binome_id: int | None, person: Person) -> str:
    binome = await session.get(Binome, binome_id) if binome_id else None
    return await open_cases.find_name(session, binomes.find_partner_id(binome, person)) if binome else ""


async def _list_checks(session: AppSession, person: Person) -> list[OwnCheck]:
    rows = await _list(session, select(VettingCheck).where(VettingCheck.person_id == person.id))
    return sorted((OwnCheck(row.kind, row.checked_at, row.expires_at) for row in rows), key=lambda one: one.kind)


async def _list_parents(session: AppSession, person: Person) -> list[OwnParents]:
    theirs = or_(ParentalConsent.person_id == person.id, ParentalConsent.representative_id == person.id)
    rows = await _list(session, select(ParentalConsent).where(theirs).order_by(ParentalConsent.asked_at.desc()))
    told = [row for row in rows if row.person_id == person.id or row.state != "waived"]
    return [OwnParents(row.state, row.means, row.asked_at, row.decided_at, row.person_id != person.id) for row in told]


async def _list_restrictions(session: AppSession, person: Person, now: datetime) -> list[OwnRestriction]:
    """Return the decisions that the person was told of, past ones too; and what their age closes meanwhile."""
    told = or_(Restriction.kind == "suspended", Restriction.untold_reason.is_(None) & (Restriction.ground != ""))
    theirs = (Restriction.fingerprint == person.fingerprint, Restriction.kind != "held", told)
    rows = await _list(session, select(Restriction).where(*theirs).order_by(Restriction.id.desc()))
    found = [OwnRestriction(row.kind, row.ground, row.since, row.until) for row in rows if row.kind != "held"]
    marks = await age_marks.list_in_force(session, person, now)
    return found + [OwnRestriction(row.why, "", None, row.until) for row in marks]


async def _list_roles(session: AppSession, person: Person) -> list[OwnRole]:
    row, former = await session.get(Staff, person.id), await session.get(SuspendedStaff, person.id)
    found = [OwnRole(row.role, row.since, row.pledged_at, suspended=False)] if row else []
    return found + ([OwnRole(former.role, former.since, None, suspended=True)] if former else [])


async def _list_shifts(session: AppSession, person: Person) -> list[OwnShift]:
    theirs = or_(Duty.person_id == person.id, Duty.offered_to == person.id)
    rows = await _list(session, select(Duty).where(theirs).order_by(Duty.begins_at.desc()))
    return [OwnShift(row.begins_at, row.ends_at, row.person_id != person.id) for row in rows]


async def _list_invitations(session: AppSession, person: Person) -> list[OwnInvitation]:
    theirs = or_(Invitation.used_by == person.id, Invitation.issued_by == person.id)
    rows = await _list(session, select(Invitation).where(theirs).order_by(Invitation.id.desc()))
    return [OwnInvitation(row.role, row.expires_at, row.used_at, row.used_by != person.id) for row in rows]


async def _view_outside(session: AppSession, person: Person) -> OwnOutside | None:
    row = await session.get(OutsideRecipient, person.id)
    if row is None:
        return None
    return OwnOutside(
        mail=await people.unseal(session, person.id, row.mail) or "",
        bound_at=row.bound_at,
        signed_at=row.signed_at,
        called_at=row.called_at,
        confirmed_at=row.confirmed_at,
        mail_called_at=row.mail_called_at,
        mail_confirmed_at=row.mail_confirmed_at,
        mail_problem=row.mail_problem,
    )


async def _list_acts(session: AppSession, person: Person) -> list[OwnAct]:
    """Return what the person did for themselves. Acts of the team say what others are concerned by, and stay."""
    own = or_(*(Audit.act.startswith(act, autoescape=True) for act in PEOPLE_ACTS))
    rows = await _list(session, select(Audit).where(Audit.actor == person.id, own).order_by(Audit.id.desc()))
    return [OwnAct(row.at, row.act) for row in rows]
