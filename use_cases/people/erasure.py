"""Erasing people's rows, for good: with them go their key and whatever was theirs.

`/effacer` is more than that: partners are told and cases let go, in binomes/departures.py (`erase`); those who have
been away for long are erased by binomes/retention.py.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent
from storage.schema.safeguarding_tables import OutsideRecipient, SuspendedStaff
from storage.schema.tables import Card, Person, PersonKey, Staff
from use_cases.people import parental_consents
from use_cases.people.audit import record_audit

STRANGERS_KEPT_FOR = timedelta(days=2)
"""How long an address is kept of somebody who did not agree to more."""


async def forget(session: AppSession, person: Person, now: datetime) -> None:
    """Erase the person from every table and queue; the audit keeps a number that means nothing any more."""
    record_audit(session, now, person, "erased", person)
    await parental_consents.take_off(session, person)
    await session.flush()
    await session.execute(delete(Person).where(Person.id == person.id))
    session.expunge(person)
    if key := await session.get(PersonKey, person.id):  # read earlier: it went with the person
        session.expunge(key)


async def prune(session: AppSession, now: datetime) -> None:
    """Forget those who wrote once and never agreed to anything, unless the team still has to get back to them."""
    speaking = select(ParentalConsent.representative_id).where(ParentalConsent.representative_id.is_not(None))
    awaited = select(Card.person_id).where(Card.person_id.is_not(None), Card.state != "closed")
    passing = (
        Person.consented_at.is_(None),
        Person.seen_at < now - STRANGERS_KEPT_FOR,
        Person.id.not_in(select(Staff.person_id)),
        Person.id.not_in(awaited),
        Person.id.not_in(speaking),
        Person.id.not_in(select(OutsideRecipient.person_id)),
        Person.id.not_in(select(SuspendedStaff.person_id)),
    )
    await session.execute(delete(Person).where(*passing))
