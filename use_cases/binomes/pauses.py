"""Needs, offers and binômes that pause until a date, go on, or stop because their person says so."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring.cases import build_case_key
from mentoring.errors import NotAllowed, NotPossible
from mentoring.pauses import BACK_AT_HOUR, list_acts
from mentoring.roles import VOLUNTEER, YOUNG
from mentoring.states import PENDING, RUNNING, Form, Noun, move, parse_noun
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person, find_noun
from use_cases.binomes import binomes, proposals, reviews, together
from use_cases.needs_offers import forms, needs, offers, parental_requests, unsent_pairs
from use_cases.outbox import outbox
from use_cases.people import age_marks, people
from use_cases.sessions import sessions
from use_cases.team import cards, row_isolation

Thing = Need | Offer | Binome
NOUNS: dict[Noun, type[Any]] = {"need": Need, "offer": Offer, "binome": Binome}
BINOME_COLUMNS: dict[Form, Any] = {"need": Binome.need_id, "offer": Binome.offer_id}
"""Noun -> by which column its binômes name it."""
WAITING_CASES: dict[Form, str] = {"need": "waiting_long", "offer": "new_volunteer"}
"""Noun -> the case that is about waiting for it."""
Change = Callable[[AppSession, Any, datetime], Awaitable[None]]
"""It changes a row at a moment."""


@dataclass(frozen=True, slots=True)
class NounRules:
    """What it is to pause a thing of one noun, and to wake it."""

    pause: Change
    wake: Change


def find_name(thing: Thing) -> str:
    """Return the name that buttons carry: ``need-204``."""
    return f"{find_noun(thing)}-{thing.id}"


def parse_name(name: str) -> tuple[Noun, int]:
    """Return the noun and the number of ``need-204``; raise `NotPossible` for anything else."""
    noun, _, number = name.partition("-")
    if not number.isdecimal() or len(number) > 15:
        raise NotPossible("(no such thing)")
    return parse_noun(noun), int(number)


async def list_possible(session: AppSession, person: Person, act: str) -> list[Thing]:
    """Return what the person could pause, take up again (``wake``) or stop."""
    mine = [row for form in forms.TABLES if (row := await forms.find_latest(session, form, person))]
    running = await binomes.list_binomes(session, person, RUNNING)
    return [thing for thing in (*mine, *running) if act in list_acts(find_noun(thing), thing.state)]


async def find_thing(session: AppSession, person: Person, name: str, act: str) -> Thing:
    """Return the person's own thing by its name, for an act that its state allows."""
    noun, number = parse_name(name)
    thing: Thing | None = await session.get(NOUNS[noun], number, with_for_update=True, populate_existing=True)
    if thing is None or person.id not in list_people(thing):
        raise NotAllowed
    if act not in list_acts(noun, thing.state):
        raise NotPossible(f"({noun}: {thing.state}, {act})")
    return thing


async def pause(session: AppSession, thing: Thing, person: Person, day: date, now: datetime) -> None:
    """Pause a thing until a day in the person's own zone; tell everybody concerned."""
    zone = ZoneInfo(await people.find_zone(session, person))
    thing.resume_at = datetime.combine(day, time(BACK_AT_HOUR), zone)
    await RULES[find_noun(thing)].pause(session, thing, now)
    await _tell_members(session, thing, "paused", now)


async def wake(session: AppSession, thing: Thing, now: datetime) -> None:
    """Resume a thing: matching looks again, or the next session is planned."""
    await RULES[find_noun(thing)].wake(session, thing, now)
    await installation.ask_round(session, now)
    if not await _has_asked_parents(session, thing, now):
        await _tell_members(session, thing, "resumed", now)


async def _has_asked_parents(session: AppSession, thing: Thing, now: datetime) -> bool:
    """Return whether a need waits for a legal representative first; then its young person reads how to go on."""
    if not isinstance(thing, Need):
        return False
    young = await session.get_one(Person, thing.person_id)
    if not await parental_requests.ask_when_missing(session, young, now):
        return False
    await outbox.put(session, now, young, "parents_ask", need=thing.id)
    return True


async def stop(session: AppSession, thing: Need | Offer, person: Person, now: datetime) -> None:
    """The need or offer is over; one that was never sent leaves nothing behind."""
    await stop_quietly(session, thing, now)
    await outbox.put(session, now, person, "stopped")


async def stop_quietly(session: AppSession, thing: Need | Offer, now: datetime) -> None:
    """The same without a word to its person: the team ends it, and says so itself."""
    noun, name = find_noun(thing), find_name(thing)
    if thing.state == "drafting":
        await session.delete(thing)
    else:
        await _withdraw(session, thing, now)
        await STOPS[noun](session, thing, now)
    case = build_case_key(WAITING_CASES[noun], name.replace("-", ":"))
    await cards.close_by_key(session, case, now)
    await session.flush()


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Let each pause end whose day has come; return how many there were. A frozen binôme waits for the team."""
    count = 0
    for table in NOUNS.values():
        due = select(table).where(table.resume_at <= now, table.state == "paused").order_by(table.resume_at)
        rows = (await session.scalars(due.limit(limit))).all()
        for row in rows:
            row.resume_at = None
            async with row_isolation.isolate_row(session, row, now):
                await _wake_if_fit(session, row, now)
        count += len(rows)
    return count


async def _wake_if_fit(session: AppSession, thing: Thing, now: datetime) -> None:
    """End a pause whose day has come; a binôme whose two may not go on stays as it is, and the team is told."""
    if isinstance(thing, Binome) and thing.gone_side:
        return  # it goes on once its member is back
    if not isinstance(thing, Binome) or await reviews.review(session, thing, now):
        await wake(session, thing, now)


async def _pause_need(session: AppSession, need: Need, now: datetime) -> None:
    await _withdraw(session, need, now)
    await needs.pause(session, need, now)


async def _pause_offer(session: AppSession, offer: Offer, now: datetime) -> None:
    offer.state = move("offer", offer.state, "pause")
    await unsent_pairs.undo_pairs(session, now, Binome.offer_id == offer.id)


async def _pause_binome(session: AppSession, binome: Binome, now: datetime) -> None:
    binome.state = move("binome", binome.state, "pause")
    await sessions.drop_planned(session, binome, now, states=("planned",))
    days = timedelta(days=session.programme.delays.first_session_days)
    binome.due_at = binome.due_at and binome.resume_at and binome.resume_at + days


async def _wake_offer(session: AppSession, offer: Offer, now: datetime) -> None:
    await age_marks.require_open(session, await session.get_one(Person, offer.person_id), "offer", now)
    offer.state, offer.resume_at, offer.unanswered = move("offer", offer.state, "resume"), None, 0


async def _wake_binome(session: AppSession, binome: Binome, now: datetime) -> None:
    if binome.gone_side:
        raise NotPossible("(one of the two cannot be written to)")
    await together.require_fit(session, binome, now)
    binome.state, binome.resume_at = move("binome", binome.state, "resume"), None
    await sessions.plan_next(session, binome, now + sessions.MIN_NOTICE, now)


async def _withdraw(session: AppSession, thing: Need | Offer, now: datetime) -> None:
    """Nobody waits for an answer any more; who was asked, or had said yes, is told."""
    mine = BINOME_COLUMNS[find_noun(thing)] == thing.id
    await unsent_pairs.undo_pairs(session, now, mine)
    for binome in await session.scalars(select(Binome).where(mine, Binome.state.in_(PENDING))):
        accepted = binome.state == "volunteer_yes"
        proposals.withdraw(binome, "release" if accepted else "withdraw", "left", now)
        await WITHDRAWN[find_noun(thing)](session, binome, accepted, now)


async def _tell_volunteer(session: AppSession, binome: Binome, accepted: bool, now: datetime) -> None:
    await binomes.queue_message(session, now, binome, VOLUNTEER, "released" if accepted else "proposal_withdrawn")


async def _free_need(session: AppSession, binome: Binome, accepted: bool, now: datetime) -> None:
    await needs.free(session, binome.need, now)
    if accepted:
        await binomes.queue_message(session, now, binome, YOUNG, "consent_gone")


async def _tell_members(session: AppSession, thing: Thing, kind: str, now: datetime) -> None:
    for person_id in list_people(thing):
        await outbox.put(session, now, await session.get_one(Person, person_id), kind, thing=find_name(thing))


def list_people(thing: Thing) -> tuple[int, ...]:
    """Return the numbers of those it is about: one person, or both members of a binôme."""
    return (thing.need.person_id, thing.offer.person_id) if isinstance(thing, Binome) else (thing.person_id,)


RULES: dict[Noun, NounRules] = {
    "need": NounRules(_pause_need, needs.wait_again),
    "offer": NounRules(_pause_offer, _wake_offer),
    "binome": NounRules(_pause_binome, _wake_binome),
}
"""Noun -> what a pause of it does, and what its end does."""
STOPS: dict[Form, Change] = {"need": needs.stop, "offer": offers.close}
"""Noun -> what ends it; a binôme has its own way to end."""
WITHDRAWN: dict[Form, Callable[[AppSession, Binome, bool, datetime], Awaitable[None]]] = {
    "need": _tell_volunteer,
    "offer": _free_need,
}
"""Noun -> what becomes of its proposal, which its volunteer may have accepted, once it is paused or over."""
