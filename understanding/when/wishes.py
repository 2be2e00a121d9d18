"""What somebody wants and what not: « tous les soirs sauf vendredi », « mardi j'ai danse, sinon jeudi ».

A clause is weighed beside the others: what is only told is left out next to an offer, and nothing is read where the
time itself is uncertain.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from understanding.when.clauses import (
    AROUND,
    FIRM_HEAD,
    GENERAL,
    HYPOTHESIS,
    MAX_UNKNOWN_WORDS,
    MAX_UNKNOWN_WORDS_OF_OFFER,
    NAMES_DAY,
    NEGATION,
    REFUSALS,
    SHIFT,
    TIMED,
    Clause,
    cut_clauses,
)
from understanding.when.neighbours import DAY, PART, SAYS_WHEN

MAX_UNKNOWN_WORDS_BESIDE = {"firm": 99, "day": 6, "part": 2, "all": 2}
"""So many may be told beside a firm offer, beside a day, a part of the day alone, and « tout »."""
_MAY_OFFER = re.compile(
    rf"^(?!.*(?:\b(?:past|other)\b|\? is\b|{HYPOTHESIS.pattern}))"
    rf".*(?:\d|\b(?:{DAY}|{PART}|week|month|today|tomorrow|overmorrow|dayafter)\b)"
)
_TOPIC = re.compile(rf"(?:the |every |for )*(?:{DAY})(?:[ +](?:and |or |the )*(?:{DAY}))*(?= (?:I|\?|busy))")
_HOURS = re.compile(
    rf"\b(?:at |from |until |before |after )*(?:\d[\d:]*(?: hour| [ap]m)?(?: half| quarter| \d\d)?|{PART})(?!\S)"
)
_ALSO = re.compile(rf"(?:(?:the|every|and) )*(?:{DAY}) (?:and|same)|same (?:{DAY})")
_BEGIN = re.compile(r"\b(?:at |until )?(?=\d)")
_SILENT = re.compile(r"(?<!\S)(?:\?|I|is|weekly|offer|if|when|past|other|yes|else)(?!\S)")
_DANGLING = re.compile(r"(?:(?:^| )(?:for|by|to|from|at|and|or|but|the|until))+$")
_NEGATIONS = re.compile(rf"\b(?:{REFUSALS}|no)\b")


class Wish(NamedTuple):
    """What is wanted, its clauses apart by commas, and each thing that is refused."""

    wanted: str = ""
    refused: tuple[str, ...] = ()


def weigh(said: str, most: int = MAX_UNKNOWN_WORDS) -> Wish:
    """Return what is wanted and what is refused; nothing when something is uncertain about the time itself.

    `most` unknown words may stand in a clause that neither offers nor refuses, where no other does.
    """
    clauses = _carry_back(cut_clauses(said))
    if any(clause.kind == "unsure" for clause in clauses):
        return Wish()
    clauses = _settle(_lend_days(_give_way([_place_work(clause, clauses) for clause in clauses])), most)
    kept = [clause for clause in _part(clauses) if clause.kind in ("offered", "refused", "neutral")]
    beside = [clause for clause in clauses if clause.kind in ("told", "aside") and not clause.has_reason]
    open_times = any(clause.kind == "told" and TIMED.search(clause.words) for clause in beside)
    if open_times and not any(clause.kind == "offered" for clause in kept):
        return Wish()
    most_beside = max((MAX_UNKNOWN_WORDS_BESIDE[clause.strength] for clause in kept), default=0)
    return _gather(kept) if sum(clause.unknown for clause in beside) <= most_beside else Wish()


def _carry_back(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a refusal that names no time with the time before it: « mercredi, impossible ».

    « Le lundi c'est mort, le mardi aussi » refuses both.
    """
    carried: list[Clause] = []
    for clause in clauses:
        if carried and carried[-1].kind == "refused" and _ALSO.fullmatch(clause.words):
            carried.append(clause._replace(words=f"{clause.words} not", kind="refused"))
        elif clause.kind != "bare":
            carried.append(clause)
        elif carried and carried[-1].kind in ("told", "offered") and not FIRM_HEAD.search(carried[-1].words):
            carried[-1] = carried[-1]._replace(words=f"{carried[-1].words} not", kind="refused")
    return carried


def _place_work(clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Return when somebody is free before or after work: « je finis à 17h le mardi », unless an hour is offered too."""
    work = AROUND.search(clause.words)
    if clause.kind != "around" or not work:
        return clause
    offers = " , ".join(other.words for other in clauses if other.kind == "offered")
    own = clause.words[: work.start()] + clause.words[work.end() :]
    if _HOURS.search(offers):
        days = "" if NAMES_DAY.search(offers) else _HOURS.sub("", own)
        return clause._replace(words=days, kind="offered" if NAMES_DAY.search(days) else "aside")
    if bool(NAMES_DAY.search(own)) is bool(NAMES_DAY.search(offers)):  # of no day, or another day is offered
        return clause._replace(kind="aside")
    return clause._replace(
        words=_BEGIN.sub("before " if work[1] == "starts" else "after ", own, count=1), kind="offered"
    )


def _lend_days(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a day that is told of first with the part behind it: « vendredi je bosse, donc le midi »."""
    lent = list(clauses)
    for at, (told, offer) in enumerate(pairwise(clauses)):
        topic = _TOPIC.match(told.words) if told.kind in ("told", "refused") else None
        vague = offer.kind == "offered" and not NAMES_DAY.search(offer.words) and not GENERAL.search(offer.words)
        if topic and vague and offer.sign == "but" and not TIMED.search(told.words[topic.end() :]):
            lent[at] = told._replace(words=topic[0], kind="offered")
    return lent


def _give_way(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, what only may offer as told where another day follows: « vendredi shabbat, donc lundi »."""
    instead = [at for at, clause in enumerate(clauses) if clause.kind == "offered" and clause.has_day_instead]
    return [
        clause._replace(kind="told") if clause.may_offer and at < max(instead, default=0) else clause
        for at, clause in enumerate(clauses)
    ]


def _settle(clauses: Sequence[Clause], most: int) -> list[Clause]:
    """Return the clauses, each as what it is beside the others.

    A day that is told of is refused beside an offer of every day: « ma fille a judo le mardi, sinon tous les soirs ».
    """
    offers = [clause.words for clause in clauses if clause.kind == "offered"]
    general = any(map(GENERAL.search, offers)) and not any(NAMES_DAY.search(GENERAL.sub("", one)) for one in offers)
    return [_settle_one(clause, bool(offers), general, most) for clause in clauses]


def _settle_one(clause: Clause, offered: bool, general: bool, most: int) -> Clause:
    """Return a clause as what it is beside an offer, or beside none."""
    if "busy" in clause.words:
        most = MAX_UNKNOWN_WORDS_OF_OFFER
    if clause.kind == "told" and general and NAMES_DAY.search(clause.words):
        return clause._replace(words=f"{clause.words} busy", kind="refused")
    if clause.kind == "told" and not offered and clause.unknown <= most and _MAY_OFFER.search(clause.words):
        return clause._replace(kind="offered")
    if clause.kind == "refused" and not offered and clause.unknown > most:
        return clause._replace(kind="aside")
    return clause


def _part(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Yield the clauses, the one behind a reason apart: « le mercredi, car je suis libre, et samedi matin »."""
    for at, clause in enumerate(clauses):
        reason = at > 0 and clauses[at - 1].kind == "aside" and clauses[at - 1].has_reason
        yield clause._replace(sign=", ,") if reason and clause.sign == "," else clause


def _gather(clauses: Sequence[Clause]) -> Wish:
    """Return the wish that some clauses make.

    A refusal before a time is of that time (« pas le lundi »), one after it too (« lundi impossible »). An exception
    goes on over commas until another thought begins (« sauf lundi, mardi et jeudi »; « sauf lundi, le matin »).
    """
    wanted, refused, goes_on, of_days = [], list[str](), False, False
    for sign, words, _kind in clauses:
        found = NEGATION.search(words)
        names_day = re.search(rf"\b(?:{DAY})\b", words) is not None
        goes_on = goes_on and sign[0] == "," and not found and names_day is of_days
        if goes_on:
            refused[-1] += f" , {words}"
            continue
        offer, refusal = _split(words, found)
        led = {"rather": "rather ", ", ,": ", "}.get(sign, "")
        wanted.append(f"{led}{offer}" if offer else "")
        refused.append(refusal)
        if found is not None and found[0] == "except":
            goes_on, of_days = True, names_day
    return Wish(" , ".join(filter(None, map(_quiet, wanted))), tuple(filter(None, map(_quiet, refused))))


def _split(words: str, found: re.Match[str] | None) -> tuple[str, str]:
    """Return what a clause wants and what it refuses."""
    if not found:
        return words, ""
    before, after = words[: found.start()].strip(), words[found.end() :].strip()
    busy, _, free = f"{before} {after}".partition(" except ")
    if found[0] != "except" and SAYS_WHEN.search(free):  # « mes soirées sont prises sauf le lundi »
        parts = [] if re.search(PART, free) else re.findall(rf"\b{PART}\b", busy)
        return " ".join((free, *parts)), ""
    if found[0] in ("busy", "done", "starts"):  # « le lundi j'ai cours », « j'ai cours le lundi »
        return "", _NEGATIONS.sub("and", f"{before} {after}")
    if SAYS_WHEN.search(after):
        return before, _NEGATIONS.sub("and", after)
    return _NEGATIONS.sub("", after), before


def _quiet(words: str) -> str:
    """Return only those words that say something of the time."""
    said = _DANGLING.sub("", " ".join(_SILENT.sub("", words).split()))
    return said if SHIFT.search(said) or not NAMES_DAY.search(said) else re.sub(" (?:before|after)$", "", said)
