"""Reminders of sessions: those that are due are queued together, a hundred sessions in a few statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from mentoring.messages import MESSAGES
from storage.tables import Binome, MentoringSession, Need, Offer, Outgoing, Person

Planned = Row[*tuple[Any, ...]]

KINDS: dict[str, InstrumentedAttribute[datetime | None]] = {
    "reminder_day": MentoringSession.day_before_at,
    "reminder_soon": MentoringSession.soon_at,
}
"""Kind of message -> when it is due."""
PLANNED = (
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


async def fall_due(session: AsyncSession, now: datetime, most: int) -> int:
    """Queue the reminders that are due; give how many sessions they were of. Nothing sealed is opened for it."""
    count = 0
    for kind, due in KINDS.items():
        found = (await session.execute(PLANNED.where(due <= now).order_by(due).limit(most))).all()
        if found:
            ahead = [one for one in found if one.state == "planned" and one.starts_at > now]
            await _tell_both(session, kind, ahead, now)
            done = MentoringSession.id.in_([one.id for one in found])
            await session.execute(update(MentoringSession).where(done).values({due: None}))
        count += len(found)
    return count


async def _tell_both(session: AsyncSession, kind: str, sessions: Sequence[Planned], now: datetime) -> None:
    """Put each reminder once, to whoever can be written to."""
    rows = {row["key"]: row for one in sessions for row in _rows(kind, one, now)}
    concerned = {row["person_id"] for row in rows.values()}
    there = await session.scalars(select(Person.id).where(Person.id.in_(concerned), Person.state == "active"))
    reachable = set(there)
    already = set(await session.scalars(select(Outgoing.key).where(Outgoing.key.in_(rows))))
    if fresh := [row for key, row in rows.items() if key not in already and row["person_id"] in reachable]:
        await session.execute(insert(Outgoing), fresh)


def _rows(kind: str, one: Planned, now: datetime) -> list[dict[str, Any]]:
    same = {
        "kind": kind,
        "args": {"session": one.id, "revision": one.revision},
        "priority": MESSAGES[kind].priority,
        "due_at": now,
        "expires_at": one.starts_at,
        "changed_at": now,
    }
    both = (one.young, one.volunteer)
    return [same | {"person_id": person, "key": f"{kind}:{one.id}:{one.revision}:{person}"} for person in both]
