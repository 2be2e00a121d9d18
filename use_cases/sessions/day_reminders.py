"""Several sessions of one person's day: the first that is due the day before brings them all in one message."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, bindparam, select

from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Need, Offer, Outgoing, Person
from use_cases.outbox import outbox, quiet_time
from use_cases.people import people
from use_cases.team import row_isolation

DAY = timedelta(days=1)
PlannedSession = Row[*tuple[Any, ...]]
SELECT_PLANNED = (
    select(
        MentoringSession.id,
        MentoringSession.revision,
        MentoringSession.state,
        MentoringSession.starts_at,
        Need.person_id.label("young"),
        Offer.person_id.label("volunteer"),
    )
    .join(Binome, Binome.id == MentoringSession.binome_id)
    .join(Need, Need.id == Binome.need_id)
    .join(Offer, Offer.id == Binome.offer_id)
)
"""A session, when it begins, and whose it is."""
SessionsByPerson = dict[int, list[PlannedSession]]
PEOPLE: BindParameter[int] = bindparam("people", expanding=True)
SELECT_NEAR = SELECT_PLANNED.where(
    MentoringSession.binome_id.in_(
        select(Binome.id)
        .join(Need, Binome.need_id == Need.id)
        .where(Need.person_id.in_(PEOPLE))
        .union(select(Binome.id).join(Offer, Binome.offer_id == Offer.id).where(Offer.person_id.in_(PEOPLE)))
    ),
    MentoringSession.state == "planned",
    MentoringSession.starts_at.between(bindparam("first"), bindparam("last")),
).order_by(MentoringSession.starts_at, MentoringSession.id)
"""Made once: making the question takes longer than its answer."""


async def send_day_summaries(
    session: AppSession, rows: Sequence[PlannedSession], now: datetime
) -> set[tuple[int, int]]:
    """Send day summaries; return the (session, person) pairs already covered."""
    near = await _read_near(session, rows)
    told = set()
    for row in rows:
        for person_id in (row.young, row.volunteer):
            if len(near[person_id]) > 1:
                async with row_isolation.isolate_row(session, await session.get_one(MentoringSession, row.id), now):
                    person = await session.get_one(Person, person_id)
                    if await _queue_day_summary(session, person, row, near[person_id], now):
                        told.add((row.id, person_id))
    return told


async def _queue_day_summary(
    session: AppSession, person: Person, row: PlannedSession, near: Sequence[PlannedSession], now: datetime
) -> bool:
    """Put one message about a whole day, once; return whether the day has several sessions at all."""
    day = await _list_same_day(session, person, row, near, now)
    if len(day) < 2:
        return False
    if not await _is_named(session, person, row, now):
        # Its key names no session as others' do: when one is moved or skipped, the rest of the day is still told.
        key = f"reminder_days:{person.id}:{row.id}.{row.revision}"
        listed = [[one.id, one.revision] for one in day]
        once = outbox.Delivery(key, expires=day[-1].starts_at)
        await outbox.put(session, now, person, "reminder_days", delivery=once, sessions=listed)
    return True


async def _list_same_day(
    session: AppSession, person: Person, row: PlannedSession, near: Sequence[PlannedSession], now: datetime
) -> list[PlannedSession]:
    """Return what is ahead on the session's day, as the person's calendar has it, in order."""
    zone = ZoneInfo(await people.find_zone(session, person))
    day = row.starts_at.astimezone(zone).date()
    return [one for one in near if one.starts_at > now and one.starts_at.astimezone(zone).date() == day]


async def _is_named(session: AppSession, person: Person, row: PlannedSession, now: datetime) -> bool:
    """Return whether a message about the person's whole day has named this session."""
    mine = (
        Outgoing.person_id == person.id,
        Outgoing.kind == "reminder_days",
        Outgoing.state.in_(quiet_time.DAY_TAKING_STATES),
    )
    found = await session.scalars(select(Outgoing.args).where(*mine, Outgoing.due_at > now - 2 * DAY))
    return any([row.id, row.revision] in args["sessions"] for args in found)


async def _read_near(session: AppSession, rows: Sequence[PlannedSession]) -> SessionsByPerson:
    """Return the planned sessions within a day of these, by person: one question for all of them."""
    if not rows:
        return {}
    near: SessionsByPerson = {person_id: [] for row in rows for person_id in (row.young, row.volunteer)}
    starts = [row.starts_at for row in rows]
    about = {"people": list(near), "first": min(starts) - DAY, "last": max(starts) + DAY}
    for one in await session.execute(SELECT_NEAR, about):
        for person_id in (one.young, one.volunteer):
            if person_id in near:
                near[person_id].append(one)
    return near
