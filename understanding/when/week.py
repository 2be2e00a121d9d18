"""Hours of a week: the parts of days in which somebody is free, and weekly hours."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from mentoring.slots import PARTS, SLOTS, WEEKDAYS
from understanding.when.clocks import CLOCK, write_clocks
from understanding.when.wishes import weigh
from understanding.when.wording import write_out

EARLIEST_HOUR, LATEST_HOUR = 7, 23
"""From when « jusqu'à midi » goes, and to when « après 18 h »."""
NO_WEEKEND = WEEKDAYS[:5]

_DAY = rf"(?:{'|'.join(WEEKDAYS)})"
_DAYS = re.compile(rf"{_DAY}(?:\+{_DAY})*")
_PART = rf"(?:{'|'.join(PARTS)})"
_HOUR = rf"\b(?:{CLOCK}|noon)"
_HOURS = re.compile(
    rf"(?P<begin>{_HOUR}) - (?P<end>{_HOUR})|(?P<open>after|from|before|until) (?P<edge>{_HOUR})|(?P<alone>{CLOCK})"
)
_DAY_CHAIN = re.compile(rf"\b{_DAY}(?: - {_DAY}){{2,}}|\b{_DAY} - ~?{_PART}")
_DAY_RANGE = re.compile(rf"\b({_DAY}) (?:until|to|at|-) (?:the )?({_DAY})\b(?!\+)")
_SLOT_RANGE = re.compile(rf"\b({_DAY}) ~?({_PART}) (?:until|to|at|-) ({_DAY}) ~?({_PART})\b")
_SAME = re.compile(rf"(?P<said>~?\b{_PART}(?:\+{_PART})*|{CLOCK})(?P<between>.*?\b{_DAY}(?:\+{_DAY})*) (?:the )?same\b")
_NARROWED = re.compile(rf"\b{_DAY}(?:\+{_DAY})+ (?:, )?rather (?=(?:the )?{_DAY}\b)")
_MOVED = re.compile(rf"\bmove (?:the )?from [^,]*? to (?=(?:the )?(?:{_DAY}|\d))")
_LASTING = re.compile(r"\bfor \d+ hour\b(?: \d\d\b)?|(?<!at )(?<!\d )\b1 hour\b(?! \d)")
_LOOSE_WEEK = re.compile(r"(?<!\d )(?<!next )(?<!in )\bweek\b(?! next)")
_GLUED_HOUR = re.compile(rf"\b({_DAY}) ([01]\d|2[0-3])([0-5]\d)(?!\S)")
_SHORT_HOUR = re.compile(rf"(\b{_DAY} |\bfrom )(\d\d?)(?=$| and| or| ,)")
_HOUR_FIRST = re.compile(rf"^(\d\d?)(?= {_DAY})")
_MONTH = re.compile(r"m\d\d|month0?|year0?|start|middle|end")
"""« Le mardi soir, à partir de septembre » is of every week."""
_JOINS = frozenset(["and", "or", ",", "plus"])
_PASSED_OVER = _JOINS | {
    "at", "the", "from", "to", "for", "in", "every", "this", "next", "by", "all", "samehour", "sameday", "same", "day",
    "move", "delay", "advance", "later", "-", "rather", "but",
}  # fmt: skip


class WeeklyHour(NamedTuple):
    """A weekly hour as somebody offers it: a weekday (``mon`` … ``sun``) and a local time."""

    weekday: str
    hour: int
    minute: int


class _Group(NamedTuple):
    """Words for days, and for what is offered on each of them: parts of the day, or hours."""

    days: list[str]
    offers: list[str]


def read_slots(text: str) -> tuple[str, ...] | None:
    """Return the slots that a text offers, in the order of the week; None when it offers none clearly."""
    wish = weigh(write_out(text))
    wanted, *refused = (_gather(_write_slots(side), _is_part) for side in (wish.wanted, *wish.refused))
    everything = "all" in wish.wanted and set(wish.wanted.split()) <= {"all", ",", "for", "at", "rather"}
    if wanted is None or None in refused or not (wanted or any(refused) or everything):
        return None
    offered, refusals = set(_list_slots(wanted)), [set(_list_slots(groups or ())) for groups in refused]
    if offered and not everything:  # « toute la semaine je travaille, reste mardi soir »
        refusals = [one for one in refusals if len(one) <= len(SLOTS) // 2 and not offered < one]
    free = (offered or set(SLOTS)).difference(*refusals)
    return tuple(slot for slot in SLOTS if slot in free) or None


def read_weekly(text: str) -> tuple[WeeklyHour, ...] | None:
    """Return the weekly hours that a text offers, in the order of its words; None when it names no day and hour."""
    wish = weigh(_MOVED.sub("", write_out(text)))
    wanted, *refused = (_gather(_write_hours(side), _is_clock) for side in (wish.wanted, *wish.refused))
    if wanted is None or None in refused:
        return None
    unwanted = {hour for groups in refused for hour in _list_hours(groups or ())}
    hours = dict.fromkeys(
        (day, at)
        for day, at in _list_hours(wanted)
        if day and at and unwanted.isdisjoint(((day, at), (day, ""), ("", at)))
    )
    return tuple(WeeklyHour(day, int(at[:2]), int(at[3:])) for day, at in hours) or None


def _write_slots(said: str) -> str:
    """Return what is said, its hours as parts of the day: ``tue ~evening``."""
    said = _repeat(_HOURS.sub(_write_parts, write_clocks(_join_days(said))))
    return _SLOT_RANGE.sub(_write_slot_range, said)


def _write_hours(said: str) -> str:
    """Return what is said, each range as its beginning, without parts of the day: ``tue 18:30``."""
    said = write_clocks(_HOUR_FIRST.sub(r"at \1", _GLUED_HOUR.sub(r"\1 \2:\3", _join_days(said))))
    exact = any(not found["open"] for found in _HOURS.finditer(said))
    said = _repeat(_HOURS.sub(lambda found: found["begin"] or found["alone"] or _write_start(found, exact), said))
    return re.sub(
        rf"\b{_PART}(?:\+{_PART})*\b", lambda found: "12:00" if found[0] == "noon" and not exact else "", said
    )


def _repeat(said: str) -> str:
    """Return the sentence with what is said of another day too written out: « mardi 8h, samedi pareil »."""
    while (longer := _SAME.sub(r"\g<said>\g<between> \g<said>", said, count=1)) != said:
        said = longer
    return said


def _join_days(said: str) -> str:
    """Return the sentence with the days of a range as one word, ``mon+tue+wed``, and without how long a session is."""
    said = _DAY_CHAIN.sub(lambda found: found[0].replace(" - ", " "), _LASTING.sub("", said))
    said = _SHORT_HOUR.sub(r"\1at \2", _LOOSE_WEEK.sub("+".join(NO_WEEKEND), said))
    return _NARROWED.sub("", _DAY_RANGE.sub(_write_days, said))


def _write_days(found: re.Match[str]) -> str:
    first, last = WEEKDAYS.index(found[1]), WEEKDAYS.index(found[2])
    return "+".join(WEEKDAYS[(first + more) % 7] for more in range((last - first) % 7 + 1))


def _write_slot_range(found: re.Match[str]) -> str:
    """Return the slots from one to another: « du vendredi soir au dimanche midi »."""
    first, last = SLOTS.index(f"{found[1]}-{found[2]}"), SLOTS.index(f"{found[3]}-{found[4]}")
    slots = (SLOTS[(first + more) % len(SLOTS)] for more in range((last - first) % len(SLOTS) + 1))
    return " and ".join(slot.replace("-", " ") for slot in slots)


def _write_parts(found: re.Match[str]) -> str:
    """Return the parts of the day that some hours cover by half, or that hold half of the hours; else the nearest."""
    begin, end = _find_bounds(found)
    if begin >= end:
        return "bad"
    common = {part: min(end, hours.stop) - max(begin, hours.start) for part, hours in PARTS.items()}
    least = {part: min(len(hours), end - begin) / 2 for part, hours in PARTS.items()}
    parts = [part for part in PARTS if common[part] >= least[part]] or [max(PARTS, key=lambda part: common[part])]
    return f"~{'+'.join(parts)}"


def _find_bounds(found: re.Match[str]) -> tuple[float, float]:
    """Return from when to when some hours go; an hour alone lasts one."""
    if found["open"]:
        edge = _count_hours(found["edge"])
        return (edge, LATEST_HOUR) if found["open"] in ("after", "from") else (EARLIEST_HOUR, edge)
    begin = _count_hours(found["begin"] or found["alone"])
    return begin, _count_hours(found["end"]) if found["end"] else begin + 1


def _count_hours(said: str) -> float:
    return 12.0 if said == "noon" else int(said[:2]) + int(said[3:]) / 60


def _write_start(found: re.Match[str], exact: bool) -> str:
    """Return the hour of « à partir de 18 h »; « après 18 h » names none, which is bad unless an exact one is named."""
    return "" if exact else str(found["edge"]) if found["open"] == "from" else "bad"


def _is_part(word: str) -> bool:
    return word.lstrip("~").partition("+")[0] in PARTS


def _is_clock(word: str) -> bool:
    return re.fullmatch(CLOCK, word) is not None


def _gather(said: str, is_offer: Callable[[str], bool]) -> list[_Group] | None:
    """Return the groups of days and offers in the order of words; None when something else is said too."""
    groups, latest = [_Group([], [])], -1
    words = said.split()
    for at, word in enumerate(words):
        side = 0 if _DAYS.fullmatch(word) else 1 if is_offer(word) else -1
        if side >= 0:
            if _is_new_beginning(groups[-1], word, side == latest, _is_apart(words, at, is_offer)):
                groups.append(_Group([], []))
            groups[-1][side].append(word)
            latest = side
        elif word == "," and words[at - 1] == "," and groups[-1].days:  # another thought begins
            groups.append(_Group([], []))
        elif word not in _PASSED_OVER and not _MONTH.fullmatch(word):
            return None
    return _join_hours([group for group in groups if group.days or group.offers])


def _join_hours(groups: list[_Group]) -> list[_Group]:
    """Return the groups, hours that have no day of their own with the days before: « le matin en semaine, vers 8h »."""
    joined: list[_Group] = []
    for group in groups:
        beside = joined and joined[-1].days and not group.days
        if beside and (_has_hours(group) or _has_hours(joined[-1]) or set(group.offers) <= set(joined[-1].offers)):
            joined[-1].offers.extend(group.offers)
        else:
            joined.append(group)
    return joined


def _has_hours(group: _Group) -> bool:
    return bool(group.offers) and all(offer[0] == "~" for offer in group.offers)


def _is_new_beginning(group: _Group, word: str, as_latest: bool, apart: bool) -> bool:
    """Return whether a word begins another group: days and offers are there, and the other side spoke last."""
    if group.days and group.offers and not as_latest:
        return True
    if not _DAYS.fullmatch(word):
        return False
    offers_first = bool(group.offers) and (not group.days or as_latest)
    weekend_alone = bool(group.days) and set(_list_words(group.days)) <= set(WEEKDAYS[5:]) and "+" in word
    return group.days == ["sat+sun"] or ((offers_first or weekend_alone) and apart)


def _is_apart(words: list[str], at: int, is_offer: Callable[[str], bool]) -> bool:
    """Return whether a day after "and" has an offer of its own: "mornings and Friday evening"."""
    before = next((word for word in reversed(words[:at]) if word not in ("the", "every", "all", "from")), "")
    following = next((word for word in words[at + 1 :] if word not in ("the", "at", "from")), "")
    return before in _JOINS and (is_offer(following) or ("+" in words[at] and before != ","))


def _list_slots(groups: Iterable[_Group]) -> Iterator[str]:
    """Yield the slots of each group; a working day alone has the parts that the group before it named."""
    parts = set(PARTS)
    for days, offers in groups:
        parts = _list_parts(offers) if offers else parts if set(days) <= set(NO_WEEKEND) else set(PARTS)
        yield from (f"{day}-{part}" for day in _list_words(days) or WEEKDAYS for part in parts)


def _list_parts(offers: list[str]) -> set[str]:
    """Return the parts of the day; hours narrow the parts that are named: « l'après-midi après 16 h »."""
    named = set(_list_words([word for word in offers if word[0] != "~"]))
    from_hours = set(_list_words([word[1:] for word in offers if word[0] == "~"]))
    return named & from_hours or named | from_hours


def _list_hours(groups: Iterable[_Group]) -> Iterator[tuple[str, str]]:
    """Yield weekdays and hours; what a group leaves open is what the group before it said, else ""."""
    hours: list[str] = []
    for days, offers in groups:
        hours = offers or hours
        yield from product(_list_words(days) or [""], hours or [""])


def _list_words(words: list[str]) -> list[str]:
    return [part for word in words for part in word.split("+")]
