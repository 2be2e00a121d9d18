"""The duty roster: the shifts of a week, who is called for an urgent case, and what is told of who is there."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from mentoring.pauses import DAY, parse_day
from mentoring.programme import DutyHours

ShiftKind = Literal["day", "evening", "night", "weekend"]
Whose = Literal["vacant", "nobody", "held", "mine"]
"""Whose a shift is for its reader; `nobody`: the team has said that it is covered by nobody."""
SATURDAY = 5
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)
MAX_PAGE = 25
"""The roster is planned half a year ahead at most."""
ABSENCE_DAYS = (1, 7, 14)
"""How long an absence from today is that one tap names."""
REPEATED_WEEKS = (4, 12)
"""For how many weeks one tap repeats a week."""
LAPSES_AFTER = timedelta(weeks=4)
"""A roster whose last shift is so long ago is no roster any more: everybody is called again."""
NOTICE = timedelta(days=7)
"""What becomes vacant sooner than this is told to the heads at once; the morning's digest looks as far."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of time for which somebody answers urgent cases; `day`: the local day on which it begins."""

    day: date
    kind: ShiftKind
    begins_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """Return the shift as a button carries it: ``20261123-night``."""
        return f"{self.day:%Y%m%d}-{self.kind}"


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift as somebody of the team sees it; `name`: who has it, empty when nobody has."""

    key: str
    kind: ShiftKind
    begins_at: datetime
    ends_at: datetime
    whose: Whose
    name: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """People by number: those on duty now, and those who are later, whoever comes next at the head."""

    on_duty: Sequence[int] = ()
    coming: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether somebody is on duty at a moment, and when somebody is next; None when no shift ahead is taken."""

    is_held: bool
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class DutyCalendar:
    """The hours at which shifts change, in the programme's own zone. Together they hold every moment, each once."""

    hours: DutyHours
    zone: str

    def list_shifts(self, first: date, days: int = 7) -> list[Shift]:
        """Return the shifts that begin on some days, in order."""
        starts = list(chain.from_iterable(self._list_starts(first + ahead * ONE_DAY) for ahead in range(days + 1)))
        shifts = (Shift(day, kind, at, end) for (day, kind, at), (_, _, end) in pairwise(starts))
        return [shift for shift in shifts if shift.day < first + days * ONE_DAY]

    def find_shift(self, moment: datetime) -> Shift:
        """Return the shift that a moment lies in."""
        shifts = self.list_shifts(self.find_today(moment) - ONE_DAY, 2)
        return next(shift for shift in shifts if shift.begins_at <= moment < shift.ends_at)

    def find_today(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def find_monday(self, moment: datetime) -> date:
        """Return the Monday of the week in which somebody is on duty now: on Monday at three it is still Sunday."""
        day = self.find_shift(moment).day
        return day - day.weekday() * ONE_DAY

    def find_page(self, shift: Shift, now: datetime) -> int:
        """Return on which page of the roster a shift stands, the present week's being 0."""
        return (shift.day - self.find_monday(now)) // ONE_WEEK

    def list_page(self, page: int, now: datetime) -> list[Shift]:
        """Return the shifts of a week, so many weeks from now."""
        return self.list_shifts(self.find_monday(now) + min(max(page, 0), MAX_PAGE) * ONE_WEEK)

    def read_key(self, key: str) -> Shift | None:
        """Return the shift that a button names; None when there is none such."""
        day = parse_date(key.partition("-")[0])
        shifts = self.list_shifts(day, 1) if day else []
        return next((shift for shift in shifts if shift.key == key), None)

    def begin_day(self, day: date) -> datetime:
        """Return when a local day begins."""
        return datetime.combine(day, time(0), ZoneInfo(self.zone)).astimezone(UTC)

    def _list_starts(self, day: date) -> Iterator[tuple[date, ShiftKind, datetime]]:
        hours = self.hours
        working: tuple[tuple[ShiftKind, int], ...] = (("day", hours.day_from), ("evening", hours.evening_from))
        free: tuple[tuple[ShiftKind, int], ...] = (("weekend", hours.day_from),)
        for kind, hour in (*(working if day.weekday() < SATURDAY else free), ("night", hours.night_from)):
            yield day, kind, datetime.combine(day, time(hour), ZoneInfo(self.zone)).astimezone(UTC)


def choose_called(step: int, told: Sequence[int], heads: Collection[int], watch: Watch) -> list[int]:
    """Return who is called for an urgent case, wider at each step.

    At once whoever is on duty, then whoever is next, then the heads, then all; of those who are told of the case.
    Where a circle is empty the next one is called in its place: nobody's case waits for a roster.
    """
    on_duty = [one for one in watch.on_duty if one in told]
    coming = [one for one in watch.coming if one in told and one not in on_duty][:1]
    circles = (on_duty, coming, [one for one in told if one in heads], list(told))
    for size in range(min(step + 1, len(circles)), len(circles) + 1):
        if called := list(dict.fromkeys(chain(*circles[:size]))):
            return called
    return []


def parse_date(written: str) -> date | None:
    """Return the day that a button carries as ``20261123``."""
    try:
        return date.fromisoformat(written) if written.isdecimal() else None
    except ValueError:
        return None


def parse_absence(text: str, today: date) -> tuple[date, date] | None:
    """Return the days of « du 24/12 au 2/1 », or one day alone; None unless they are of the coming year, in order."""
    written = [found[0] for found in DAY.finditer(text)]
    first = parse_day(written[0], today - ONE_DAY) if written else None
    last = parse_day(written[-1], first - ONE_DAY) if first else None
    return (first, last) if first and last and len(written) <= len(("from", "to")) else None


def format_absence(first: date, last: date) -> str:
    """Return an absence as a button carries it: ``20261224-20270102``."""
    return f"{first:%Y%m%d}-{last:%Y%m%d}"


def read_absence(written: str) -> tuple[date, date] | None:
    """Return the first and the last day of the absence that a button names."""
    first, last = (parse_date(part) for part in (written.partition("-")[0], written.partition("-")[2]))
    return (first, last) if first and last and first <= last <= first + 53 * ONE_WEEK else None
