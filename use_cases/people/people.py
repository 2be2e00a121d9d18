"""People: found by a keyed hash, sealed under a key of their own. How they are erased: erasure.py."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from mentoring.states import PersonState
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.tables import Card, Outgoing, Person, PersonKey
from use_cases.people import standing
from use_cases.people.audit import record_audit


class KeyGone(WrongKey):
    """This person's key was destroyed: what was sealed under it stays closed."""


PERSON_WITH_KEY = select(Person, PersonKey).outerjoin(PersonKey, PersonKey.person_id == Person.id)
"""People, and what opens their seals: both are then at hand for the rest of the transaction."""
_SELECT_KNOWN = PERSON_WITH_KEY.where(Person.fingerprint.in_(bindparam("fingerprints", expanding=True)))
Recognised = dict[bytes, Person]
"""Fingerprint -> the person that was read for it."""
SEEN_INTERVAL = timedelta(hours=1)
"""When somebody wrote last is known as precisely as that: to the minute it would be a write for each tap."""


async def recognise(session: AppSession, telegram_ids: Collection[int]) -> Recognised:
    """Return the people with these Telegram ids; they and what opens their seals are read in one statement."""
    fingerprints = [session.vault.fingerprint(one) for one in telegram_ids]
    found = await session.execute(_SELECT_KNOWN, {"fingerprints": fingerprints})
    return {person.fingerprint: person for person, _ in found}


async def find_person(session: AppSession, telegram_id: int, recognised: Recognised | None = None) -> Person | None:
    """Return the person with this Telegram id. Who was recognised is taken from there."""
    fingerprint = session.vault.fingerprint(telegram_id)
    # Once only: by the time that they are looked for again, what they did may have erased them.
    if recognised and (person := recognised.pop(fingerprint, None)):
        return person
    return await session.scalar(select(Person).where(Person.fingerprint == fingerprint))


async def find_or_create(
    session: AppSession, telegram_id: int, language: str, now: datetime, recognised: Recognised | None = None
) -> Person:
    """Return the person with this Telegram id, made known if they are new: nothing but how to answer them."""
    if person := await find_person(session, telegram_id, recognised):
        if abs(now - person.seen_at) > SEEN_INTERVAL:
            person.seen_at = now
        return person
    keys = session.vault
    wrapped = keys.generate_data_key()
    spoken = session.programme.choose_language(language)
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
    await _link_return(session, person, now)
    await standing.recognise_turned_away(session, telegram_id, person, now)
    return person


async def _link_return(session: AppSession, person: Person, now: datetime) -> None:
    """Tell the readers of a case that whoever it is about, and had erased everything, is back with the same account."""
    mine = (Card.about_print == person.fingerprint, Card.about_id.is_(None))
    for card in (await session.scalars(select(Card).where(*mine))).all():
        card.about_id = person.id
        record_audit(session, now, None, "came back", card)


async def find_key(session: AppSession, person_id: int) -> bytes:
    """Return a person's wrapped data key; raise `KeyGone` when it was destroyed, as before an old backup."""
    key = await session.get(PersonKey, person_id)
    if key is None:
        raise KeyGone
    return key.wrapped


async def seal(session: AppSession, person_id: int, value: Any) -> bytes:
    """Encrypt a JSON value under a person's key."""
    return session.vault.seal(await find_key(session, person_id), value)


async def unseal(session: AppSession, person_id: int, box: bytes | None) -> Any:
    """Decrypt what was sealed under a person's key."""
    return None if box is None else session.vault.open(await find_key(session, person_id), box)


async def find_chat(session: AppSession, person: Person) -> int:
    """Return the Telegram id to write to."""
    return int(await unseal(session, person.id, person.chat))


async def read_profile(session: AppSession, person: Person) -> dict[str, Any]:
    """Return what the person said of themselves: language, name, birth, region."""
    return dict(await unseal(session, person.id, person.profile) or {})


async def save_profile(session: AppSession, person: Person, values: dict[str, Any]) -> None:
    """Seal what the person said of themselves."""
    person.profile = await seal(session, person.id, values)


async def find_zone(session: AppSession, person: Person) -> str:
    """Return the person's time zone, which follows from their region."""
    return session.programme.find_zone((await read_profile(session, person)).get("region"))


async def record_consent(
    session: AppSession, person: Person, now: datetime, edition: str | None = None, present: Collection[str] = ()
) -> None:
    """Remember that the person agreed to what the welcome says, and to which edition of it.

    The first time counts, until its words are none of the present ones.
    """
    if person.consented_at is None or (edition and person.consent_edition not in present):
        person.consented_at, person.consent_edition = now, edition


async def mark_silent(session: AppSession, person: Person, state: PersonState, now: datetime) -> None:
    """Stop writing to somebody who blocked the bot or left Telegram; what waited for them is cancelled."""
    person.state = state
    waiting = (Outgoing.person_id == person.id) & (Outgoing.state == "queued")
    await session.execute(update(Outgoing).where(waiting).values(state="cancelled", changed_at=now))


async def mark_active(session: AppSession, person: Person) -> bool:
    """Write again to somebody who had gone silent; return whether they had."""
    was_silent, person.state = person.state != "active", "active"
    return was_silent
