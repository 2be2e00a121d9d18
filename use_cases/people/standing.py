"""What somebody may still do, and who is never to be together again. Only the team's own acts change it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from mentoring.safeguarding import Standing
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Hold, KeptApart, Restriction, TurnedAway
from storage.schema.tables import Binome, Card, Offer, Person


async def standing_of(session: AppSession, person: Person, now: datetime) -> Standing:
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
    return found | dict(iter(await session.execute(restricted)))


async def list_kept(session: AppSession, among: Collection[int] | None = None) -> set[int]:
    """Return the volunteers whom a hold keeps from new binômes; `among`: only these people are asked about."""
    held = select(Offer.person_id).join(Binome, Binome.offer_id == Offer.id).join(Hold, Hold.binome_id == Binome.id)
    held = held.where(Hold.lifted_at.is_(None))
    return set(await session.scalars(held if among is None else held.where(Offer.person_id.in_(among))))


async def is_barred(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether this account may not take part at all."""
    theirs = (Restriction.fingerprint == person.fingerprint, Restriction.kind == "barred", _is_in_force(now))
    return bool(await session.scalar(select(Restriction.id).where(*theirs).limit(1)))


async def is_restricted(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether a person is suspended or barred now."""
    theirs = (Restriction.fingerprint == person.fingerprint, _is_in_force(now))
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
    theirs = select(Restriction).where(Restriction.fingerprint == person.fingerprint, _is_in_force(now))
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


def _is_in_force(now: datetime) -> ColumnElement[bool]:
    return or_(Restriction.until.is_(None), Restriction.until > now)
