"""Availability: weekdays × parts of the day, in somebody's own time zone.

A slot is written ``mon-evening``. The hours of a week are a 168-bit integer, bit 0 being Monday
00:00–01:00 UTC, so that what two people have in common is one ``&`` whatever their zones.
"""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = {
    "morning": range(9, 12),
    "noon": range(12, 14),
    "afternoon": range(14, 18),
    "evening": range(18, 21),
}
SLOTS = tuple(f"{day}-{part}" for day in WEEKDAYS for part in PARTS)
HOURS_IN_WEEK = 168
_WEEKLY = re.compile(r"([0-6])-(\d\d?)(\d\d)?")
_LATEST = time(23, 59)


class WeeklyTime(NamedTuple):
    """A time of every week: weekday 0–6 (0 is Monday), hour and minute in local time."""

    weekday: int
    hour: int
    minute: int = 0

    def __str__(self) -> str:
        """Return the time as buttons and rows carry it: ``1-19``, or ``1-1930``."""
        return f"{self.weekday}-{self.hour}" + (f"{self.minute:02}" if self.minute else "")


def parse_weekly(text: str) -> WeeklyTime | None:
    """Return the time of every week that a button carries; None of anything else."""
    found = _WEEKLY.fullmatch(text)
    if found is None:
        return None
    weekday, hour, minute = (int(part or 0) for part in found.groups())
    return WeeklyTime(weekday, hour, minute) if hour <= _LATEST.hour and minute <= _LATEST.minute else None


def gather_days(slots: Iterable[str]) -> list[str]:
    """Return slots as one says them: ``=evening`` first where it is every evening, then the others as they come."""
    said = list(slots)
    always = [part for part in PARTS if all(f"{day}-{part}" in said for day in WEEKDAYS)]
    return [f"={part}" for part in always] + [slot for slot in said if slot.partition("-")[2] not in always]


def list_hours(slots: Iterable[str]) -> list[tuple[int, int]]:
    """Return the (weekday 0–6, hour 0–23) that the slots cover, in local time and in order."""
    chosen = set(slots)
    return [
        (day, hour)
        for day, name in enumerate(WEEKDAYS)
        for part, covered in PARTS.items()
        if f"{name}-{part}" in chosen
        for hour in covered
    ]


def compute_week_mask(slots: Iterable[str], zone: str, when: datetime) -> int:
    """Return the UTC hours of the week that the slots cover, with the offset in force at `when`.

    Zones of half an hour are rounded down to the hour: a common hour then lasts half an hour more
    or less, which the two settle between themselves.
    """
    return _build_mask(frozenset(slots), _compute_offset_hours(zone, when))


def find_common_hours(
    ours: Iterable[str], our_zone: str, theirs: Iterable[str], their_zone: str, when: datetime
) -> list[tuple[int, int]]:
    """Return the (weekday, hour) of *our* week in which both are free, in order."""
    shared = compute_week_mask(ours, our_zone, when) & compute_week_mask(theirs, their_zone, when)
    shift = _compute_offset_hours(our_zone, when)
    return [(day, hour) for day, hour in list_hours(ours) if shared >> _compute_utc_bit(day, hour, shift) & 1]


def _compute_offset_hours(zone: str, when: datetime) -> int:
    offset = when.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return offset // timedelta(hours=1)


def _compute_utc_bit(day: int, hour: int, offset_hours: int) -> int:
    return (day * 24 + hour - offset_hours) % HOURS_IN_WEEK


@lru_cache(maxsize=4096)
def _build_mask(slots: frozenset[str], offset_hours: int) -> int:
    return sum(1 << _compute_utc_bit(day, hour, offset_hours) for day, hour in list_hours(slots))
