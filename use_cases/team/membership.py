"""The team: a head removes a member, at once, names another head, steps down or hands over. Each is in the audit."""

from datetime import datetime

from sqlalchemy import delete, select

from mentoring.errors import NotPossible
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Invitation
from storage.schema.tables import Person, Staff
from use_cases.outbox import group_exits, outbox
from use_cases.people import outsiders, staff
from use_cases.people.audit import Subject, record_audit
from use_cases.team import cards, case_access, duty

MIN_HEADS_TO_STEP_DOWN = 2
"""Somebody must always be able to name the others."""


async def list_members(session: AppSession) -> list[Staff]:
    """Return the team: the heads first, then who came first."""
    return list(await session.scalars(select(Staff).order_by(Staff.role != "head", Staff.since, Staff.person_id)))


async def remove_member(session: AppSession, head: Person, member_id: int, now: datetime) -> None:
    """Take a member's rights away; the cases they had are open again, and no link that is still unused works."""
    await staff.require_role(session, head, "head")
    row = await _lock_member(session, member_id)
    if row.role == "head":
        raise NotPossible("(the head)")  # hands over first: somebody must always be able to name the others
    await take_links_back(session)
    record_audit(session, now, head, "removed", Subject("person", member_id))
    await session.delete(row)
    await session.flush()
    person = await session.get_one(Person, member_id)
    await cards.release_cases(session, person, now)
    await duty.release(session, person, now)
    await group_exits.plan_exit(session, person, now)
    await outbox.put(session, now, person, "team_left")


async def hand_over_head(session: AppSession, head: Person, member_id: int, now: datetime) -> None:
    """Make a coordinator the head; who was it stays as a coordinator."""
    await staff.require_rights(session, head, "head")
    following, mine = await _lock_member(session, member_id), await _lock_member(session, head.id)
    if following.role == "head":
        raise NotPossible("(the head already)")
    await _keep_outside(session, head)
    following.role, mine.role = "head", "coordinator"
    await take_links_back(session)
    record_audit(session, now, head, "handed over", Subject("person", member_id))
    await session.flush()
    person = await session.get_one(Person, member_id)
    await outbox.put(session, now, person, "staff_welcome")
    await tell_heads(session, now, person, "named")


async def name_head(session: AppSession, head: Person, member_id: int, now: datetime) -> None:
    """Make a coordinator a head beside whoever is one."""
    await staff.require_role(session, head, "head")
    row = await _lock_member(session, member_id)
    if row.role == "head":
        raise NotPossible("(the head already)")
    await _keep_outside(session, head)
    row.role = "head"
    record_audit(session, now, head, "named head", Subject("person", member_id))
    await session.flush()
    person = await session.get_one(Person, member_id)
    await outbox.put(session, now, person, "staff_welcome")
    await tell_heads(session, now, person, "named", but=head)


async def step_down(session: AppSession, head: Person, member_id: int, now: datetime) -> None:
    """Make a head a coordinator at their own wish, as long as another head stays."""
    await staff.require_role(session, head, "head")
    heads = list(await session.scalars(select(Staff).where(Staff.role == "head").with_for_update()))
    row = await _lock_member(session, member_id)
    if member_id != head.id or len(heads) < MIN_HEADS_TO_STEP_DOWN:
        raise NotPossible("(the only head)")
    row.role = "coordinator"
    record_audit(session, now, head, "stepped down", Subject("person", member_id))
    await session.flush()
    await tell_heads(session, now, head, "stepped_down")


async def tell_heads(
    session: AppSession, now: datetime, member: Person, act: str, *, also: int | None = None, but: Person | None = None
) -> None:
    """Tell each head, but the member and who did it, what became of a member of the team; and who invited them."""
    told = await staff.list_heads(session)
    issuer = await session.get(Person, also) if also is not None else None
    if issuer is not None and issuer not in told and await _may_hear(session, issuer):
        told.append(issuer)
    for head in told:
        if head.id not in (member.id, but.id if but is not None else None):
            await outbox.put(session, now, head, "team_news", member=member.id, act=act)


async def _keep_outside(session: AppSession, head: Person) -> None:
    if await staff.is_last_head(session, head):
        await case_access.keep_outside(session, head)


async def _may_hear(session: AppSession, issuer: Person) -> bool:
    return bool(await staff.find_role(session, issuer)) or await outsiders.is_recipient(session, issuer)


async def take_links_back(session: AppSession) -> None:
    """Somebody who may have read the open links has lost rights; a code that the server gave was never the team's."""
    await session.execute(delete(Invitation).where(Invitation.used_at.is_(None), Invitation.issued_by.is_not(None)))


async def _lock_member(session: AppSession, person_id: int) -> Staff:
    row = await session.get(Staff, person_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotPossible("(not in the team)")
    return row
