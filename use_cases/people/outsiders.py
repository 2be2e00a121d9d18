"""Who stands outside the team and is told of what nobody inside may read."""

from sqlalchemy import select

from mentoring.errors import NotAllowed
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Person, Staff
from use_cases.people import staff


async def find_signed(session: AppSession) -> OutsideRecipient | None:
    """Return the row of the outside recipient: signed, to be reached, and of no team."""
    outside = Person.id.not_in(select(Staff.person_id)), Person.state == "active"
    found = select(OutsideRecipient).join(Person, Person.id == OutsideRecipient.person_id).where(*outside)
    return await session.scalar(found.where(OutsideRecipient.signed_at.is_not(None)).limit(1))


async def find_recipient(session: AppSession) -> Person | None:
    """Return the outside recipient; None when there is none."""
    row = await find_signed(session)
    return await session.get(Person, row.person_id) if row is not None else None


async def is_recipient(session: AppSession, person: Person | None) -> bool:
    """Return whether somebody is the outside recipient now."""
    row = await find_signed(session)
    return person is not None and row is not None and row.person_id == person.id


async def require_reader(session: AppSession, person: Person) -> None:
    """Raise `NotAllowed` unless somebody is of the team or the recipient outside of it: nobody else acts on a case."""
    if not await is_recipient(session, person):
        await staff.require_role(session, person)


async def require_bound(session: AppSession, person: Person) -> None:
    """Raise `NotAllowed` unless somebody has used the link of the outside recipient, whether signed or not."""
    if await session.get(OutsideRecipient, person.id) is None:
        raise NotAllowed
