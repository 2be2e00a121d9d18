"""People: found by a keyed hash, sealed under a key of their own, erased for good."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import programme, vault
from storage.tables import Audit, Card, Outgoing, Person, PersonKey, Staff
from storage.vault import WrongKey


class KeyGone(WrongKey):
    """This person's key was destroyed: what was sealed under it stays closed."""


PASSING = timedelta(days=2)
"""How long an address is kept of somebody who did not agree to more."""
WITH_KEY = select(Person, PersonKey).outerjoin(PersonKey, PersonKey.person_id == Person.id)
"""People, and what opens their seals: both are then at hand for the rest of the transaction."""
_KNOWN = WITH_KEY.where(Person.fingerprint.in_(bindparam("fingerprints", expanding=True)))
RECOGNISED = "recognised"
SEEN_EVERY = timedelta(hours=1)
"""When somebody wrote last is known as precisely as that: to the minute it would be a write for each tap."""


async def recognise(session: AsyncSession, telegram_ids: Collection[int]) -> None:
    """Read the people with these Telegram ids, and what opens their seals, in one statement."""
    fingerprints = [vault(session).fingerprint(one) for one in telegram_ids]
    found = await session.execute(_KNOWN, {"fingerprints": fingerprints})
    session.info[RECOGNISED] = {person.fingerprint: person for person, _ in found}


async def find(session: AsyncSession, telegram_id: int) -> Person | None:
    """Give the person with this Telegram id."""
    fingerprint = vault(session).fingerprint(telegram_id)
    # Once only: by the time that they are looked for again, what they did may have erased them.
    if person := session.info.get(RECOGNISED, {}).pop(fingerprint, None):
        return person  # type: ignore[no-any-return]
    return await session.scalar(select(Person).where(Person.fingerprint == fingerprint))


async def arrive(session: AsyncSession, telegram_id: int, language: str, now: datetime) -> Person:
    """Give the person with this Telegram id, made known if they are new: nothing but how to answer them."""
    if person := await find(session, telegram_id):
        if abs(now - person.seen_at) > SEEN_EVERY:
            person.seen_at = now
        return person
    keys = vault(session)
    wrapped = keys.new_data_key()
    spoken = programme(session).language_of(language)
    person = Person(
        fingerprint=keys.fingerprint(telegram_id),
        chat=keys.seal(wrapped, telegram_id),
        profile=keys.seal(wrapped, {"language": spoken}),
        seen_at=now,
    )
    session.add(person)
    await session.flush()
    session.add(PersonKey(person_id=person.id, wrapped=wrapped))
    await session.flush()
    return person


async def key_of(session: AsyncSession, person_id: int) -> bytes:
    """Give a person's wrapped data key; raise `KeyGone` when it was destroyed, as before an old backup."""
    key = await session.get(PersonKey, person_id)
    if key is None:
        raise KeyGone
    return key.wrapped


async def seal(session: AsyncSession, person_id: int, value: Any) -> bytes:
    """Encrypt a JSON value under a person's key."""
    return vault(session).seal(await key_of(session, person_id), value)


async def opened(session: AsyncSession, person_id: int, box: bytes | None) -> Any:
    """Decrypt what was sealed under a person's key."""
    return None if box is None else vault(session).open(await key_of(session, person_id), box)


async def chat_of(session: AsyncSession, person: Person) -> int:
    """Give the Telegram id to write to."""
    return int(await opened(session, person.id, person.chat))


async def profile(session: AsyncSession, person: Person) -> dict[str, Any]:
    """Give what the person said of themselves: language, name, birth, region."""
    return dict(await opened(session, person.id, person.profile) or {})


async def save_profile(session: AsyncSession, person: Person, values: dict[str, Any]) -> None:
    """Seal what the person said of themselves."""
    person.profile = await seal(session, person.id, values)


async def zone_of(session: AsyncSession, person: Person) -> str:
    """Give the person's time zone, which follows from their region."""
    return programme(session).zone_of((await profile(session, person)).get("region"))


async def consent(session: AsyncSession, person: Person, now: datetime) -> None:
    """Remember that the person agreed to what /privacy says."""
    person.consented_at = person.consented_at or now


async def went_silent(session: AsyncSession, person: Person, state: str, now: datetime) -> None:
    """Stop writing to somebody who blocked the bot or left Telegram; what waited for them is cancelled."""
    person.state = state
    waiting = (Outgoing.person_id == person.id) & (Outgoing.state == "queued")
    await session.execute(update(Outgoing).where(waiting).values(state="cancelled", changed_at=now))


async def came_back(session: AsyncSession, person: Person) -> bool:
    """Write again to somebody who had gone silent; tell whether they had."""
    was_silent, person.state = person.state != "active", "active"
    return was_silent


async def forget(session: AsyncSession, person: Person, now: datetime) -> None:
    """Erase the person from every table and queue; the audit keeps a number that means nothing any more."""
    session.add(Audit(at=now, actor=person.id, act="erased", subject=f"person:{person.id}"))
    await session.flush()
    await session.execute(delete(Person).where(Person.id == person.id))
    session.expunge(person)
    if key := await session.get(PersonKey, person.id):  # read earlier: it went with the person
        session.expunge(key)


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget those who wrote once and never agreed to anything, unless the team still has to get back to them."""
    awaited = select(Card.person_id).where(Card.person_id.is_not(None), Card.state != "closed")
    passing = (
        Person.consented_at.is_(None),
        Person.seen_at < now - PASSING,
        Person.id.not_in(select(Staff.person_id)),
        Person.id.not_in(awaited),
    )
    await session.execute(delete(Person).where(*passing))
