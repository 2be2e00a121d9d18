"""What a sign of distress was about: sealed under the person's key, for the help texts alone, gone after a week."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from mentoring.help_numbers import CATEGORIES, Category, MaybeCategory
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.tables import Person
from use_cases.people import people

KEPT_FOR = timedelta(days=7)


async def remember_sign(
    session: AppSession, person: Person, category: Category, now: datetime, *, is_strong: bool
) -> None:
    """Keep what was heard; a weak sign does not take the place of a strong one."""
    earlier = await _read_sign(session, person, now)
    if is_strong or not (earlier and earlier["strong"]):
        kept = {"category": category, "strong": is_strong, "at": now.isoformat()}
        person.heard = await people.seal(session, person.id, kept)


async def read_category(session: AppSession, person: Person, now: datetime) -> MaybeCategory:
    """Return what was heard within the last week; an empty string when nothing was."""
    sign = await _read_sign(session, person, now)
    return next((one for one in CATEGORIES if sign and one == sign["category"]), "")


async def forget_signs(session: AppSession, now: datetime) -> None:
    """Erase what was heard over a week ago, or can no longer be opened, and that a weak sign was."""
    faint = Person.weak_sign_at <= now - KEPT_FOR
    await session.execute(update(Person).where(faint).values(weak_sign_at=None))
    for person in await session.scalars(select(Person).where(Person.heard.is_not(None))):
        try:
            kept = await _read_sign(session, person, now)
        except WrongKey:
            kept = None
        if kept is None:
            person.heard = None


async def _read_sign(session: AppSession, person: Person, now: datetime) -> dict[str, object] | None:
    found: dict[str, object] | None = await people.unseal(session, person.id, person.heard)
    return found if found and now - datetime.fromisoformat(str(found["at"])) < KEPT_FOR else None
