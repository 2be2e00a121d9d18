"""What somebody agreed to stays in their chat as they read it, with its date instead of its buttons."""

from datetime import datetime

from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.schema.tables import Outgoing, Person
from use_cases.outbox import outbox

AGREED_TO = ("welcome", "begin_need", "begin_offer")
"""Kinds of message whose button is an agreement."""


async def find_read(session: AppSession, person: Person, message_id: int | None) -> str | None:
    """Return which message with the words to agree to was tapped; None for any other, which agrees to nothing."""
    if message_id is None:
        return None
    shown = select(Outgoing.kind).where(Outgoing.person_id == person.id, Outgoing.message_id == message_id)
    kind = await session.scalar(shown.order_by(Outgoing.id.desc()).limit(1))
    return kind if kind in AGREED_TO else None


async def mark(session: AppSession, person: Person, kind: str, message_id: int | None, now: datetime) -> None:
    """Write the date of the agreement under what was agreed to."""
    await outbox.put(session, now, person, kind, edit=message_id, agreed=True)
