"""What somebody may still do, and who is never to be together again. Only the team's own acts change it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, or_, select, union
from sqlalchemy.orm import aliased

from mentoring.gates import NOES
from mentoring.safeguarding import RestrictionKind, Standing
from storage.engine.app_session import AppSession
from storage.schema.gate_tables import ParentalConsent
from storage.schema.safeguarding_tables import Hold, KeptApart, Restriction, TurnedAway
from storage.schema.tables import Binome, Card, Need, Offer, Person

STANDS: tuple[RestrictionKind, ...] = ("suspended", "barred")
"""The restrictions that are a standing. The mark of a hold is none: like the hold, it stops new binômes alone."""


async def find_standing(session: AppSession, person: Person, now: datetime) -> Standing:
    """Return what the person may do: clear, reported (which nobody is shown), suspended or barred."""
    return (await read_standings(session, now, (person.id,))).get(person.id, "clear")


async def read_standings(
    session: AppSession, now: datetime, among: Collection[int] | None = None
) -> dict[int, Standing]:
    """Return the standing of each person who is not clear; `among`: only these people are asked about."""
    reported = select(Card.about_id).where(Card.kind == "report", Card.state != "closed", Card.about_id.is_not(None))
    restricted = select(Person.id, Restriction.kind).join(Restriction, Restriction.fingerprint == Person.fingerprint)
    restricted = restricted.where(_is_in_force(now)).order_by(Restriction.kind.desc())  # a bar outweighs a suspension
    if among is not None:
        reported, restricted = reported.where(Card.about_id.in_(among)), restricted.where(Person.id.in_(among))
    found: dict[int, Standing] = {number: "reported" for number in await session.scalars(reported) if number}
    return found | {number: kind for number, kind in await session.execute(restricted) if kind != "held"}


async def list_kept(session: AppSession, now: datetime, among: Collection[int] | None = None) -> set[int]:
    """Return those whom a hold, or its mark, keeps from new binômes; `among`: only these people are asked about."""
    marked = select(Person.id).join(Restriction, Restriction.fingerprint == Person.fingerprint).where(*_is_mark(now))
    asked = [*_select_held(Hold.lifted_at.is_(None)), marked]
    if among is not None:
        asked = [query.where(query.selected_columns[0].in_(among)) for query in asked]
    return set(await session.scalars(union(*asked)))


async def is_kept(session: AppSession, person_id: int, now: datetime) -> bool:
    """Return whether a hold, or its mark, keeps somebody from new binômes."""
    return person_id in await list_kept(session, now, (person_id,))


def _select_held(*which: ColumnElement[bool]) -> list[Select[int]]:
    """Return the queries for those whom a hold keeps, or kept.

    That of a case keeps its binôme's volunteer and whom it accuses, and one by the team's own hand both: somebody young
    who is reported must not be the only one who finds nobody else.
    """
    volunteers = select(Offer.person_id).join(Binome, Binome.offer_id == Offer.id)
    is_accused = select(Card.id).where(Card.id == Hold.card_id, Card.about_id == Need.person_id).exists()
    young = select(Need.person_id).join(Binome, Binome.need_id == Need.id).where(Hold.card_id.is_(None) | is_accused)
    return [query.join(Hold, Hold.binome_id == Binome.id).where(*which) for query in (volunteers, young)]


async def read_held(session: AppSession) -> list[tuple[bytes, datetime, datetime | None]]:
    """Return by keyed hash whom a hold keeps or kept, since when, and until when it did."""
    columns = (Person.fingerprint, Hold.placed_at, Hold.lifted_at)
    asked = [query.join(Person, Person.id == query.selected_columns[0]) for query in _select_held()]
    found = [row for query in asked for row in await session.execute(query.with_only_columns(*columns))]
    return [(whose, since, until) for whose, since, until in found]


async def leave_marks(session: AppSession, person: Person, now: datetime, term: datetime) -> None:
    """Keep the ordinary holds that are about to be erased with a person's binômes, as marks on those whom they keep.

    So does the no of a minor's legal representative: another link does not get around it. The person's own are
    forgotten at the `term`, like all that is kept about somebody who is erased.
    """
    theirs = or_(*(Binome.id.in_(_select_binomes(form, person)) for form in (Need, Offer)))
    is_of_report = Hold.card_id.in_(select(Card.id).where(Card.kind == "report"))
    which = (theirs, Hold.lifted_at.is_(None))
    for is_meant, until in ((~is_of_report | Hold.card_id.is_(None), None), (is_of_report, now)):
        kept = union(*_select_held(*which, is_meant)).subquery()
        for one in (await session.scalars(select(Person).where(Person.id.in_(select(kept))))).all():
            session.add(
                Restriction(fingerprint=one.fingerprint, person_id=one.id, kind="held", since=now, until=until)
            )  # that of a report is over with the rows: the report itself keeps the accused from new binômes
    said = await session.get(ParentalConsent, person.id)
    if said is not None and said.state in NOES:
        session.add(Restriction(fingerprint=person.fingerprint, person_id=person.id, kind="held", since=now))
    await session.flush()
    for mark in await _list_marks(session, person, now):
        mark.until = mark.until or term


def _select_binomes(form: type[Need | Offer], person: Person) -> Select[int]:
    column = Binome.need_id if form is Need else Binome.offer_id
    return select(Binome.id).join(form, form.id == column).where(form.person_id == person.id)


async def has_mark(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether somebody is kept from new binômes by a hold whose binôme is gone."""
    return bool(await _list_marks(session, person, now))


async def lift_marks(session: AppSession, person: Person, now: datetime) -> bool:
    """Let somebody have new binômes again whom the mark of a hold kept from them; return whether one did."""
    found = await _list_marks(session, person, now)
    for mark in found:
        mark.until = now
    return bool(found)


async def _list_marks(session: AppSession, person: Person, now: datetime) -> Sequence[Restriction]:
    theirs = select(Restriction).where(Restriction.fingerprint == person.fingerprint, *_is_mark(now))
    return (await session.scalars(theirs)).all()


async def forget_marks(session: AppSession, now: datetime) -> None:
    """Delete the marks of holds that are over."""
    await session.execute(delete(Restriction).where(Restriction.kind == "held", Restriction.until <= now))


async def is_barred(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether this account may not take part at all."""
    theirs = (Restriction.fingerprint == person.fingerprint, Restriction.kind == "barred", _is_in_force(now))
    return bool(await session.scalar(select(Restriction.id).where(*theirs).limit(1)))


async def is_restricted(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether a person is suspended or barred now."""
    theirs = (Restriction.fingerprint == person.fingerprint, *_is_a_standing(now))
    return bool(await session.scalar(select(Restriction.id).where(*theirs).limit(1)))


async def turn_away(session: AppSession, telegram_id: int, until: datetime | None) -> None:
    """Remember a barred account under a hash of its own, which is also kept beside the key."""
    mark = session.vault.fingerprint_turned_away(telegram_id)
    await session.merge(TurnedAway(fingerprint=mark, why="barred", until=until))


async def recognise_turned_away(session: AppSession, telegram_id: int, person: Person, now: datetime) -> None:
    """Bar an account again whose bar the database has forgotten, as after an old backup was put back."""
    row = await session.get(TurnedAway, (session.vault.fingerprint_turned_away(telegram_id), "barred"))
    if row is None or (row.until is not None and row.until <= now) or await is_barred(session, person, now):
        return
    session.add(
        Restriction(
            fingerprint=person.fingerprint, person_id=person.id, kind="barred", ground="", since=now, until=row.until
        )
    )


async def end_restrictions(session: AppSession, person: Person, now: datetime) -> None:
    """End what keeps a person from taking part, from now on."""
    theirs = select(Restriction).where(Restriction.fingerprint == person.fingerprint, *_is_a_standing(now))
    for row in (await session.scalars(theirs)).all():
        row.until = now


async def end_turned_away(session: AppSession, telegram_id: int, now: datetime) -> None:
    """Let an account take part again. The row stays, so that the list beside the key learns its end."""
    row = await session.get(TurnedAway, (session.vault.fingerprint_turned_away(telegram_id), "barred"))
    if row is not None:
        row.until = now


async def keep_apart(session: AppSession, first: Person, second: Person, now: datetime) -> None:
    """Two people are never to be together again: it outlives the erasure of either."""
    one, other = sorted((first.fingerprint, second.fingerprint))
    await session.merge(KeptApart(first=one, second=other, since=now))


async def list_kept_apart(session: AppSession) -> dict[int, set[int]]:
    """Return for each person those with whom they are never to be together again."""
    one, other = aliased(Person), aliased(Person)
    found = select(one.id, other.id).select_from(KeptApart)
    found = found.join(one, one.fingerprint == KeptApart.first).join(other, other.fingerprint == KeptApart.second)
    apart: dict[int, set[int]] = {}
    for first, second in await session.execute(found):
        apart.setdefault(first, set()).add(second)
        apart.setdefault(second, set()).add(first)
    return apart


def _is_a_standing(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Restriction.kind.in_(STANDS), _is_in_force(now))


def _is_mark(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Restriction.kind == "held", _is_in_force(now))


def _is_in_force(now: datetime) -> ColumnElement[bool]:
    return or_(Restriction.until.is_(None), Restriction.until > now)
