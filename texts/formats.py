"""How moments read: in the reader's zone and language, as one would say them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from jinja2 import pass_context
from jinja2.runtime import Context

from mentoring.views import Reader
from texts.markdown import NO_BREAK, unbroken

FALLBACK = "fr"
"""Who speaks a language that has no texts reads this one."""
Patterns = Mapping[str, tuple[str, str]]
"""Language -> how its day is written, and the sentence around day and hour."""

DAY_AND_HOUR = {"fr": ("EEEE d MMMM", "{day} à {hour}"), "en": ("EEEE d MMMM", "{day} at {hour}")}
DAY = {"fr": ("EEEE d MMMM", "{day}"), "en": ("EEEE d MMMM", "{day}")}
ON_DAY = {"fr": ("EEEE", "{day} à {hour}"), "en": ("EEEE", "{day} at {hour}")}
WEEKDAY = {"fr": ("EEEE", "le {day} à {hour}"), "en": ("EEEE", "{day}s at {hour}")}
SHORT = {"fr": ("EEE", "{day} {hour}"), "en": ("EEE", "{day} {hour}")}


@pass_context
def when(context: Context, moment: datetime) -> str:
    """Give « mardi 24 novembre à 18 h »."""
    return _said(context["me"], moment, DAY_AND_HOUR)


@pass_context
def day(context: Context, moment: datetime) -> str:
    """Give « mardi 24 novembre »."""
    return _said(context["me"], moment, DAY)


@pass_context
def weekly(context: Context, moment: datetime) -> str:
    """Give « le mardi à 18 h »."""
    return _said(context["me"], moment, WEEKDAY)


@pass_context
def short(context: Context, moment: datetime) -> str:
    """Give « mar. 18 h », for a button: always on one line."""
    return _said(context["me"], moment, SHORT).replace(NO_BREAK, " ")


@pass_context
def hour(context: Context, moment: datetime) -> str:
    """Give « 18 h »."""
    me = context["me"]
    return _hour(moment.astimezone(ZoneInfo(me.zone)), spoken(me.language))


@pass_context
def there(context: Context, moment: datetime, zone: str) -> str:
    """Give the hour of another zone, « 21 h », with its day if that is another one: « mardi à 4 h ».

    Nothing when clocks show the same there at that moment: two zones may agree in winter and not in summer.
    """
    me = context["me"]
    local, away = moment.astimezone(ZoneInfo(me.zone)), moment.astimezone(ZoneInfo(zone))
    if local.utcoffset() == away.utcoffset():
        return ""
    if local.date() == away.date():
        return _hour(away, spoken(me.language))
    return _said(replace(me, zone=zone), moment, ON_DAY)


@pass_context
def born(context: Context, birth: str) -> str:
    """Give « mars 2008 » for ``2008-03``; a year alone stays as it is."""
    if len(birth) == 4:
        return birth
    month = date(int(birth[:4]), int(birth[5:7]), 1)
    return format_date(month, "MMMM y", locale=spoken(context["me"].language))


def language_name(language: str) -> str:
    """Give a language's own name, « Français », for whoever looks for it."""
    name = Locale.parse(language).get_display_name(language) if language in DAY_AND_HOUR else None
    return (name or language).capitalize()


def spoken(language: str) -> str:
    """Give the language that we write to somebody who speaks this one."""
    return language if language in DAY_AND_HOUR else FALLBACK


def _said(me: Reader, moment: datetime, patterns: Patterns) -> str:
    language = spoken(me.language)
    local = moment.astimezone(ZoneInfo(me.zone))
    pattern, sentence = patterns[language]
    day = format_date(local.date(), pattern, locale=language)
    if language == "fr":
        day = day.replace(" 1 ", " 1er ")
    return sentence.format(day=day, hour=_hour(local, language))


def _hour(local: datetime, language: str) -> str:
    if language == "fr":
        return unbroken(f"{local.hour} h" + (f" {local.minute:02d}" if local.minute else ""))
    return format_time(local.time(), "h:mm a" if local.minute else "h a", locale=language).lower()


FILTERS = {
    "language_name": language_name,
    "when": when,
    "day": day,
    "weekly": weekly,
    "short": short,
    "hour": hour,
    "there": there,
    "born": born,
}
