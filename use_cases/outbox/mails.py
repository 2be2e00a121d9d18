"""Rows of the outbox that leave by mail: they wait for no chat, and no chat waits for them."""

from datetime import datetime

from sqlalchemy import or_, select

from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing


async def claim(session: AppSession, now: datetime, real_now: datetime) -> Outgoing | None:
    """Take the next mail that may leave; None when none is due."""
    ready = (Outgoing.state == "queued", Outgoing.channel == "mail", Outgoing.due_at <= now)
    may = or_(Outgoing.retry_at.is_(None), Outgoing.retry_at <= real_now)
    found = select(Outgoing).where(*ready, may).order_by(Outgoing.priority, Outgoing.id).limit(1)
    row = await session.scalar(found.with_for_update(skip_locked=True))
    if row is not None:
        row.state, row.attempts, row.changed_at = "sending", row.attempts + 1, real_now
    return row
