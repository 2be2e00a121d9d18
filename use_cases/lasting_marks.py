"""What no old copy of the database forgets, by keyed hashes alone.

Bars, who is kept apart, suspensions, team holds, and what was given and then taken back.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentoring.safeguarding import RestrictionKind
from mentoring.states import RUNNING
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import Hold, KeptApart, Restriction, TurnedAway
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes import births, holds, withdrawals
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.people import age_marks, people, standing
from use_cases.team import suspensions

LISTED_KINDS: tuple[RestrictionKind, ...] = ("suspended", "held")
"""What is listed as a restriction; a bar is listed as `turned_away`."""


class LastingMarks(NamedTuple):
    """What a list beside the key keeps, by keyed hashes in hexadecimal.

    `turned_away`: why and whose -> until when, empty when it has no end; `apart`: the two -> since when;
    `restrictions`: the kind and whose -> the period; `holds`: the young person and the volunteer -> the period;
    `withdrawn`: what and whose -> since when it counts no more.
    """

    turned_away: Mapping[str, str]
    apart: Mapping[str, str]
    restrictions: Mapping[str, str] = MappingProxyType({})
    holds: Mapping[str, str] = MappingProxyType({})
    withdrawn: Mapping[str, str] = MappingProxyType({})


class Period(NamedTuple):
    """Since when a hold or a restriction counts, and until when; in words ``since until``, or ``since`` alone."""

    since: datetime
    until: datetime | None

    @classmethod
    def parse(cls, words: str) -> "Period":
        """Return the period that a list has in words."""
        since, _, until = words.partition(" ")
        return cls(datetime.fromisoformat(since), datetime.fromisoformat(until) if until else None)

    def __str__(self) -> str:
        return " ".join(one.isoformat() for one in self if one)

    def is_lasting_beyond(self, moment: datetime) -> bool:
        """Return whether it still counts at a moment."""
        return self.until is None or self.until > moment


async def read_marks(session: AppSession, now: datetime) -> LastingMarks:
    """Return what outlives any copy of the database, as the database has it, also what is over."""
    away, apart = await session.scalars(select(TurnedAway)), await session.scalars(select(KeptApart))
    return LastingMarks(
        {f"{row.why} {row.fingerprint.hex()}": row.until.isoformat() if row.until else "" for row in away},
        {f"{row.first.hex()} {row.second.hex()}": row.since.isoformat() for row in apart},
        _find_longest([*await _read_restrictions(session), *await _read_held(session)]),
        _find_longest(await _read_holds(session)),
        await withdrawals.read_marks(session, now),
    )


async def _read_restrictions(session: AppSession) -> list[tuple[str, Period]]:
    found = await session.scalars(select(Restriction).where(Restriction.kind.in_(LISTED_KINDS)))
    return [(f"{row.kind} {row.fingerprint.hex()}", Period(row.since, row.until)) for row in found]


async def _read_held(session: AppSession) -> list[tuple[str, Period]]:
    return [(f"held {whose.hex()}", Period(since, until)) for whose, since, until in await standing.read_held(session)]


async def _read_holds(session: AppSession) -> list[tuple[str, Period]]:
    young, volunteer = aliased(Person), aliased(Person)
    found = select(Hold, young.fingerprint, volunteer.fingerprint).join(Binome, Binome.id == Hold.binome_id)
    found = join_need_and_offer(found)
    found = found.join(young, young.id == Need.person_id).join(volunteer, volunteer.id == Offer.person_id)
    return [
        (f"{one.hex()} {other.hex()}", Period(row.placed_at, row.lifted_at))
        for row, one, other in await session.execute(found)
    ]


def _find_longest(marks: Iterable[tuple[str, Period]]) -> dict[str, str]:
    longest: dict[str, Period] = {}
    for mark, period in marks:
        if mark not in longest or period.until is None or not longest[mark].is_lasting_beyond(period.until):
            longest[mark] = period
    return {mark: str(period) for mark, period in longest.items()}


async def complete_marks(session: AppSession, known: LastingMarks, now: datetime) -> LastingMarks:
    """Add to the database those marks of a list that it does not have; return what it has then."""
    own = await read_marks(session, now)
    found = await _complete(session, known, own, now) if any(known) else own
    restrictions, holds = (
        {mark: words for mark, words in marks.items() if Period.parse(words).is_lasting_beyond(now)}
        for marks in (found.restrictions, found.holds)
    )
    return found._replace(restrictions=restrictions, holds=holds)


async def _complete(session: AppSession, known: LastingMarks, own: LastingMarks, now: datetime) -> LastingMarks:
    """Add the marks of a list to what the database has; return what it has then."""
    away = {mark: until for mark, until in known.turned_away.items() if mark not in own.turned_away}
    apart = {mark: since for mark, since in known.apart.items() if mark not in own.apart}
    await return_marks(session, known._replace(turned_away=away, apart=apart), now)
    return await read_marks(session, now)


async def return_marks(session: AppSession, known: LastingMarks, now: datetime) -> None:
    """Bar, suspend, hold and keep apart again those of whom an old copy does not know it; then review each binôme.

    What it takes for given, and was taken back since, is taken back again.
    """
    for mark, until in known.turned_away.items():
        (why, fingerprint), term = mark.split(), datetime.fromisoformat(until) if until else None
        known_by = bytes.fromhex(fingerprint)
        if age_marks.has_ended(why, term, now) and await session.get(TurnedAway, (known_by, why)) is None:
            continue  # the database has forgotten it in its time
        await session.merge(TurnedAway(fingerprint=known_by, why=why, until=term))
    for mark, since in known.apart.items():
        first, second = (bytes.fromhex(one) for one in mark.split())
        await session.merge(KeptApart(first=first, second=second, since=datetime.fromisoformat(since)))
    await session.flush()
    for person in (await session.scalars(select(Person))).all() if known.turned_away else ():
        await standing.recognise_turned_away(session, await people.find_chat(session, person), person, now)
        await births.recall(session, person, now)
    await _return_holds(session, _list_forgotten(known.holds, (await read_marks(session, now)).holds, now), now)
    own = await read_marks(session, now)  # whom a hold keeps again needs no mark beside it
    restrictions = _list_forgotten(known.restrictions, own.restrictions, now)
    await _return_restrictions(session, restrictions, now)
    is_withdrawn = await withdrawals.repeat(session, known.withdrawn, now)
    if known.turned_away or known.apart or restrictions or is_withdrawn:
        await installation.write(session, installation.REVIEW_AT, now.isoformat())


def _list_forgotten(known: Mapping[str, str], own: Mapping[str, str], now: datetime) -> dict[str, Period]:
    """Return what is still in force of a list, but for what the database has, or has ended since."""
    periods = {mark: Period.parse(words) for mark, words in known.items()}
    return {
        mark: period
        for mark, period in periods.items()
        if period.is_lasting_beyond(now)
        and not (mark in own and Period.parse(own[mark]).is_lasting_beyond(period.since))
    }


async def _return_restrictions(session: AppSession, forgotten: Mapping[str, Period], now: datetime) -> None:
    """Suspend again, with the loss of every right of the team, and keep from new binômes again."""
    for mark, (since, until) in forgotten.items():
        kind, fingerprint = mark.split()[0], bytes.fromhex(mark.split()[1])
        if kind not in LISTED_KINDS:
            raise KeyError(kind)
        person = await session.scalar(select(Person).where(Person.fingerprint == fingerprint))
        whose = {"fingerprint": fingerprint, "person_id": person.id if person else None}
        session.add(Restriction(**whose, kind=kind, since=since, until=until))
        if person is not None and kind == "suspended":
            await suspensions.stand_down(session, person, now)


async def _return_holds(session: AppSession, forgotten: Mapping[str, Period], now: datetime) -> None:
    """Set a binôme aside again that an old copy has running; by hand or not, it waits for a hand now."""
    for mark in forgotten:
        young, volunteer = aliased(Person), aliased(Person)
        found = join_need_and_offer(select(Binome)).where(Binome.state.in_(RUNNING))
        found = found.join(young, young.id == Need.person_id).join(volunteer, volunteer.id == Offer.person_id)
        one, other = (bytes.fromhex(half) for half in mark.split())
        theirs = (young.fingerprint == one, volunteer.fingerprint == other)
        for binome in (await session.scalars(found.where(*theirs))).all():
            await holds.place(session, binome, now, by=None)
