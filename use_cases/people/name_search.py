"""Looking for a first name: names are sealed, so they are opened one batch after another. Nothing is kept of it."""

import unicodedata

from sqlalchemy import select

from storage.engine.app_session import AppSession
from storage.schema.tables import Need, Offer, Person, PersonKey

BATCH_ROWS = 200
MAX_FOUND = 10


async def find_by_name(session: AppSession, wanted: str, reader: Person) -> list[int]:
    """Return who has or had a need or an offer and whose name begins so: at most 10, whole names first."""
    sought, after = _normalise(wanted), 0
    whole: list[int] = []
    begun: list[int] = []
    while sought and len(whole) < MAX_FOUND:
        names = await _read_batch(session, after)
        for person_id, name in names:
            if person_id != reader.id and sought in (name, *name.split()):
                whole.append(person_id)
            elif person_id != reader.id and name.startswith(sought):
                begun.append(person_id)
        if len(names) < BATCH_ROWS:
            break
        after = names[-1][0]
    return [*whole, *begun][:MAX_FOUND]


async def _read_batch(session: AppSession, after: int) -> list[tuple[int, str]]:
    known = Person.id.in_(select(Need.person_id)) | Person.id.in_(select(Offer.person_id))
    found = select(Person.id, Person.profile, PersonKey.wrapped).join(PersonKey, PersonKey.person_id == Person.id)
    rows = await session.execute(found.where(Person.id > after, known).order_by(Person.id).limit(BATCH_ROWS))
    return [(number, _normalise((session.vault.open(key, box) or {}).get("name", ""))) for number, box, key in rows]


def _normalise(name: str) -> str:
    """Return a name without capitals and accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())
