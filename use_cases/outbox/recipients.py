"""Those whom a transaction writes to: each with their key, their side and their role, all read in one statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import bindparam, exists

from mentoring.roles import MaybeRole, MaybeSide
from mentoring.states import GONE
from storage.engine.app_session import AppSession
from storage.schema.tables import Need, Offer, Person, Staff
from use_cases.people.people import PERSON_WITH_KEY


@dataclass(frozen=True, slots=True)
class Recipient:
    """``young``, ``volunteer`` or an empty string; ``head``, ``coordinator`` or an empty string."""

    side: MaybeSide
    role: MaybeRole


@dataclass(frozen=True, slots=True)
class Recipients:
    """The staff group's chat, and what is known of people, by their number."""

    staff_chat: int | None
    people: Mapping[int, Recipient]


NO_RECIPIENTS: Mapping[int, Recipient] = MappingProxyType({})
_HAS_NEED, _HAS_OFFER = (exists().where(form.person_id == Person.id, form.state.not_in(GONE)) for form in (Need, Offer))
_SELECT_RECIPIENTS = (
    PERSON_WITH_KEY.add_columns(Staff.role, _HAS_NEED, _HAS_OFFER)
    .outerjoin(Staff, Staff.person_id == Person.id)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
)


async def look_up_recipients(session: AppSession, person_ids: Collection[int]) -> dict[int, Recipient]:
    """Return sides and roles by person id; load these people and their keys."""
    found = await session.execute(_SELECT_RECIPIENTS, {"ids": list(person_ids)})
    return {
        person.id: Recipient("young" if young else "volunteer" if volunteer else "", role or "")
        for person, _, role, young, volunteer in found
    }


async def fetch_recipient(session: AppSession, person: Person, known: Mapping[int, Recipient]) -> Recipient:
    """Return what is known of a person, looked up now if nothing is."""
    return known.get(person.id) or (await look_up_recipients(session, [person.id]))[person.id]
