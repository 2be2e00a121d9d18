"""A binôme, a need, an offer as the team reads them in private: state, history, cases, notes."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, select

from mentoring.references import reference
from mentoring.rhythm import Slot, next_occurrence
from mentoring.states import RUNNING
from storage import forms, notes, offers
from storage.app_session import AppSession
from storage.tables import Binome, Card, MentoringSession, Need, Offer, Person
from storage.views import Known

View = dict[str, Any]
MOST_SESSIONS, MOST_CASES, MOST_NOTES, MOST_BINOMES = 6, 6, 3, 8
NOUNS: dict[str, type[Binome] | type[Need] | type[Offer]] = {"binome": Binome, "need": Need, "offer": Offer}


async def fetch(session: AppSession, noun: str, number: int, reader: Person) -> Binome | Need | Offer | None:
    """Give what a reference names; None when it is not there, or when the reader is one of those it is about."""
    found: Binome | Need | Offer | None = await session.get(NOUNS[noun], number)
    return None if found is None or reader.id in _people(found) else found


def _people(row: Binome | Need | Offer) -> tuple[int, ...]:
    return (row.need.person_id, row.offer.person_id) if isinstance(row, Binome) else (row.person_id,)


async def show(session: AppSession, reader: Person, args: View, now: datetime) -> View | None:
    """Give the sheet that a message was queued for; None when there is nothing that the reader may see."""
    row = await fetch(session, args["noun"], args["number"], reader)
    if row is None:
        return None
    if isinstance(row, Binome):
        return {"sheet": await _binome(session, row, reader, now)}
    return {"sheet": await _need_or_offer(session, args["noun"], row, reader, now)}


async def _binome(session: AppSession, row: Binome, reader: Person, now: datetime) -> View:
    found = select(MentoringSession).where(MentoringSession.binome_id == row.id)
    rows = (await session.scalars(found.order_by(MentoringSession.starts_at.desc()))).all()
    need, offer = await forms.answers(session, row.need), await forms.answers(session, row.offer)
    return {
        "id": row.id,
        "ref": reference("binome", row.id),
        "state": row.state,
        "why": row.why,
        "running": row.state in RUNNING,
        "proposed_at": row.proposed_at,
        "was_asked": _was_asked(row),
        "agreed_at": row.agreed_at,
        "ended_at": row.ended_at,
        "slot": _slot(row, now),
        "young": {"name": need.get("name", ""), "need": row.need_id, "ref": reference("need", row.need_id)},
        "volunteer": {"name": offer.get("name", ""), "offer": row.offer_id, "ref": reference("offer", row.offer_id)},
        "held": sum(one.state == "held" for one in rows),
        "missed": sum(one.state == "missed" for one in rows),
        "sessions": [_session(one) for one in reversed(rows[:MOST_SESSIONS])],
        "cases": await _cases(session, reader, Card.binome_id == row.id),
        "notes": await notes.about(session, reader, MOST_NOTES, binome=row.id),
    }


def _slot(row: Binome, now: datetime) -> datetime | None:
    if row.weekday is None or row.hour is None:
        return None
    return next_occurrence(Slot(row.weekday, time(row.hour), row.zone), now)


def _session(row: MentoringSession) -> View:
    ratings = {"young": row.young_rating, "volunteer": row.volunteer_rating}
    return {"starts_at": row.starts_at, "state": row.state, **ratings}


async def _need_or_offer(session: AppSession, noun: str, row: Need | Offer, reader: Person, now: datetime) -> View:
    mine = Binome.need_id == row.id if noun == "need" else Binome.offer_id == row.id
    binomes = await session.scalars(select(Binome).where(mine).order_by(Binome.id.desc()).limit(MOST_BINOMES))
    person = await session.get_one(Person, row.person_id)
    view = {
        "id": row.id,
        "ref": reference(noun, row.id),
        "state": row.state,
        "created_at": row.created_at,
        "answers": Known(await forms.answers(session, row)),
        "minor": await forms.is_minor(session, person, now),
        "binomes": [_short(one) for one in binomes if reader.id not in _people(one)],
        "cases": await _cases(session, reader, Card.person_id == row.person_id),
        "notes": await notes.about(session, reader, MOST_NOTES, person=row.person_id),
    }
    if isinstance(row, Offer):
        places = {"capacity": row.capacity, "taken": await offers.places_taken(session, row.id)}
        return view | places | {"minors": row.minors}
    return view | {"waiting_since": row.waiting_since}


def _short(row: Binome) -> View:
    about = {"state": row.state, "proposed_at": row.proposed_at, "was_asked": _was_asked(row)}
    return {"id": row.id, "ref": reference("binome", row.id), **about}


def _was_asked(row: Binome) -> bool:
    """Tell whether the volunteer ever heard of it: the date is otherwise when the matcher found the pair."""
    return row.state != "unsent" and row.why != "set_aside"


async def _cases(session: AppSession, reader: Person, about: ColumnElement[bool]) -> list[View]:
    """Give the newest cases, none that accuse the reader."""
    found = select(Card).where(about, Card.about_id.is_distinct_from(reader.id)).order_by(Card.id.desc())
    return [case(one) for one in await session.scalars(found.limit(MOST_CASES))]


def case(row: Card) -> View:
    """Show a case in a list."""
    fields = ("id", "kind", "state", "opened_at", "count")
    return {"ref": reference("card", row.id), **{name: getattr(row, name) for name in fields}}
