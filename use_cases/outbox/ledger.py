"""The outbox as a ledger: what was planned, and what became of it. It adds up, or something was lost."""

from datetime import datetime, timedelta
from typing import get_args

from sqlalchemy import func, select

from mentoring.message_kinds import LIST, OutboxState, Priority
from mentoring.talk import PASSED_KINDS
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing
from use_cases.outbox import silences

KEPT_FOR = timedelta(days=90)
"""How long what was settled is remembered."""
STATES: tuple[OutboxState, ...] = get_args(OutboxState)
"""In the order in which a message may come to them."""


async def count_planned(session: AppSession) -> int:
    """Return how many rows there are in all."""
    return int(await session.scalar(select(func.count()).select_from(Outgoing)) or 0)


async def count_by_state_and_kind(session: AppSession) -> dict[tuple[str, str], int]:
    """Return how many rows of each kind are in each state."""
    grouped = select(Outgoing.state, Outgoing.kind, func.count()).group_by(Outgoing.state, Outgoing.kind)
    return {(state, kind): count for state, kind, count in await session.execute(grouped)}


async def list_uncertain(session: AppSession) -> list[Outgoing]:
    """Return the rows whose fate nobody knows, newest first."""
    found = (
        select(Outgoing)
        .where(Outgoing.state == "uncertain", Outgoing.kind.not_in(PASSED_KINDS))
        .order_by(Outgoing.id.desc())
    )
    return list(await session.scalars(found))


async def find_oldest_due(
    session: AppSession, now: datetime, is_staff_bound: bool, priority: Priority = Priority.LIST
) -> datetime | None:
    """Return since when the row that has waited longest has been due, of those that are as urgent as that at least.

    Neither what waits for a group or for the end of a silence is counted, nor lists of commands, which are due by any
    clock.
    """
    waiting = [Outgoing.state == "queued", Outgoing.due_at <= now, Outgoing.kind != LIST]
    waiting.append(~silences.has_to_wait(now))
    waiting.append(Outgoing.priority <= priority)
    if not is_staff_bound:
        waiting.append(Outgoing.person_id.is_not(None))
    return await session.scalar(select(func.min(Outgoing.due_at)).where(*waiting))
