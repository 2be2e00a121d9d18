"""Who coordinates. Rights belong to a person's id and are looked up at every act."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select

from mentoring.deep_links import STAFF_CODE
from mentoring.errors import NotAllowed, PledgeMissing
from mentoring.roles import MaybeRole, Role
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import SuspendedStaff
from storage.schema.tables import Person, Staff
from use_cases.people.audit import record_audit


async def find_role(session: AppSession, person: Person | None) -> MaybeRole:
    """Return ``head``, ``coordinator``, or an empty string."""
    row = await session.get(Staff, person.id) if person is not None else None
    return row.role if row else ""


async def require_role(session: AppSession, person: Person | None, *roles: Role) -> None:
    """Raise `NotAllowed` unless the person is staff (in one of the roles, when some are named), and has pledged.

    Every act of the team passes here, so that nobody reads or does anything before the pledge.
    """
    await require_rights(session, person, *roles)
    if person is None or not await has_pledged(session, person):
        raise PledgeMissing


async def require_rights(session: AppSession, person: Person | None, *roles: Role) -> None:
    """Raise `NotAllowed` unless the person is staff, pledged or not: whoever leaves promises nothing any more."""
    role = await find_role(session, person)
    if not role or (roles and role not in roles):
        raise NotAllowed


async def has_pledged(session: AppSession, person: Person) -> bool:
    """Return whether a member of the team has pledged to keep to themselves what the team reads."""
    row = await session.get(Staff, person.id)
    return row is not None and row.pledged_at is not None


async def pledge(session: AppSession, person: Person, now: datetime) -> None:
    """Record the pledge of a member of the team, once."""
    await require_rights(session, person)
    row = await session.get_one(Staff, person.id, with_for_update=True, populate_existing=True)
    if row.pledged_at is None:
        row.pledged_at = now
        record_audit(session, now, person, "pledged", "staff")


async def list_heads(session: AppSession) -> list[Person]:
    """Return those who head the programme, who came first at the head."""
    found = select(Person).join(Staff, Staff.person_id == Person.id).where(Staff.role == "head")
    return list(await session.scalars(found.order_by(Staff.since, Staff.person_id)))


async def has_head(session: AppSession) -> bool:
    """Return whether somebody heads the programme."""
    return bool(await session.scalar(select(Staff).where(Staff.role == "head").limit(1)))


async def has_team(session: AppSession) -> bool:
    """Return whether there is anybody at all, head or coordinator, who could answer people."""
    return bool(await session.scalar(select(Staff).limit(1)))


async def is_last_head(session: AppSession, person: Person) -> bool:
    """Return whether somebody heads the programme alone."""
    return await list_heads(session) == [person]


async def issue_head_code(session: AppSession) -> str | None:
    """Return a new one-time code that names the first head; None when there is a head already."""
    if await has_head(session):
        return None
    code = STAFF_CODE + secrets.token_urlsafe(9)
    await installation.write(session, installation.HEAD_CODE, session.vault.fingerprint(code).hex())
    return code


async def appoint(session: AppSession, person: Person, role: Role, now: datetime) -> Role:
    """Make somebody a member of the team, or a head of who is one; return the role."""
    known = await session.get(Staff, person.id)
    if known is None:
        await session.execute(delete(SuspendedStaff).where(SuspendedStaff.person_id == person.id))
        session.add(Staff(person_id=person.id, role=role, since=now))
    elif role == "head":
        known.role = role
    record_audit(session, now, person, "became", person, role)
    return role
