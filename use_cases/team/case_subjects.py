"""Whom a case is about."""

from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Person


async def find_subject(session: AppSession, card: Card) -> Person | None:
    """Return whom a case is about: whoever is in danger, where the bot knows them, else whoever wrote."""
    in_danger = await session.get(Person, card.danger_id) if card.danger_id else None
    if in_danger is not None or not card.person_id:
        return in_danger
    return await session.get(Person, card.person_id)
