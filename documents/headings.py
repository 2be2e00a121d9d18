"""Words that head columns: what each may mean, and of a question and its choices which is which."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from documents import values
from documents.faults import CellError
from documents.words import HEADINGS, PHRASES
from mentoring.form_rules import fold

Side = Literal["needs", "offers"]
IGNORED = "ignored."
"""Begins the names of what is told and left alone."""
GRID = re.compile(
    r"(?P<outer>.+?)\s*(?:\[(?P<inner>[^\]]+)\]|(?:\s[-–—>›|]\s|\s?:\s|\.(?=\S))(?P<last>[^>›|:.]+))\s*$", re.DOTALL
)
"""« Quand es-tu disponible ? [Lundi] », "When could you meet? - Monday"."""
PATH = re.compile(r"(?P<outer>[a-z\d_]+(?:/[a-z\d_]+)*)/(?P<inner>[a-z\d_]+)")
"""« langues/fr »: how survey programs name a question of a group, or a choice of a question."""
AFTERTHOUGHT = PHRASES["afterthought"]
TRAILING_NUMBER = re.compile(r"[\s_.]*\d{1,2}$")
HAS_WORD = re.compile(r"[^\W\d_]{3}")
CHOICE = re.compile(r"(?P<outer>.*\S)\s*\((?P<inner>[^()]+)\)", re.DOTALL)
MIN_CHOICES = 3
LONGEST_HEADING = 300
BRACKETS = re.compile(r"\([^)]*\)")
CODE = re.compile(r"[A-Za-z]{0,3}\d\w*(?:\[\w+\])?[.:)]\s+")
"""« G01Q02. Ton nom »: the number that a survey gives its question."""
SENTENCE_END = re.compile(r"[!?.…]\s+(?=\S)")
ASKING = re.compile(
    r"(?:and |et |so |alors )?(?:what (?:s|is|are) |quel(?:le)?s? (?:est|sont) |c est quoi )?"
    r"(?:your |ton |ta |tes |votre |vos |my |mon |ma )"
)
"""Words of a question before what it asks for."""
LEGEND = re.compile(r"\b(\w{1,3})\s*=\s*([^,;/)=]+?)\s*(?=[,;/)]|$)")


class Head(NamedTuple):
    """Words that head columns of a field, on one side or both, and how sure they are."""

    field: str
    side: str
    weight: int
    words: re.Pattern[str]


def _build_head(row: Mapping[str, Any]) -> Head:
    words = "|".join(row["words"])
    pattern = rf".*\b(?:{words})\b.*" if row.get("anywhere") else words
    return Head(row["field"], row.get("side", ""), row["weight"], re.compile(pattern))


HEADS = [_build_head(row) for row in HEADINGS]


def find_fields(words: str) -> frozenset[str]:
    """Return the fields whose columns words head, on either side; nothing where they head none."""
    found = weigh_words(words, "needs").keys() | weigh_words(words, "offers").keys()
    return frozenset([*found, *(["slots"] if is_slot_name(words) else [])])


@lru_cache(values.CACHE_SIZE)
def weigh_words(heading: str, side: Side) -> Mapping[str, int]:
    """Return field -> how surely these words head it."""
    found: dict[str, int] = {}
    for name in _list_names(heading):
        for head in HEADS:
            if head.side in ("", side) and head.words.fullmatch(name):
                found[head.field] = max(found.get(head.field, 0), head.weight)
    return found


def _list_names(heading: str) -> list[str]:
    """Return a heading as it may be known: whole, without brackets, numbers and greetings, and what it asks for."""
    heading = heading[:LONGEST_HEADING]  # somebody's words, of any length, may stand where headings are looked for
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("_", " "))
    whole, short = fold(spaced), " ".join(AFTERTHOUGHT.sub(" ", fold(BRACKETS.sub(" ", spaced))).split())
    names = [fold(heading), whole, short, TRAILING_NUMBER.sub("", whole), TRAILING_NUMBER.sub("", short)]
    asked = fold(SENTENCE_END.split(CODE.sub("", spaced.strip(), count=1))[-1])
    names += [asked, ASKING.sub("", asked, count=1)] if asked else []
    return list(dict.fromkeys(names))


def is_slot_name(words: str) -> bool:
    """Return whether words are no more than a day, or a part of one."""
    try:
        return len(words) < 30 and HAS_WORD.search(words) is not None and bool(values.read_week(words))
    except CellError:
        return False


def split_heading(heading: str) -> tuple[str, str]:
    """Return the question and the one of its choices that a heading is of; nothing where it is of none."""
    if (path := PATH.fullmatch(heading)) and not _is_whole_name(heading):
        return path["outer"], path["inner"]
    found = GRID.fullmatch(heading)
    if not found:
        return heading, ""
    inner = (found["inner"] or found["last"] or "").strip()
    is_part = found["inner"] or is_slot_name(inner) or bool(find_fields(inner))
    return (found["outer"].strip(), inner) if is_part else (heading, "")


def _is_whole_name(heading: str) -> bool:
    return "name" in weigh_words(heading, "needs")  # « nom/prenom »


def mark_choices(headings: Sequence[str]) -> tuple[str, ...]:
    """Return headings, « Question (choice) » of several choices as « Question [choice] », as other forms write it."""
    found = [CHOICE.fullmatch(heading) for heading in headings]
    counts = Counter(one["outer"] for one in found if one)
    return tuple(
        f"{one['outer']} [{one['inner']}]" if one and counts[one["outer"]] >= MIN_CHOICES else heading
        for one, heading in zip(found, headings, strict=True)
    )


def find_base(heading: str) -> str:
    """Return what headings of the same question share: their words without choice and number."""
    return TRAILING_NUMBER.sub("", fold(split_heading(heading)[0]))


def weigh_all_words(heading: str, side: Side) -> Mapping[str, int]:
    """Return field -> how surely a heading's words head it; those of its last part say most."""
    outer, inner = split_heading(heading)
    if not inner:
        return weigh_words(heading, side)
    within = {name: weight + 1 for name, weight in weigh_words(inner, side).items()}
    of_all = {name: weight for name, weight in weigh_words(outer, side).items() if not name.startswith(IGNORED)}
    return {**of_all, **weigh_words(heading, side), **within}


def read_legend(heading: str) -> Mapping[str, str]:
    """Return what the signs of a column stand for: « Mode (D = distance, P = présentiel) » says it of two or more."""
    found = LEGEND.findall(heading)
    return {fold(sign): meaning for sign, meaning in found} if len(found) > 1 else {}
