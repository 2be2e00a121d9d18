"""When what nobody asked for may leave: outside the quiet hours, and the program's own ideas once a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring.messages import MESSAGES, Priority
from mentoring.rhythm import after_quiet_hours, on_a_free_day
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from use_cases.people import people

DAILY = tuple(kind for kind, rules in MESSAGES.items() if rules.daily)
COUNTS = ("queued", "sending", "sent", "uncertain")
"""States of a message that takes its day; what never left and never will takes none."""
LATE = timedelta(hours=1)


async def leaves_at(session: AppSession, person: Person, kind: str, now: datetime, *, but: int = 0) -> datetime:
    """Give when an unprompted message may leave; `but` is its own row, if it has one."""
    zone, rhythm = await people.zone_of(session, person), session.programme.rhythm
    when = after_quiet_hours(now, zone, rhythm)
    if not MESSAGES[kind].daily:
        return when
    return on_a_free_day(when, await _taken(session, person, zone, when, but), zone, rhythm)


async def postponed(session: AppSession, row: Outgoing, now: datetime) -> bool:
    """Put a claimed row back if it comes late, into the quiet hours or a day that had its message; tell whether."""
    rules = MESSAGES.get(row.kind)
    if row.person_id is None or row.edits or row.priority <= Priority.REPLY or not (rules and rules.unprompted):
        return False
    person = await session.get_one(Person, row.person_id)
    when = await leaves_at(session, person, row.kind, now, but=row.id)
    if when > now:
        row.state, row.attempts, row.due_at = "queued", row.attempts - 1, when
    elif now - row.due_at > LATE:
        row.due_at = now  # it is this day that it takes
    return when > now


async def _taken(session: AppSession, person: Person, zone: str, when: datetime, but: int) -> set[date]:
    """Give the person's local days on which the program speaks of itself; what answers them takes none."""
    dues = select(Outgoing.due_at).where(
        Outgoing.person_id == person.id,
        Outgoing.kind.in_(DAILY),
        Outgoing.state.in_(COUNTS),
        Outgoing.priority > Priority.REPLY,
        Outgoing.edits.is_(False),
        Outgoing.id != but,
        Outgoing.due_at > when - timedelta(days=2),
    )
    return {due.astimezone(ZoneInfo(zone)).date() for due in await session.scalars(dues)}
