"""Somebody of the team who is suspended has no right at once; for a suspended head somebody heads meanwhile."""

from datetime import datetime

from sqlalchemy import select

from mentoring.errors import NotAllowed, NotPossible
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Restriction, SuspendedStaff
from storage.schema.tables import Card, Person, Staff
from use_cases.outbox import group_exits, outbox
from use_cases.people import outsiders, people, staff, standing
from use_cases.people.audit import Subject, record_audit
from use_cases.team import cards, case_access, duty, membership


async def stand_down(session: AppSession, person: Person, now: datetime) -> None:
    """Take all rights from somebody who is suspended, whatever they were in the team; remember what they were."""
    row = await session.get(Staff, person.id, with_for_update=True, populate_existing=True)
    if row is None:
        return
    was_alone = await staff.is_last_head(session, person)
    session.add(SuspendedStaff(person_id=person.id, role=row.role, since=row.since, was_alone=was_alone))
    await session.delete(row)
    await membership.take_links_back(session)
    await session.flush()
    await cards.release_cases(session, person, now)
    await duty.release(session, person, now)
    await group_exits.plan_exit(session, person, now)


async def end(session: AppSession, person: Person, now: datetime) -> None:
    """End what keeps somebody from taking part, give back what they were in the team, and tell them."""
    await standing.end_restrictions(session, person, now)
    await standing.end_turned_away(session, await people.find_chat(session, person), now)
    await outbox.put(session, now, person, "released_again")
    await _reinstate(session, person, now)


async def _reinstate(session: AppSession, person: Person, now: datetime) -> None:
    """Give back what a suspension took; whoever headed the programme meanwhile is a coordinator again."""
    row = await session.get(SuspendedStaff, person.id)
    if row is None:
        return
    session.add(Staff(person_id=person.id, role=row.role, since=row.since))
    await session.flush()
    await _end_acting(session, row, now)
    await session.delete(row)
    await outbox.put(session, now, person, "team_again")


async def name_acting(session: AppSession, card: Card, recipient: Person, member_id: int, now: datetime) -> None:
    """Name a coordinator who heads the programme while the head whom a case accuses is suspended."""
    row = await find_headless(session, card, recipient)
    member = await session.get(Staff, member_id, with_for_update=True, populate_existing=True)
    if row is None or member is None or member.role == "head" or member_id == card.person_id:
        raise NotPossible("(acting)")
    await _end_acting(session, row, now)
    member.role, row.acting_id = "head", member_id
    record_audit(session, now, recipient, "named acting", Subject("person", member_id))
    await session.flush()
    person = await session.get_one(Person, member_id)
    await outbox.put(session, now, person, "staff_welcome")
    await _tell(session, person, "acting", now)
    await call_acting(session, card, recipient, now)


async def refuse_acting(session: AppSession, about: Person, person: Person) -> None:
    """Raise `NotAllowed` to whoever heads in the place of a suspended head: they only second, they end nothing."""
    row = await session.get(SuspendedStaff, about.id)
    if row is not None and row.acting_id == person.id:
        raise NotAllowed


async def call_acting(session: AppSession, card: Card, first: Person, now: datetime) -> None:
    """Call whoever heads in the place of the accused, where somebody else has asked for their yes."""
    row = await session.get(SuspendedStaff, card.about_id) if card.about_id else None
    acting = await session.get(Person, row.acting_id) if row is not None and row.acting_id else None
    if acting is not None and acting.id != first.id and await case_access.may_decide(session, card, acting):
        await cards.call(session, card, acting, now)


async def find_headless(session: AppSession, card: Card, reader: Person) -> SuspendedStaff | None:
    """Return the suspended head in whose place the outside recipient may name somebody; None to anybody else."""
    if not await outsiders.is_recipient(session, reader):
        return None
    row = await session.get(SuspendedStaff, card.about_id) if card.about_id else None
    return row if row is not None and row.role == "head" else None


async def list_candidates(session: AppSession, card: Card) -> list[Staff]:
    """Return those who may head the programme meanwhile: not whoever wrote the report."""
    return [
        row
        for row in await membership.list_members(session)
        if row.role == "coordinator" and row.person_id != card.person_id
    ]


async def require_headless(session: AppSession, card: Card, recipient: Person) -> None:
    """Raise `NotAllowed` unless somebody is to be named or invited in a suspended head's place."""
    if await find_headless(session, card, recipient) is None:
        raise NotAllowed


async def end_with_case(session: AppSession, card: Card, now: datetime) -> None:
    """End the suspension of somebody of the team with the case that it was for."""
    row = await session.get(SuspendedStaff, card.about_id) if card.about_id else None
    if row is None:
        return
    person = await session.get_one(Person, row.person_id)
    mine = (Restriction.card_id == card.id, Restriction.fingerprint == person.fingerprint, Restriction.until.is_(None))
    suspended = await session.scalar(select(Restriction).where(*mine, Restriction.kind == "suspended").limit(1))
    if suspended is None or await standing.is_barred(session, person, now):
        return
    await end(session, person, now)


async def _end_acting(session: AppSession, row: SuspendedStaff, now: datetime) -> None:
    acting = await session.get(Staff, row.acting_id) if row.acting_id else None
    row.acting_id = None
    if acting is None or acting.role != "head":
        return
    acting.role = "coordinator"
    await session.flush()
    await _tell(session, await session.get_one(Person, acting.person_id), "acting_over", now)


async def _tell(session: AppSession, member: Person, act: str, now: datetime) -> None:
    """Tell those who head the programme, the one whom it is about among them, who heads it now."""
    await membership.tell_heads(session, now, member, act)
    await outbox.put(session, now, member, "team_news", member=member.id, act=act)
