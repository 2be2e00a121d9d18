"""Who coordinates. Rights belong to a person's id and are looked up at every act."""

import secrets
from datetime import datetime

from sqlalchemy import select

from mentoring.deep_links import STAFF_CODE
from mentoring.errors import NotAllowed
from mentoring.roles import MaybeRole, Role
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Person, Staff
from use_cases.people import people
from use_cases.people.audit import record_audit

ROLE_BY_CODE: dict[str, Role] = {installation.HEAD_CODE: "head", installation.INVITE_CODE: "coordinator"}


async def role_of(session: AppSession, person: Person | None) -> MaybeRole:
    """Return ``head``, ``coordinator``, or an empty string."""
    row = await session.get(Staff, person.id) if person is not None else None
    return row.role if row else ""


async def require_role(session: AppSession, person: Person | None, *roles: Role) -> None:
    """Raise `NotAllowed` unless the person is staff (in one of the roles, when some are named)."""
    role = await role_of(session, person)
    if not role or (roles and role not in roles):
        raise NotAllowed


async def has_head(session: AppSession) -> bool:
    """Return whether somebody heads the programme."""
    return bool(await session.scalar(select(Staff).where(Staff.role == "head").limit(1)))


async def has_team(session: AppSession) -> bool:
    """Return whether there is anybody at all, head or coordinator, who could answer people."""
    return bool(await session.scalar(select(Staff).limit(1)))


async def issue_head_code(session: AppSession) -> str | None:
    """Return a new one-time code that names the first head; None when there is a head already."""
    if await has_head(session):
        return None
    return await _issue_code(session, installation.HEAD_CODE)


async def issue_invite(session: AppSession) -> str:
    """Return a new one-time code that names one coordinator; the one before is no longer valid."""
    return await _issue_code(session, installation.INVITE_CODE)


async def redeem_code(session: AppSession, person: Person, code: str, first_name: str, now: datetime) -> MaybeRole:
    """Use a one-time code; return the role it gave, or an empty string when it is not valid.

    `called` is how the team will read the person's name on the cards they take.
    """
    for name, role in ROLE_BY_CODE.items():
        if await installation.read(session, name) == session.vault.fingerprint(code).hex():
            await installation.write(session, name, "")
            await people.save_profile(
                session, person, {"name": first_name, **await people.read_profile(session, person)}
            )
            return await _appoint(session, person, role, now)
    return ""


async def _issue_code(session: AppSession, name: str) -> str:
    code = STAFF_CODE + secrets.token_urlsafe(9)
    await installation.write(session, name, session.vault.fingerprint(code).hex())
    return code


async def _appoint(session: AppSession, person: Person, role: Role, now: datetime) -> Role:
    known = await session.get(Staff, person.id)
    if known is None:
        session.add(Staff(person_id=person.id, role=role, since=now))
    elif role == "head":
        known.role = role
    record_audit(session, now, person, "became", person, role)
    return role
