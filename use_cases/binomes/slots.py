"""Agreeing on the weekly hour and the place: one side asks, the other says yes or asks another."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from mentoring.errors import NotPossible
from mentoring.rhythm import Slot, compute_next_occurrence, is_by_day
from mentoring.roles import VOLUNTEER, YOUNG, Side
from mentoring.settled_messages import HOURS
from mentoring.slots import WeeklyTime, find_common_hours, list_hours, parse_weekly
from mentoring.states import move
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, Person
from use_cases.binomes import binomes, taken_hours
from use_cases.binomes.binome_rows import BinomeAnswers
from use_cases.outbox import outbox, settled_messages
from use_cases.people import people, unsent_words
from use_cases.sessions import sessions
from use_cases.team import cards

MAX_PLACE_CHARACTERS = 200
MAX_SHOWN_HOURS = 24
T = TypeVar("T")


async def list_free_hours(session: AppSession, answers: BinomeAnswers, now: datetime) -> list[WeeklyTime]:
    """Return the times of the young person's week in which both are free; theirs alone when none is."""
    taken = await taken_hours.read(session, answers.binome)
    zone = answers.young_zone
    return [one for one in find_free_hours(answers, now) if not taken.meet_weekly(Slot.of(one, zone), now)]


def find_free_hours(answers: BinomeAnswers, now: datetime) -> list[WeeklyTime]:
    """Return the times at which both said that they are free, whatever else the volunteer has on since."""
    young, volunteer = answers.need.get("slots", ()), answers.offer.get("slots", ())
    found = find_common_hours(young, answers.young_zone, volunteer, answers.volunteer_zone, now) or list_hours(young)
    return [WeeklyTime(day, hour) for day, hour in found]


def spread(found: Sequence[T], most: int = MAX_SHOWN_HOURS) -> Sequence[T]:
    """Return as many as a keyboard shows well, spread over all of them when there are more."""
    return found[:: max(1, -(-len(found) // most))]


async def ask_for_slot(session: AppSession, binome_id: int, person: Person, choice: str, now: datetime) -> None:
    """Record the time that one side proposes, and ask the other side. Raise `HourTaken` where it cannot be."""
    binome = await binomes.lock_arranging(session, binome_id, person)
    await _check_time(session, binome, choice, now)
    side = binomes.find_side(binome, person)
    binome.asked_slot, binome.asked_by = choice, side
    other = VOLUNTEER if side == YOUNG else YOUNG
    await outbox.put(session, now, person, "slot_waiting", binome=binome.id)
    await binomes.queue_message(session, now, binome, other, "slot_asked", slot=choice)


async def _check_time(session: AppSession, binome: Binome, choice: str, now: datetime) -> WeeklyTime:
    """Return the time of a choice; raise `HourTaken` where somebody else has it, `NotPossible` where it is none."""
    found = parse_weekly(choice)
    if found is None:
        raise NotPossible("(this hour)")
    slot = Slot.of(found, await find_side_zone(session, binome, YOUNG))
    if not is_by_day(compute_next_occurrence(slot, now), slot.zone):
        raise NotPossible("(by night)")
    await taken_hours.lock(session, binome)
    if (await taken_hours.read(session, binome)).meet_weekly(slot, now):
        raise taken_hours.HourTaken
    return found


async def confirm_slot(session: AppSession, binome_id: int, person: Person, choice: str, now: datetime) -> None:
    """Record the other side's yes: sessions are planned at this time. Raise `HourTaken` where it was taken since."""
    binome = await binomes.lock_binome(session, binome_id, person)
    if not choice or binome.asked_slot != choice or binome.asked_by == binomes.find_side(binome, person):
        raise NotPossible("(another hour was asked since)")
    found = await _check_time(session, binome, choice, now)
    binome.state = move("binome", binome.state, "start")
    await sessions.drop_planned(session, binome, now)
    binome.weekday, binome.hour, binome.minute = found
    binome.zone = await find_side_zone(session, binome, YOUNG)
    binome.asked_slot = binome.asked_by = ""
    planned = await sessions.plan_next(session, binome, now + sessions.MIN_NOTICE, now)
    if session.programme.kick_off == "coordinator" and not await sessions.has_met(session, binome):
        await cards.open_case(session, now, "kick_off", f"binome:{binome.id}", binome_id=binome.id)
    for side in (YOUNG, VOLUNTEER):
        member = await binomes.fetch_member(session, binome, side)
        once = outbox.Delivery(key=f"slot_set:{planned.id}:{member.id}")
        await outbox.put(session, now, member, "slot_set", delivery=once, session=planned.id)
        await settled_messages.settle(session, member, HOURS, "binome", binome.id, now)


async def type_place(session: AppSession, binome_id: int, person: Person, place: str, now: datetime) -> None:
    """Keep where somebody wants to meet, and ask them whether it may be sent: it may have been meant for nobody."""
    await binomes.lock_arranging(session, binome_id, person)
    await unsent_words.keep(session, person, "typed_place", {"binome": binome_id, "place": place}, now)
    mark = unsent_words.compute_mark(session, place)
    await outbox.put(session, now, person, "place_confirm", binome=binome_id, mark=mark)


async def read_typed_place(session: AppSession, person: Person, binome_id: int, mark: str) -> str:
    """Return the place that somebody typed and has not sent; nothing when it is another by now."""
    typed = await unsent_words.read(session, person, "typed_place") or {"binome": 0, "place": ""}
    its_mark = unsent_words.compute_mark(session, typed["place"])
    return typed["place"] if (typed["binome"], its_mark) == (binome_id, mark) else ""


async def send_place(session: AppSession, binome_id: int, person: Person, mark: str, now: datetime) -> None:
    """Pass on the place that somebody typed and has looked at."""
    place = await read_typed_place(session, person, binome_id, mark)
    if not place:
        raise NotPossible("(another place was typed since)")
    await set_place(session, binome_id, person, place, now)
    await unsent_words.drop(session, person, "typed_place")


async def set_place(session: AppSession, binome_id: int, person: Person, place: str, now: datetime) -> None:
    """Save where the binôme meets, and tell both."""
    binome = await binomes.lock_arranging(session, binome_id, person)
    binome.place = await people.seal(session, binome.need.person_id, place)
    for side in (YOUNG, VOLUNTEER):
        await binomes.queue_message(session, now, binome, side, "place_set", by=person.id)


async def convert_times(
    session: AppSession, binome: Binome, person: Person, times: Sequence[WeeklyTime], now: datetime
) -> list[WeeklyTime]:
    """Return times of a member's own week as those of the young person's, by which a binôme meets."""
    own, young = await people.find_zone(session, person), await find_side_zone(session, binome, YOUNG)
    found = []
    for one in times:
        start = compute_next_occurrence(Slot.of(one, own), now)
        local = start.astimezone(ZoneInfo(young))
        found.append(WeeklyTime(local.weekday(), local.hour, local.minute))
    return found


async def find_side_zone(session: AppSession, binome: Binome, side: Side) -> str:
    """Return the time zone of one side."""
    person = await binomes.fetch_member(session, binome, side)
    return await people.find_zone(session, person)
