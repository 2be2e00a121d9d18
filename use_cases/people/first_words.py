"""What somebody writes before they agree to anything: sealed for an hour, for their need, or dropped.

What is typed later and not sent is dropped with it: `first_words_until` is when the last of either goes.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from use_cases.people import people, unsent_words

KEPT_FOR = timedelta(hours=1)


async def keep(session: AppSession, person: Person, words: str, now: datetime) -> None:
    """Seal words for an hour; others that were kept before are gone."""
    person.first_words = await people.seal(session, person.id, words)
    person.first_words_until = now + KEPT_FOR


async def take(session: AppSession, person: Person, now: datetime) -> str:
    """Return the words that were kept, and keep them no longer; nothing when there are none, or the hour is over."""
    until, sealed, person.first_words = person.first_words_until, person.first_words, None
    is_in_time = sealed is not None and until is not None and now < until
    return str((await people.unseal(session, person.id, sealed) if is_in_time else None) or "")


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Drop the words whose time is over; return of how many people."""
    over = (await session.scalars(select(Person).where(Person.first_words_until <= now).limit(limit))).all()
    for person in over:
        person.first_words = person.first_words_until = None
        await unsent_words.drop(session, person, *unsent_words.NAMES_OF_WORDS)
    return len(over)
