"""Reminders of sessions: those that are due are queued together, a hundred sessions in a few statements."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, aliased

from mentoring.messages import MESSAGES
from storage.engine.app_session import AppSession
from storage.schema.base import Base
from storage.schema.tables import MentoringSession, Need, Offer, Outgoing, Person
from use_cases.outbox import outages
from use_cases.outbox.keys import build_session_key
from use_cases.sessions import day_reminders
from use_cases.sessions.day_reminders import SELECT_PLANNED, PlannedSession

KINDS: dict[str, InstrumentedAttribute[datetime | None]] = {
    "reminder_day": MentoringSession.day_before_at,
    "reminder_soon": MentoringSession.soon_at,
}
"""Kind of message -> when it is due."""
YOUNG, VOLUNTEER = aliased(Person), aliased(Person)
WITH_STATES = (
    SELECT_PLANNED.join(YOUNG, YOUNG.id == Need.person_id)
    .join(VOLUNTEER, VOLUNTEER.id == Offer.person_id)
    .add_columns(YOUNG.state.label("young_state"), VOLUNTEER.state.label("volunteer_state"))
)
"""With it whether each of the two can be written to."""
SELECT_DUE = {
    kind: WITH_STATES.where(due <= bindparam("now")).order_by(due).limit(bindparam("most"))
    for kind, due in KINDS.items()
}
SESSION, OUTBOX = (Base.metadata.tables[table.__tablename__] for table in (MentoringSession, Outgoing))
CLEAR_DUE = {
    kind: update(SESSION).where(SESSION.c.id.in_(bindparam("found", expanding=True))).values({due.key: None})
    for kind, due in KINDS.items()
}
"""Sessions that the transaction has loaded do not hear of it: nothing may change their dates before it ends."""
IS_PAST = (MentoringSession.starts_at <= bindparam("now"), or_(*(due <= bindparam("now") for due in KINDS.values())))
SELECT_MISSED = WITH_STATES.where(*IS_PAST, MentoringSession.state == "planned").add_columns(*KINDS.values())
CLEAR_PAST = update(SESSION).where(*IS_PAST).values({due.key: None for due in KINDS.values()})
"""What is too late for a reminder of either kind."""
SELECT_EARLIEST = select(*(select(func.min(due)).scalar_subquery() for due in KINDS.values()))
INSERT_REMINDERS = {
    dialect: insert(OUTBOX).on_conflict_do_nothing(index_elements=[OUTBOX.c.key])
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
"""Made once, and for tables, not classes: many rows go faster so. The unique key lets nothing be said twice."""


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Queue the reminders that are due; return how many sessions they were of.

    Nothing sealed is opened for it, but to know the calendar of who has several sessions near.
    """
    count = 0
    for kind in KINDS:
        found = (await session.execute(SELECT_DUE[kind], {"now": now, "most": limit})).all()
        if any(one.starts_at <= now for one in found):
            await _expire_missed(session, now)
        if found:
            ahead = [one for one in found if one.state == "planned" and one.starts_at > now]
            together = await day_reminders.send_day_summaries(session, ahead, now) if kind == "reminder_day" else set()
            await _queue_reminders(session, kind, ahead, together, now)
            await session.execute(CLEAR_DUE[kind], {"found": [one.id for one in found]})
        count += len(found)
    return count


async def _expire_missed(session: AppSession, now: datetime) -> None:
    """Put down as expired every reminder whose session has begun, and tell the team once.

    All at once, not a batch at a time: what one message tells must be whole when it leaves, after a kill too.
    """
    missed = (await session.execute(SELECT_MISSED, {"now": now})).all()
    since = min(moment for moment in (await session.execute(SELECT_EARLIEST)).one() if moment)
    await session.execute(CLEAR_PAST, {"now": now})
    dues = [(kind, one) for one in missed for kind, due in KINDS.items() if getattr(one, due.key)]
    rows = [row for kind, one in dues for row in _build_rows(kind, one, now)]
    if rows:
        await _insert_rows(session, rows)
        await outages.report_absence(session, since, now)


async def _queue_reminders(
    session: AppSession,
    kind: str,
    sessions: Sequence[PlannedSession],
    covered: Collection[tuple[int, int]],
    now: datetime,
) -> None:
    """Put each reminder once, to whoever can be written to and was not told of their whole day."""
    rows = [row for one in sessions for row in _build_rows(kind, one, now) if (one.id, row["person_id"]) not in covered]
    if rows:
        await _insert_rows(session, rows)


async def _insert_rows(session: AppSession, rows: Sequence[dict[str, Any]]) -> None:
    await session.execute(INSERT_REMINDERS[session.get_bind().dialect.name], rows)


def _build_rows(kind: str, one: PlannedSession, now: datetime) -> list[dict[str, Any]]:
    same = {
        "kind": kind,
        "args": {"session": one.id, "revision": one.revision},
        "priority": MESSAGES[kind].priority,
        "state": "queued" if one.starts_at > now else "expired",
        "due_at": now,
        "expires_at": one.starts_at,
        "changed_at": now,
    }
    both = (one.young, one.young_state), (one.volunteer, one.volunteer_state)
    there = [person for person, state in both if state == "active"]
    return [
        same | {"person_id": person, "key": build_session_key(kind, one.id, one.revision, person)} for person in there
    ]
