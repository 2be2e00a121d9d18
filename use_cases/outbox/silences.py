"""Silences: the team keeps back all that is automatic to somebody, or about a binôme. One condition enforces it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, String, and_, cast, literal, or_, select

from mentoring.cases import CASES, OPEN_STATES
from mentoring.messages import MESSAGES
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Silence
from storage.schema.tables import Binome, Card, MentoringSession, Outgoing, Person
from use_cases.people import people
from use_cases.people.audit import Act, Subject, record_audit

OBEYING_KINDS = tuple(kind for kind, rules in MESSAGES.items() if rules.silence != "leaves")
FOLLOW_UPS = tuple(kind for kind, rules in MESSAGES.items() if rules.silence == "follow_up")
URGENT_KINDS = tuple(kind for kind, rules in CASES.items() if rules.urgent)
Condition = ColumnElement[bool]
Moment = datetime | BindParameter[datetime]


async def place(
    session: AppSession, subject: Person | Binome, by: Person, until: datetime | None, reason: str, now: datetime
) -> None:
    """Keep back what is automatic until a moment, or until somebody ends it; it takes the place of one that is on."""
    for former in await _list_of(session, subject):
        await session.delete(former)
    column = "binome_id" if isinstance(subject, Binome) else "person_id"
    sealed = await people.seal(session, _find_concerned(subject), reason)
    row = {column: subject.id, "placed_by": by.id, "placed_at": now, "until": until, "reason": sealed}
    session.add(Silence(**row))
    record_audit(session, now, by, "silenced", subject)
    await session.flush()


async def read_reason(session: AppSession, row: Silence, subject: Person | Binome) -> str:
    """Return why there is a silence; whether the reader may know is for the caller to know."""
    try:
        return str(await people.unseal(session, _find_concerned(subject), row.reason) or "")
    except WrongKey:  # sealed by an earlier version, under the association's own
        return str(session.vault.open_own(row.reason)) if row.reason else ""


def _find_concerned(subject: Person | Binome) -> int:
    """Return under whose key a reason is sealed: once that key is destroyed, old backups are silent too."""
    return subject.need.person_id if isinstance(subject, Binome) else subject.id


async def end(session: AppSession, subject: Person | Binome, by: Person, now: datetime) -> bool:
    """End a silence by hand: what waits and is still true is said. Return whether there was one."""
    found = await _list_of(session, subject)
    for row in found:
        await _end(session, row, by, now)
    return bool(found)


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """End each silence whose day has come; return how many there were."""
    due = select(Silence).where(Silence.until <= now).order_by(Silence.until).limit(limit)
    rows = (await session.scalars(due)).all()
    for row in rows:
        await _end(session, row, None, now)
    return len(rows)


async def find_on(session: AppSession, subject: Person | Binome, now: datetime) -> Silence | None:
    """Return the silence that is on about somebody, or about a binôme."""
    return next((row for row in await _list_of(session, subject) if row.until is None or row.until > now), None)


async def list_silenced(session: AppSession, now: datetime) -> set[int]:
    """Return the people to whom nothing automatic leaves."""
    theirs = select(Silence.person_id).where(Silence.person_id.is_not(None), _is_on(now))
    return {number for number in await session.scalars(theirs) if number is not None}


async def list_silent_binomes(session: AppSession, now: datetime) -> set[int]:
    """Return the binômes about which nothing automatic leaves."""
    theirs = select(Silence.binome_id).where(Silence.binome_id.is_not(None), _is_on(now))
    return {number for number in await session.scalars(theirs) if number is not None}


def is_silenced(now: Moment) -> Condition:
    """Return whether a silence keeps back a row of the outbox. Whether there is any at all is asked first, and once."""
    any_on = select(Silence.id).where(_is_on(now)).correlate(None).exists()
    theirs = (Silence.person_id == Outgoing.person_id) | is_about_binome(Silence.binome_id)
    on = select(Silence.id).where(_is_on(now), theirs).correlate_except(Silence).exists()
    obeys = (Outgoing.kind.in_(OBEYING_KINDS), Outgoing.is_answer.is_(False), Outgoing.person_id.is_not(None))
    return and_(*obeys, any_on, on)


def has_to_wait(now: Moment) -> Condition:
    """Return whether a row stays in the outbox for now: what is over by its own hour does not, nor what lapses."""
    is_useful = Outgoing.expires_at.is_(None) | (Outgoing.expires_at > now)
    return and_(is_silenced(now), Outgoing.kind.not_in(FOLLOW_UPS), is_useful)


def has_lapsed(now: Moment) -> Condition:
    """Return whether a row is not said at all: under a silence, or while an urgent case about its reader is open."""
    is_follow_up = (Outgoing.kind.in_(FOLLOW_UPS), Outgoing.is_answer.is_(False), Outgoing.person_id.is_not(None))
    return and_(*is_follow_up, or_(is_silenced(now), _has_urgent_case()))


def _has_urgent_case() -> Condition:
    """Return whether an urgent case is about the reader: who called, who wrote, whom somebody fears for.

    Whom a case accuses is not among them: what changes for them would tell them of it.
    """
    about_reader = (Card.person_id == Outgoing.person_id) | (Card.danger_id == Outgoing.person_id)
    urgent = (Card.kind.in_(URGENT_KINDS), Card.state.in_(OPEN_STATES), about_reader)
    return select(Card.id).where(*urgent).correlate_except(Card).exists()


def _is_on(now: Moment) -> Condition:
    return Silence.until.is_(None) | (Silence.until > now)


def is_about_binome(binome: Any) -> Condition:
    """Return whether a row of the outbox names a binôme: itself, as a thing, or by one of its sessions."""
    meeting = (MentoringSession.id == Outgoing.args["session"].as_integer(), MentoringSession.binome_id == binome)
    return or_(
        Outgoing.args["binome"].as_integer() == binome,
        Outgoing.args["thing"].as_string() == literal("binome-") + cast(binome, String),
        select(MentoringSession.id).where(*meeting).correlate_except(MentoringSession).exists(),
    )


async def _list_of(session: AppSession, subject: Person | Binome) -> list[Silence]:
    column = Silence.binome_id if isinstance(subject, Binome) else Silence.person_id
    return list(await session.scalars(select(Silence).where(column == subject.id).order_by(Silence.id)))


async def _end(session: AppSession, row: Silence, by: Person | None, now: datetime) -> None:
    act: Act = "ended silence"
    about = Subject("binome", row.binome_id) if row.binome_id else Subject("person", row.person_id or 0)
    record_audit(session, now, by, act, about)
    await session.delete(row)
    await session.flush()
