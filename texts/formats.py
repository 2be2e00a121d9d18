"""How moments read: in the reader's zone and language, as one would say them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_time
from jinja2 import pass_context
from jinja2.runtime import Context

DAY_AND_HOUR = {"fr": ("EEEE d MMMM", "{day} à {hour}"), "en": ("EEEE d MMMM", "{day} at {hour}")}
WEEKDAY = {"fr": ("EEEE", "le {day} à {hour}"), "en": ("EEEE", "{day}s at {hour}")}
SHORT = {"fr": ("EEE", "{day} {hour}"), "en": ("EEE", "{day} {hour}")}


@pass_context
def when(context: Context, moment: datetime) -> str:
    """Give « mardi 24 novembre à 18 h »."""
    return _said(context["me"], moment, DAY_AND_HOUR)


@pass_context
def weekly(context: Context, moment: datetime) -> str:
    """Give « le mardi à 18 h »."""
    return _said(context["me"], moment, WEEKDAY)


@pass_context
def short(context: Context, moment: datetime) -> str:
    """Give « mar. 18 h », for a button."""
    return _said(context["me"], moment, SHORT)


@pass_context
def hour(context: Context, moment: datetime, zone: str | None = None) -> str:
    """Give « 18 h », in the reader's zone or another."""
    return _hour(moment, zone or context["me"]["zone"], context["me"]["language"])


def ago(moment: datetime, now: datetime) -> str:
    """Give how long something has lasted: « 3 j », « 2 h », « 5 min »."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes >= 2880:
        return f"{minutes // 1440} j"
    return f"{minutes // 60} h" if minutes >= 60 else f"{max(minutes, 0)} min"


def _said(me: dict[str, Any], moment: datetime, patterns: dict[str, tuple[str, str]]) -> str:
    language, zone = me["language"], me["zone"]
    day, sentence = patterns.get(language, patterns["en"])
    return sentence.format(
        day=format_datetime(moment, day, tzinfo=ZoneInfo(zone), locale=language), hour=_hour(moment, zone, language)
    )


def _hour(moment: datetime, zone: str, language: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    if language == "fr":
        return f"{local.hour} h" + (f" {local.minute:02d}" if local.minute else "")
    return format_time(local, "h:mm a" if local.minute else "h a", locale=language).lower()


FILTERS = {"when": when, "weekly": weekly, "short": short, "hour": hour, "ago": ago}
