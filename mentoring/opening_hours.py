"""Weekly opening hours: written ``mon-fri 10:00-19:00``, asked whether they are open now, and when they open next."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mentoring.slots import WEEKDAYS

MIDNIGHT = time(0)
"""As an end: the end of the day."""
DAYS_IN_WEEK = 7
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
    """The hours of a week in a time zone; none at all means day and night."""

    spans: tuple[OpeningSpan, ...]
    zone: str

    def find_opening(self, now: datetime) -> datetime | None:
        """Return when it opens next; None while it is open."""
        local = now.astimezone(ZoneInfo(self.zone))
        if not self.spans or any(span.is_open(local) for span in self.spans):
            return None
        days = (local.date() + timedelta(days=ahead) for ahead in range(DAYS_IN_WEEK + 1))
        return min(moment for day in days for moment in self._list_openings(day) if moment > now)

    def _list_openings(self, day: date) -> Iterable[datetime]:
        zone = ZoneInfo(self.zone)
        open_that_day = (span for span in self.spans if span.first <= day.weekday() <= span.last)
        return (datetime.combine(day, span.opens, zone) for span in open_that_day)


@lru_cache(64)
def parse_span(written: str) -> OpeningSpan | None:
    """Return the hours that ``mon-fri 10:00-19:00`` says; None when it says none."""
    found = _SPAN.fullmatch(written)
    if not found:
        return None
    first, last = WEEKDAYS.index(found["first"]), WEEKDAYS.index(found["last"] or found["first"])
    opens, closes = time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"].replace("24:00", "00:00"))
    return OpeningSpan(first, last, opens, closes) if first <= last and (opens < closes or closes == MIDNIGHT) else None


def read_hours(written: Iterable[str], zone: str) -> OpeningHours:
    """Return the hours that were written and checked before."""
    return OpeningHours(tuple(span for one in written if (span := parse_span(one))), zone)


def is_zone(zone: str) -> bool:
    """Return whether a name is one of an IANA time zone."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError, TypeError):
        return False
    return True
