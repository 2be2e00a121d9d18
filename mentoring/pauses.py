"""Pausing until a date, taking up again, stopping: what is possible when, and how a date is said."""

import re
from datetime import date, timedelta

from mentoring.states import ARRANGING, SEEKING, Noun

PAUSE_DAYS = {"week": 7, "fortnight": 14, "month": 30}
"""Button -> days."""
MAX_PAUSE = timedelta(days=366)
NO_END = "open"
"""Instead of a day: until somebody ends it."""
BACK_AT_HOUR = 9
"""Local hour at which a pause ends: the messages that follow meet nobody asleep."""

DAY = re.compile(r"(\d{1,2})\s?[/. -]\s?(\d{1,2})(?:\s?[/. -]\s?(\d{4}))?", re.ASCII)
"""A day as people write it: ``15/01``, ``15.1.2027``."""

POSSIBLE: dict[str, dict[Noun, tuple[str, ...]]] = {
    "pause": {"need": SEEKING, "offer": ("available",), "binome": ("active",)},
    "wake": {"need": ("paused",), "offer": ("paused",), "binome": ("paused",)},
    "stop": {
        "need": ("drafting", *SEEKING, "paused"),
        "offer": ("drafting", "to_check", "to_train", "available", "paused"),
        "binome": (*ARRANGING, "paused", "frozen"),
    },
}
"""Act -> noun -> the states in which it makes sense."""


def list_acts(noun: Noun, state: str) -> list[str]:
    """Return what may be done with a need, an offer or a binôme in this state."""
    return [act for act, nouns in POSSIBLE.items() if state in nouns[noun]]


def parse_day(text: str, today: date) -> date | None:
    """Return the day of a length (``week``) or a day (``15/01``, ``15/01/2027``); None outside the coming year."""
    if text in PAUSE_DAYS:
        return today + timedelta(days=PAUSE_DAYS[text])
    found = DAY.fullmatch(text)
    if found is None:
        return None
    years = (int(found[3]),) if found[3] else (today.year, today.year + 1)
    days = (build_day(year, int(found[2]), int(found[1])) for year in years)
    return next((day for day in days if day and today < day <= today + MAX_PAUSE), None)


def format_day(day: date) -> str:
    """Return a day as a button carries it, and as `parse_day` reads it."""
    return day.strftime("%d-%m-%Y")


def build_day(year: int, month: int, day: int) -> date | None:
    """Return a day; None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
