"""What a matching round looks at: waiting needs and free offers, without any name."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from mentoring.births import find_mark
from mentoring.form_rules import is_minor
from mentoring.slots import compute_week_mask
from mentoring.states import LIVE
from mentoring.together import may_take_minors
from mentoring.widening import add_way, list_ways
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Need, Offer, Person
from use_cases.binomes import together
from use_cases.needs_offers import forms
from use_cases.outbox import silences
from use_cases.pairing.answer_cache import OWN_WORDS, AnswerCache
from use_cases.people import checks, parental_consents, people

Row = dict[str, Any]


async def read_waiting_needs(
    session: AppSession, now: datetime, cache: AnswerCache | None = None, *, unsent: bool = False
) -> list[Row]:
    """Return the needs that wait, with the offers that must never be proposed to them (again).

    `unsent`: also those in a pair of which nobody has been told yet.
    """
    wanted = Need.state == "waiting"
    if unsent:
        wanted |= Need.id.in_(select(Binome.need_id).where(Binome.state == "unsent"))
    if held_back := await _list_held_back(session, now):
        wanted &= Need.person_id.not_in(held_back)
    rows = await _read_needs(session, wanted, now, cache or AnswerCache())
    if not parental_consents.is_asked(session):
        return rows
    covered = await _list_covered_needs(session)
    return [row for row in rows if not row["minor"] or row["id"] in covered]


async def _list_covered_needs(session: AppSession) -> set[int]:
    """Return the needs of those whose legal representative has said what the programme asks for."""
    theirs = Need.person_id.in_(await parental_consents.list_covered(session))
    return set(await session.scalars(select(Need.id).where(theirs)))


async def _list_held_back(session: AppSession, now: datetime) -> set[int]:
    """Return those to whom nothing new is proposed: by their standing, or because nothing would be said to them."""
    return await together.list_held_back(session, now) | await silences.list_silenced(session, now)


async def read_need(session: AppSession, need: Need, now: datetime) -> Row | None:
    """Return this need as it is compared; None when its person is away or cannot be read."""
    return next(iter(await _read_needs(session, Need.id == need.id, now, AnswerCache())), None)


async def read_free_offers(
    session: AppSession, now: datetime, cache: AnswerCache | None = None, *, unsent: bool = False
) -> list[Row]:
    """Return the available offers that have a place left."""
    return [row for row in await read_available_offers(session, now, cache, unsent=unsent) if row["capacity"]]


async def read_available_offers(
    session: AppSession, now: datetime, cache: AnswerCache | None = None, *, unsent: bool = False
) -> list[Row]:
    """Return the available offers with the places that each has left, 0 included; proposals count as taken.

    `unsent`: not those of which nobody has been told yet.
    """
    wanted = Offer.state == "available"
    given = await (cache or AnswerCache()).read(session, Offer, wanted)
    taking = [state for state in LIVE if not (unsent and state == "unsent")]
    taken = select(Binome.offer_id, func.count()).where(Binome.state.in_(taking)).group_by(Binome.offer_id)
    used: dict[int, int] = dict(iter(await session.execute(taken)))
    columns = select(Offer.id, Offer.capacity, Offer.minors, Offer.person_id).where(wanted).order_by(Offer.id)
    held_back = await _list_held_back(session, now)
    rows = (await session.execute(columns)).all()
    people_with_offers, rule = {person_id for *_, person_id in rows}, session.programme.pairing.minors
    vetted = await _list_vetted(session, people_with_offers, now, is_minor=False)
    vetted_for_minors = await _list_vetted(session, people_with_offers, now, is_minor=True)
    return [
        _build_profile(session, number, given[number], now)
        | {
            # Somebody held back is compared like others, without a place: nothing that they read tells.
            "capacity": max(0, capacity - used.get(number, 0))
            if person_id in vetted - held_back and not _is_too_young(session, given[number], now)
            else 0,
            "taken": used.get(number, 0),
            "minors": may_take_minors(cleared, rule) and person_id in vetted_for_minors,
        }
        for number, capacity, cleared, person_id in rows
        if number in given
    ]


async def _list_vetted(session: AppSession, found: set[int], now: datetime, *, is_minor: bool) -> set[int]:
    """Return those of some volunteers who lack none of the checks that accompanying an adult, or a minor, takes."""
    required = session.programme.vetting.required_checks.list_for(is_minor=is_minor)
    return found & await checks.list_vetted(session, required, now) if required else found


async def find_promised_offer(session: AppSession, need: Need) -> int | None:
    """Return the offer whose place is kept for a need until a coordinator has looked."""
    return await session.scalar(select(Binome.offer_id).where(Binome.need_id == need.id, Binome.state == "unsent"))


async def build_widened(session: AppSession, row: Need | Offer, now: datetime) -> dict[str, Row]:
    """Return, for each way in which a need or offer could be wider, what would then be compared otherwise."""
    given = await forms.read_answers(session, row)
    zone = await people.find_zone(session, await session.get_one(Person, row.person_id))
    forms_of_it = {way: add_way(given, way) or given for way in list_ways(given)}
    return {way: _build_meeting(one, zone, now) for way, one in forms_of_it.items()}


async def _list_offers_of(session: AppSession, person_ids: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if person_ids:
        theirs = select(Offer.person_id, Offer.id).where(Offer.person_id.in_(person_ids))
        for person_id, number in await session.execute(theirs):
            found[person_id].add(number)
    return found


async def _read_needs(session: AppSession, wanted: Any, now: datetime, cache: AnswerCache) -> list[Row]:
    given = await cache.read(session, Need, wanted)
    refused: dict[int, set[int]] = defaultdict(set)
    # Of what is unsent nobody knows yet, and what the team took back nobody has refused.
    taken_back = Binome.state.in_(("withdrawn", "released")) & (Binome.why == "team")
    asked = select(Binome.need_id, Binome.offer_id).join(Need, Need.id == Binome.need_id)
    own = select(Need.id, Offer.id).join(Offer, Offer.person_id == Need.person_id)
    for pairs in (asked.where(Binome.state != "unsent", ~taken_back, wanted), own.where(wanted)):
        for number, offer_id in await session.execute(pairs):
            refused[number].add(offer_id)
    apart = await together.list_apart(session)
    offers_of = await _list_offers_of(session, set().union(*apart.values()))
    columns = select(Need.id, Need.waiting_since, Need.priority, Need.person_id).where(wanted).order_by(Need.id)
    return [
        _build_profile(session, number, said, now)
        | {
            "waiting_days": (now - (since or now)) / timedelta(days=1),
            "priority": priority,
            "minor": _is_minor(session, said, now),
            "refused": frozenset(refused[number].union(*(offers_of[one] for one in apart.get(person_id, ())))),
        }
        for number, since, priority, person_id in await session.execute(columns)
        if (said := given.get(number)) is not None
    ]


def _build_profile(session: AppSession, number: int, given: Row, now: datetime) -> Row:
    return {
        "id": number,
        "text": " ".join(str(given[key]) for key in OWN_WORDS if given.get(key)),
        "topics": frozenset(given.get("topics", ())),
        "level": given.get("level", ""),
        "field": given.get("field", ""),
        "region": given.get("region", ""),
        **_build_meeting(given, _find_zone(session, given), now),
    }


def _is_too_young(session: AppSession, given: Row, now: datetime) -> bool:
    """Return whether a volunteer is younger than the programme wants by now; who was never asked is not."""
    birth, today = given.get("birth"), now.astimezone(ZoneInfo(_find_zone(session, given))).date()
    return bool(birth) and find_mark("offer", str(birth), session.programme, today) is not None


def _is_minor(session: AppSession, given: Row, now: datetime) -> bool:
    """Return whether somebody is under 18; who was never asked counts as such, as in the rule on two people."""
    birth = given.get("birth")
    return birth is None or is_minor(birth, now.astimezone(ZoneInfo(_find_zone(session, given))).date())


def _find_zone(session: AppSession, given: Row) -> str:
    return session.programme.find_zone(given.get("region"))


def _build_meeting(given: Row, zone: str, now: datetime) -> Row:
    return {
        "hours": compute_week_mask(given.get("slots", ()), zone, now),
        "modes": frozenset(given.get("modes", ("remote",))),
    }
