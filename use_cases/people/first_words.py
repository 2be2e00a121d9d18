"""What somebody writes before they agree to anything: sealed for an hour, for their need, or dropped."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from use_cases.people import people

KEPT_FOR = timedelta(hours=1)


async def keep(session: AppSession, person: Person, words: str, now: datetime) -> None:
    """Seal words for an hour; others that were kept before are gone."""
    person.first_words = await people.seal(session, person.id, words)
    person.first_words_until = now + KEPT_FOR


async def take(session: AppSession, person: Person, now: datetime) -> str:
    """Return the words that were kept, and keep them no longer; nothing when there are none, or the hour is over."""
    is_in_time = person.first_words_until is not None and now < person.first_words_until
    words = await people.unseal(session, person.id, person.first_words) if is_in_time else None
    person.first_words = person.first_words_until = None
    return str(words or "")


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Drop the words whose hour is over; return how many there were."""
    over = select(Person.id).where(Person.first_words_until <= now).limit(limit)
    dropped = update(Person).where(Person.id.in_(over)).values(first_words=None, first_words_until=None)
    return cast(CursorResult[Any], await session.execute(dropped)).rowcount
