"""Messages that leave their chat again: each is an operation of the outbox, due so many hours after it was shown."""

from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.message_kinds import DELETION, DELETION_RULES, OPERATIONS
from mentoring.messages import MESSAGES
from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing

TRIED_FOR = timedelta(hours=23)
"""Telegram lets a bot delete a message for 48 hours."""


async def plan_deletion(session: AppSession, row: Outgoing, message_id: int | None, now: datetime) -> None:
    """Have a message that stands in a private chat since now deleted at its term, if its kind has one.

    A message that is redrawn keeps its first term.
    """
    rules = MESSAGES.get(row.kind) or OPERATIONS.get(row.kind)
    if row.person_id is None or rules is None or not rules.kept_hours or message_id is None:
        return
    key = f"{DELETION}:{row.person_id}:{message_id}"
    if await session.scalar(select(Outgoing.id).where(Outgoing.key == key)):
        return
    due = now + timedelta(hours=rules.kept_hours)
    session.add(
        Outgoing(
            key=key, person_id=row.person_id, kind=DELETION, args={}, edits=True, message_id=message_id,
            priority=DELETION_RULES.priority, due_at=due, expires_at=due + TRIED_FOR, changed_at=now,
        )
    )  # fmt: skip
