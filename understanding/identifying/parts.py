"""All that identifies somebody in a text: how to reach them, then who they are and where they can be found.

The same words are shown again and again, and to search them takes some milliseconds. What was found is remembered: by a
mark of the text that this process alone can make, kinds and places alone; no word of anybody outlives its use.
"""

import hashlib
import secrets
from collections import OrderedDict

from mentoring.masking import ASKED_BACK, Part, find_by, find_contacts, fold, hide, quote
from mentoring.masking.rules import Kind, Rule
from understanding.identifying import addresses, classes, dwellings, names, schools
from understanding.identifying.listed import find_listed
from understanding.identifying.tokens import lower_shouted

RULES: tuple[Rule, ...] = (
    *addresses.ADDRESSES,
    *schools.RULES,
    *addresses.TOWNS,
    *dwellings.RULES,
    *classes.RULES,
    *names.RULES,
)
"""What an earlier row found, a later one leaves."""
MAX_REMEMBERED_TEXTS = 2_000
_KEY = secrets.token_bytes(32)
_Place = tuple[Kind, int, int]
_remembered: OrderedDict[bytes, tuple[_Place, ...]] = OrderedDict()
"""The mark of a text -> what is where in it; the text that was asked about last stands at the end."""


def prepare() -> None:
    """Load the lists, so that nobody's words wait for them: a program that reads or shows words calls this early."""
    _find_places("Léa habite à Mantes, elle est au lycée Jean Moulin")


def find_parts(text: str) -> list[Part]:
    """Return the parts of a text that identify somebody, in order; none overlaps another."""
    mark = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=_KEY).digest()
    places = _remembered.pop(mark, None)  # a document is made in a thread meanwhile
    _remembered[mark] = places = _find_places(text) if places is None else places
    if len(_remembered) > MAX_REMEMBERED_TEXTS:
        _remembered.popitem(last=False)
    return [Part(kind, start, end, text[start:end]) for kind, start, end in places]


def _find_places(text: str) -> tuple[_Place, ...]:
    plain = lower_shouted(fold(text))
    parts = quote(text, find_listed(plain, find_by(RULES, plain, find_contacts(text))))
    return tuple((one.kind, one.start, one.end) for one in parts)


def find_to_ask(text: str) -> list[Part]:
    """Return the parts of which the writer is asked whether they may stay."""
    return [one for one in find_parts(text) if one.kind in ASKED_BACK]


def mask(text: str, *, leaves_asked: bool = False) -> str:
    """Return a text as a stranger may read it; `leaves_asked`: its writer wants the names, schools and addresses in."""
    return hide(text, [one for one in find_parts(text) if not (leaves_asked and one.kind in ASKED_BACK)])
