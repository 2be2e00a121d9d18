"""What each of the two has chosen: to write at all, to read the other's words, to show a Telegram name."""

from datetime import datetime

from sqlalchemy import or_, select

from mentoring.cases import OPEN_STATES, SAFETY_KINDS
from mentoring.errors import NotPossible
from mentoring.roles import SIDES
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Card, Person
from storage.schema.talk_tables import ConversationSide
from use_cases.binomes import binomes, holds
from use_cases.outbox import outbox
from use_cases.talk import permission

CASES_BETWEEN = (*SAFETY_KINDS, holds.REVIEW)
"""While one of these is open about either of the two, no name is shown; nobody is told that this is why."""


async def find(session: AppSession, binome: Binome, person: Person) -> ConversationSide | None:
    """Return what somebody has chosen in a binôme; None where they have chosen nothing."""
    return await session.get(ConversationSide, (binome.id, person.id))


async def find_or_create(session: AppSession, binome: Binome, person: Person) -> ConversationSide:
    """Return what somebody has chosen in a binôme, to be changed."""
    if (side := await find(session, binome, person)) is None:
        side = ConversationSide(binome_id=binome.id, person_id=person.id)
        session.add(side)
        await session.flush()
    return side


def accept(person: Person, now: datetime) -> None:
    """Keep the person's yes to what is said before the first free word."""
    person.talk_accepted_at = person.talk_accepted_at or now


def take_back(person: Person) -> None:
    """Take that yes back: ready words remain."""
    person.talk_accepted_at = None


async def ask_partner(session: AppSession, binome: Binome, writer: Person, now: datetime) -> None:
    """Ask the other, once in a binôme's life, whether they accept; the writer wanted to say something."""
    reader = await binomes.fetch_partner(session, binome, writer)
    once = outbox.Delivery(key=f"talk_terms:{binome.id}:{reader.id}")
    await outbox.put(session, now, reader, "talk_terms", delivery=once, binome=binome.id)


async def set_muted(session: AppSession, binome: Binome, person: Person, now: datetime, *, is_on: bool) -> None:
    """Let the other's own words no longer come, or come again; ready words and reminders always do."""
    (await find_or_create(session, binome, person)).muted_at = now if is_on else None


async def share_name(session: AppSession, binome: Binome, person: Person, now: datetime) -> None:
    """Keep one's yes to showing one's Telegram name; both are shown once both have said yes."""
    if not await permission.may_share_names(session, binome, now):
        raise NotPossible("(no names here)")
    (await find_or_create(session, binome, person)).shares_name_at = now
    if not await may_show_names(session, binome, now):
        return
    for side in SIDES:
        reader = await binomes.fetch_member(session, binome, side)
        once = outbox.Delivery(key=f"name_shared:{binome.id}:{reader.id}")
        await outbox.put(session, now, reader, "name_shared", delivery=once, binome=binome.id)


async def keep_name(session: AppSession, binome: Binome, person: Person) -> None:
    """Take that yes back; a name that was shown stays where it was read."""
    (await find_or_create(session, binome, person)).shares_name_at = None


async def may_show_names(session: AppSession, binome: Binome, now: datetime) -> bool:
    """Return whether both have said yes, and nothing is in the way of showing each the other's name."""
    if not await permission.may_share_names(session, binome, now):
        return False
    agreed = (ConversationSide.binome_id == binome.id, ConversationSide.shares_name_at.is_not(None))
    both = (await session.scalars(select(ConversationSide.person_id).where(*agreed))).all()
    return len(both) == len(SIDES) and not await _has_open_case(session, binome)


async def _has_open_case(session: AppSession, binome: Binome) -> bool:
    two = (binome.need.person_id, binome.offer.person_id)
    theirs = or_(*(column.in_(two) for column in (Card.person_id, Card.about_id, Card.danger_id)))
    about = or_(Card.binome_id == binome.id, theirs)
    found = select(Card.id).where(Card.kind.in_(CASES_BETWEEN), Card.state.in_(OPEN_STATES), about).limit(1)
    return await session.scalar(found) is not None
