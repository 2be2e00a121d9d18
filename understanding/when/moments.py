"""The moment to which a session is moved: « demain même heure », « 30 min plus tard », « mardi en huit à 18h »."""

import re
from datetime import date, datetime, time, timedelta

from mentoring.slots import PARTS, WEEKDAYS
from understanding.when.clocks import CLOCK, write_clocks
from understanding.when.dates import find_date
from understanding.when.wishes import weigh
from understanding.when.wording import write_out

MAX_SHIFT_HOURS = 6
"""« Décaler de 2 h » is an amount, « décaler, 18 h » an hour of the day."""
MAX_DAYS_AHEAD = 183
"""Nobody moves a session by half a year; « le 4 janvier » on the fifth is a slip."""
UNIT_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}

_AMOUNT = re.compile(
    r"(?<!at )(?<!to )(?<!after )(?<!before )(?<!until )"
    r"\b(\d{1,3}) (minute|hour|day|week)\b(?: (\d\d?|half)(?: minute)?\b)?"
)
_DIRECTIONS = {"earlier": -1, "later": 1, "advance": -1, "before": -1, "after": 1, "delay": 1, "move": 1, "plus": 1}
"""Which way a session goes; of two words the first of the table holds."""
_COUNTED_FROM_SESSION = re.compile(r"\d (?:hour|minute)(?:(?!\brather\b).)*\b(?:later|earlier)\b")
_STEPS = {"dayafter": 1, "daybefore": -1, "weekafter": 7, "sameday": 0}
_FILLERS = frozenset(["the", "at", "from", "to", "for", ",", "and", "rather", "same", *PARTS])
_FROM_NOW = frozenset(["in", "the", ",", "at", "rather", "move", "delay", "for", "but"])
_SHIFTED_DAY = re.compile(
    rf"(?P<day>[^\d]*\b(?:{'|'.join(WEEKDAYS)}|tomorrow|overmorrow|dayafter|next week)(?: next)?)[ ,]*(?:but |rather )*"
    r"(?P<shift>\d+ (?:minute|hour)(?: half| \d\d)? (?:later|earlier))"
)
_SHIFTED_HOUR = re.compile(
    rf"(?P<shift>(?:(?:delay|advance|move) )?(?:(?:from|by|the) )*\d+ (?:day|week)(?: later| earlier| after)?)"
    rf"[ ,]+(?:(?:at|but|and|rather|same) )*(?P<hour>{CLOCK})(?: (?:,|and|same|samehour|rather))*"
)
_BESIDE_AMOUNT = _FILLERS | {*_DIRECTIONS, "by", "in", "or", "samehour", "sameday"}
_PASSED_OVER = re.compile(
    rf"(?:\b(?:at|to|from) )?{CLOCK}|\b(?:move|delay|advance|samehour|same|by|no|later|earlier)\b"
)
_NOT_EXACT = re.compile(rf"\b(?:after|before|until) (?:{CLOCK}|noon)|^(?:from|by) {CLOCK}$")
_NO_DAY = re.compile(r"\b(?:start|middle|end|whole|all|month|year|sat\+sun)\b|^(?!.*\b\d).*m\d\d")
"""These name more than a day."""
_WORK = re.compile(r"\b(?:done|starts)\b")
_WEEKEND_OF_DAY = re.compile(r"\b(?:the )?sat\+sun\b(?=.*\b(?:sat|sun)\b)")
_WEEKDAY_ALONE = re.compile(rf"(?!.*(?:\d|next|eightdays|fifteendays|week)).*\b(?:{'|'.join(WEEKDAYS)})\b")


def read_moment(text: str, now: datetime, session: datetime | None) -> datetime | None:
    """Return the local time to which a text moves the session, after `now`; None when it names none clearly.

    A day without an hour keeps the session's hour, an hour without a day the session's day.
    """
    said = weigh(_WORK.sub("busy", write_out(text))).wanted
    found = (
        _read_shifted_day(said, now, session)
        or _read_shifted_hour(said, now, session)
        or _read_shift(said, now, session)
        or _read_day_and_hour(write_clocks(said), now, session)
    )
    return found if found and now < found <= now + timedelta(days=MAX_DAYS_AHEAD) else None


def _read_shift(said: str, now: datetime, session: datetime | None) -> datetime | None:
    """Return the session, or the present moment, some time later or earlier: "an hour later", « dans 20 min »."""
    amount = _AMOUNT.search(said)
    if not amount:
        return None
    rest = set((said[: amount.start()] + said[amount.end() :]).split())
    minutes = int(amount[1]) * UNIT_MINUTES[amount[2]] + _count_rest(amount)
    if "in" in rest <= _FROM_NOW and amount[2] in ("minute", "hour"):
        return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    signs = [sign for word, sign in _DIRECTIONS.items() if word in rest]
    is_hour = amount[2] == "hour" and int(amount[1]) > MAX_SHIFT_HOURS and not _COUNTED_FROM_SESSION.search(said)
    if session is None or not signs or is_hour or not rest <= _BESIDE_AMOUNT:
        return None
    return session + signs[0] * timedelta(minutes=minutes)


def _read_shifted_day(said: str, now: datetime, session: datetime | None) -> datetime | None:
    """Return another day at the session's hour, some time later or earlier: « vendredi, mais une heure plus tôt »."""
    found = _SHIFTED_DAY.fullmatch(said)
    day = found and session and _find_day(found["day"], now.date(), session)
    if not (found and session and day):
        return None
    return _read_shift(found["shift"], now, datetime.combine(day, session.time()))


def _read_shifted_hour(said: str, now: datetime, session: datetime | None) -> datetime | None:
    """Return a day some days after or before the session's, at another hour: « on repousse d'un jour, à 17h »."""
    found = _SHIFTED_HOUR.fullmatch(write_clocks(said))
    day = found and _read_shift(found["shift"], now, session)
    return datetime.combine(day, time.fromisoformat(found["hour"])) if found and day else None


def _count_rest(amount: re.Match[str]) -> int:
    """Return the minutes of « 1 h 30 » and of « une heure et demie » beyond the whole."""
    if amount[3] == "half":
        return UNIT_MINUTES[amount[2]] // 2
    return int(amount[3]) if amount[3] and amount[2] == "hour" else 0


def _read_day_and_hour(said: str, now: datetime, session: datetime | None) -> datetime | None:
    """Return a day with its hour; each may be left to the session, but not both."""
    moves = not {"move", "delay", "advance"}.isdisjoint(said.split())
    said = re.sub(rf"({CLOCK}) - ({CLOCK})", r"\2" if moves else r"\1", said)
    said = _WEEKEND_OF_DAY.sub("", said)
    hours = set(re.findall(CLOCK, said)) or ({"12:00"} if "noon" in said.split() else set())
    rest = " ".join(_PASSED_OVER.sub(" ", said).split())
    if len(hours) > 1 or _NOT_EXACT.search(said) or not (hours or _has_day_name(said, rest)):
        return None
    at = time.fromisoformat(hours.pop()) if hours else _keep_hour(said, session)
    day = _find_day(rest, now.date(), session)
    if at is None or day is None:
        return None
    found = datetime.combine(day, at)
    sooner = found - timedelta(days=7)
    return sooner if now < sooner != session and _WEEKDAY_ALONE.match(rest) else found


def _has_day_name(said: str, rest: str) -> bool:
    """Return whether a day is named; « ce soir plus tard » leaves its hour open."""
    return not set(rest.split()) <= _FILLERS and {"later", "earlier"}.isdisjoint(said.split())


def _keep_hour(said: str, session: datetime | None) -> time | None:
    """Return the session's hour, unless another part of the day is named."""
    parts = [hours for part, hours in PARTS.items() if part in said.split()]
    return session.time() if session and any(session.hour in hours for hours in parts or [range(24)]) else None


def _find_day(rest: str, today: date, session: datetime | None) -> date | None:
    """Return the day; where none is named, that of the session."""
    words = set(rest.split()) - _FILLERS
    if not words:
        return session.date() if session else today
    if session and words - {"sameday"} == {"next", "week"}:
        return today + timedelta(days=7 - today.weekday() + session.weekday())
    steps = [days for word, days in _STEPS.items() if word in words]
    if steps:
        return session.date() + timedelta(days=sum(steps)) if session and words <= set(_STEPS) else None
    return None if _NO_DAY.search(rest) else find_date(rest, today)
