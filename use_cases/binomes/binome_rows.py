"""A binôme with all that is sealed of both its members: read in one statement, each seal opened once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased, contains_eager

from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person, PersonKey
from use_cases.needs_offers import forms

SelectT = TypeVar("SelectT", bound=Select[*tuple[Any, ...]])


def join_need_and_offer(found: SelectT) -> SelectT:
    """Return a selection of binômes with the need and the offer of each, which know its members."""
    return found.join(Need, Need.id == Binome.need_id).join(Offer, Offer.id == Binome.offer_id)


_YOUNG, _VOLUNTEER = aliased(Person), aliased(Person)
_YOUNG_KEY, _VOLUNTEER_KEY = aliased(PersonKey), aliased(PersonKey)
_SELECT_BINOME = (
    join_need_and_offer(select(Binome, _YOUNG, _VOLUNTEER, _YOUNG_KEY, _VOLUNTEER_KEY))
    .join(_YOUNG, _YOUNG.id == Need.person_id)
    .join(_VOLUNTEER, _VOLUNTEER.id == Offer.person_id)
    .outerjoin(_YOUNG_KEY, _YOUNG_KEY.person_id == Need.person_id)
    .outerjoin(_VOLUNTEER_KEY, _VOLUNTEER_KEY.person_id == Offer.person_id)
    .options(contains_eager(Binome.need), contains_eager(Binome.offer))
    .where(Binome.id == bindparam("id"))
    .execution_options(populate_existing=True)
)
"""Keys come along, so that nothing is fetched to open a seal; whoever has none any more is found all the same."""


@dataclass(frozen=True, slots=True)
class BinomeAnswers:
    """A binôme, what each of its members answered, and each one's time zone."""

    binome: Binome
    need: dict[str, Any]
    offer: dict[str, Any]
    young_zone: str
    volunteer_zone: str


async def fetch_binome(session: AppSession, binome_id: int) -> Binome | None:
    """Return a binôme as it is now, its members and their keys at hand; None when it is gone."""
    found = (await session.execute(_SELECT_BINOME, {"id": binome_id})).first()
    return found[0] if found else None


async def have_agreed(session: AppSession, one: Person, others: Collection[int]) -> bool:
    """Return whether somebody and one of some other people ever agreed on a binôme."""
    mine = (Need.person_id == one.id) & Offer.person_id.in_(others)
    theirs = (Offer.person_id == one.id) & Need.person_id.in_(others)
    found = join_need_and_offer(select(Binome.id)).where(Binome.agreed_at.is_not(None), mine | theirs)
    return await session.scalar(found.limit(1)) is not None


async def read_answers(session: AppSession, binome: Binome) -> BinomeAnswers:
    """Return a binôme with its members' answers, opened."""
    need, offer = await forms.read_answers(session, binome.need), await forms.read_answers(session, binome.offer)
    find_zone = session.programme.find_zone
    return BinomeAnswers(binome, need, offer, find_zone(need.get("region")), find_zone(offer.get("region")))
