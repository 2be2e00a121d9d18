"""Checks of the team's own members, in the record that volunteers have too. Another member makes them.

What is missing is shown and withholds no right: the first head of a tiny association has nobody to check them.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.gates import CheckKind
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Person, Staff
from use_cases.people import checks, staff, ties
from use_cases.people.audit import Subject, record_audit


async def list_missing(session: AppSession, person_id: int, now: datetime) -> list[CheckKind]:
    """Return the kinds of check that the programme asks of the team and that somebody lacks now, or will in a month.

    A check that is about to expire is made again early: there is no other warning of it.
    """
    rules = session.programme.vetting
    return await checks.list_missing(session, person_id, rules.required_of_staff, now + timedelta(days=rules.warn_days))


async def count_unchecked(session: AppSession, now: datetime) -> int:
    """Return of how many members of the team a check is missing."""
    members = (await session.scalars(select(Staff.person_id))).all()
    return sum([bool(await list_missing(session, number, now)) for number in members])


async def record(session: AppSession, by: Person, member_id: int, kind: str, now: datetime) -> None:
    """Record that a member of the team has checked another today; never the document.

    Raise `NotAllowed` for oneself, or through a tie, and `NotPossible` for what is not missing.
    """
    await staff.require_role(session, by)
    member = await session.get(Staff, member_id, with_for_update=True, populate_existing=True)
    missing = await list_missing(session, member_id, now) if member is not None else []
    found = next((one for one in missing if one == kind), None)
    if found is None:
        raise NotPossible("(check)")
    await ties.refuse_close(session, by, member_id)
    today = now.astimezone(ZoneInfo(session.programme.zone)).date()
    end = checks.compute_end(session, found, today)
    row = VettingCheck(person_id=member_id, kind=found, checked_by=by.id, checked_at=now, expires_at=end)
    row.warn_at = end and end - timedelta(days=session.programme.vetting.warn_days)  # somebody may be a volunteer too
    await session.merge(row)
    record_audit(session, now, by, "checked member", Subject("person", member_id), found)
