"""Those whom a transaction writes to: each with their key, their side and their role, all read in one statement."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, exists

from storage.app_session import AppSession
from storage.forms import GONE
from storage.people import WITH_KEY
from storage.tables import Need, Offer, Person, Staff

KEPT = "addressees"


@dataclass(frozen=True, slots=True)
class Addressee:
    """``young``, ``volunteer`` or an empty string; ``head``, ``coordinator`` or an empty string."""

    side: str
    role: str


_HAS_NEED, _HAS_OFFER = (exists().where(form.person_id == Person.id, form.state.not_in(GONE)) for form in (Need, Offer))
_FOUND = (
    WITH_KEY.add_columns(Staff.role, _HAS_NEED, _HAS_OFFER)
    .outerjoin(Staff, Staff.person_id == Person.id)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
)


async def look_up(session: AppSession, person_ids: Collection[int]) -> None:
    """Read them; this transaction then finds each of them, and what opens their seals, without asking again."""
    known = session.info.setdefault(KEPT, {})
    for person, _, role, young, volunteer in await session.execute(_FOUND, {"ids": list(person_ids)}):
        known[person.id] = Addressee("young" if young else "volunteer" if volunteer else "", role or "")


async def of(session: AppSession, person: Person) -> Addressee:
    """Give what was looked up of a person, looked up now if it was not."""
    if person.id not in session.info.get(KEPT, {}):
        await look_up(session, [person.id])
    found: Addressee = session.info[KEPT][person.id]
    return found
