"""Invitations into the team: each is a row of its own, for one person, for seven days."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from mentoring.deep_links import STAFF_CODE
from mentoring.errors import NotPossible
from mentoring.roles import InvitedRole, MaybeRole, Role
from mentoring.safeguarding import TieKind
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Invitation, Tie
from storage.schema.tables import Person
from use_cases.people import parental_consents, people, staff, standing
from use_cases.people.audit import Subject, record_audit
from use_cases.team import membership

VALID_FOR = timedelta(days=7)
FAMILY: TieKind = "relative"
MAX_LISTED = 12
"""Open invitations that one screen shows, each with a button."""


async def open_invitation(session: AppSession, issuer: Person | None, role: InvitedRole, now: datetime) -> Invitation:
    """Return a new invitation; without an issuer it comes from the server. Those that are open stay valid."""
    # Nobody knows this first code: each link that is shown gets another (see `renew_code`).
    unknown = session.vault.fingerprint(_make_code())
    issued_by = issuer.id if issuer is not None else None
    row = Invitation(code=unknown, role=role, issued_by=issued_by, expires_at=now + VALID_FOR)
    session.add(row)
    await session.flush()
    record_audit(session, now, issuer, "invited", "staff", role)
    return row


async def renew_code(session: AppSession, row: Invitation) -> str:
    """Return the code of an invitation, made now: only its keyed hash is kept. The code before no longer counts."""
    code = _make_code()
    row.code = session.vault.fingerprint(code)
    return code


async def list_open(session: AppSession, now: datetime) -> list[Invitation]:
    """Return the invitations that somebody may still use, the first to lapse first."""
    found = select(Invitation).where(*_open_at(now)).order_by(Invitation.expires_at, Invitation.id)
    return list(await session.scalars(found.limit(MAX_LISTED)))


async def find_open(session: AppSession, number: int, now: datetime) -> Invitation | None:
    """Return an invitation that somebody may still use."""
    return await session.scalar(select(Invitation).where(Invitation.id == number, *_open_at(now)))


async def cancel(session: AppSession, head: Person, number: int, now: datetime) -> None:
    """Take an open invitation back."""
    await staff.require_role(session, head, "head")
    row = await find_open(session, number, now)
    if row is None:
        raise NotPossible("(invitation)")
    await session.delete(row)
    record_audit(session, now, head, "uninvited", "staff", row.role)


async def redeem(session: AppSession, person: Person, code: str, first_name: str, now: datetime) -> MaybeRole:
    """Use a one-time code; return the role that it gave, or an empty string when it is not valid.

    `first_name` is how the team will read the person's name on the cards they take.
    """
    if await standing.is_restricted(session, person, now):
        return ""  # no code gives back what a suspension took
    if await installation.read(session, installation.HEAD_CODE) == session.vault.fingerprint(code).hex():
        await installation.write(session, installation.HEAD_CODE, "")
        return await _join(session, person, "head", first_name, now)
    row = await lock_by_code(session, code, now)
    if row is None or row.role == "outside":
        return ""
    known = await staff.find_role(session, person)
    if known in ("head", row.role):
        return known  # who looks at a link of their own does not use it up
    row.used_by, row.used_at = person.id, now
    role = await _join(session, person, "head" if row.role == "head" else "coordinator", first_name, now)
    act = "joined" if row.issued_by is not None else "joined_by_server"
    await membership.tell_heads(session, now, person, act, also=row.issued_by)
    return role


async def lock_by_code(session: AppSession, code: str, now: datetime) -> Invitation | None:
    """Return for changing it the open invitation that a code belongs to."""
    found = select(Invitation).where(Invitation.code == session.vault.fingerprint(code), *_open_at(now))
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def _join(session: AppSession, person: Person, role: Role, first_name: str, now: datetime) -> Role:
    await people.save_profile(session, person, {"name": first_name, **await people.read_profile(session, person)})
    await _declare_family(session, person, now)
    return await staff.appoint(session, person, role, now)


async def _declare_family(session: AppSession, person: Person, now: datetime) -> None:
    """Declare the ties that are known already: whoever speaks for a young person neither reads nor decides on them."""
    for row in await parental_consents.list_represented(session, person):
        await session.merge(Tie(staff_id=person.id, person_id=row.person_id, kind=FAMILY, since=now))
        record_audit(session, now, person, "declared tie", Subject("person", row.person_id), FAMILY)


def _open_at(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.used_at.is_(None), Invitation.expires_at > now


def _make_code() -> str:
    return STAFF_CODE + secrets.token_urlsafe(9)
