"""Weekly opening hours: written ``mon-fri 10:00-19:00``, asked whether they are open now, and when they open next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mentoring.slots import WEEKDAYS

MIDNIGHT = time(0)
"""As an end: the end of the day."""
MAX_DAYS = 366
"""So far ahead is looked for a day on which it opens."""
_DAY = "|".join(WEEKDAYS)
_SPAN = re.compile(
    rf"(?P<first>{_DAY})(?:-(?P<last>{_DAY}))? (?P<opens>(?:[01]\d|2[0-3]):[0-5]\d)-"
    r"(?P<closes>(?:[01]\d|2[0-3]):[0-5]\d|24:00)"
)


@dataclass(frozen=True, slots=True)
class OpeningSpan:
    """The same hours on each of some days, 0 being Monday; what goes past midnight is two spans."""

    first: int
    last: int
    opens: time
    closes: time

    def is_open(self, local: datetime) -> bool:
        """Return whether these hours hold a local moment."""
        on_day = self.first <= local.weekday() <= self.last
        return on_day and self.opens <= local.time() and (self.closes == MIDNIGHT or local.time() < self.closes)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The hours of a week in a time zone; none at all means day and night. `closed`: days of the year, ``12-25``."""

    spans: tuple[OpeningSpan, ...]
    zone: str
    closed: frozenset[str] = frozenset()

    def find_opening(self, now: datetime) -> datetime | None:
        """Return when it opens next; None while it is open."""
        local = now.astimezone(ZoneInfo(self.zone))
        if not self.spans or (self.is_open_on(local.date()) and any(span.is_open(local) for span in self.spans)):
            return None
        return next((moment for day in self._list_days(local.date()) for moment in self._list_openings(day, now)), None)

    def list_first_openings(self, now: datetime) -> Iterator[datetime]:
        """Return when it opens first on each day from now on, strictly after `now`."""
        for day in self._list_days(now.astimezone(ZoneInfo(self.zone)).date()):
            yield from [moment for moment in self._list_openings(day)[:1] if moment > now]

    def add_time(self, moment: datetime, duration: timedelta) -> datetime:
        """Return the moment after so much time of days on which it opens, a day counting 24 hours, once it is open."""
        if not self.spans:
            return moment + duration
        zone = ZoneInfo(self.zone)
        at, left = moment.astimezone(zone), duration
        for day in self._list_days(at.date()):
            begins = max(at, datetime.combine(day, MIDNIGHT, zone))
            ends = datetime.combine(day + timedelta(days=1), MIDNIGHT, zone)
            if self.is_open_on(day) and left < ends - begins:
                at = begins + left
                break
            left -= ends - begins if self.is_open_on(day) else timedelta(0)
        return self.find_opening(at) or at.astimezone(UTC)

    def is_open_on(self, day: date) -> bool:
        """Return whether it opens at all on a day."""
        is_some_day = any(span.first <= day.weekday() <= span.last for span in self.spans)
        return is_some_day and f"{day:%m-%d}" not in self.closed

    def _list_days(self, first: date) -> Iterator[date]:
        return (first + timedelta(days=ahead) for ahead in range(MAX_DAYS))

    def _list_openings(self, day: date, after: datetime | None = None) -> list[datetime]:
        zone = ZoneInfo(self.zone)
        open_that_day = [span for span in self.spans if span.first <= day.weekday() <= span.last]
        moments = [datetime.combine(day, span.opens, zone) for span in open_that_day if self.is_open_on(day)]
        return sorted(moment for moment in moments if after is None or moment > after)


@lru_cache(64)
def parse_span(written: str) -> OpeningSpan | None:
    """Return the hours that ``mon-fri 10:00-19:00`` says; None when it says none."""
    found = _SPAN.fullmatch(written)
    if not found:
        return None
    first, last = WEEKDAYS.index(found["first"]), WEEKDAYS.index(found["last"] or found["first"])
    opens, closes = time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"].replace("24:00", "00:00"))
    return OpeningSpan(first, last, opens, closes) if first <= last and (opens < closes or closes == MIDNIGHT) else None


@lru_cache(64)
def read_hours(written: tuple[str, ...], zone: str, closed: tuple[str, ...] = ()) -> OpeningHours:
    """Return the hours that were written and checked before."""
    return OpeningHours(tuple(span for one in written if (span := parse_span(one))), zone, frozenset(closed))


def is_day_of_year(written: str) -> bool:
    """Return whether ``12-25`` is a day of some year."""
    try:
        return date.fromisoformat(f"2024-{written}").strftime("%m-%d") == written
    except ValueError:
        return False


def is_zone(zone: str) -> bool:
    """Return whether a name is one of an IANA time zone."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError, TypeError):
        return False
    return True
