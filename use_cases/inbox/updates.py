"""What was heard from Telegram: each update has one effect; one whose handler fails is parked and tried again."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import TextClause, bindparam, delete, select, text

from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.engine.clock import Clock
from storage.schema.base import Utc
from storage.schema.tables import ParkedUpdate, Person, ProcessedUpdate
from use_cases.team import cards

log = logging.getLogger(__name__)

MAX_TRIES = 5
PARKED_KEPT_FOR = timedelta(days=14)
IDS_KEPT_FOR = timedelta(days=3)
"""Telegram keeps updates for 24 hours: after that no id comes again."""
UNREAD = "unread"
"""The one case for all the updates that could not be read."""


async def record_new(session: AppSession, update_ids: Sequence[int], real_now: datetime) -> set[int]:
    """Record update ids; return those that were new.

    One statement each: of two processes that hear the same update, the second waits for the first to commit. In order,
    so that no two can wait for each other.
    """
    given = {"at": real_now} | {f"id{place}": update_id for place, update_id in enumerate(sorted(update_ids))}
    return set(await session.scalars(_build_insert(len(update_ids)), given))


@cache
def _build_insert(many: int) -> TextClause:
    rows = ", ".join(f"(:id{place}, :at)" for place in range(many))
    heard = f"INSERT INTO heard (update_id, at) VALUES {rows} ON CONFLICT DO NOTHING RETURNING update_id"
    return text(heard).bindparams(bindparam("at", type_=Utc()))


async def park(
    session: AppSession, update_id: int, update: Any, person: Person | None, now: datetime, real_now: datetime
) -> int:
    """Put aside an update whose handler failed; return how often it was tried. The staff hear of the last try."""
    row = await session.get(ParkedUpdate, update_id)
    if row is None:
        row = ParkedUpdate(
            update_id=update_id,
            person_id=person and person.id,
            update=session.vault.seal_own(update),
            at=real_now,
            tries=0,
        )
        session.add(row)
    await _count_try(session, row, now, real_now)
    return row.tries


async def keep_unread(session: AppSession, update_id: int, update: Any, person: Person | None, clock: Clock) -> None:
    """Keep an update that cannot be read: no try would read it. One case tells the team, however many there are."""
    now, sealed = clock.now(), session.vault.seal_own(update)
    if row := await session.get(ParkedUpdate, update_id):
        row.tries, row.retry_at = MAX_TRIES, None
    else:
        given = {"update_id": update_id, "person_id": person and person.id, "update": sealed}
        session.add(ParkedUpdate(**given, at=clock.real_now(), tries=MAX_TRIES))
    if not await cards.is_open(session, "fault", UNREAD):
        await cards.open_case(session, now, "fault", UNREAD)


async def count_retry(session: AppSession, update_id: int, now: datetime, real_now: datetime) -> None:
    """Count a try of an update that cannot even be read any more, if it is still due: once for each moment."""
    row = await session.get(ParkedUpdate, update_id, populate_existing=True)
    if row is not None and row.retry_at is not None and row.retry_at <= real_now:
        await _count_try(session, row, now, real_now)


async def _count_try(session: AppSession, row: ParkedUpdate, now: datetime, real_now: datetime) -> None:
    row.tries += 1
    row.retry_at = real_now + timedelta(minutes=2**row.tries) if row.tries < MAX_TRIES else None
    if row.retry_at is None:
        await cards.open_case(session, now, "fault", f"update:{row.update_id}", person_id=row.person_id)


async def list_parked_due(session: AppSession, real_now: datetime) -> list[tuple[int, Any]]:
    """Return the (id, update) that are to be tried again now; None for one that cannot be opened."""
    rows = await session.scalars(
        select(ParkedUpdate).where(ParkedUpdate.retry_at <= real_now).order_by(ParkedUpdate.update_id)
    )
    return [(row.update_id, _open_update(session, row)) for row in rows]


def _open_update(session: AppSession, row: ParkedUpdate) -> Any:
    try:
        return session.vault.open_own(row.update)
    except WrongKey as error:
        problem = type(error).__name__
        log.error("not_readable", extra={"table": row.__tablename__, "row": row.update_id, "problem": problem})
        return None


async def unpark(session: AppSession, update_id: int) -> None:
    """Delete a parked update that has had its effect."""
    await session.execute(delete(ParkedUpdate).where(ParkedUpdate.update_id == update_id))


async def prune(session: AppSession, real_now: datetime) -> None:
    """Forget the ids of updates that cannot come again, and what no try has brought to its effect."""
    await session.execute(delete(ProcessedUpdate).where(ProcessedUpdate.at < real_now - IDS_KEPT_FOR))
    await session.execute(
        delete(ParkedUpdate).where(ParkedUpdate.retry_at.is_(None), ParkedUpdate.at < real_now - PARKED_KEPT_FOR)
    )
