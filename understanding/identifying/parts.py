"""All that identifies somebody in a text: how to reach them, then who they are and where they can be found."""

from mentoring.masking import ASKED_BACK, Part, find_by, find_contacts, fold, hide, quote
from mentoring.masking.rules import Rule
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


def prepare() -> None:
    """Load the lists, so that nobody's words wait for them: a program that reads or shows words calls this early."""
    find_parts("Léa habite à Mantes, elle est au lycée Jean Moulin")


def find_parts(text: str) -> list[Part]:
    """Return the parts of a text that identify somebody, in order; none overlaps another."""
    plain = lower_shouted(fold(text))
    return quote(text, find_listed(plain, find_by(RULES, plain, find_contacts(text))))


def find_to_ask(text: str) -> list[Part]:
    """Return the parts of which the writer is asked whether they may stay."""
    return [one for one in find_parts(text) if one.kind in ASKED_BACK]


def mask(text: str, *, leaves_asked: bool = False) -> str:
    """Return a text as a stranger may read it; `leaves_asked`: its writer wants the names, schools and addresses in."""
    return hide(text, [one for one in find_parts(text) if not (leaves_asked and one.kind in ASKED_BACK)])
