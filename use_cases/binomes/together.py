"""What the rule on two people looks at (mentoring/together.py), read once for each pair that is asked about."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mentoring.births import compute_age
from mentoring.errors import NotPossible
from mentoring.states import RUNNING
from mentoring.together import Ground, Member, Pair, find_ground, is_held_back, may_take_minors
from storage.crypto.vault import WrongKey
from storage.engine.app_session import AppSession
from storage.schema.safeguarding_tables import KeptApart, Tie
from storage.schema.tables import Binome, Need, Offer, Person, PersonKey
from use_cases.people import checks, parental_consents, people, standing

PersonPair = frozenset[int]
"""The numbers of two people, in no order."""


async def may_begin(session: AppSession, need: Need, offer: Offer, now: datetime) -> bool:
    """Return whether something new may begin between a young person and a volunteer."""
    (pair,) = await _read_pairs(session, [(need, offer)], now)
    return find_ground(pair, is_new=True) is None


async def find_parting(session: AppSession, binome: Binome, now: datetime) -> Ground | None:
    """Return the ground on which the two of a running binôme may not go on; None when they may, or nothing runs."""
    if binome.state not in RUNNING:
        return None
    return find_ground(await read_pair(session, binome, now), is_new=False)


async def require_fit(session: AppSession, binome: Binome, now: datetime) -> None:
    """Raise `NotPossible` when the two of a running binôme may not go on together."""
    if await find_parting(session, binome, now) is not None:
        raise NotPossible("(not together now)")


async def read_pair(session: AppSession, binome: Binome, now: datetime) -> Pair:
    """Return what the rule looks at in one binôme."""
    (pair,) = await read_pairs(session, [binome], now)
    return pair


async def read_pairs(session: AppSession, binomes: Iterable[Binome], now: datetime) -> list[Pair]:
    """Return what the rule looks at in each binôme."""
    return await _read_pairs(session, [(binome.need, binome.offer) for binome in binomes], now)


async def list_held_back(session: AppSession, now: datetime) -> set[int]:
    """Return those with whom nothing new may begin, whoever the other would be."""
    standings, kept = await standing.read_standings(session, now), await standing.list_kept(session, now)
    found = {number: Member(standings.get(number, "clear"), number in kept) for number in standings.keys() | kept}
    return {number for number, member in found.items() if is_held_back(member)}


async def list_apart(session: AppSession) -> dict[int, set[int]]:
    """Return for each person those with whom they may not be, as the team has decided, by a declared tie, or as family.

    Whoever speaks for a young person accompanies them in no other way.
    """
    apart = await standing.list_kept_apart(session)
    declared = [(one, other) for one, other in await session.execute(select(Tie.staff_id, Tie.person_id))]
    for one, other in (*declared, *await parental_consents.list_families(session)):
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)
    return apart


async def _read_pairs(session: AppSession, asked: Sequence[tuple[Need, Offer]], now: datetime) -> list[Pair]:
    numbers = {row.person_id for pair in asked for row in pair}
    members, apart = await _read_members(session, numbers, now)
    tied = await _read_ties(session, numbers)
    programme = session.programme
    return [
        Pair(
            young=members[need.person_id],
            volunteer=members[offer.person_id],
            may_take_minors=may_take_minors(offer.minors, programme.pairing.minors),
            is_same_person=need.person_id == offer.person_id,
            is_kept_apart=frozenset((need.person_id, offer.person_id)) in apart,
            is_tied=frozenset((need.person_id, offer.person_id)) in tied,
            least_age=programme.minimum_age,
            least_volunteer_age=programme.volunteer_minimum_age,
            required=programme.vetting.required_checks,
        )
        for need, offer in asked
    ]


async def _read_members(
    session: AppSession, numbers: Collection[int], now: datetime
) -> tuple[dict[int, Member], set[PersonPair]]:
    """Return what the rule looks at in each person, and who is kept apart from whom."""
    standings = await standing.read_standings(session, now, numbers)
    kept = await standing.list_kept(session, now, numbers)
    counting, made = await checks.list_counting(session, numbers, now), await checks.list_made(session, numbers)
    covered = await parental_consents.list_covered(session, numbers)
    is_asked = parental_consents.is_asked(session)
    rows = (await session.execute(people.PERSON_WITH_KEY.where(Person.id.in_(numbers)))).all()
    members = {
        person.id: Member(
            standing=standings.get(person.id, "clear"),
            is_held=person.id in kept,
            is_reachable=person.state == "active",
            age=_compute_age(session, person, key, now),
            checks=counting.get(person.id, frozenset()),
            expired=made.get(person.id, frozenset()) - counting.get(person.id, frozenset()),
            lacks_consent=is_asked and person.id not in covered,
        )
        for person, key in rows
    }
    return members, await _read_apart(session, {person.fingerprint: person.id for person, _ in rows})


def _compute_age(session: AppSession, person: Person, key: PersonKey | None, now: datetime) -> int | None:
    """Return how old somebody is where they live; None when they were never asked, or cannot be read."""
    try:
        profile = (session.vault.open(key.wrapped, person.profile) if key else None) or {}
    except WrongKey:
        return None
    zone = ZoneInfo(session.programme.find_zone(profile.get("region")))
    return compute_age(profile["birth"], now.astimezone(zone).date()) if profile.get("birth") else None


async def _read_apart(session: AppSession, known: dict[bytes, int]) -> set[PersonPair]:
    theirs = (KeptApart.first.in_(known), KeptApart.second.in_(known))
    rows = await session.execute(select(KeptApart.first, KeptApart.second).where(*theirs))
    return {frozenset((known[one], known[other])) for one, other in rows}


async def _read_ties(session: AppSession, numbers: Collection[int]) -> set[PersonPair]:
    theirs = (Tie.staff_id.in_(numbers), Tie.person_id.in_(numbers))
    declared = await session.execute(select(Tie.staff_id, Tie.person_id).where(*theirs))
    families = await parental_consents.list_families(session, numbers)
    return {frozenset(two) for two in (*declared, *families)}
