"""People and pairs for the storage's tests, made by its own use cases."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from mentoring.gates import CheckKind
from mentoring.message_kinds import LIST
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Binome, Card, MentoringSession, Need, Offer, Outgoing, Person, Staff
from tests.mentoring.examples import complete_form
from use_cases.binomes import binomes, moves, proposals, slots
from use_cases.needs_offers import forms, needs, offers, training
from use_cases.people import people

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""A Monday at 10 in Paris."""
NUMBERS = count(7_000_000_001)
APPROVER = Person(id=0)
"""Somebody who is close to nobody, and in no table."""
ABOUT = {"region": "bretagne", "field": "business", "topics": ["cv_letter"], "slots": ["tue-evening", "thu-evening"]}


async def add_person(session: AppSession, name: str = "Inès", **known: Any) -> Person:
    """Let somebody arrive and agree to what /privacy says."""
    person = await people.find_or_create(session, next(NUMBERS), "fr", NOW)
    await people.record_consent(session, person, NOW)
    await people.save_profile(session, person, {"language": "fr", "name": name, **known})
    return person


async def add_need(session: AppSession, name: str = "Inès", words: str = "Je cherche une alternance") -> Need:
    """Return the waiting need of a new young person."""
    person = await add_person(session, name, birth="2006")
    need = await forms.begin(session, "need", person, NOW)
    assert isinstance(need, Need)
    about = complete_form("need", {"name": name, "birth": "2006", "words": words, **ABOUT})
    await forms.save(session, "need", need, about)
    await needs.send(session, need, person, NOW)
    return need


async def add_offer(session: AppSession, name: str = "Marc", capacity: int = 1) -> Offer:
    """Return the available offer of a new volunteer."""
    person = await add_person(session, name)
    offer = await forms.begin(session, "offer", person, NOW)
    assert isinstance(offer, Offer)
    await forms.save(session, "offer", offer, complete_form("offer", {"name": name, "job": "comptable", **ABOUT}))
    await offers.send(session, offer, person, NOW, capacity)
    await offers.approve(session, offer, APPROVER, NOW)
    await read_training(session, offer, person)
    return offer


async def vet(session: AppSession, offer: Offer, *kinds: CheckKind, expires_at: datetime | None = None) -> None:
    """Have checks of a volunteer recorded, by nobody in particular, that count until a moment or for ever."""
    for kind in kinds:
        row = VettingCheck(person_id=offer.person_id, kind=kind, checked_at=NOW, expires_at=expires_at)
        row.warn_at = expires_at and expires_at - timedelta(days=session.programme.vetting.warn_days)
        session.add(row)
    await session.flush()


async def read_training(session: AppSession, offer: Offer, person: Person, *, leaving: int = 0) -> None:
    """Let a volunteer read the training, but for the last screens, and answer right."""
    screens = session.programme.find_screens("fr")
    for number, screen in enumerate(screens[: len(screens) - leaving], 1):
        right = [f"-{index}" for index, answer in enumerate(screen.answers) if answer.right]
        await training.read_screen(session, offer, person, f"{number}{''.join(right[:1])}", NOW)


async def add_coordinator(session: AppSession, name: str = "Claire", role: str = "coordinator") -> Person:
    """Return somebody of the team."""
    person = await add_person(session, name)
    session.add(Staff(person_id=person.id, role=role, since=NOW, pledged_at=NOW))
    await session.flush()
    return person


async def find_person(session: AppSession, row: Need | Offer) -> Person:
    """Return whose need or offer it is."""
    return await session.get_one(Person, row.person_id)


async def make_proposed(session: AppSession, need: Need | None = None, offer: Offer | None = None) -> Binome:
    """Return a binôme that its volunteer has not answered yet."""
    need, offer = need or await add_need(session), offer or await add_offer(session)
    binome = await proposals.propose(session, proposals.Proposal(need.id, offer.id, 0.5, []), NOW)
    assert binome is not None
    return binome


async def make_accepted(session: AppSession, need: Need | None = None, offer: Offer | None = None) -> Binome:
    """Return a binôme that its young person has not answered yet."""
    binome = await make_proposed(session, need, offer)
    await proposals.accept(session, binome.id, await find_person(session, binome.offer), NOW)
    return binome


async def make_agreed(session: AppSession, need: Need | None = None, offer: Offer | None = None) -> Binome:
    """Return a binôme that both said yes to."""
    binome = await make_accepted(session, need, offer)
    await proposals.agree(session, binome.id, await find_person(session, binome.need), NOW)
    return binome


async def make_active(session: AppSession) -> Binome:
    """Return a binôme that meets on Tuesdays at 18 in Paris: the first time on the 24th of November."""
    binome = await make_agreed(session)
    await slots.ask_for_slot(session, binome.id, await find_person(session, binome.need), "1-18", NOW)
    await slots.confirm_slot(session, binome.id, await find_person(session, binome.offer), "1-18", NOW)
    return binome


async def make_talking(session: AppSession) -> Binome:
    """Return a binôme that meets, each of whom has accepted what is said before the first free word."""
    binome = await make_active(session)
    for person in await members_of(session, binome):
        person.talk_accepted_at = NOW
    return binome


async def move_session(session: AppSession, planned: MentoringSession, by: Person, days: int, now: datetime) -> None:
    """Let one side ask for a day at the same hour, and the other say yes."""
    await agree_to_move(session, planned, by, planned.starts_at + timedelta(days=days), now)


async def agree_to_move(
    session: AppSession, planned: MentoringSession, by: Person, start: datetime, now: datetime
) -> None:
    """Let one side ask for a moment, and the other say yes."""
    other = await binomes.fetch_partner(session, planned.binome, by)
    await moves.ask(session, planned.id, by, planned.revision, start, now)
    await moves.accept(session, planned.id, other, planned.revision, start, now)


async def members_of(session: AppSession, binome: Binome) -> tuple[Person, Person]:
    """Return (young person, volunteer)."""
    return await find_person(session, binome.need), await find_person(session, binome.offer)


async def list_queued(session: AppSession, person: Person | None) -> list[str]:
    """Return the kinds of messages that wait for somebody (None is the staff group), oldest first."""
    mine = Outgoing.person_id.is_(None) if person is None else Outgoing.person_id == person.id
    waiting = (mine, Outgoing.state == "queued", Outgoing.kind != LIST)
    return list(await session.scalars(select(Outgoing.kind).where(*waiting).order_by(Outgoing.id)))


async def list_open_cards(session: AppSession) -> list[str]:
    """Return the kinds of the cases that are open, oldest first."""
    return list(
        await session.scalars(select(Card.kind).where(Card.state != "closed").order_by(Card.opened_at, Card.id))
    )
