"""The duty roster as it stands: whose each shift is, who is on duty, what is vacant."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from mentoring.cases import CASES
from mentoring.duty import LAPSES_AFTER, NOTICE, Cover, DutyCalendar, Shift, ShiftView, Watch, Whose, choose_called
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Duty
from storage.schema.tables import Card, Person, Staff
from use_cases.people import people, staff
from use_cases.team import case_access


def read_calendar(session: AppSession) -> DutyCalendar:
    """Return the hours at which shifts change."""
    return DutyCalendar(session.programme.duty, session.programme.zone)


async def is_kept(session: AppSession, now: datetime) -> bool:
    """Return whether the team keeps a roster; one that ended weeks ago is none any more."""
    return bool(await session.scalar(select(Duty.id).where(Duty.ends_at > now - LAPSES_AFTER).limit(1)))


async def read_watch(session: AppSession, now: datetime) -> Watch:
    """Return who is on duty, and who is later; only those of the team to whom the bot can write."""
    first = func.min(Duty.begins_at)
    ahead = select(Duty.person_id, first).join(Staff, Staff.person_id == Duty.person_id).join(Person, _is_reachable())
    found = (
        await session.execute(ahead.where(Duty.ends_at > now).group_by(Duty.person_id).order_by(first, Duty.person_id))
    ).all()
    known = [(person, begins_at) for person, begins_at in found if person]
    return Watch([one for one, at in known if at <= now], [one for one, at in known if at > now])


async def read_cover(session: AppSession, now: datetime) -> Cover | None:
    """Return whether somebody is on duty, and when somebody is next; None where no roster is kept."""
    if not await is_kept(session, now):
        return None
    watched = select(func.min(Duty.begins_at)).join(Staff, Staff.person_id == Duty.person_id)
    first = await session.scalar(watched.join(Person, _is_reachable()).where(Duty.ends_at > now))
    return Cover(is_held=first is not None and first <= now, next_at=first)


def _is_reachable() -> ColumnElement[bool]:
    return (Person.id == Duty.person_id) & (Person.state == "active")


async def list_called(session: AppSession, card: Card, now: datetime) -> list[Person]:
    """Return who is called now for an urgent case: of those who are told of such a case, those whose turn it is."""
    told = {person.id: person for person in await case_access.list_told(session, card)}
    heads = {head.id for head in await staff.list_heads(session)}
    return [told[one] for one in choose_called(card.reminded, list(told), heads, await read_watch(session, now))]


async def name_on_duty(session: AppSession, card: Card, now: datetime) -> str:
    """Return the first name of whoever is on duty and called for an urgent case; empty when nobody is."""
    if not CASES[card.kind].urgent or not await is_kept(session, now):
        return ""
    told = {person.id for person in await case_access.list_told(session, card)}
    on_duty = [one for one in (await read_watch(session, now)).on_duty if one in told]
    return next(iter((await _read_names(session, on_duty[:1])).values()), "")


async def find_row(session: AppSession, shift: Shift, *, lock: bool = False) -> Duty | None:
    """Return the row that covers the beginning of a shift; other hours may have counted when it was taken."""
    covering = select(Duty).where(Duty.begins_at <= shift.begins_at, Duty.ends_at > shift.begins_at)
    newest = covering.order_by(Duty.begins_at.desc()).limit(1).execution_options(populate_existing=True)
    found: Duty | None = await session.scalar(newest.with_for_update() if lock else newest)
    return found


async def list_rows(session: AppSession, shifts: Sequence[Shift]) -> dict[str, Duty]:
    """Return the rows that cover some shifts, by the key of the shift."""
    if not shifts:
        return {}
    between = Duty.ends_at > shifts[0].begins_at, Duty.begins_at < shifts[-1].ends_at
    rows = list(await session.scalars(select(Duty).where(*between).order_by(Duty.begins_at)))
    return {shift.key: row for shift in shifts for row in rows if row.begins_at <= shift.begins_at < row.ends_at}


async def list_vacant(session: AppSession, now: datetime) -> list[Shift]:
    """Return the shifts of the next days that nobody has taken; nothing where no roster is kept."""
    if not await is_kept(session, now):
        return []
    calendar = read_calendar(session)
    shifts = calendar.list_shifts(calendar.find_shift(now).day, NOTICE.days)
    known = await list_rows(session, shifts)
    return [shift for shift in shifts if shift.key not in known and shift.ends_at > now]


async def view_shifts(session: AppSession, shifts: Sequence[Shift], reader: Person, now: datetime) -> list[ShiftView]:
    """Show shifts to somebody of the team: whose each is."""
    rows = await list_rows(session, shifts)
    names = await _read_names(session, {row.person_id for row in rows.values()})
    return [_view(shift, rows.get(shift.key), names, reader, now) for shift in shifts]


def _view(shift: Shift, row: Duty | None, names: dict[int | None, str], reader: Person, now: datetime) -> ShiftView:
    whose: Whose = "vacant" if row is None else "nobody" if row.person_id is None else "held"
    if row is not None and row.person_id == reader.id:
        whose = "mine"
    is_past = shift.ends_at <= now
    name = names.get(row.person_id, "") if row is not None else ""
    return ShiftView(shift.key, shift.kind, shift.begins_at, shift.ends_at, whose, name, is_past)


async def _read_names(session: AppSession, numbers: Iterable[int | None]) -> dict[int | None, str]:
    found = {number: await session.get(Person, number) for number in numbers if number}
    return {
        number: (await people.read_profile(session, person)).get("name", "")
        for number, person in found.items()
        if person
    }
