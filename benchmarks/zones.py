"""Every weekly hour of every zone over two years, against a second computation that shares no line with the first."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from dateutil import rrule, tz

from cli import settings
from mentoring.rhythm import Slot, compute_due_dates, compute_next_occurrence

FRENCH = [
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "America/Miquelon",
    "America/St_Barthelemy",
    "America/Marigot",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Marquesas",
    "Pacific/Gambier",
    "Pacific/Wallis",
    "Indian/Kerguelen",
]
OTHERS = [
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
]
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = 2
QUARTERS = 96
"""Of an hour in a day."""


def run(zones: str = "", step: int = 1) -> None:
    """Print how many weekly occurrences were compared, and how many were wrong."""
    chosen = zones.split(",") if zones else [*FRENCH, *OTHERS]
    total = wrong = 0
    for zone in chosen:
        compared, differ = compare(zone, step)
        total, wrong = total + compared, wrong + differ
    print(f"{len(chosen)} zones, {total} occurrences with their dues: {wrong} wrong")


def compare(zone: str, step: int = 1) -> tuple[int, int]:
    """Return (compared, wrong) of each `step`-th quarter of an hour of the week over two years."""
    rhythm, total, wrong = settings.read({}).programme.rhythm, 0, 0
    end = BEGINNING + timedelta(days=365 * YEARS)
    for quarter in range(0, 7 * QUARTERS, step):
        weekday, at = quarter // QUARTERS, time(quarter % QUARTERS // 4, quarter % 4 * 15)
        found, moment = Slot(weekday, at, zone), BEGINNING
        for expected, day_before in _compute_expected(weekday, at, zone):
            if expected >= end:
                break
            moment = compute_next_occurrence(found, moment)
            dues = compute_due_dates(moment, zone, BEGINNING - timedelta(days=9), rhythm)
            ends = expected + timedelta(minutes=rhythm.session_minutes + rhythm.check_in_minutes)
            soon = expected - timedelta(minutes=rhythm.soon_minutes)
            right = (moment, dues.day_before, dues.soon, dues.check_in) == (expected, day_before, soon, ends)
            total, wrong = total + 1, wrong + (not right)
    return total, wrong


def _compute_expected(weekday: int, at: time, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """Return (start, the same hour of the day before), both in UTC, week by week: dates first, clocks afterwards.

    An hour that clocks skip is the one that the clock before the change would show; of one that comes twice, the first.
    """
    there = tz.gettz(zone)
    first = datetime.combine(BEGINNING.astimezone(there).date(), at)
    for day in rrule.rrule(rrule.WEEKLY, dtstart=first, byweekday=weekday, count=53 * YEARS + 2):
        start = day.replace(tzinfo=there).astimezone(UTC)
        if start > BEGINNING:
            # The day before is told by what the clock shows at the start: not the written hour when clocks skip it.
            shown = start.astimezone(there).replace(tzinfo=None) - timedelta(days=1)
            yield start, shown.replace(tzinfo=there).astimezone(UTC)
