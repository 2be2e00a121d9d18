"""Clauses: a sentence is cut where another thought begins, and each is judged on its own.

A clause offers, refuses, tells of a time in a story, or says nothing of time; a remark behind an offer is left out.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from understanding.when.neighbours import DAY, PART, SAYS_WHEN

MAX_UNKNOWN_WORDS = 1
"""A name or a place may stand beside an hour; with two such words it is a story in which hours occur."""
MAX_UNKNOWN_WORDS_OF_OFFER = 3
"""So many may stand in a clause that offers in so many words, or that begins with a day and its hour."""

_HOUR = r"(?:\d\d?(?: hour| [ap]m|:\d\d|\.\d\d)|(?:at|after|from|before|until|between) (?:the )?\d)"
_PREDICATE = r"(?:offer|not|busy|no|yes)"
_CUT = re.compile(r" (,|but|rather(?! (?:,|but)| $)|because|when)(?= )")
_NEXT_DAY = re.compile(
    rf"(?<= )((?:(?:{DAY}|{PART}) (?:(?:I|is|the|and|{PART}) )*{_PREDICATE} |(?:{DAY}) (?:(?:at|{PART}) )*{_HOUR}\S* )"
    rf"(?:(?!, |but |because |{_PREDICATE} )\S+ )*?(?:because (?:(?!, |but |(?:{DAY})\b)\S+ )*?)?)(?:and )?"
    rf"(?=(?:the |every )?(?:{DAY}) (?:(?:the )?{PART} )?(?:(?:I|is|and) )*{_PREDICATE} )"
)
"""« Le lundi non le mardi oui », "Monday I work and Tuesday I'm free"."""
_NEXT_VERB = re.compile(
    rf"(?<= )({_PREDICATE} (?:(?!, |but |{_PREDICATE} )\S+ )*?(?:{DAY}|{PART}) )(?:and |or )?(?=I (?:offer|not) |busy )"
)
"""« Je peux pas le lundi je peux le mardi », « que le dimanche je bosse le reste »."""
_DAY_LIST = re.compile(rf"(?<= )({DAY}) , (?:and )?(?=(?:the )?(?:{DAY})(?:\+\S+)*(?: and| or| ,| *$))")
"""« Dialyse lundi, mercredi et vendredi » is one thought."""
_UNSURE = re.compile(r"\b(?:vague|hurt|bad)\b")
HYPOTHESIS = re.compile(r"\bif\b(?=.*(?:\?|\bnot\b|\bbusy\b|\bpast\b))")
"""« Si je suis pas crevée le jeudi »; « si le jeudi vous va » offers."""
AROUND = re.compile(r"\b(done|starts|busy(?=.* until))\b(?=.*\d)")
REFUSALS = "not|except|instead|busy|done|starts"
NEGATION = re.compile(rf"\b({REFUSALS})\b|\b(no)$")
_STORY = re.compile(r"\b(?:past|other)\b|(?<!offer )\bI(?: offer)* \?(?!.*\b(?:until|offer|sameday)\b)|\? is\b")
_CLEAN_HEAD = re.compile(r"(?:(?!\?|(?:past|other|I \?)(?!\S))\S+ )*")
_OPENS_REMARK = re.compile(
    r"(?<=[^ ])(?<!\bI)(?<!\bis) (?:before|after|for|when|from|to|at)(?: (?:the|from|I|to|at|every|is|and))*$"
)
"""« Le samedi matin avant mon match », « le mardi à la bibliothèque »."""
_HOUR_OF_THING = re.compile(
    rf"\b(after|before)(?: (?:the|from|at))*(?: (?:\?|other|busy|activity))(?: (?:the|from|at|\?))* (?={_HOUR})"
)
"""« Après le repas de 19h » is when something else ends, « avant le bus de 8h » when it begins."""
SHIFT = re.compile(r"(?<!at )(?<!\d)\d+ (?:minute|hour|day|week|month)(?: half| \d+)? (?:later|earlier|before|after)\b")
FIRM_HEAD = re.compile(rf"\b(?:offer|rather|not|except|samehour)\b|\b{_HOUR}|{SHIFT.pattern}")
_SAYS_MORE = re.compile(r"\b(?:past|not|busy|offer)\b")
_FIRM = re.compile(
    rf"\b(?:offer|rather|move|delay|advance)\b|\buntil (?:the )?\d"
    rf"|^(?:(?:the|at|from|every|I) )*(?:{DAY}) (?:(?:the|at|every|from|{PART}) )*(?:\d|{PART}(?![^ ]))"
)
GENERAL = re.compile(rf"\b(?:all|every|else)\b|\b(?:{DAY})(?:\+(?:{DAY}))+")
NAMES_DAY = re.compile(rf"\b(?:{DAY}|\d[\d/]* th|m\d\d|today|tomorrow)\b")
TIMED = re.compile(rf"\d|\b(?:{DAY}|{PART}|today|tomorrow|overmorrow)\b")
_RELATIVE = re.compile(
    r"\b(?:same\w*|later|earlier|before|after|move|delay|advance|next|start|middle|end|year0?|whole)\b"
)
_SAYS_OFFER = re.compile(
    r"\b(?:offer|rather|except|instead|later|earlier|until|samehour|week\w*|the \d+|m\d\d|\d+ (?:minute|day|month))\b"
)
_FIRM_OFFER = re.compile(rf"\b(?:offer|rather|not|except|busy|move|delay|advance)\b|\b{_HOUR}|\b{PART}(?!\S)")
_TELLS = re.compile(r"\?|\b(?:past|other)\b|(?<!offer )\bI(?= \?)")
"""What counts as a word that nobody knows; « je » before one counts too, as it begins a story."""
_SAYS_WHY = re.compile(r"because |when |, (?:before|after|for|until) ")


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
    def has_reason(self) -> bool:
        """Return whether the clause says why or when in so many words: « parce que », « avant que »."""
        return _SAYS_WHY.match(f"{self.sign} {self.words}") is not None

    @property
    def has_day_instead(self) -> bool:
        """Return whether the clause names a day behind « donc », « mais » or « plutôt »."""
        return self.sign in ("but", "rather") and NAMES_DAY.search(self.words) is not None

    @property
    def may_offer(self) -> bool:
        """Return whether the clause offers only if what nobody knows of it says so."""
        return self.kind == "offered" and self.unknown > 0 and not _SAYS_OFFER.search(self.words)

    @property
    def strength(self) -> str:
        """Return how firmly the clause offers: in so many words, or with a day and its hour; with a day; hardly."""
        if self.sign in ("but", "rather") or _SAYS_OFFER.search(self.words):
            return "firm"
        if NAMES_DAY.search(self.words):
            return "firm" if _FIRM_OFFER.search(self.words) else "day"
        if not TIMED.search(self.words):
            return "all"
        return "day" if GENERAL.search(self.words) or NEGATION.search(self.words) else "part"


def cut_clauses(said: str) -> list[Clause]:
    """Return the clauses of a sentence, each as what it is when it stands alone."""
    return [_judge(sign, words) for sign, words in _cut(said)]


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
    if HYPOTHESIS.search(words):
        return Clause(sign, words, "told")
    if AROUND.search(words):
        return Clause(sign, words, "around")
    most = MAX_UNKNOWN_WORDS_OF_OFFER if _FIRM.search(words) else 0
    if _STORY.search(f" {words}".partition(" except ")[0]) or words.count("?") > most:
        return Clause(sign, words, "told")
    return Clause(sign, words, "refused" if NEGATION.search(words) else "offered")


def _judge_timeless(sign: str, words: str) -> Kind:
    """Return what a clause is that names no time."""
    if _TELLS.search(words) or "until" in words.split():  # « ma réunion finit avant »
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
    if not rest or not SAYS_WHEN.search(head) or TIMED.search(rest):
        return words
    opened = _OPENS_REMARK.search(head)
    if opened and "I" in head[: opened.start()].split() and not FIRM_HEAD.search(head):
        return words  # « le dimanche je le garde pour ma famille »
    if opened and (NAMES_DAY.search(head) or not SHIFT.search(head)):
        return head[: opened.start()]
    told = _SAYS_MORE.search(rest) or ("other" in rest.split() and not SHIFT.search(head))
    return head if FIRM_HEAD.search(head) and not told else words
