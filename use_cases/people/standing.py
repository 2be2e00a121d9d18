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
    kinds = set(
        await session.scalars(
            select(Restriction.kind).where(Restriction.fingerprint == person.fingerprint, _is_in_force(now))
        )
    )
    if kinds:
        return "barred" if "barred" in kinds else "suspended"
    reported = select(Card.id).where(Card.kind == "report", Card.state != "closed", Card.about_id == person.id)
    return "reported" if await session.scalar(reported.limit(1)) else "clear"


async def is_barred(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether this account may not take part at all."""
    theirs = (Restriction.fingerprint == person.fingerprint, Restriction.kind == "barred", _is_in_force(now))
    return bool(await session.scalar(select(Restriction.id).where(*theirs).limit(1)))


async def is_restricted(session: AppSession, person: Person, now: datetime) -> bool:
    """Return whether a person is suspended or barred now."""
    theirs = (Restriction.fingerprint == person.fingerprint, _is_in_force(now))
    return bool(await session.scalar(select(Restriction.id).where(*theirs).limit(1)))


async def list_held_back(session: AppSession, now: datetime, among: Collection[int] | None = None) -> set[int]:
    """Return those to whom nothing new is proposed: reported, suspended, barred, or a volunteer whom a hold keeps.

    `among`: only these people are asked about.
    """
    held = select(Offer.person_id).join(Binome, Binome.offer_id == Offer.id).join(Hold, Hold.binome_id == Binome.id)
    reported = select(Card.about_id).where(Card.kind == "report", Card.state != "closed", Card.about_id.is_not(None))
    restricted = select(Person.id).join(Restriction, Restriction.fingerprint == Person.fingerprint)
    found: set[int] = set()
    for rows, who in (
        (held.where(Hold.lifted_at.is_(None)), Offer.person_id),
        (reported, Card.about_id),
        (restricted.where(_is_in_force(now)), Person.id),
    ):
        asked = rows if among is None else rows.where(who.in_(among))
        found.update(number for number in await session.scalars(asked) if number is not None)
    return found


async def may_be_matched(session: AppSession, young_id: int, volunteer_id: int, now: datetime) -> bool:
    """Return whether these two may begin something together, as far as the team's own acts go."""
    if await list_held_back(session, now, among=(young_id, volunteer_id)):
        return False
    return not await are_kept_apart(session, young_id, volunteer_id)


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


async def forget_turned_away(session: AppSession, telegram_id: int) -> None:
    """Let an account take part again, also after an old backup is put back."""
    row = await session.get(TurnedAway, (session.vault.fingerprint_turned_away(telegram_id), "barred"))
    if row is not None:
        await session.delete(row)


async def keep_apart(session: AppSession, first: Person, second: Person, now: datetime) -> None:
    """Two people are never to be together again: it outlives the erasure of either."""
    one, other = sorted((first.fingerprint, second.fingerprint))
    await session.merge(KeptApart(first=one, second=other, since=now))


async def are_kept_apart(session: AppSession, first_id: int, second_id: int) -> bool:
    """Return whether two people are never to be together again."""
    prints = list(await session.scalars(select(Person.fingerprint).where(Person.id.in_((first_id, second_id)))))
    if len(prints) != len({first_id, second_id}):
        return False
    return await session.get(KeptApart, (min(prints), max(prints))) is not None


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
