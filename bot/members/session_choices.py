"""Of several binômes the one that is meant: by words that single one out, else by a tap."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.turn import Turn
from mentoring.rhythm import format_start
from mentoring.slots import WEEKDAYS, WeeklyTime
from storage.schema.tables import Binome, MentoringSession
from understanding.plain_words import split_words
from understanding.when.named import is_day_named, is_hour_named
from understanding.when.week import WeeklyHour
from use_cases.binomes import binomes, views
from use_cases.people import people
from use_cases.sessions import sessions

ChangeKind = Literal["move", "skip", "hours", "coming"]
MAX_HOURS = 5
"""More weekly hours do not fit into a button."""
PARTNER_WORDS = {
    "mentor", "mentore", "binome", "volontaire", "benevole", "tuteur", "tutrice", "jeune", "coach", "parrain",
    "marraine", "lui", "elle", "tutor", "volunteer", "partner", "person", "mentee", "him", "her", "them",
}  # fmt: skip
"""Words that mean whoever the partner is, folded."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A binôme that may be meant, when it meets next, what words would change that to, and as a button carries it.

    Hours are in the reader's own zone.
    """

    binome: Binome
    start: datetime | None = None
    wanted: Collection[WeeklyTime] = ()
    data: str = ""


async def choose(turn: Turn, kind: ChangeKind, choices: Sequence[Choice], words: str) -> Choice | None:
    """Return the binôme that is meant; where words leave several open, ask which one and return None."""
    if len(choices) == 1:
        return choices[0]
    if one := await _find_meant(turn, choices, words):
        return one
    await turn.reply("which_binome", wish=kind, choices=[[one.binome.id, one.data] for one in choices])
    return None


async def _find_meant(turn: Turn, choices: Sequence[Choice], words: str) -> Choice | None:
    """Return the only one whose first name, else whose day, else whose hour is named.

    A day or an hour to which something is to be moved names none: « à jeudi » is not the session of Thursday.
    """
    if not words:
        return None
    said, zone = set(split_words(words)), await _find_zone(turn)
    named = [one for one in choices if said.issuperset(split_words(await _find_name(turn, one.binome)))]
    if len(named) == 1:
        return named[0]
    today = turn.now.astimezone(zone).date()
    on_day = [one for one in choices if one.start and _is_on_day(one, one.start, words, today)]
    if len(on_day) == 1:
        return on_day[0]
    at_hour = [one for one in on_day or choices if one.start and _is_at_hour(one, one.start, words)]
    return at_hour[0] if len(at_hour) == 1 else None


def _is_on_day(one: Choice, start: datetime, words: str, today: date) -> bool:
    days = {time.weekday for time in one.wanted}
    return start.weekday() not in days and is_day_named(words, start.date(), today)


def _is_at_hour(one: Choice, start: datetime, words: str) -> bool:
    return (start.hour, start.minute) not in {time[1:] for time in one.wanted} and is_hour_named(words, start.time())


async def is_meant(turn: Turn, binome: Binome, words: str) -> bool:
    """Return whether words name the partner of a binôme, or mean whoever it is: « mon mentor », « her »."""
    said = set(split_words(words))
    return bool(said & PARTNER_WORDS) or said.issuperset(split_words(await _find_name(turn, binome)))


async def list_sessions(turn: Turn, words: str) -> list[Choice]:
    """Return the binômes that have a session ahead, with the moment to which words would move each."""
    zone, choices = await _find_zone(turn), []
    for binome in await binomes.list_binomes(turn.session, turn.person, ("active",)):
        planned = await sessions.find_upcoming(turn.session, binome)
        if planned is None or planned.starts_at <= turn.now:
            continue
        moment = (await turn.read(words, session_start=planned.starts_at)).moment if words else None
        data = format_start(moment.replace(tzinfo=zone).astimezone(UTC)) if moment else ""
        wanted = [WeeklyTime(moment.weekday(), moment.hour, moment.minute)] if moment else []
        choices.append(Choice(binome, _make_local(planned, zone), wanted, data))
    return choices


async def list_arranging(turn: Turn, found: Sequence[Binome], hours: Sequence[WeeklyHour]) -> list[Choice]:
    """Return binômes with their weekly hour, and those that words name instead."""
    zone, choices = await _find_zone(turn), []
    times = [WeeklyTime(WEEKDAYS.index(one.weekday), one.hour, one.minute) for one in hours[:MAX_HOURS]]
    for binome in found:
        planned = await sessions.find_upcoming(turn.session, binome)
        start = _make_local(planned, zone) if planned else None
        choices.append(Choice(binome, start, times, "_".join(map(str, times))))
    return choices


def _make_local(planned: MentoringSession, zone: ZoneInfo) -> datetime:
    return planned.starts_at.astimezone(zone).replace(tzinfo=None)


async def _find_zone(turn: Turn) -> ZoneInfo:
    return ZoneInfo(await people.find_zone(turn.session, turn.person))


async def _find_name(turn: Turn, binome: Binome) -> str:
    return (await views.view_binome(turn.session, binome, binomes.find_side(binome, turn.person), turn.now)).other
