"""The duty roster: shifts are taken, given back, exchanged, assigned, repeated, and vacant when somebody is away."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select

from mentoring.duty import MAX_PAGE, NOTICE, ONE_DAY, ONE_WEEK, Shift
from mentoring.errors import NotAllowed, NotPossible
from mentoring.message_kinds import Priority
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Duty
from storage.schema.tables import Person, Staff
from use_cases.outbox import outbox
from use_cases.people import staff
from use_cases.people.audit import record_audit
from use_cases.team import roster

NAMED_SHIFTS = 12
"""So many are named to whoever is told of several; of the others the number is told."""


async def take(session: AppSession, person: Person, shift: Shift, now: datetime) -> bool:
    """Give a vacant shift to whoever takes it; False when somebody was faster."""
    row = await roster.find_row(session, shift, lock=True)
    if row is not None and row.person_id is not None:
        return row.person_id == person.id
    await _set_holder(session, row, shift, person.id, now)
    record_audit(session, now, person, "roster", "duty", f"take {shift.key}")
    return True


async def give_back(session: AppSession, person: Person, shift: Shift, now: datetime) -> None:
    """Make a shift vacant: one's own, or by a head that of anybody, who is told."""
    row = await _lock_row(session, shift, now)
    await _require_holder_or_head(session, person, row)
    await session.delete(row)
    await session.flush()
    record_audit(session, now, person, "roster", "duty", f"free {shift.key}")
    await _tell_former(session, now, row.person_id, person, shift, "freed")
    if row.person_id == person.id and shift.begins_at < now + NOTICE:
        await tell_vacant(session, now, person, [shift], but=person)


async def assign(session: AppSession, person: Person, member_id: int, shift: Shift, now: datetime) -> None:
    """Give a shift to somebody of the team, who is told: a vacant one by anybody, a taken one by a head."""
    row = await roster.find_row(session, shift, lock=True)
    await _require_vacant_or_head(session, person, row)
    member = await _find_member(session, member_id)
    former = row.person_id if row else None
    await _set_holder(session, row, shift, member.id, now)
    record_audit(session, now, person, "roster", "duty", f"give {shift.key}")
    if member != person:
        await _tell(session, now, member, "assigned", person, [shift])
    if former != member.id:
        await _tell_former(session, now, former, person, shift, "taken_over")


async def leave_uncovered(session: AppSession, person: Person, shift: Shift, now: datetime) -> None:
    """Say that nobody covers a shift: a vacant one by anybody, a taken one by its holder or a head."""
    row = await roster.find_row(session, shift, lock=True)
    if row is not None:
        await _require_holder_or_head(session, person, row)
    former = row.person_id if row else None
    await _set_holder(session, row, shift, None, now)
    record_audit(session, now, person, "roster", "duty", f"none {shift.key}")
    await _tell_former(session, now, former, person, shift, "freed")


async def offer(
    session: AppSession, person: Person, shift: Shift, member_id: int, wanted: Shift | None, now: datetime
) -> None:
    """Ask a colleague in private to take a shift of one's own, for one of theirs or for nothing."""
    row = await _lock_row(session, shift, now)
    member = await _find_member(session, member_id)
    other = await roster.find_row(session, wanted) if wanted else None
    if row.person_id != person.id or member == person or (wanted and (other is None or other.person_id != member_id)):
        raise NotPossible("(offer)")
    row.offered_to, row.wanted_at = member_id, other.begins_at if other else None
    back = roster.read_calendar(session).find_shift(other.begins_at).key if other else ""
    soon = _deliver_before(now, shift)
    await outbox.put(session, now, member, "duty_offer", delivery=soon, duty=row.id, wanted=back)


async def answer_offer(
    session: AppSession, person: Person, number: int, wanted: str, now: datetime, *, accepts: bool
) -> None:
    """Exchange the shifts if the colleague agrees to what they read; whoever offered is told either way."""
    row = await session.get(Duty, number, with_for_update=True, populate_existing=True)
    calendar = roster.read_calendar(session)
    if row is None or row.offered_to != person.id or row.person_id is None or row.ends_at <= now:
        raise NotPossible("(offer)")
    if wanted != (calendar.find_shift(row.wanted_at).key if row.wanted_at else ""):
        raise NotPossible("(another offer)")
    asker, shift = await session.get_one(Person, row.person_id), calendar.find_shift(row.begins_at)
    if accepts:
        await _exchange(session, row, person, now)
        record_audit(session, now, person, "roster", "duty", f"swap {shift.key}")
    row.offered_to = row.wanted_at = None
    await _tell(session, now, asker, "swapped" if accepts else "declined", person, [shift])


async def _exchange(session: AppSession, row: Duty, person: Person, now: datetime) -> None:
    if row.wanted_at is not None:
        theirs = select(Duty).where(Duty.begins_at == row.wanted_at, Duty.person_id == person.id, Duty.ends_at > now)
        other = await session.scalar(theirs.with_for_update().execution_options(populate_existing=True))
        if other is None:
            raise NotPossible("(the other shift)")
        _give(session, other, row.person_id, now)
    _give(session, row, person.id, now)


async def repeat(session: AppSession, person: Person, page: int, weeks: int, now: datetime, *, everybody: bool) -> int:
    """Repeat a week in the weeks after it, as far as shifts are vacant; return how many were filled.

    One's own shifts, or, by a head, those of everybody, and those that nobody covers.
    """
    if everybody:
        await staff.require_role(session, person, "head")
    calendar = roster.read_calendar(session)
    shifts = calendar.list_page(page, now)
    rows = await roster.list_rows(session, shifts)
    holders = [
        (place, row.person_id)
        for place, shift in enumerate(shifts)
        if (row := rows.get(shift.key)) and (everybody or row.person_id == person.id)
    ]
    filled = 0
    for ahead in range(1, min(weeks, MAX_PAGE - page) + 1):
        following = calendar.list_shifts(shifts[0].day + ahead * ONE_WEEK)
        known = await roster.list_rows(session, following)
        vacant = [(following[place], holder) for place, holder in holders if following[place].key not in known]
        for shift, holder in vacant:
            _add(session, shift, holder, now)
        filled += len(vacant)
    await session.flush()
    record_audit(session, now, person, "roster", "duty", f"repeat {shifts[0].key}")
    return filled


async def list_during(session: AppSession, person: Person, first: date, last: date, now: datetime) -> list[Shift]:
    """Return the shifts of somebody that lie in some days, or last into them."""
    calendar = roster.read_calendar(session)
    rows = await session.scalars(_select_own(person, *_limit_absence(session, first, last, now)))
    return [calendar.find_shift(row.begins_at) for row in rows]


async def record_absence(session: AppSession, person: Person, first: date, last: date, now: datetime) -> None:
    """Free the shifts of somebody who is away; the heads are told which are vacant."""
    shifts = await _free(session, person, *_limit_absence(session, first, last, now))
    record_audit(session, now, person, "roster", "duty", f"away {first:%Y%m%d}-{last:%Y%m%d}")
    await tell_vacant(session, now, person, shifts, but=person)


async def release(session: AppSession, person: Person, now: datetime) -> None:
    """Free all shifts of somebody who leaves the team; the heads are told which are vacant."""
    await tell_vacant(session, now, person, await _free(session, person, now))


async def tell_vacant(
    session: AppSession, now: datetime, person: Person, shifts: Sequence[Shift], *, but: Person | None = None
) -> None:
    """Tell the heads which shifts of somebody became vacant."""
    for head in await staff.list_heads(session):
        if shifts and head not in (person, but):
            await _tell(session, now, head, "vacant", person, shifts)


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Remind those who are on duty next, once before shifts that follow one another; return how many rows were due."""
    due = select(Duty).where(Duty.remind_at <= now).order_by(Duty.remind_at).limit(limit)
    rows = (await session.scalars(due)).all()
    for row in rows:
        row.remind_at = None
        goes_on = select(Duty.id).where(Duty.ends_at == row.begins_at, Duty.person_id == row.person_id)
        if row.person_id and row.begins_at > now and not await session.scalar(goes_on):
            once = outbox.Delivery(key=f"duty:{row.id}:{row.person_id}", expires=row.begins_at)
            await outbox.put(
                session, now, await session.get_one(Person, row.person_id), "duty_soon", delivery=once, duty=row.id
            )
    return len(rows)


def _limit_absence(session: AppSession, first: date, last: date, now: datetime) -> tuple[datetime, datetime]:
    calendar = roster.read_calendar(session)
    return max(now, calendar.begin_day(first)), calendar.begin_day(last + ONE_DAY)


def _select_own(person: Person, since: datetime, until: datetime | None = None) -> Select[Duty]:
    mine = [Duty.person_id == person.id, Duty.ends_at > since, *([Duty.begins_at < until] if until else [])]
    return select(Duty).where(*mine).order_by(Duty.begins_at)


async def _free(session: AppSession, person: Person, since: datetime, until: datetime | None = None) -> list[Shift]:
    """Delete somebody's shifts of a time; return them."""
    calendar = roster.read_calendar(session)
    rows = (await session.scalars(_select_own(person, since, until).with_for_update())).all()
    for row in rows:
        await session.delete(row)
    await session.flush()
    return [calendar.find_shift(row.begins_at) for row in rows]


async def _lock_row(session: AppSession, shift: Shift, now: datetime) -> Duty:
    row = await roster.find_row(session, shift, lock=True)
    if row is None or row.ends_at <= now:
        raise NotPossible("(shift)")
    return row


async def _set_holder(session: AppSession, row: Duty | None, shift: Shift, holder: int | None, now: datetime) -> None:
    if shift.ends_at <= now or roster.read_calendar(session).find_page(shift, now) > MAX_PAGE:
        raise NotPossible("(shift)")
    if row is None:
        _add(session, shift, holder, now)
    else:
        _give(session, row, holder, now)
    await session.flush()


def _add(session: AppSession, shift: Shift, holder: int | None, now: datetime) -> None:
    row = Duty(begins_at=shift.begins_at, ends_at=shift.ends_at)
    session.add(row)
    _give(session, row, holder, now)


def _give(session: AppSession, row: Duty, holder: int | None, now: datetime) -> None:
    """Whoever takes a shift that begins sooner than the reminder would come needs none."""
    reminder = row.begins_at - timedelta(hours=session.programme.duty.remind_hours)
    row.person_id, row.offered_to, row.wanted_at = holder, None, None
    row.remind_at = reminder if holder is not None and reminder > now else None


async def _find_member(session: AppSession, number: int) -> Person:
    if await session.get(Staff, number) is None:
        raise NotPossible("(not in the team)")
    return await session.get_one(Person, number)


async def _require_holder_or_head(session: AppSession, person: Person, row: Duty) -> None:
    if row.person_id not in (None, person.id) and await staff.find_role(session, person) != "head":
        raise NotAllowed


async def _require_vacant_or_head(session: AppSession, person: Person, row: Duty | None) -> None:
    if row is not None and row.person_id is not None and await staff.find_role(session, person) != "head":
        raise NotAllowed


async def _tell_former(
    session: AppSession, now: datetime, former: int | None, by: Person, shift: Shift, news: str
) -> None:
    """Tell whoever had a shift that somebody else took it away."""
    person = await session.get(Person, former) if former not in (None, by.id) else None
    if person is not None:
        await _tell(session, now, person, news, by, [shift])


async def _tell(
    session: AppSession, now: datetime, whom: Person, news: str, by: Person, shifts: Sequence[Shift]
) -> None:
    named, more = [shift.key for shift in shifts[:NAMED_SHIFTS]], max(0, len(shifts) - NAMED_SHIFTS)
    await outbox.put(
        session, now, whom, "duty_news", delivery=_deliver_before(now, shifts[0]),
        news=news, by=by.id, shifts=named, more=more,
    )  # fmt: skip


def _deliver_before(now: datetime, shift: Shift) -> outbox.Delivery:
    """What is about a shift that begins before the quiet hours end does not wait for their end."""
    return outbox.Delivery(priority=Priority.REPLY if shift.begins_at < now + ONE_DAY else None)
