"""Asides: what is told beside the hours that somebody offers, and how much of it makes the whole a story."""

import re

from understanding.when.neighbours import DAY, PART, SAYS_WHEN, TOLD

MAX_UNKNOWN_WORDS = 1
"""A name or a place may stand beside an hour; with two such words it is a story in which hours occur."""
MAX_UNKNOWN_WORDS_OF_OFFER = 3
"""So many may stand in a clause that offers in so many words, or that begins with a day and its hour."""
MAX_UNKNOWN_WORDS_ASIDE = 1
"""« Le soir, bisous mamie » is an answer; what tells more beside a part of the day is a story."""
MAX_UNKNOWN_WORDS_BESIDE_DAY = 5
"""Who names a day or offers in so many words may say why: « mardi soir, mon père garde les petits »."""
_CLAUSE_BREAK = re.compile(r"(?:^| )(,|but) ")
_TELLS = re.compile(r"\?|\b(?:past|other)\b")
_NAMES_DAY = re.compile(
    rf"\b(?:{DAY}|today|tomorrow|overmorrow|dayafter|all|every|week|samehour|offer|rather)\b|\d|\bnot (?:the )?{PART}"
)
_OF_SOMEBODY = re.compile(r"(?:(?!offer|rather)\S+ )*?I (?:(?:_|at|to|the|from) )*\?")
"""« Je vois ma fille »: an aside with one unknown word already."""
_FIRM = re.compile(r"\b(?:offer|rather|move|delay|advance|later|earlier)\b|\d")
"""Who says so much offers, and may tell what has been."""
_OFFERING = re.compile(
    rf"\b(?:offer|rather|move|delay|advance)\b|\buntil (?:the )?\d"
    rf"|^(?:(?:_|I|the|at|from|every) )*(?:{DAY}) (?:(?:the|at|{PART}) )*\d"
    rf"|^(?:(?:_|the|at|from|every) )*(?:{DAY}) (?:(?:the|at|_|every) )*{PART}(?![^ ])"
)
_TIME = rf"(?:{DAY}|{PART}|hour|half|quarter|am|pm|m\d\d|\d\S*)(?![^ ])"
_REMARK = re.compile(
    rf"(?<![^ ])(?P<time>{_TIME})(?: ,)? (?:when|before|after|for)"
    rf"(?: (?!{_TIME}|(?:,|and|or|but|not|except|noon|half|less|week|day|month|abed\?)(?![^ ]))\S+)+"
    r"(?= ,| but| and| or|$)"
)
_FREE = re.compile(rf"(?<![^ ])((?:{DAY}|{PART})) all(?= and| ,|$)")


def cut_remarks(said: str) -> str:
    """Return a sentence without what is told of an hour behind it: « le dimanche à 10 h, après le marché »."""
    return _REMARK.sub(r"\g<time>", _FREE.sub(r"\1 offer", said))


def drop_asides(said: str) -> str:
    """Return the clauses that offer, without what is told beside them; "other" when too much is told."""
    _, *pieces = _CLAUSE_BREAK.split(f", {said}")
    clauses = list(zip(pieces[::2], pieces[1::2], strict=True))
    plain = [clause for _, clause in clauses if _NAMES_DAY.search(clause) and not _TELLS.search(clause)]
    kept = [(sign, clause) for sign, clause in clauses if not _is_aside(clause, plain)]
    aside = said.count("?") - sum(clause.count("?") for _, clause in kept)
    unsure = sum(clause.count("?") for _, clause in kept if not (_OFFERING.search(clause) or "sameday" in said))
    most = MAX_UNKNOWN_WORDS_BESIDE_DAY if plain else MAX_UNKNOWN_WORDS_ASIDE
    wordy = any(clause.count("?") > MAX_UNKNOWN_WORDS_OF_OFFER for _, clause in kept)
    if aside > most or unsure > MAX_UNKNOWN_WORDS or wordy:
        return "other"
    return " ".join(f"{sign} {clause}" for sign, clause in kept).removeprefix(", ")


def _is_aside(clause: str, plain: list[str]) -> bool:
    """Return whether a clause tells something beside the plain ones: « je suis malade, demain ? »."""
    if not _TELLS.search(clause) or "vague" in clause.split():
        return False
    safe = not re.search(TOLD, clause)
    if not SAYS_WHEN.search(clause):
        return safe or any(_FIRM.search(offer) or "past" not in clause.split() for offer in plain)
    most = 0 if _OF_SOMEBODY.match(clause) else MAX_UNKNOWN_WORDS
    return bool(plain) and (not safe or (clause.count("?") > most and not _OFFERING.search(clause)))
