"""The reminders of the day before, at the session's own wall-clock hour; several of one person's day in one message."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import faults, outbox, people, unprompted
from storage.tables import Binome, MentoringSession, Need, Offer, Outgoing, Person

DAY = timedelta(days=1)
Near = dict[int, list[MentoringSession]]


async def fall_due(session: AsyncSession, now: datetime, most: int) -> int:
    """Remind both members of each session whose day before has come; give how many sessions there were."""
    due = MentoringSession.day_before_at
    rows = (await session.scalars(select(MentoringSession).where(due <= now).order_by(due).limit(most))).all()
    near = await _near(session, rows)
    for row in rows:
        row.day_before_at = None
        async with faults.sparing_others(session, row, now):
            if row.state == "planned" and row.starts_at > now:
                for person_id in _members(row):
                    await _remind(session, await session.get_one(Person, person_id), row, near, now)
    return len(rows)


async def _remind(session: AsyncSession, person: Person, row: MentoringSession, near: Near, now: datetime) -> None:
    day = await _same_day(session, person, row, near.get(person.id, []), now)
    if len(day) < 2:
        key = f"reminder_day:{row.id}:{row.revision}:{person.id}"
        about: dict[str, Any] = {"session": row.id, "revision": row.revision}
        await outbox.put(session, now, person, "reminder_day", key=key, expires=row.starts_at, **about)
    elif not await _told(session, person, row, now):
        # Its key names no session as others' do: when one is moved or skipped, the rest of the day is still told.
        key = f"reminder_days:{person.id}:{row.id}.{row.revision}"
        listed = [[one.id, one.revision] for one in day]
        await outbox.put(session, now, person, "reminder_days", key=key, expires=day[-1].starts_at, sessions=listed)


async def _same_day(
    session: AsyncSession, person: Person, row: MentoringSession, near: list[MentoringSession], now: datetime
) -> list[MentoringSession]:
    """Give what is ahead on the session's day, as the person's calendar has it, in order."""
    if len(near) < 2:
        return near
    zone = ZoneInfo(await people.zone_of(session, person))
    day = row.starts_at.astimezone(zone).date()
    return [one for one in near if one.starts_at > now and one.starts_at.astimezone(zone).date() == day]


async def _told(session: AsyncSession, person: Person, row: MentoringSession, now: datetime) -> bool:
    """Tell whether a message about the person's whole day has named this session."""
    mine = Outgoing.person_id == person.id, Outgoing.kind == "reminder_days", Outgoing.state.in_(unprompted.COUNTS)
    found = await session.scalars(select(Outgoing.args).where(*mine, Outgoing.due_at > now - 2 * DAY))
    return any([row.id, row.revision] in args["sessions"] for args in found)


async def _near(session: AsyncSession, rows: Sequence[MentoringSession]) -> Near:
    """Give the planned sessions within a day of these, by person: one question for all of them."""
    if not rows:
        return {}
    everybody = {person_id for row in rows for person_id in _members(row)}
    need = select(Binome.id).join(Need, Binome.need_id == Need.id).where(Need.person_id.in_(everybody))
    offer = select(Binome.id).join(Offer, Binome.offer_id == Offer.id).where(Offer.person_id.in_(everybody))
    starts = [row.starts_at for row in rows]
    found = select(MentoringSession).where(
        MentoringSession.binome_id.in_(need.union(offer)),
        MentoringSession.state == "planned",
        MentoringSession.starts_at.between(min(starts) - DAY, max(starts) + DAY),
    )
    near: Near = {}
    for one in await session.scalars(found.order_by(MentoringSession.starts_at, MentoringSession.id)):
        for person_id in _members(one):
            near.setdefault(person_id, []).append(one)
    return near


def _members(row: MentoringSession) -> tuple[int, int]:
    return row.binome.need.person_id, row.binome.offer.person_id
