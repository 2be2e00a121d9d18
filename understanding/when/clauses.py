"""Clauses: what somebody offers, what is refused, and what is only told beside it.

A sentence is cut where another thought begins, and each clause is weighed on its own: a reason or a story beside an
offer is left out, however many words of it nobody knows. Nothing is read where the time itself is uncertain.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from understanding.when.neighbours import DAY, PART, SAYS_WHEN

MAX_UNKNOWN_WORDS = 1
"""A name or a place may stand beside an hour; with two such words it is a story in which hours occur."""
MAX_UNKNOWN_WORDS_OF_OFFER = 3
"""So many may stand in a clause that offers in so many words, or that begins with a day and its hour."""
MAX_UNKNOWN_WORDS_BESIDE = {"firm": 99, "day": 6, "": 2}
"""So many may be told beside a firm offer, beside a day, and beside a part of the day alone."""

_HOUR = r"(?:\d\d?(?: hour| [ap]m|:\d\d|\.\d\d)|(?:at|after|from|before|until|between) (?:the )?\d)"
_PREDICATE = r"(?:offer|not|busy|no|yes)"
_CUT = re.compile(r" (,|but|rather(?! (?:,|but)| $)|because|when)(?= )")
_NEXT_DAY = re.compile(
    rf"(?<= )((?:{DAY}|{PART}) (?:(?:I|is|the|and|{PART}) )*{_PREDICATE} (?:(?!, |but |because |{_PREDICATE} )\S+ )*?"
    rf"(?:because (?:(?!, |but |(?:{DAY})\b)\S+ )*?)?)(?:and )?"
    rf"(?=(?:the |every )?(?:{DAY}) (?:(?:the )?{PART} )?(?:(?:I|is|and) )*{_PREDICATE} )"
)
"""« Le lundi non le mardi oui », "Monday I work and Tuesday I'm free"."""
_NEXT_VERB = re.compile(
    rf"(?<= )({_PREDICATE} (?:(?!, |but |{_PREDICATE} )\S+ )*?(?:{DAY}|{PART}) )(?:and |or )?(?=I (?:offer|not) |busy )"
)
"""« Je peux pas le lundi je peux le mardi », « que le dimanche je bosse le reste »."""
_DAY_LIST = re.compile(rf"(?<= )({DAY}) , (?:and )?(?=(?:the )?(?:{DAY})(?: and| or| ,|\+| *$))")
"""« Dialyse lundi, mercredi et vendredi » is one thought."""
_UNSURE = re.compile(r"\b(?:vague|hurt|bad)\b")
_HYPOTHESIS = re.compile(r"\bif\b(?=.*(?:\?|\bnot\b|\bbusy\b|\bpast\b))")
"""« Si je suis pas crevée le jeudi »; « si le jeudi vous va » offers."""
_AROUND = re.compile(r"\b(done|starts|busy(?=.* until))\b(?=.*\d)")
_NEGATION = re.compile(r"\b(not|except|instead|busy|done|starts)\b|\b(no)$")
_NEGATIONS = re.compile(r"\b(?:not|except|instead|busy|done|starts|no)\b")
_STORY = re.compile(r"\b(?:past|other)\b|\bI(?: offer)* \?(?!.*\b(?:until|offer|sameday)\b)|\? is\b")
_MAY_OFFER = re.compile(
    rf"^(?!.*(?:\b(?:past|other)\b|\? is\b|{_HYPOTHESIS.pattern}))"
    rf".*(?:\d|\b(?:{DAY}|{PART}|week|month|today|tomorrow|overmorrow|dayafter)\b)"
)
_CLEAN_HEAD = re.compile(r"(?:(?!\?|(?:past|other|I \?)(?!\S))\S+ )*")
_OPENS_REMARK = re.compile(
    r"(?<=[^ ])(?<!\bI)(?<!\bis) (?:before|after|for|when|from|to|at)(?: (?:the|from|I|to|at|every|is|and))*$"
)
"""« Le samedi matin avant mon match », « le mardi à la bibliothèque »."""
_HOUR_OF_THING = re.compile(
    rf"\b(after|before)(?: (?:the|from|at))*(?: (?:\?|other|busy|activity))(?: (?:the|from|at|\?))* (?={_HOUR})"
)
"""« Après le repas de 19h » is when something else ends, « avant le bus de 8h » when it begins."""
_SHIFT = re.compile(
    r"(?<!at )(?<!\d)\d+ (?:minute|hour|day|week|month)(?: half| \d+)? (?:later|earlier|before|after)\b"
)
_FIRM_HEAD = re.compile(rf"\b(?:offer|rather|not|except|samehour)\b|\b{_HOUR}|{_SHIFT.pattern}")
_SAYS_MORE = re.compile(r"\b(?:past|not|busy|offer)\b")
_FIRM = re.compile(
    rf"\b(?:offer|rather|move|delay|advance)\b|\buntil (?:the )?\d"
    rf"|^(?:(?:the|at|from|every|I) )*(?:{DAY}) (?:(?:the|at|every|from|{PART}) )*(?:\d|{PART}(?![^ ]))"
)
_TOPIC = re.compile(rf"(?:the |every |for )*(?:{DAY})(?:[ +](?:and |or |the )*(?:{DAY}))*(?= (?:I|\?|busy))")
_GENERAL = re.compile(rf"\b(?:all|every|else)\b|\b(?:{DAY})(?:\+(?:{DAY})){{4,}}")
_NAMES_DAY = re.compile(rf"\b(?:{DAY}|\d[\d/]* th|m\d\d|today|tomorrow)\b")
_TIMED = re.compile(rf"\d|\b(?:{DAY}|{PART}|today|tomorrow|overmorrow)\b")
_RELATIVE = re.compile(
    r"\b(?:same\w*|later|earlier|before|after|move|delay|advance|next|start|middle|end|year0?|whole)\b"
)
_HOURS = re.compile(
    rf"\b(?:at |from |until |before |after )*(?:\d[\d:]*(?: hour| [ap]m)?(?: half| quarter| \d\d)?|{PART})(?!\S)"
)
_BEGIN = re.compile(r"\b(?:at |until )?(?=\d)")
_SAYS_OFFER = re.compile(
    r"\b(?:offer|rather|except|instead|later|earlier|until|samehour|week\w*|the \d+|m\d\d|\d+ (?:minute|day|month))\b"
)
_FIRM_OFFER = re.compile(rf"\b(?:offer|rather|not|except|busy|move|delay|advance)\b|\b{_HOUR}|\b{PART}(?!\S)")
_TELLS = re.compile(r"\?|\b(?:past|other)\b|\bI(?= \?)")
"""What counts as a word that nobody knows; « je » before one counts too, as it begins a story."""
_SAYS_WHY = re.compile(r"because |when |, (?:before|after|for|until) ")
_SILENT = re.compile(r"(?<!\S)(?:\?|I|is|weekly|offer|if|when|past|other|yes|else)(?!\S)")
_DANGLING = re.compile(r"(?:(?:^| )(?:for|by|to|from|at|and|or|but|the|until))+$")


class Wish(NamedTuple):
    """What is wanted, its clauses apart by commas, and each thing that is refused."""

    wanted: str = ""
    refused: tuple[str, ...] = ()


Kind = Literal["offered", "refused", "bare", "around", "told", "neutral", "aside", "unsure"]
"""`bare` refuses and names no time, `around` names the hours of work, `told` a time in a story; `neutral` says no more
than « même heure » or « plus tard », `aside` nothing of time, and `unsure` leaves everything open."""


class Clause(NamedTuple):
    """A clause, the word that it begins with, and what it is."""

    sign: str
    words: str
    kind: Kind

    @property
    def unknown(self) -> int:
        """Return how many words of the clause say something else."""
        return len(_TELLS.findall(self.words))

    @property
    def says_why(self) -> bool:
        """Return whether the clause says why or when in so many words: « parce que », « avant que »."""
        return _SAYS_WHY.match(f"{self.sign} {self.words}") is not None

    @property
    def names_day_instead(self) -> bool:
        """Return whether the clause names a day behind « donc », « mais » or « plutôt »."""
        return self.sign in ("but", "rather") and _NAMES_DAY.search(self.words) is not None

    @property
    def may_offer(self) -> bool:
        """Return whether the clause offers only if what nobody knows of it says so."""
        return self.kind == "offered" and self.unknown > 0 and not _SAYS_OFFER.search(self.words)

    @property
    def strength(self) -> str:
        """Return how firmly the clause offers: in so many words, or with a day and its hour; with a day; at all."""
        if self.sign in ("but", "rather") or _SAYS_OFFER.search(self.words):
            return "firm"
        if _NAMES_DAY.search(self.words):
            return "firm" if _FIRM_OFFER.search(self.words) else "day"
        return "day" if _GENERAL.search(self.words) or _NEGATION.search(self.words) else ""


def weigh(said: str, most: int = MAX_UNKNOWN_WORDS) -> Wish:
    """Return what is wanted and what is refused; nothing when something is uncertain about the time itself.

    `most` unknown words may stand in a clause that neither offers nor refuses, where no other does.
    """
    clauses = _carry_back([_judge(sign, words) for sign, words in _cut(said)])
    if any(clause.kind == "unsure" for clause in clauses):
        return Wish()
    clauses = _settle(_lend_days(_give_way([_place_work(clause, clauses) for clause in clauses])), most)
    kept = [clause for clause in clauses if clause.kind in ("offered", "refused", "neutral")]
    beside = [clause for clause in clauses if clause.kind in ("told", "aside") and not clause.says_why]
    open_times = any(clause.kind == "told" and _TIMED.search(clause.words) for clause in beside)
    if open_times and not any(clause.kind == "offered" for clause in kept):
        return Wish()
    most_beside = max((MAX_UNKNOWN_WORDS_BESIDE[clause.strength] for clause in kept), default=0)
    return _gather(kept) if sum(clause.unknown for clause in beside) <= most_beside else Wish()


def _cut(said: str) -> Iterator[tuple[str, str]]:
    """Yield the clauses of a sentence, each with the word that it begins with."""
    joined = _DAY_LIST.sub(r"\1 and ", f" {said} ")
    parted = _NEXT_VERB.sub(r"\1, ", _NEXT_DAY.sub(r"\1, ", joined))
    pieces = _CUT.split(f" ,{parted}")[1:]
    for sign, words in zip(pieces[::2], pieces[1::2], strict=True):
        if words := words.strip():
            yield sign, words


def _judge(sign: str, words: str) -> Clause:
    """Return a clause as what it is when it stands alone."""
    if _UNSURE.search(words) and (sign != "because" or "hurt" in words.split()):
        return Clause(sign, words, "unsure")
    if sign == "because":
        return Clause(sign, words, "aside")
    words = _drop_remark(words)
    if not SAYS_WHEN.search(words):
        return Clause(sign, words, _judge_timeless(sign, words))
    if _HYPOTHESIS.search(words):
        return Clause(sign, words, "told")
    if _AROUND.search(words):
        return Clause(sign, words, "around")
    most = MAX_UNKNOWN_WORDS_OF_OFFER if _FIRM.search(words) else 0
    if _STORY.search(f" {words}".partition(" except ")[0]) or words.count("?") > most:
        return Clause(sign, words, "told")
    return Clause(sign, words, "refused" if _NEGATION.search(words) else "offered")


def _judge_timeless(sign: str, words: str) -> Kind:
    """Return what a clause is that names no time."""
    if _TELLS.search(words):
        return "aside"
    if {"not", "no", "busy"} & set(words.split()) and sign != "when":
        return "bare"
    return "neutral" if _RELATIVE.search(words) else "aside"


def _drop_remark(words: str) -> str:
    """Return a clause without what is told behind its offer: « jeudi 18h30 c'est nickel ma sœur garde le petit »."""
    words = _HOUR_OF_THING.sub(lambda found: "done at " if found[1] == "after" else "starts at ", words)
    found = _CLEAN_HEAD.match(f"{words} ")
    head = found[0].strip() if found else ""
    rest = words[len(head) :]
    if not rest or not SAYS_WHEN.search(head) or _TIMED.search(rest):
        return words
    opened = _OPENS_REMARK.search(head)
    if opened and "I" in head[: opened.start()].split() and not _FIRM_HEAD.search(head):
        return words  # « le dimanche je le garde pour ma famille »
    if opened and (_NAMES_DAY.search(head) or not _SHIFT.search(head)):
        return head[: opened.start()]
    told = _SAYS_MORE.search(rest) or ("other" in rest.split() and not _SHIFT.search(head))
    return head if _FIRM_HEAD.search(head) and not told else words


def _carry_back(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a refusal that names no time with the time before it: « mercredi, impossible »."""
    carried: list[Clause] = []
    for clause in clauses:
        if clause.kind != "bare":
            carried.append(clause)
        elif carried and carried[-1].kind in ("told", "offered") and not _FIRM_HEAD.search(carried[-1].words):
            carried[-1] = carried[-1]._replace(words=f"{carried[-1].words} not", kind="refused")
    return carried


def _place_work(clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Return when somebody is free before or after work: « je finis à 17h le mardi », unless an hour is offered too."""
    work = _AROUND.search(clause.words)
    if clause.kind != "around" or not work:
        return clause
    offers = " , ".join(other.words for other in clauses if other.kind == "offered")
    own = clause.words[: work.start()] + clause.words[work.end() :]
    if _HOURS.search(offers):
        days = "" if _NAMES_DAY.search(offers) else _HOURS.sub("", own)
        return clause._replace(words=days, kind="offered" if _NAMES_DAY.search(days) else "aside")
    if not _NAMES_DAY.search(own + offers):
        return clause._replace(kind="aside")
    return clause._replace(
        words=_BEGIN.sub("before " if work[1] == "starts" else "after ", own, count=1), kind="offered"
    )


def _lend_days(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, a day that is told of first with the part behind it: « vendredi je bosse, donc le midi »."""
    lent = list(clauses)
    for at, (told, offer) in enumerate(pairwise(clauses)):
        topic = _TOPIC.match(told.words) if told.kind in ("told", "refused") else None
        vague = offer.kind == "offered" and not _NAMES_DAY.search(offer.words) and not _GENERAL.search(offer.words)
        if topic and vague and offer.sign == "but" and not _TIMED.search(told.words[topic.end() :]):
            lent[at] = told._replace(words=topic[0], kind="offered")
    return lent


def _give_way(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, what only may offer as told where another day follows: « vendredi shabbat, donc lundi »."""
    instead = [at for at, clause in enumerate(clauses) if clause.kind == "offered" and clause.names_day_instead]
    return [
        clause._replace(kind="told") if clause.may_offer and at < max(instead, default=0) else clause
        for at, clause in enumerate(clauses)
    ]


def _settle(clauses: Sequence[Clause], most: int) -> list[Clause]:
    """Return the clauses, each as what it is beside the others.

    A day that is told of is refused beside an offer of every day: « ma fille a judo le mardi, sinon tous les soirs ».
    """
    offers = [clause.words for clause in clauses if clause.kind == "offered"]
    general = any(map(_GENERAL.search, offers)) and not any(_NAMES_DAY.search(_GENERAL.sub("", one)) for one in offers)
    return [_settle_one(clause, bool(offers), general, most) for clause in clauses]


def _settle_one(clause: Clause, offered: bool, general: bool, most: int) -> Clause:
    """Return a clause as what it is beside an offer, or beside none."""
    if "busy" in clause.words:
        most = MAX_UNKNOWN_WORDS_OF_OFFER
    if clause.kind == "told" and general and _NAMES_DAY.search(clause.words):
        return clause._replace(words=f"{clause.words} busy", kind="refused")
    if clause.kind == "told" and not offered and clause.unknown <= most and _MAY_OFFER.search(clause.words):
        return clause._replace(kind="offered")
    if clause.kind == "refused" and not offered and clause.unknown > most:
        return clause._replace(kind="aside")
    return clause


def _gather(clauses: Sequence[Clause]) -> Wish:
    """Return the wish that some clauses make.

    A refusal before a time is of that time (« pas le lundi »), one after it too (« lundi impossible »). An exception
    goes on over commas until another thought begins (« sauf lundi, mardi et jeudi »; « sauf lundi, le matin »).
    """
    wanted, refused, goes_on, of_days = [], list[str](), False, False
    for sign, words, _kind in clauses:
        found = _NEGATION.search(words)
        names_day = re.search(rf"\b(?:{DAY})\b", words) is not None
        goes_on = goes_on and sign == "," and not found and names_day is of_days
        if goes_on:
            refused[-1] += f" , {words}"
            continue
        offer, refusal = _split(words, found)
        wanted.append(f"rather {offer}" if sign == "rather" and offer else offer)
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
    return said if _SHIFT.search(said) or not _NAMES_DAY.search(said) else re.sub(" (?:before|after)$", "", said)
