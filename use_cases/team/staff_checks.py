"""Checks of the team's own members, in the record that volunteers have too. Another member makes them.

What is missing is shown and withholds no right: the first head of a tiny association has nobody to check them.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from mentoring.gates import CHECK_KINDS, CheckKind
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Person, Staff
from use_cases.people import staff
from use_cases.people.audit import Subject, record_audit


async def list_checks(session: AppSession, person_id: int, now: datetime) -> Sequence[VettingCheck]:
    """Return the checks of somebody that hold now, in the order of their kinds."""
    holds = VettingCheck.expires_at.is_(None) | (VettingCheck.expires_at > now)
    found = await session.scalars(select(VettingCheck).where(VettingCheck.person_id == person_id, holds))
    return sorted(found, key=lambda row: CHECK_KINDS.index(row.kind))


async def list_missing(session: AppSession, person_id: int, now: datetime) -> list[CheckKind]:
    """Return the kinds of check that the programme asks of the team and that somebody has not passed."""
    passed = {row.kind for row in await list_checks(session, person_id, now)}
    required = session.programme.safeguarding.required_of_staff
    return [kind for kind in CHECK_KINDS if kind in required and kind not in passed]


async def count_unchecked(session: AppSession, now: datetime) -> int:
    """Return of how many members of the team a check is missing."""
    members = (await session.scalars(select(Staff.person_id))).all()
    return sum([bool(await list_missing(session, number, now)) for number in members])


async def record(session: AppSession, by: Person, member_id: int, kind: str, now: datetime) -> None:
    """Record that a member of the team has checked another today; never the document, and never their own.

    Raise `NotPossible` for what is not missing.
    """
    await staff.require_role(session, by)
    member = await session.get(Staff, member_id, with_for_update=True, populate_existing=True)
    missing = await list_missing(session, member_id, now) if member is not None else []
    found = next((one for one in missing if one == kind), None)
    if found is None:
        raise NotPossible("(check)")
    if member_id == by.id:
        raise NotAllowed
    await session.merge(VettingCheck(person_id=member_id, kind=found, checked_by=by.id, checked_at=now))
    record_audit(session, now, by, "checked member", Subject("person", member_id), found)
