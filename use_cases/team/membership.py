"""The team: the head removes a member, at once, or hands the programme over. Each act is in the audit."""

from datetime import datetime

from sqlalchemy import select

from mentoring.errors import NotPossible
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Person, Staff
from use_cases.outbox import outbox
from use_cases.people import staff
from use_cases.people.audit import Subject, record_audit
from use_cases.team import cards


async def list_members(session: AppSession) -> list[Staff]:
    """Return the team: the head first, then who came first."""
    return list(await session.scalars(select(Staff).order_by(Staff.role != "head", Staff.since, Staff.person_id)))


async def remove_member(session: AppSession, head: Person, member_id: int, now: datetime) -> None:
    """Take a member's rights away; the cases they had are open again, and no link that is still unused works."""
    await staff.require_role(session, head, "head")
    row = await _lock_member(session, member_id)
    if row.role == "head":
        raise NotPossible("(the head)")  # hands over first: somebody must always be able to name the others
    await installation.write(session, installation.INVITE_CODE, "")
    record_audit(session, now, head, "removed", Subject("person", member_id))
    await session.delete(row)
    await session.flush()
    person = await session.get_one(Person, member_id)
    await cards.release_cases(session, person, now)
    await outbox.put(session, now, person, "team_left")


async def hand_over_head(session: AppSession, head: Person, member_id: int, now: datetime) -> None:
    """Make a coordinator the head; who was it stays as a coordinator."""
    await staff.require_role(session, head, "head")
    following, mine = await _lock_member(session, member_id), await _lock_member(session, head.id)
    if following.role == "head":
        raise NotPossible("(the head already)")
    following.role, mine.role = "head", "coordinator"
    await installation.write(session, installation.INVITE_CODE, "")
    record_audit(session, now, head, "handed over", Subject("person", member_id))
    await session.flush()
    await outbox.put(session, now, await session.get_one(Person, member_id), "staff_welcome")


async def _lock_member(session: AppSession, person_id: int) -> Staff:
    row = await session.get(Staff, person_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotPossible("(not in the team)")
    return row
