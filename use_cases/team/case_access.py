"""The only door to cases for the team: every list, number, card, sheet and act passes it.

Roles and ties are read as they are now, so that somebody who joins the team later sees nothing about themselves.
"""

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from mentoring.case_access import (
    CASE_ACCESS,
    HIDDEN_NUMBERS,
    KINDS_CLOSED_TO_WRITER,
    KINDS_OF_WORDS,
    KINDS_THAT_TELL,
    OF_THE_TEAM,
    Accused,
    Circle,
    Power,
)
from mentoring.expectations import TERMS
from mentoring.roles import Role
from mentoring.safeguarding import ReadBy
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import OutsideRecipient, SuspendedStaff, Tie
from storage.schema.tables import Audit, Binome, Card, Need, Offer, Outgoing, Person, Staff
from use_cases.people.audit import Act, record_audit

Condition = ColumnElement[bool]
Number = ColumnElement[int]
LOOKED_UP: Act = "looked up"
LOOK_PERIOD = timedelta(days=1)
"""Of one person's looks at one sheet the history of a case shows one a day."""


class Facts(NamedTuple):
    """What access to a case depends on: of all cases as columns, or of one as values; nobody is 0."""

    kind: ColumnElement[str]
    person: Number
    about: Number
    danger: Number
    binome: Number
    subject: ColumnElement[str]
    """What the audit calls the case."""
    is_erased: Condition
    """Whether whoever it accuses has erased everything, and the group was not shown it."""

    @classmethod
    def of(cls, card: type[Card] | Card) -> "Facts":
        """Return the facts of a case, or of whichever case a query looks at."""
        if isinstance(card, Card):
            gone = card.about_id is None and card.about_print is not None and card.message_id is None
            known = (card.person_id, card.about_id, card.danger_id, card.binome_id)
            person, about, danger, binome = (literal(one or 0) for one in known)
            subject = literal(f"card:{card.id}")
            return cls(literal(card.kind), person, about, danger, binome, subject, literal(gone))
        erased = card.about_id.is_(None) & card.about_print.is_not(None) & card.message_id.is_(None)
        columns = (card.person_id, card.about_id, card.danger_id, card.binome_id)
        who, other, feared_for, pair = (func.coalesce(one, 0) for one in columns)
        return cls(card.kind.expression, who, other, feared_for, pair, literal("card:") + cast(card.id, String), erased)


def visible_to(reader: Person | None) -> Condition:
    """Return which cases somebody may see; without a reader, which ones the staff group may."""
    return _build_for_any(reader.id if reader else None, "reads")


async def may_see(session: AppSession, card: Card, reader: Person | None) -> bool:
    """Return whether somebody, or the staff group, may see a case."""
    return await _holds(session, card, reader, "reads")


async def may_decide(session: AppSession, card: Card, person: Person) -> bool:
    """Return whether somebody may decide on a case: never on what concerns themselves."""
    return person.id != card.person_id and await _holds(session, card, person, "decides")


async def is_told(session: AppSession, card: Card, person: Person) -> bool:
    """Return whether somebody is called for a case."""
    return await _holds(session, card, person, "told")


async def list_told(session: AppSession, card: Card) -> list[Person]:
    """Return those who are called for a case and to whom the bot can write, who came first to the team at the head."""
    able = _select_able("told").where(Card.id == card.id, Person.state == "active")
    return list(await session.scalars(able))


async def find_readers(session: AppSession, card: Card) -> ReadBy:
    """Return who reads a case now, as its writer is told."""
    if (await session.scalars(_select_able("reads").where(Card.id == card.id).limit(1))).first() is None:
        return "nobody"
    found = (await session.execute(_select_accused().where(Card.id == card.id))).one()
    accused = next(one for one, is_so in zip(ACCUSED, found, strict=True) if is_so)
    circle = CASE_ACCESS[accused].reads
    return "others" if circle == "team" and accused in OF_THE_TEAM else circle


async def fetch_case(session: AppSession, number: int, reader: Person | None, *, lock: bool = False) -> Card | None:
    """Return a case as it is now; None alike when there is none and when the reader may not see it."""
    found = select_cases(reader).where(Card.id == number).execution_options(populate_existing=True)
    card: Card | None = await session.scalar(found.with_for_update(of=Card) if lock else found)
    return card


def select_cases(reader: Person | None) -> Select[Card]:
    """Return the query of the cases that somebody may see, to be narrowed and put in order."""
    return select(Card).where(visible_to(reader))


async def count_cases(session: AppSession, reader: Person | None, *which: Condition) -> int:
    """Return how many cases of some kind somebody may see."""
    found = select(func.count()).select_from(Card).where(visible_to(reader), *which)
    return int(await session.scalar(found) or 0)


async def draw_number(session: AppSession, card: Card) -> int | None:
    """Return a new id for a case that accuses somebody or that not all may see; None for any other: it is counted."""
    if card.about_id is None and await may_see(session, card, None):
        return None
    while True:
        number = secrets.choice(HIDDEN_NUMBERS)
        taken = or_(
            select(Card.id).where(Card.id == number).exists(),
            select(Audit.id).where(Audit.subject == f"card:{number}").exists(),
        )
        if not await session.scalar(select(taken)):
            return number


async def follow_report(
    session: AppSession, now: datetime, kind: str, key: str, about: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Return the key and the facts of a new case, joined to the open report of the person whose words it holds."""
    if kind not in KINDS_OF_WORDS or about.get("person_id") is None:
        return key, about
    report = await _find_report(session, about["person_id"], now)
    if report is None:
        return key, about
    accused = {"about_id": report.about_id, "about_print": report.about_print}
    return f"{key}:{report.about_id or report.id}", {**about, **accused}


async def record_look(session: AppSession, reader: Person, looked_at: Collection[int], now: datetime) -> None:
    """Write into the open cases of some people that somebody who is kept out of them looked these people up."""
    facts = Facts.of(Card)
    out = (facts.about == reader.id) | _is_tied(facts, literal(reader.id))
    theirs = Card.person_id.in_(looked_at) | Card.about_id.in_(looked_at)
    for card in await session.scalars(select(Card).where(theirs, out, Card.state != "closed")):
        known = (Audit.subject == f"card:{card.id}", Audit.act == LOOKED_UP, Audit.actor == reader.id)
        if not await session.scalar(select(Audit.id).where(*known, Audit.at > now - LOOK_PERIOD).limit(1)):
            record_audit(session, now, reader, LOOKED_UP, card)


def tells_nothing_hidden(reader: Person | None) -> Condition:
    """Return which messages tell the reader of no case that the reader may not see, by their kind or argument."""
    hidden = ~visible_to(reader)
    shown = select(Card.id).where(hidden, Card.id == Outgoing.args["card"].as_integer()).correlate_except(Card)
    written = (Card.person_id == Outgoing.person_id, Card.opened_at <= Outgoing.due_at)
    theirs = select(Card.id).where(hidden, *written).correlate_except(Card)
    return ~shown.exists() & ~(Outgoing.kind.in_(KINDS_THAT_TELL) & theirs.exists())


async def may_be_named(session: AppSession, row: Outgoing) -> bool:
    """Return whether the staff group may learn that there is such a message."""
    return (
        await session.scalar(select(Outgoing.id).where(Outgoing.id == row.id, tells_nothing_hidden(None))) is not None
    )


async def _find_report(session: AppSession, person_id: int, now: datetime) -> Card | None:
    """Return the newest open case that accuses somebody and in which the person is heard, or was a moment ago."""
    heard = (Card.state != "closed") | (Card.closed_at > now - TERMS["report"].duration)
    accuses = Card.about_id.is_not(None) | Card.about_print.is_not(None)
    theirs = (Card.person_id == person_id, accuses, heard)
    found: Card | None = await session.scalar(select(Card).where(*theirs).order_by(Card.opened_at.desc()).limit(1))
    return found


async def _holds(session: AppSession, card: Card, reader: Person | None, power: Power) -> bool:
    number = reader.id if reader else None
    if card in session:
        found = select(Card.id).where(Card.id == card.id, _build_for_any(number, power))
        return await session.scalar(found) is not None
    return bool(await session.scalar(select(_build_condition(Facts.of(card), number, power))))


def _build_condition(facts: Facts, reader: int | None, power: Power) -> Condition:
    return _is_posted(facts) if reader is None else _has_power(facts, literal(reader), power)


# What is kept below takes longer to build than the database takes to answer.
@lru_cache(maxsize=512)
def _build_for_any(reader: int | None, power: Power) -> Condition:
    """Return the condition on whichever case a query looks at."""
    return _build_condition(Facts.of(Card), reader, power)


@cache
def _select_able(power: Power) -> Select[Person]:
    """Return the query of those of the team, then whoever is outside of it, who have a power over some case."""
    able = select(Person).join(Card, true()).outerjoin(Staff, Staff.person_id == Person.id)
    known = Staff.person_id.is_not(None) | Person.id.in_(select(OutsideRecipient.person_id))
    able = able.where(known, _has_power(Facts.of(Card), Person.id.expression, power))
    return able.order_by(Staff.person_id.is_(None), Staff.since, Staff.person_id)


@cache
def _select_accused() -> Select[*tuple[bool, ...]]:
    """Return the query of whom some case accuses: for each kind of accused whether it is so."""
    facts = Facts.of(Card)
    return select(*(is_so(facts) for is_so in ACCUSED.values())).select_from(Card)


def _is_posted(facts: Facts) -> Condition:
    """Return whether the group may be shown a case: nobody who reads there is kept out of it."""
    posted = [is_so(facts) for accused, is_so in ACCUSED.items() if CASE_ACCESS[accused].is_posted]
    own = facts.kind.in_(KINDS_CLOSED_TO_WRITER) & _is_staff(facts.person)
    return and_(or_(*posted), ~own, ~_is_staff(facts.danger), ~_is_tied(facts))


def _has_power(facts: Facts, who: Number, power: Power) -> Condition:
    """Return whether a rule of the table lets somebody in whom nothing keeps out."""
    own = facts.kind.in_(KINDS_CLOSED_TO_WRITER) & (facts.person == who)
    circles = {accused: CIRCLES[getattr(rule, power)] for accused, rule in CASE_ACCESS.items()}
    rules = [is_so(facts) & circles[accused](facts, who) for accused, is_so in ACCUSED.items()]
    return and_(facts.about != who, facts.danger != who, ~own, ~_is_tied(facts, who), or_(*rules))


def _is_tied(facts: Facts, who: Number | None = None) -> Condition:
    """Return whether somebody has declared a tie to the people of a case, those of a binôme that it names included.

    Without a person, whether anybody of the team has.
    """
    tie, team = aliased(Tie), aliased(Staff)
    named = tie.person_id.in_((facts.about, facts.person, facts.danger))
    close = named | _is_in_binome(facts.binome, tie.person_id.expression)
    found = select(tie.staff_id).where(close)
    found = found.join(team, team.person_id == tie.staff_id) if who is None else found.where(tie.staff_id == who)
    return found.correlate_except(tie, team).exists()


def _is_in_binome(binome: Number, who: Number) -> Condition:
    row, need, offer = aliased(Binome), aliased(Need), aliased(Offer)
    found = select(row.id).join(need, need.id == row.need_id).join(offer, offer.id == row.offer_id)
    found = found.where(row.id == binome, (need.person_id == who) | (offer.person_id == who))
    return found.correlate_except(row, need, offer).exists()


def _is_staff(who: Number, *roles: Role) -> Condition:
    row = aliased(Staff)
    found = select(row.person_id).where(row.person_id == who, row.role.in_(roles or ("head", "coordinator")))
    return found.correlate_except(row).exists()


def _is_outside(who: Number | None = None) -> Condition:
    """Return whether somebody is the outside recipient; without a person, whether there is one."""
    row, team = aliased(OutsideRecipient), aliased(Staff)
    found = select(row.person_id).where(row.signed_at.is_not(None), row.person_id.not_in(select(team.person_id)))
    return (found if who is None else found.where(row.person_id == who)).correlate_except(row).exists()


def _has_need(who: Number) -> Condition:
    return select(Need.id).where(Need.person_id == who).correlate_except(Need).exists()


def _has_other_head(who: Number) -> Condition:
    row = aliased(Staff)
    return select(row.person_id).where(row.role == "head", row.person_id != who).correlate_except(row).exists()


def _has_handled(facts: Facts, who: Number) -> Condition:
    """Return whether somebody has acted on a case while they could read it."""
    row = aliased(Audit)
    acted = (row.subject == facts.subject, row.actor == who, row.act != LOOKED_UP)
    return select(row.id).where(*acted).correlate_except(row).exists()


def _stood_down(who: Number, role: Role, *, was_alone: bool | None = None) -> Condition:
    """Return whether somebody is suspended who was of the team: a case about them stays with whoever judges it."""
    row = aliased(SuspendedStaff)
    found = select(row.person_id).where(row.person_id == who, row.role == role)
    found = found if was_alone is None else found.where(row.was_alone.is_(was_alone))
    return found.correlate_except(row).exists()


def _is_member(about: Number) -> Condition:
    of_team = _is_staff(about) | _stood_down(about, "head") | _stood_down(about, "coordinator")
    return (about != 0) & ~of_team & ~_is_outside(about)


def _is_only_head(about: Number) -> Condition:
    return (_is_staff(about, "head") & ~_has_other_head(about)) | _stood_down(about, "head", was_alone=True)


def _is_one_of_heads(about: Number) -> Condition:
    return (_is_staff(about, "head") & _has_other_head(about)) | _stood_down(about, "head", was_alone=False)


ACCUSED: dict[Accused, Callable[[Facts], Condition]] = {
    "nobody": lambda case: (case.about == 0) & ~case.is_erased,
    "erased": lambda case: case.is_erased,
    "young": lambda case: _is_member(case.about) & _has_need(case.about),
    "volunteer": lambda case: _is_member(case.about) & ~_has_need(case.about),
    "coordinator": lambda case: _is_staff(case.about, "coordinator") | _stood_down(case.about, "coordinator"),
    "one_of_heads": lambda case: _is_one_of_heads(case.about),
    "only_head": lambda case: _is_only_head(case.about) & _is_outside(),
    "unwatched_head": lambda case: _is_only_head(case.about) & ~_is_outside(),
    "outside": lambda case: _is_outside(case.about) & ~_is_staff(case.about),
}
"""Whom a case accuses, by what the person is now: exactly one of them is so."""
CIRCLES: dict[Circle, Callable[[Facts, Number], Condition]] = {
    "team": lambda _case, who: _is_staff(who),
    "heads": lambda _case, who: _is_staff(who, "head"),
    "other_heads": lambda _case, who: _is_staff(who, "head"),
    "outside": lambda _case, who: _is_outside(who),
    "handlers": lambda case, who: (
        _is_staff(who, "head") | ((_is_staff(who) | _is_outside(who)) & _has_handled(case, who))
    ),
    "nobody": lambda _case, _who: false(),
}
