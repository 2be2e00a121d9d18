"""Young people and volunteers to match, with what a test does not care about filled in."""

from typing import Any

from matching import Need, Offer, Vocabulary

MONDAY_NOON = 1 << 12
TUESDAY_NOON = 1 << 36
SUNDAY_LAST_HOUR = 1 << 167

VOCABULARY = Vocabulary(
    topics={"cv_letter": "CV et lettre", "exams": "Examens", "orals": "Oraux"},
    fields={"computing": "Informatique, numérique", "health": "Santé, sport"},
    regions={"bretagne": "Bretagne", "corse": "Corse"},
)
# Without labels, a profile without words of its own says nothing: its score is that of its topics and field.
SILENT = Vocabulary()


def make_need(id: int, text: str = "", *topics: str, **fields: Any) -> Need:
    """Return a need; free on Monday noon, at a distance, in French, unless told otherwise."""
    usual = {"level": "", "field": "", "region": "", "hours": MONDAY_NOON, "modes": frozenset({"remote"})}
    return Need(id, text, frozenset(topics), **{**usual, **fields})


def make_offer(id: int, text: str = "", *topics: str, **fields: Any) -> Offer:
    """Return an offer; one place, free on Monday noon, at a distance, in French, unless told otherwise."""
    usual = {"level": "", "fields": frozenset(), "region": "", "hours": MONDAY_NOON, "modes": frozenset({"remote"})}
    return Offer(id, text, frozenset(topics), **{**usual, **fields})
