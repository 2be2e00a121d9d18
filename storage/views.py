"""Rows as a reader may see them: who sees names, and when, is decided here."""

from datetime import datetime, time
from typing import Any

from mentoring.cases import CASES
from mentoring.references import reference
from mentoring.rhythm import Slot, next_occurrence
from mentoring.states import RUNNING
from storage import binomes, forms, mentoring_sessions, people, slots
from storage.app_session import AppSession
from storage.tables import Binome, Card, Offer, Person
from storage.vault import WrongKey

View = dict[str, Any]


class Known(dict[str, Any]):
    """Answers as messages read them: what was not answered reads as nothing."""

    def __missing__(self, _key: str) -> str:
        return ""


async def binome(session: AppSession, row: Binome, side: str, now: datetime, asked: str = "") -> View:
    """Show a binôme to one of its sides; the other's name only once both have said yes."""
    other = binomes.VOLUNTEER if side == binomes.YOUNG else binomes.YOUNG
    need, offer = await forms.answers(session, row.need), await forms.answers(session, row.offer)
    names = {binomes.YOUNG: need.get("name", ""), binomes.VOLUNTEER: offer.get("name", "")}
    known = row.state in (*RUNNING, "ended") and bool(side)
    young_zone = await slots.zone_of_side(session, row, binomes.YOUNG)
    other_zone = await slots.zone_of_side(session, row, other)
    planned = await mentoring_sessions.upcoming(session, row) if known else None
    return {
        "id": row.id,
        "ref": reference("binome", row.id),
        "state": row.state,
        "side": side,
        "why": row.why,
        "due_at": row.due_at,
        "resume_at": row.resume_at,
        "other": names[other] if known else "",
        "other_zone": other_zone,
        "need": {"id": row.need_id, "state": row.need.state, **({key: need.get(key) for key in NAMELESS_NEED})},
        "offer": {
            "id": row.offer_id,
            "state": row.offer.state,
            "job": offer.get("job", ""),
            "field": offer.get("field", ""),
            "region": offer.get("region", ""),
        },
        "reasons": await people.opened(session, row.need.person_id, row.reasons) or [],
        "place": await people.opened(session, row.need.person_id, row.place) if known else None,
        "hours": await _hours(session, row, young_zone, now) if known or side == binomes.VOLUNTEER else [],
        "asked": _hour(*slots.read(asked), young_zone, now) if asked else None,
        "slot": _hour(row.weekday, row.hour, row.zone, now)
        if row.weekday is not None and row.hour is not None
        else None,
        "next": planned.starts_at if planned else None,
    }


NAMELESS_NEED = ("level", "field", "region", "topics", "words", "modes")


async def _hours(session: AppSession, row: Binome, zone: str, now: datetime) -> list[View]:
    return [_hour(weekday, hour, zone, now) for weekday, hour in slots.spread(await slots.choices(session, row, now))]


def _hour(weekday: int, hour: int, zone: str, now: datetime) -> View:
    return {"data": f"{weekday}-{hour}", "at": next_occurrence(Slot(weekday, time(hour), zone), now)}


async def card(session: AppSession, row: Card, now: datetime) -> View:
    """Show a case to the group: references and facts, never a name or a word of anybody who is helped."""
    person = await session.get(Person, row.person_id) if row.person_id else None
    taker = await session.get(Person, row.taken_by) if row.taken_by else None
    refs = {noun: getattr(row, f"{noun}_id") for noun in ("need", "offer", "binome")}
    return {
        "id": row.id,
        "ref": reference("card", row.id),
        "kind": row.kind,
        "state": row.state,
        "urgent": CASES[row.kind].urgent,
        "acts": CASES[row.kind].acts if row.state != "closed" else (),
        "origin": row.origin,
        "count": row.count,
        "outcome": row.outcome,
        "opened_at": row.opened_at,
        "due_at": row.due_at,
        "reminded": row.reminded,
        "help_arrived": row.help_arrived,
        "seconded": row.seconded_by is not None,
        "minor": await _minor(session, person, now) if person else None,
        "taken_by": (await people.profile(session, taker)).get("name", "") if taker else "",
        "next": await _next_session(session, row.binome_id) if row.binome_id else None,
        "refs": [reference(noun, number) for noun, number in refs.items() if number],
        "offer": await _offer_facts(session, row.offer_id) if row.kind == "new_volunteer" and row.offer_id else None,
    }


async def _next_session(session: AppSession, binome_id: int) -> datetime | None:
    found = await session.get(Binome, binome_id)
    planned = await mentoring_sessions.upcoming(session, found) if found else None
    return planned.starts_at if planned else None


async def _minor(session: AppSession, person: Person, now: datetime) -> bool | None:
    try:
        return await forms.is_minor(session, person, now)
    except WrongKey:
        return None  # the case must be seen even so


async def card_words(session: AppSession, row: Card) -> View:
    """Show the detail of a case in private: who it is about and what they wrote."""
    person = await session.get(Person, row.person_id) if row.person_id else None
    if person is None:
        return {"person": None, "words": ""}
    rows = [found for form in forms.TABLES if (found := await forms.latest(session, form, person))]
    return {
        "person": {
            "name": "",
            **await people.profile(session, person),
            "telegram_id": await people.chat_of(session, person),
            "answers": [Known(await forms.answers(session, found)) for found in rows],
        },
        "words": await people.opened(session, person.id, row.words) or "",
    }


async def _offer_facts(session: AppSession, offer_id: int) -> View:
    offer = await session.get(Offer, offer_id)
    given = await forms.answers(session, offer) if offer else {}
    return Known({key: given.get(key) for key in ("field", "region", "topics", "modes", "capacity")})
