"""When what nobody asked for may leave: outside the quiet hours, and the program's own ideas once a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring.message_kinds import IN_TRANSIT_STATES, SENT_STATES, Priority
from mentoring.messages import MESSAGES
from mentoring.rhythm import skip_quiet_hours, skip_taken_days
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from use_cases.people import people

DAILY_KINDS = tuple(kind for kind, rules in MESSAGES.items() if rules.daily)
DAY_TAKING_STATES = (*IN_TRANSIT_STATES, *SENT_STATES)
"""States of a message that takes its day; what never left and never will takes none."""
LATE_AFTER = timedelta(hours=1)


async def find_earliest_send_time(
    session: AppSession, person: Person, kind: str, now: datetime, *, excluded_id: int = 0
) -> datetime:
    """Return when an unprompted message may leave; `excluded_id` is its own row, if it has one."""
    zone, rhythm = await people.find_zone(session, person), session.programme.rhythm
    when = skip_quiet_hours(now, zone, rhythm)
    if not MESSAGES[kind].daily:
        return when
    return skip_taken_days(when, await _list_taken_days(session, person, zone, when, excluded_id), zone, rhythm)


async def postpone_if_early(session: AppSession, row: Outgoing, now: datetime) -> bool:
    """Requeue a claimed row if it is too early; return True if requeued."""
    rules = MESSAGES.get(row.kind)
    if row.person_id is None or row.edits or row.priority <= Priority.REPLY or not (rules and rules.keeps_quiet_time):
        return False
    person = await session.get_one(Person, row.person_id)
    when = await find_earliest_send_time(session, person, row.kind, now, excluded_id=row.id)
    if when > now:
        row.state, row.attempts, row.due_at = "queued", row.attempts - 1, when
    elif now - row.due_at > LATE_AFTER:
        row.due_at = now  # it is this day that it takes
    return when > now


async def _list_taken_days(
    session: AppSession, person: Person, zone: str, when: datetime, excluded_id: int
) -> set[date]:
    """Return the person's local days on which the program speaks of itself; what answers them takes none."""
    dues = select(Outgoing.due_at).where(
        Outgoing.person_id == person.id,
        Outgoing.kind.in_(DAILY_KINDS),
        Outgoing.state.in_(DAY_TAKING_STATES),
        Outgoing.priority > Priority.REPLY,
        Outgoing.edits.is_(False),
        Outgoing.id != excluded_id,
        Outgoing.due_at > when - timedelta(days=2),
    )
    return {due.astimezone(ZoneInfo(zone)).date() for due in await session.scalars(dues)}
