"""What somebody wants and what not: « tous les soirs sauf vendredi », « mardi je peux pas, jeudi oui »."""

import re
from typing import NamedTuple

from understanding.when.neighbours import DAY, SAYS_WHEN

_CLAUSE_ENDS = re.compile(r" *(,|\bbut\b|\brather\b) *")
_NEGATION = re.compile(r"\b(not|except|instead|busy)\b|\b(no)$")
_DAYS = re.compile(rf"\b(?:{DAY})\b")
_NEGATIONS = re.compile(r"\b(?:not|except|instead|busy|no)\b")


class Wish(NamedTuple):
    """What is wanted, its clauses apart by commas, and what is refused, each refusal apart by a semicolon."""

    wanted: str
    refused: str


def split_refused(said: str) -> Wish:
    """Return what is wanted and what is refused.

    A refusal before a time is of that time (« pas le lundi »), one after it too (« lundi impossible »). An exception
    goes on over commas until another thought begins (« sauf lundi, mardi et jeudi »; « sauf lundi, le matin »).
    """
    wanted, refused, goes_on, of_days = [], [], False, False
    pieces = [",", *_CLAUSE_ENDS.split(said)]
    for end, clause in zip(pieces[::2], pieces[1::2], strict=True):
        found = _NEGATION.search(clause)
        names_day = _DAYS.search(clause) is not None
        goes_on = goes_on and end == "," and not found and names_day is of_days
        wish = Wish("", clause) if goes_on else _split_clause(clause, found)
        wanted.append(wish.wanted)
        refused += [" , ", wish.refused] if goes_on else [" ; ", wish.refused]
        if found is not None and found[0] == "except":
            goes_on, of_days = True, names_day
    return Wish(" , ".join(filter(None, wanted)), "".join(refused).strip(" ;"))


def _split_clause(clause: str, found: re.Match[str] | None) -> Wish:
    if not found:
        return Wish(clause, "")
    before, after = clause[: found.start()].strip(), clause[found.end() :].strip()
    if found[0] == "busy":  # « le lundi j'ai cours », « j'ai cours le lundi »
        return Wish("", f"{before} {after}".strip())
    if SAYS_WHEN.search(after):
        return Wish(before, _NEGATIONS.sub("and", after))
    return Wish(_NEGATIONS.sub("", after), before)
