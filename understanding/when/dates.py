"""Dates: « jusqu'au 15 mai », « dans 2 semaines », « fin mars », "next Friday". The next one that is not past."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from mentoring.slots import PARTS, WEEKDAYS
from understanding.when.clocks import CLOCK, write_signed_clocks
from understanding.when.wishes import weigh
from understanding.when.wording import write_out

MAX_YEARS = 5
"""A date further off is a slip of the finger."""
MAX_UNKNOWN_WORDS = 4
"""So many may be told beside a date alone: « je pars en colo jusqu'au 12 »."""
LEAP_YEARS_APART = 8
"""A 29 February comes within so many years."""
MONTHS_AHEAD = 4
"""In so many months a day of a number is looked for, and « lundi 12 »."""
Read = Callable[[re.Match[str], date], date | None]

_DOTTED = re.compile(r"\b(\d\d?)(?:\.(?=\d\d\b(?! hour))| - (?=0))(0[1-9]|1[012])\b")
"""« 15.05 » and « 15-05 »: hours and ranges of days are written otherwise."""
_WHO_WORKS = re.compile(r"\b(?:busy|done|starts)\b")
_AWAY = re.compile(r"^((?:until|from) .*) not$")
"""« Jusqu'au 15 je suis pas là »."""
_UNSAID = re.compile(
    rf"\b(?:{'|'.join(PARTS)}|rather|plus|every)\b|(?:\b(?:at|from|until) )?{CLOCK}|,|\bat\b(?! \d)|\bafter$"
    r"|(?:(?<=\d)|(?<=,)) (?:from )?year0\b"
)
"""What may stand beside a date and changes nothing of it."""
_SPAN = r"(?:\d+ (?:day|week|month)(?: half)?)"
_SPAN_FROM = re.compile(rf"(?:for )?(?P<span>{_SPAN}) (?:from|after) (?P<start>.+)")
_FROM_FOR_SPAN = re.compile(rf"from (?P<start>.+) for (?P<span>{_SPAN})")
_RANGE = re.compile(r"\b(?:from (.+) at|between (.+) and) (?=.)")
_JOIN = re.compile(r" (?:until|to|-)(?= )")
_LEAD = re.compile(r"^(?:(?:from|the|this|by|before|at|move|delay)(?: |$))*")
_DAY_NUMBER = re.compile(rf"(?:(?P<day>{'|'.join(WEEKDAYS)}) )?(?:the )?(?P<number>\d\d?)(?P<ordinal> th)?")
_NEAR_DAYS = {"today": 0, "tomorrow": 1, "overmorrow": 2}
_MORE_DAYS = {"eightdays": 7, "in 7 day": 7, "week": 7, "fifteendays": 14, "in 15 day": 14}
_DAYS_OF_WEEK = {"start": 0, "middle": 2, "end": 6}
_MONTH_OF_YEAR = {"start": 1, "middle": 7, "end": 12}


def read_date(text: str, today: date) -> date | None:
    """Return the date that a text names, today or later; the end of a range; None when it names none clearly."""
    said = _AWAY.sub(r"\1", _WHO_WORKS.sub("", write_out(text)))  # « je travaille jusqu'à lundi »
    return find_date(write_signed_clocks(_DOTTED.sub(r"\1/\2", weigh(said, MAX_UNKNOWN_WORDS).wanted)), today)


def find_date(said: str, today: date) -> date | None:
    """Return the date that a sentence of the small language says, and nothing but a date."""
    said = " ".join(_UNSAID.sub(" ", said).split())
    if spoken := _SPAN_FROM.fullmatch(said) or _FROM_FOR_SPAN.fullmatch(said):
        start = _read_point(spoken["start"], today)
        return start and _read_point(spoken["span"], start)
    said = _RANGE.sub(lambda found: f"{found[1] or found[2]} to ", said)
    *begins, end = _JOIN.split(f" {said}")
    begins = [begin.strip() for begin in begins if _LEAD.sub("", begin.strip())]
    begin = _read_point(begins[0], today) if begins else None
    if len(begins) > 1 or (begins and not begin and not _DAY_NUMBER.fullmatch(_LEAD.sub("", begins[0]))):
        return None
    led = f"the {end.strip()}" if end != f" {said}" else said
    found = _read_point(led, today, begin)
    return found if found and today <= found and found.year <= today.year + MAX_YEARS else None


def _read_point(said: str, today: date, begin: date | None = None) -> date | None:
    """Return the date that some words name; a number alone is a day of the month where "the" leads it."""
    if said.startswith("after "):
        found = _read_point(f"the {said[6:]}", today)
        return found and found + timedelta(days=1)
    words = _LEAD.sub("", said)
    if number := _DAY_NUMBER.fullmatch(words):
        led = words != said or number["ordinal"] or number["day"]
        return _find_day(int(number["number"]), begin or today, number["day"]) if led else None
    for pattern, read in _POINTS:
        if spoken := pattern.fullmatch(words):
            return read(spoken, today)
    return _read_point(words[3:], today, begin) if words.startswith("in ") else None


def _find_day(number: int, today: date, weekday: str | None) -> date | None:
    """Return the next day of that number; of those ahead the one that is that weekday, if there is one."""
    months = (add_months(today.replace(day=1), more) for more in range(MONTHS_AHEAD))
    days = [day for month in months if (day := _build_date(month.year, month.month, number))]
    soon = [day for day in days if weekday and day.weekday() == WEEKDAYS.index(weekday)]
    return _find_first(soon, today) or _find_first(days, today)


def _find_first(days: Iterable[date | None], today: date) -> date | None:
    return next((day for day in days if day and day >= today), None)


def _build_date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _read_near(said: re.Match[str], today: date) -> date:
    return today + timedelta(days=_NEAR_DAYS[said[0]])


def _read_weekday(said: re.Match[str], today: date) -> date:
    """Return the next such day after today; « en huit » is a week after that."""
    days = (WEEKDAYS.index(said["day"]) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=days + _MORE_DAYS.get(said["more"] or said["before"], 0))


def _read_day_of_week(said: re.Match[str], today: date) -> date:
    """Return the day of next week, of this week, or of a week some weeks away."""
    weeks = int(said["weeks"]) if said["weeks"] else 0 if said["this"] else 1
    return today + timedelta(days=7 * weeks - today.weekday() + WEEKDAYS.index(said["day"]))


def _read_weekend(said: re.Match[str], today: date) -> date:
    return today + timedelta(days=(5 - today.weekday()) % 7)


def _read_calendar_day(said: re.Match[str], today: date) -> date | None:
    """Return a day of a month, of the year that is said or else of the first in which it is not past."""
    year, month, day = said["year"], int(said["month"]), int(said["number"])
    if year:
        return _build_date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _find_first((_build_date(today.year + more, month, day) for more in range(LEAP_YEARS_APART + 1)), today)


def _read_day_of_month(said: re.Match[str], today: date) -> date | None:
    """Return « le 12 du mois prochain », and « le 12 du mois » of this month or, when past, of the next."""
    months = (add_months(today.replace(day=1), more) for more in ((1,) if said["next"] else (0, 1)))
    return _find_first((_build_date(month.year, month.month, int(said["number"])) for month in months), today)


def _read_nth_weekday(said: re.Match[str], today: date) -> date | None:
    """Return « le premier lundi d'avril »."""
    firsts = (date(year, int(said["month"]), 1) for year in _list_years(said, today))
    ahead = timedelta(days=7 * (int(said["number"]) - 1))
    days = (first + timedelta(days=(WEEKDAYS.index(said["day"]) - first.weekday()) % 7) for first in firsts)
    return _find_first((day + ahead for day in days), today)


def _list_years(said: re.Match[str], today: date) -> list[int]:
    return [2000 + int(said["year"]) % 1000] if said["year"] else [today.year, today.year + 1]


def _read_month(said: re.Match[str], today: date) -> date | None:
    """Return the first day of a month, its 15th or its last; of this month what is past is not another year's."""
    days = [_find_edge(said["edge"], date(year, int(said["month"]), 1)) for year in _list_years(said, today)]
    found = _find_first(days, today)
    return found if found != days[-1] or said["year"] or found.month != today.month else None


def _find_edge(edge: str | None, day: date) -> date:
    """Return the first day of the month of `day`, its middle or its last."""
    last = monthrange(day.year, day.month)[1]
    return day.replace(day={"middle": 15, "end": last, "whole": last, "all": last}.get(edge or "start", 1))


def _read_span(said: re.Match[str], today: date) -> date:
    """Return the start, the middle or the end of this or the next week, month or year."""
    edge, more = said["edge"] or "start", 1 if said["next"] or said["late"] else 0
    if said["span"] == "week":
        return today + timedelta(days=7 * more - today.weekday() + _DAYS_OF_WEEK[edge])
    if said["span"] == "month":
        return _find_edge(edge, add_months(today.replace(day=1), more))
    return _find_edge("end" if edge == "end" else None, date(today.year + more, _MONTH_OF_YEAR[edge], 1))


def _read_amount(said: re.Match[str], today: date) -> date:
    """Return today and some days, weeks, months or years later; half a month is 15 days."""
    number, unit, half = int(said["amount"]), said["unit"], bool(said["half"])
    if unit == "year":
        return add_months(today, 12 * number + 6 * half)
    if unit == "month":
        return add_months(today, number) + timedelta(days=15 * half)
    return today + timedelta(days=number * (7 if unit == "week" else 1) + (3 if half and unit == "week" else 0))


_DAY = rf"(?P<day>{'|'.join(WEEKDAYS)})"
_EDGES = r"(?:start|middle|end)(?: from)?(?: the)?"
_NUMBER = r"(?P<number>\d{1,2})(?: th)?"
_MONTH = r"m(?P<month>\d\d)"
_YEAR = r"(?: (?P<year>20\d\d|[23]\d))?"
_EDGE = r"(?:(?P<edge>start|middle|end) )?(?:from )?(?:the )?"
_AMOUNT = r"(?P<amount>\d{1,3}) (?P<unit>day|week|month)(?P<half> half)?"
_POINTS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        ("|".join(_NEAR_DAYS), _read_near),
        (
            rf"{_DAY} (?:from |in )?(?:the )?(?:next week|week next|(?P<this>week0)|in (?P<weeks>\d) week)",
            _read_day_of_week,
        ),
        (
            rf"(?:{_EDGES} )?(?:next week|week next|(?P<this>week0)|in (?P<weeks>\d) week) (?:the )?{_DAY}",
            _read_day_of_week,
        ),
        (rf"(?:next |this )?{_DAY}(?: next| this)?(?: (?P<more>{'|'.join(_MORE_DAYS)}))?(?P<before>)", _read_weekday),
        (rf"(?P<before>eightdays|fifteendays) (?:next )?{_DAY}(?P<more>)", _read_weekday),
        (r"(?:next |this )?sat\+sun(?: next)?", _read_weekend),
        (rf"(?:{_DAY} )?(?:the )?{_NUMBER} (?:from )?{_MONTH}{_YEAR}(?: next)?", _read_calendar_day),
        (rf"(?:{_DAY} )?(?:the )?{_MONTH} (?:the )?{_NUMBER}{_YEAR}", _read_calendar_day),
        (
            rf"(?:{_DAY} )?(?:the )?(?P<number>\d\d?)[/.-](?P<month>\d\d?)(?:[/.-](?P<year>20\d\d|\d\d))?",
            _read_calendar_day,
        ),
        (r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<number>\d\d)", _read_calendar_day),
        (rf"{_NUMBER} (?:from )?(?:the )?(?:month0|(?P<next>next month|month next))", _read_day_of_month),
        (rf"{_NUMBER} from (?:the )?month(?P<next>)", _read_day_of_month),
        (rf"(?P<number>[1-4]) th {_DAY} (?:from |in )?{_MONTH}{_YEAR}", _read_nth_weekday),
        (rf"(?:(?:in|for) )?(?:(?P<edge>start|middle|end|whole|all) )?(?:in |from )?{_MONTH}{_YEAR}", _read_month),
        (rf"{_EDGE}(?P<next>next )(?P<span>week|month|year)(?P<late>)", _read_span),
        (rf"{_EDGE}(?P<next>)(?P<span>week|month|year)(?P<late> next)", _read_span),
        (r"(?P<edge>start|middle|end) (?:from )?(?:the )?(?P<next>)(?P<span>week|month|year)0?(?P<late>)", _read_span),
        (rf"(?:(?:in|for) )*(?:the )?(?:next )?(?:\d\d? (?:or|at|to|-) )?{_AMOUNT}", _read_amount),
        (rf"(?:(?:in|for) )+{_AMOUNT.replace('month', 'year')}", _read_amount),
    )
)
"""What a date may be said as, and who reads it."""
