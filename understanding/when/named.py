"""Which day and hour words name, whether they are wanted or not: « je ne peux pas mardi » names a Tuesday."""

import re
from datetime import date, time

from mentoring.slots import WEEKDAYS
from understanding.when.clocks import CLOCK, write_clocks
from understanding.when.wording import write_out

_NEAR = {0: "today", 1: "tomorrow", 2: "overmorrow"}


def is_day_named(text: str, day: date, today: date) -> bool:
    """Return whether a text names a day of the coming week: by its name, its number, or as seen from today."""
    said = write_out(text)
    names = {WEEKDAYS[day.weekday()], _NEAR.get((day - today).days)}
    return not names.isdisjoint(said.split()) or re.search(rf"\bthe {day.day}\b(?! hour|:)", said) is not None


def is_hour_named(text: str, hour: time) -> bool:
    """Return whether a text names an hour of the day."""
    return f"{hour:%H:%M}" in re.findall(CLOCK, write_clocks(write_out(text)))
