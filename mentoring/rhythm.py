"""When things fall due. Local wall-clock hours in, aware UTC out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring.rhythm_settings import Rhythm
from mentoring.slots import WeeklyTime

EARLIEST_START, LATEST_START = time(7), time(22)
"""No session begins by night: one of the two may be under 18."""
HALF_WEEK = timedelta(days=3)
START_FORMAT, START_CHARACTERS = "%Y%m%d%H%M", 12


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly hour: weekday 0–6 (0 is Monday), wall-clock time, IANA zone of the young person."""

    weekday: int
    at: time
    zone: str

    @classmethod
    def of(cls, one: WeeklyTime, zone: str) -> "Slot":
        """Return a time of every week in a zone."""
        return cls(one.weekday, time(one.hour, one.minute), zone)


@dataclass(frozen=True, slots=True)
class DueDates:
    """When a session's messages fall due, in UTC; None when that moment has gone by."""

    day_before: datetime | None
    soon: datetime | None
    check_in: datetime


def compute_next_occurrence(slot: Slot, after: datetime) -> datetime:
    """Return the first start of the slot strictly after `after`, at the written local hour."""
    zone = ZoneInfo(slot.zone)
    local = after.astimezone(zone)
    days = (slot.weekday - local.weekday()) % 7
    for extra in (0, 7):
        day = local.date() + timedelta(days=days + extra)
        start = datetime.combine(day, slot.at, zone).astimezone(UTC)
        if start > after:
            return start
    raise AssertionError("a weekly slot comes back within a week")


def add_local_days(when: datetime, days: int, zone: str) -> datetime:
    """Return the same wall-clock hour some days later (or earlier, when negative)."""
    there = ZoneInfo(zone)
    local = when.astimezone(there)
    return datetime.combine(local.date() + timedelta(days=days), local.time(), there).astimezone(UTC)


def compute_due_dates(start: datetime, zone: str, now: datetime, rhythm: Rhythm) -> DueDates:
    """Return when a session's two reminders and its check-in are due, seen from `now`."""
    day_before = add_local_days(start, -1, zone)
    soon = start - timedelta(minutes=rhythm.soon_minutes)
    return DueDates(
        day_before=day_before if day_before > now else None,
        soon=soon if soon > now else None,
        check_in=start + timedelta(minutes=rhythm.session_minutes + rhythm.check_in_minutes),
    )


def overlap(one: datetime, other: datetime, rhythm: Rhythm) -> bool:
    """Return whether sessions that begin at two moments would run at the same time."""
    return abs(one - other) < timedelta(minutes=rhythm.session_minutes)


def meets_weekly(start: datetime, slot: Slot, rhythm: Rhythm) -> bool:
    """Return whether a session that begins at a moment would run into those of a weekly slot."""
    return overlap(compute_next_occurrence(slot, start - timedelta(minutes=rhythm.session_minutes)), start, rhythm)


def compute_week_end(start: datetime, moved_from: datetime | None) -> datetime:
    """Return the moment after which the next session of the slot comes.

    A session that was moved to an earlier moment stands for the week that it was moved from.
    """
    if moved_from is None or moved_from <= start:
        return start
    return max(moved_from, start + HALF_WEEK)


def is_by_day(start: datetime, zone: str) -> bool:
    """Return whether a session begins at an hour at which the programme lets people meet."""
    return EARLIEST_START <= start.astimezone(ZoneInfo(zone)).time() <= LATEST_START


def format_start(start: datetime) -> str:
    """Return a moment as buttons carry it, ``202612011830``, in UTC."""
    return start.astimezone(UTC).strftime(START_FORMAT)


def parse_start(text: str) -> datetime | None:
    """Return the moment that a button carries; None of anything else."""
    try:
        return datetime.strptime(text, START_FORMAT).replace(tzinfo=UTC) if len(text) == START_CHARACTERS else None
    except ValueError:
        return None


def skip_quiet_hours(when: datetime, zone: str, rhythm: Rhythm) -> datetime:
    """Return `when`, or the end of the quiet hours that it falls in."""
    return skip_hours(when, zone, rhythm.quiet_from, rhythm.quiet_until)


def skip_hours(when: datetime, zone: str, begins: int, ends: int) -> datetime:
    """Return `when`, or the end of the span of local hours that it falls in."""
    there = ZoneInfo(zone)
    local = when.astimezone(there)
    start, end = time(begins), time(ends)
    overnight = start > end
    if overnight and local.time() >= start:
        return datetime.combine(local.date() + timedelta(days=1), end, there).astimezone(UTC)
    if (overnight or local.time() >= start) and local.time() < end:
        return datetime.combine(local.date(), end, there).astimezone(UTC)
    return when


def skip_taken_days(when: datetime, taken: Collection[date], zone: str, rhythm: Rhythm) -> datetime:
    """Return `when`, or the end of the quiet hours on the first local day after it that is not taken."""
    there = ZoneInfo(zone)
    day = when.astimezone(there).date()
    if day not in taken:
        return when
    while day in taken:
        day += timedelta(days=1)
    return datetime.combine(day, time(rhythm.quiet_until), there).astimezone(UTC)
