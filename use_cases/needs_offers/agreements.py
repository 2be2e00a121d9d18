"""What somebody agreed to: it stays in their chat with its date instead of its buttons, and its words are kept."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from mentoring.privacy import AGREED_TO
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ConsentWords
from storage.schema.tables import Outgoing, Person
from use_cases.outbox import outbox


async def keep_words(session: AppSession, agreements: Iterable[tuple[str, str]], now: datetime) -> None:
    """Keep the words of each edition that is shown from now on; of one that is known nothing changes."""
    for edition, words in agreements:
        if await session.get(ConsentWords, edition) is None:
            session.add(ConsentWords(edition=edition, words=words, since=now))
            await session.flush()


async def read_words(session: AppSession, person: Person) -> str:
    """Return the words that somebody agreed to; empty where nobody kept them, or nothing was agreed to."""
    kept = await session.get(ConsentWords, person.consent_edition) if person.consent_edition else None
    return kept.words if kept is not None else ""


async def find_read(
    session: AppSession, person: Person, message_id: int | None, editions: Mapping[str, str | None]
) -> str | None:
    """Return which message with the words to agree to was tapped; None for any other, which agrees to nothing.

    One that was sent before its present edition (`editions`: kind -> which that is) had other words.
    """
    if message_id is None:
        return None
    shown = select(Outgoing.kind, Outgoing.due_at).where(
        Outgoing.person_id == person.id, Outgoing.message_id == message_id
    )
    found = (await session.execute(shown.order_by(Outgoing.id.desc()).limit(1))).first()
    if found is None or found.kind not in AGREED_TO:
        return None
    edition = editions.get(found.kind)
    kept = await session.get(ConsentWords, edition) if edition else None
    return None if kept is not None and found.due_at < kept.since else str(found.kind)


async def mark(session: AppSession, person: Person, kind: str, message_id: int | None, now: datetime) -> None:
    """Write the date of the agreement under what was agreed to."""
    await outbox.put(session, now, person, kind, edit=message_id, agreed=True)
