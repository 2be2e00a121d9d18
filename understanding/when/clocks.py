"""Hours of the day in the small language: ``18 hour 30`` -> ``18:30``, ``from 6 to 8 pm`` -> ``18:00 - 20:00``."""

import re

from mentoring.slots import PARTS

CLOCK = r"\d\d:\d\d"
LATEST_EVENING_HOURS = {"~": 6, "~~": 8}
"""Hours up to these are of the evening, unless the morning is named: « 6h » (~), "at 8" (~~). Nobody meets earlier."""

_PART = rf"(?:{'|'.join(PARTS)})"
_HOUR = rf"\b(?:{CLOCK}|noon)"
_NO_UNIT = r"(?! (?:hour|oclock|th|day|week|month|m\d\d)\b|[:./\d])"
_NO_DATE = r"(?! ?(?:hour|minute|day|week|month|year|th\b|m\d\d|[ap]m\b|20\d\d|\d|[:./]))"
"""What follows a number that is neither the day of a month nor an amount."""
_LEAD = (
    r"half(?= \d\d?\b(?! hour))|halfpast|quarterpast|quarterto|\d\d? after(?= \d\d?\b(?!:))"
    r"|(?<=at )\d\d? to(?= \d\d?\b(?! hour|:| [ap]m))"
)
_MINUTE = rf"half|quarter|lessquarter|less \d\d?|and \d\d?(?= minute)|(?<=hour )\d{_NO_UNIT}|\d\d{_NO_UNIT}"
_SIGNED = re.compile(
    rf"(?<![\d/:.])\b(?:(?P<lead>{_LEAD}) )?(?P<hour>\d{{1,2}}|noon|midnight)"
    r"(?:(?P<glued>[:.]\d\d)(?: hour)?|(?P<sign> (?:hour|oclock)))?"
    rf"(?P<minute> (?:{_MINUTE}))?(?: minute)?(?P<noon> [ap]m)?(?![\d:./])\b"
)
_BARE = re.compile(
    rf"\b(at|after|before|tomorrow|{_PART}) (\d\d?){_NO_DATE}(?![\w:])|(?<!the )(?<![:.\d])\b(\d\d?)(?= {_PART})"
)
_ABOUT = re.compile(r"((?:\d|noon|hour|half|[ap]m) (?:until|to|-|at)|between \S+ and) at (?=\d)")
"""« De midi à environ 14h »."""
_BARE_RANGE = re.compile(
    rf"(\bbetween|\bfrom|(?<!m\d\d )(?<!\S)(?=\S+ (?:-|to|until) )) ?"
    rf"(\d\d?|noon) (?:and|to|at|until|-) (\d\d?)\b{_NO_DATE}"
)
_SHARED_SIGN = re.compile(rf"(?<![\d:/.])(\d\d?) ((?<=from \d\d )at|(?<=from \d )at|until|to|-|and|or) ({CLOCK})(~*)")
_BARE_END = re.compile(rf"({CLOCK}~*) (to|until) (\d\d?)\b{_NO_DATE}")
_UNSETTLED = re.compile(
    rf"(?:({_PART}) (?:(?:at|from|between|before|after|until|,) )*)?(\d\d):(\d\d)(~+)(?: (?:the )?({_PART}))?"
)
_TIDIED = (
    (re.compile(rf"\b(after|from|before|until|to|-) at ({_HOUR})"), r"\1 \2"),
    (
        re.compile(
            rf"(?:between|from) ({_HOUR}) (?:until|to|at|-|and) ({_HOUR})|({_HOUR}) (?:until|to|at|-) ({_HOUR})"
        ),
        r"\1\3 - \2\4",
    ),
    (re.compile(rf"({_HOUR}) (?:after|plus)$"), r"after \1"),
)
_MINUTES = {"": 0, "half": 30, "halfpast": 30, "quarter": 15, "quarterpast": 15, "lessquarter": -15, "quarterto": -15}
_NAMED_HOURS = {"noon": 12, "midnight": 0}


def write_clocks(said: str) -> str:
    """Return the sentence, each hour as ``18:30``, each range as ``18:00 - 20:00``, ``bad`` for no hour of the day."""
    said = _BARE_RANGE.sub(_write_bare_range, _SIGNED.sub(_write_signed, _ABOUT.sub(r"\1 ", said)))
    said = _BARE_END.sub(lambda found: f"{found[1]} {found[2]} {_write_clock(int(found[3]), 0, '~~')}", said)
    said = _BARE.sub(_write_bare, _SHARED_SIGN.sub(_share_sign, said))
    said = _UNSETTLED.sub(_settle, said)
    for pattern, written in _TIDIED:
        said = pattern.sub(written, said)
    return said


def write_signed_clocks(said: str) -> str:
    """Return the sentence with those hours that have a sign of their own: ``18 hour``, but not ``from 12 to 18``."""
    return _UNSETTLED.sub(_settle, _SIGNED.sub(_write_signed, said))


def _write_signed(found: re.Match[str]) -> str:
    """Return the clock of an hour that has a sign of being one; anything else as it stands."""
    hour, minute, noon = found["hour"], (found["minute"] or "").strip(), found["noon"]
    named = hour in _NAMED_HOURS
    signed = found["lead"] or found["glued"] or found["sign"] or noon or hour == "midnight"
    if not signed and not (minute and (named or minute in ("00", "15", "30", "45"))):
        return found[0]
    past = int(found["glued"][1:]) if found["glued"] else _count_minutes(found["lead"] or minute)
    number = _NAMED_HOURS[hour] if named else int(hour)
    if noon and number <= 12:
        return _write_clock(number % 12 + (12 if noon == " pm" else 0), past, "")
    return _write_clock(number, past, "" if named or hour[0] == "0" else "~" if found["sign"] == " hour" else "~~")


def _count_minutes(said: str) -> int:
    """Return the minutes past the hour: ``half``, ``45``, ``less 10``, ``10 to``."""
    if said in _MINUTES:
        return _MINUTES[said]
    return int(re.sub(r"\D", "", said)) * (-1 if "less" in said or "to" in said else 1)


def _write_clock(hour: int, minute: int, unsure: str) -> str:
    if not (0 <= hour <= 24 and -60 < minute < 60) or (hour == 24 and minute > 0):
        return "bad"
    hour, minute = divmod(hour * 60 + minute, 60)
    return f"{hour % 24:02}:{minute:02}{unsure if hour <= 12 else ''}"


def _write_bare(found: re.Match[str]) -> str:
    return f"{found[1] or ''} {_write_clock(int(found[2] or found[3]), 0, '~~')}".strip()


def _write_bare_range(found: re.Match[str]) -> str:
    """Return two bare numbers as hours: ``between 18 and 20``."""
    begin = _NAMED_HOURS.get(found[2]) or int(found[2])
    return f"{found[1]} {_write_clock(begin, 0, '~~')} - {_write_clock(int(found[3]), 0, '~~')}".strip()


def _share_sign(found: re.Match[str]) -> str:
    """Return the first of two hours with the sign of the second: ``6 - 8 pm``."""
    hour, last = int(found[1]), int(found[3][:2])
    late = not found[4] and hour < 12 < last and hour + 12 <= last
    return f"{_write_clock(hour + 12 if late else hour, 0, found[4])} {found[2]} {found[3]}{found[4]}"


def _settle(found: re.Match[str]) -> str:
    """Return an hour of the morning or of the evening, by the part of the day beside it."""
    part, hour = found[1] or found[5], int(found[2])
    by_part = {"morning": False, "noon": hour < 8, "afternoon": hour < 8, "evening": hour > 4}
    late = by_part[part] if part else 0 < hour <= LATEST_EVENING_HOURS[found[4][:2]]
    return f"{found[1] or ''} {hour + 12 if late and hour < 12 else hour:02}:{found[3]} {found[5] or ''}".strip()
