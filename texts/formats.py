"""How moments read: in the reader's zone and language, as one would say them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_day_names, get_timezone_location
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mentoring.slots import gather_days
from texts.markdown import NO_BREAK, keep_together

GAP = re.compile(r"{(.+?)}")
FIRST_OF_MONTH = re.compile(r"(?<![^ ])1(?= )")
MAX_SHOWN_CHARACTERS = 90
LINK = re.compile(r"(?i)https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w-]|\.\w)(?:[:/?#][^\s|<>\"']*[^\s|<>\"'.,;:!?)])?")
"""An address that Telegram accepts on a button: it would refuse the whole message for a host that is none."""
VOWELS = "aeiouœæ"
SOME_DAY = datetime(2026, 12, 1, 17, 30)


@dataclass(frozen=True, slots=True)
class Moments:
    """How a language says moments, as its ``_moments.j2`` has it.

    Sentences hold ``{hour}``, and days in Babel's patterns (CLDR): ``{EEEE d MMMM}``. `hour` and `minutes` are such
    patterns, for whole hours and all others. `first` is said of the first of a month, where it is more than a 1.
    """

    language: str
    when: str
    day: str
    on_day: str
    weekly: str
    short: str
    hour: str
    minutes: str
    first: str = ""

    def format_moment(self, way: str, local: datetime) -> str:
        """Return a moment in one of the ways from `when` to `short`."""
        sentence: str = getattr(self, way)
        return GAP.sub(
            lambda gap: self.format_hour_word(local) if gap[1] == "hour" else self._format_day(local, gap[1]), sentence
        )

    def format_hour_word(self, local: datetime | time) -> str:
        """Return « 18 h », kept together on a line."""
        pattern = self.minutes if local.minute else self.hour
        return _format_clock(time(local.hour, local.minute), pattern, self.language)

    def list_faults(self) -> Iterator[str]:
        """Return the ways that Babel cannot say, with the reason."""
        for way in SENTENCES:
            try:
                self.format_moment(way, SOME_DAY)
            except (ValueError, KeyError, AttributeError) as error:
                yield f"{way}: {error}"

    def format_date_with_year(self, local: datetime) -> str:
        """Return « 24 nov. 2026 »."""
        return self._format_day(local, "medium")

    def _format_day(self, local: datetime, pattern: str) -> str:
        said = format_date(local.date(), pattern, locale=self.language)
        return FIRST_OF_MONTH.sub(self.first, said) if self.first and local.day == 1 else said


@lru_cache(24 * 60)
def _format_clock(hour: time, pattern: str, language: str) -> str:
    """Return an hour as it reads. Most are few, and a list of free hours says many of them."""
    return keep_together(format_time(hour, pattern, locale=language))


SENTENCES = ("when", "day", "on_day", "weekly", "short")
WAYS = (*SENTENCES, "hour", "minutes")
"""What a language should say of moments in its own way."""


def build_babel_moments(language: str) -> Moments:
    """Return a language's moment patterns as Babel alone has them."""
    locale = Locale.parse(language)
    whole, around = locale.date_formats["full"].pattern, locale.datetime_formats["medium"]
    hour = locale.time_formats["short"].pattern
    day, weekday, short = (f"{{{pattern}}}" for pattern in (whole, "EEEE", "EEE"))
    on_day = around.format("{hour}", weekday)
    return Moments(language, around.format("{hour}", day), day, on_day, on_day, f"{short} {{hour}}", hour, hour)


@pass_context
def format_day_and_hour(context: Context, moment: datetime) -> str:
    """Return « mardi 24 novembre à 18 h »."""
    return _format_moment(context, "when", moment)


@pass_context
def format_deadline(context: Context, moment: datetime) -> str:
    """Return a deadline as one says it, « mardi 24 novembre à 18 h »: whoever answers by the full hour is in time."""
    return _format_moment(context, "when", moment.astimezone(_read_zone(context)).replace(minute=0))


@pass_context
def format_day(context: Context, moment: datetime) -> str:
    """Return « mardi 24 novembre »."""
    return _format_moment(context, "day", moment)


@pass_context
def format_date_with_year(context: Context, moment: datetime) -> str:
    """Return « 24 nov. 2026 », for a day that may be years away."""
    return keep_together(_read_moments(context).format_date_with_year(moment.astimezone(_read_zone(context))))


@pass_context
def format_weekly(context: Context, moment: datetime) -> str:
    """Return « le mardi à 18 h »."""
    return _format_moment(context, "weekly", moment)


@pass_context
def format_short(context: Context, moment: datetime) -> str:
    """Return « mar. 18 h », for a button: always on one line."""
    return _format_moment(context, "short", moment).replace(NO_BREAK, " ")


@pass_context
def format_hour(context: Context, moment: datetime) -> str:
    """Return « 18 h »."""
    return _read_moments(context).format_hour_word(moment.astimezone(_read_zone(context)))


@pass_context
def format_other_hour(context: Context, moment: datetime, zone: str) -> str:
    """Return the hour of another zone, « 21 h », with its day if that is another one: « mardi à 4 h ».

    Nothing when clocks show the same there at that moment: two zones may agree in winter and not in summer.
    """
    local, away = moment.astimezone(_read_zone(context)), moment.astimezone(ZoneInfo(zone))
    if local.utcoffset() == away.utcoffset():
        return ""
    moments = _read_moments(context)
    return moments.format_hour_word(away) if local.date() == away.date() else moments.format_moment("on_day", away)


@pass_context
def format_weekday(context: Context, day: int) -> str:
    """Return « lundi » for 0."""
    return str(get_day_names("wide", locale=_read_moments(context).language)[day])


@pass_context
def format_clock(context: Context, hour: time) -> str:
    """Return « 18 h » for an hour of a timetable, which no zone changes."""
    return _read_moments(context).format_hour_word(hour)


@pass_context
def format_city(context: Context, zone: str) -> str:
    """Return « Paris », by whose clock the hours of a timetable are told."""
    return get_timezone_location(zone, locale=_read_moments(context).language, return_city=True)


@pass_context
def format_birth(context: Context, birth: str) -> str:
    """Return « mars 2008 » for ``2008-03``; a year alone stays as it is."""
    if len(birth) == 4:
        return birth
    month = date(int(birth[:4]), int(birth[5:7]), 1)
    return format_date(month, "MMMM y", locale=_read_moments(context).language)


@pass_context
def format_month(context: Context, day: date) -> str:
    """Return « décembre 2026 », for a day of which no more need be known."""
    return format_date(day, "MMMM y", locale=_read_moments(context).language)


def elide_de(name: str) -> str:
    """Return « d’Inès » or « de Marc », as French says whose something is; before an h, « de »."""
    begins = unicodedata.normalize("NFD", name)[:2].casefold()
    is_elided = begins[:1] in VOWELS or (begins[:1] == "y" and begins[1:] not in VOWELS)
    return f"d’{name}" if is_elided else f"de {name}"


def cut_short(words: str) -> str:
    """Return what fits on two lines of a screen, without markup."""
    plain = words.striptags() if isinstance(words, Markup) else words
    return plain if len(plain) <= MAX_SHOWN_CHARACTERS else f"{plain[: MAX_SHOWN_CHARACTERS - 1]}…"


def get_language_name(language: str) -> str:
    """Return a language's own name, « Français », for whoever looks for it."""
    return (Locale.parse(language).get_display_name(language) or language).capitalize()


def name_language(code: str, language: str) -> str:
    """Return what a language is called in another: German is « allemand » in French; an unknown one by its code."""
    return Locale.parse(language).languages.get(code) or code


def _format_moment(context: Context, way: str, moment: datetime) -> str:
    return _read_moments(context).format_moment(way, moment.astimezone(_read_zone(context)))


def _read_moments(context: Context) -> Moments:
    found: Moments = context["moments"](context["me"].language)
    return found


def _read_zone(context: Context) -> ZoneInfo:
    return ZoneInfo(context["me"].zone)


def find_link(place: str) -> str:
    """Return the address in the words that say where two people meet; nothing where there is none."""
    found = LINK.search(place or "")
    return found[0] if found else ""


FILTERS = {
    "link": find_link,
    "language_name": get_language_name,
    "when": format_day_and_hour,
    "deadline": format_deadline,
    "day": format_day,
    "dated": format_date_with_year,
    "cut": cut_short,
    "weekly": format_weekly,
    "short": format_short,
    "hour": format_hour,
    "there": format_other_hour,
    "born": format_birth,
    "month": format_month,
    "weekday": format_weekday,
    "clock": format_clock,
    "city": format_city,
    "gathered": gather_days,
    "de": elide_de,
}
