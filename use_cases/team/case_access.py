"""The only door to cases for the team: every list, number, card, sheet and act passes it.

Roles and ties are read as they are now, so that somebody who joins the team later sees nothing about themselves.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Literal

from sqlalchemy import Integer, Select, bindparam, func, literal, or_, select, true

from mentoring.case_access import (
    CASE_ACCESS,
    DRAWN_NUMBERS,
    FROM_SEVERAL,
    KEPT_OUTSIDE,
    KINDS_OF_WORDS,
    KINDS_THAT_TELL,
    NARROWEST_FIRST,
    OF_THE_TEAM,
    Answerer,
    Power,
    ReadBy,
)
from mentoring.cases import SAFETY_KINDS
from mentoring.expectations import TERMS
from mentoring.talk import PASSED_KINDS
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import OutsideRecipient
from storage.schema.tables import Audit, Card, Outgoing, Person, Staff
from use_cases.people import outsiders, staff
from use_cases.people.audit import record_audit
from use_cases.team.case_conditions import (
    ACCUSED,
    LOOKED_UP,
    Condition,
    Facts,
    Number,
    has_power,
    is_posted,
    is_tied,
    list_facts,
)

_IS_CASE = Card.id == bindparam("case", type_=Integer)
_READER = bindparam("reader", type_=Integer)
LOOK_PERIOD = timedelta(days=1)
"""Of one person's looks at one sheet the history of a case shows one a day."""


def is_visible_to(reader: Person | None) -> Condition:
    """Return which cases somebody may see; without a reader, which ones the staff group may."""
    return _build_for_any(reader.id if reader else None)


async def may_see(session: AppSession, card: Card, reader: Person | None) -> bool:
    """Return whether somebody, or the staff group, may see a case."""
    return await _has_power(session, card, reader, "reads")


async def may_take_over(session: AppSession, card: Card, person: Person) -> bool:
    """Return whether a case may be given to a member of the team: one that may decide on it, and has pledged."""
    return await staff.has_pledged(session, person) and await may_decide(session, card, person)


async def may_decide(session: AppSession, card: Card, person: Person) -> bool:
    """Return whether somebody may decide on a case: never on what concerns themselves."""
    return person.id != card.person_id and await _has_power(session, card, person, "decides")


async def is_told(session: AppSession, card: Card, person: Person) -> bool:
    """Return whether somebody is called for a case."""
    return await _has_power(session, card, person, "told")


async def list_told(session: AppSession, card: Card) -> list[Person]:
    """Return those who are called for a case and to whom the bot can write, who came first to the team at the head."""
    return list(await session.scalars(_select_told(), {"case": card.id}))


async def find_readers(session: AppSession, card: Card) -> ReadBy:
    """Return who reads a case now beside its writer, as its writer is told."""
    reader = (await session.scalars(_select_other_readers(), {"case": card.id})).first()
    if reader is None:
        return "nobody"
    if card.key.endswith(KEPT_OUTSIDE) or not await staff.find_role(session, reader):
        return "outside"
    found = (await session.execute(_select_accused(), {"case": card.id})).one()
    accused = next(one for one, is_so in zip(ACCUSED, found, strict=True) if is_so)
    circle = CASE_ACCESS[accused].reads
    return "others" if circle == "team" and accused in OF_THE_TEAM else circle


async def is_anybody_told(session: AppSession, card: Card) -> bool:
    """Return whether somebody who can be reached would be called for a case, which need not be kept yet."""
    return (await session.scalars(_select_answerers(), list_facts(card))).first() is not None


async def find_answerer(session: AppSession, person: Person, now: datetime) -> Answerer:
    """Return who could answer somebody's cry for help now: none who is kept from what this person writes."""
    joined = await _join_report(session, person.id, now)
    report = joined if isinstance(joined, Card) else None
    key = report.key if report else FROM_SEVERAL if joined == "several" else ""
    accused = {"about_id": report.about_id, "about_print": report.about_print} if report else {}
    cry = Card(kind="help", key=key, person_id=person.id, **accused)
    told = (await session.scalars(_select_answerers(), list_facts(cry))).first()
    if told is None:
        return "nobody"
    return "team" if await staff.find_role(session, told) else "outside"


def _is_reachable() -> Condition:
    return Person.state == "active"


async def fetch_case(session: AppSession, number: int, reader: Person | None, *, lock: bool = False) -> Card | None:
    """Return a case as it is now; None alike when there is none and when the reader may not see it."""
    found = select_cases(reader).where(Card.id == number).execution_options(populate_existing=True)
    card: Card | None = await session.scalar(found.with_for_update(of=Card) if lock else found)
    return card


def select_cases(reader: Person | None) -> Select[Card]:
    """Return the query of the cases that somebody may see, to be narrowed and put in order."""
    return select(Card).where(is_visible_to(reader))


async def count_cases(session: AppSession, reader: Person | None, *which: Condition) -> int:
    """Return how many cases of some kind somebody may see."""
    found = select(func.count()).select_from(Card).where(is_visible_to(reader), *which)
    return int(await session.scalar(found) or 0)


async def draw_number(session: AppSession, card: Card) -> int | None:
    """Return a new id for a case that is urgent, accuses somebody or is not for all; None for any other: it is counted.

    The row of a case is never deleted, so that no number is drawn twice.
    """
    if card.kind not in SAFETY_KINDS and card.about_id is None and await may_see(session, card, None):
        return None
    while True:
        number = secrets.choice(DRAWN_NUMBERS)
        if not await session.scalar(select(select(Card.id).where(Card.id == number).exists())):
            return number


async def follow_report(
    session: AppSession, now: datetime, kind: str, key: str, about: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Return the key and the facts of a new case, kept from whoever is accused by the person whose words it holds."""
    if kind not in KINDS_OF_WORDS or about.get("person_id") is None:
        return key, about
    report = await _join_report(session, about["person_id"], now)
    if report is None:
        return key, about
    if report == "several":
        return f"{key}{FROM_SEVERAL}", about
    accused = {"about_id": report.about_id, "about_print": report.about_print}
    end = KEPT_OUTSIDE if report.key.endswith(KEPT_OUTSIDE) else ""
    return f"{key}:{report.about_id or report.id}{end}", {**about, **accused}


async def keep_outside(session: AppSession, head: Person) -> None:
    """Leave what is open about an only head with the outside recipient: nobody whom that head names judges it."""
    if await outsiders.find_signed(session) is None:
        return
    for card in await session.scalars(select(Card).where(Card.about_id == head.id, Card.state != "closed")):
        card.key = card.key.removesuffix(KEPT_OUTSIDE) + KEPT_OUTSIDE


def is_of_key(key: str) -> Condition:
    """Return which cases have a key, wherever they are kept."""
    return Card.key.in_((key, f"{key}{KEPT_OUTSIDE}"))


async def _join_report(session: AppSession, person_id: int, now: datetime) -> Card | Literal["several"] | None:
    """Return the report whose readers get what somebody tells the team; `several` where none may, None without one."""
    reports = await _list_accusing(session, person_id, now)
    return (await _choose_narrowest(session, reports, reports) or "several") if reports else None


async def find_listener(session: AppSession, person: Person, now: datetime) -> Card | None:
    """Return the open report that hears what its writer tells the team; None when none may, or there is none.

    Of several that of the narrowest circle, and never one that somebody may read whom another of them accuses.
    """
    mine = (Card.kind == "report", Card.person_id == person.id, Card.state != "closed")
    found = (await session.scalars(select(Card).where(*mine).order_by(Card.opened_at.desc(), Card.id.desc()))).all()
    return await _choose_narrowest(session, found, await _list_accusing(session, person.id, now)) if found else None


async def is_kept_from_accused(session: AppSession, card: Card, person: Person, now: datetime) -> bool:
    """Return whether nobody may read a case whom a person accuses in another that is open, or was a moment ago."""
    accusing = await _list_accusing(session, person.id, now)
    return not await _may_any_see(session, card, await _list_accused(session, accusing))


async def record_look(session: AppSession, reader: Person, looked_at: Collection[int], now: datetime) -> None:
    """Write into the open cases of some people that somebody who is kept out of them looked these people up."""
    facts = Facts.of_any()
    out = (facts.about == reader.id) | is_tied(facts, literal(reader.id))
    theirs = or_(*(column.in_(looked_at) for column in (Card.person_id, Card.about_id, Card.danger_id)))
    for card in await session.scalars(select(Card).where(theirs, out, Card.state != "closed")):
        known = (Audit.subject == f"card:{card.id}", Audit.act == LOOKED_UP, Audit.actor == reader.id)
        if not await session.scalar(select(Audit.id).where(*known, Audit.at > now - LOOK_PERIOD).limit(1)):
            record_audit(session, now, reader, LOOKED_UP, card)


def has_nothing_hidden(reader: Person | None) -> Condition:
    """Return which messages tell the reader of no case that the reader may not see, by their kind or argument.

    Nor of what the two of a binôme say to each other: whoever wrote it is told of it.
    """
    hidden = ~is_visible_to(reader)
    shown = select(Card.id).where(hidden, Card.id == Outgoing.args["card"].as_integer()).correlate_except(Card)
    written = (Card.person_id == Outgoing.person_id, Card.opened_at <= Outgoing.due_at)
    theirs = select(Card.id).where(hidden, *written).correlate_except(Card)
    between_two = Outgoing.kind.in_(PASSED_KINDS)
    return ~between_two & ~shown.exists() & ~(Outgoing.kind.in_(KINDS_THAT_TELL) & theirs.exists())


async def may_be_named(session: AppSession, row: Outgoing) -> bool:
    """Return whether the staff group may learn that there is such a message."""
    return await session.scalar(select(Outgoing.id).where(Outgoing.id == row.id, has_nothing_hidden(None))) is not None


async def _list_accusing(session: AppSession, person_id: int, now: datetime) -> Sequence[Card]:
    """Return the cases that accuse somebody and in which the person is heard, or was a moment ago, newest first."""
    heard = (Card.state != "closed") | (Card.closed_at > now - TERMS["report"].duration)
    accuses = Card.about_id.is_not(None) | Card.about_print.is_not(None)
    theirs = select(Card).where(Card.person_id == person_id, accuses, heard)
    return (await session.scalars(theirs.order_by(Card.opened_at.desc(), Card.id.desc()))).all()


async def _choose_narrowest(session: AppSession, cases: Sequence[Card], accusing: Sequence[Card]) -> Card | None:
    """Return the case that the fewest read, of those that none of the accused may see; None when there is none."""
    accused = await _list_accused(session, accusing)
    kept = [card for card in cases if not await _may_any_see(session, card, accused)]
    circles = [NARROWEST_FIRST.index(await find_readers(session, card)) for card in kept]
    return kept[circles.index(min(circles))] if kept else None


async def _list_accused(session: AppSession, accusing: Sequence[Card]) -> list[Person]:
    numbers = {card.about_id for card in accusing}
    return list(await session.scalars(select(Person).where(Person.id.in_(numbers)))) if numbers else []


async def _may_any_see(session: AppSession, card: Card, people: Sequence[Person]) -> bool:
    return any([await may_see(session, card, one) for one in people])


async def _has_power(session: AppSession, card: Card, reader: Person | None, power: Power) -> bool:
    asked = {"reader": reader.id if reader else 0}
    if card in session:
        held = _select_held(power, is_group=reader is None)
        return await session.scalar(held, {**asked, "case": card.id}) is not None
    held = _select_whether_held(power, is_group=reader is None)
    return bool(await session.scalar(held, {**asked, **list_facts(card)}))


def _build_condition(facts: Facts, reader: Number | None, power: Power) -> Condition:
    return is_posted(facts) if reader is None else has_power(facts, reader, power)


# What is kept below takes longer to build, and to be found among compiled queries, than the database takes to answer.
@lru_cache(maxsize=512)
def _build_for_any(reader: int | None) -> Condition:
    """Return the condition on whichever case a query looks at: somebody may see it, or the staff group."""
    return _build_condition(Facts.of_any(), None if reader is None else literal(reader), "reads")


@cache
def _select_held(power: Power, *, is_group: bool) -> Select[int]:
    """Return the query of one kept case that looks whether somebody, or the staff group, has a power over it."""
    return select(Card.id).where(_IS_CASE, _build_condition(Facts.of_any(), None if is_group else _READER, power))


@cache
def _select_whether_held(power: Power, *, is_group: bool) -> Select[bool]:
    """Return the same of a case that is given by its facts."""
    return select(_build_condition(Facts.of_parameters(), None if is_group else _READER, power))


@cache
def _select_told() -> Select[Person]:
    """Return the query of those who are called for a case and to whom the bot can write."""
    return _select_holders(Facts.of_any(), "told").join(Card, true()).where(_IS_CASE, _is_reachable())


@cache
def _select_other_readers() -> Select[Person]:
    """Return the query of somebody who reads a case beside its writer."""
    able = _select_holders(Facts.of_any(), "reads").join(Card, true())
    return able.where(_IS_CASE, Person.id != func.coalesce(Card.person_id, 0)).limit(1)


@cache
def _select_answerers() -> Select[Person]:
    """Return the query of somebody who would be called for a case that is given by its facts."""
    return _select_holders(Facts.of_parameters(), "told").where(_is_reachable()).limit(1)


def _select_holders(facts: Facts, power: Power) -> Select[Person]:
    able = select(Person).outerjoin(Staff, Staff.person_id == Person.id)
    known = Staff.person_id.is_not(None) | Person.id.in_(select(OutsideRecipient.person_id))
    able = able.where(known, has_power(facts, Person.id.expression, power))
    return able.order_by(Staff.person_id.is_(None), Staff.since, Staff.person_id)


@cache
def _select_accused() -> Select[*tuple[bool, ...]]:
    """Return the query of whom a case accuses: for each kind of accused whether it is so."""
    facts = Facts.of_any()
    return select(*(is_so(facts) for is_so in ACCUSED.values())).select_from(Card).where(_IS_CASE)
