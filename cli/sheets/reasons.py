"""Reasons in plain words, on one line: « CV et lettre, alternance · mardi soir · Bretagne »."""

from collections.abc import Iterable

from documents.entries import ProgrammeLists
from documents.words import WORDS
from matching import Reason
from mentoring.slots import SLOTS

MAX_SLOTS = 2


def describe_reasons(
    reasons: Iterable[Reason], ours: frozenset[str], theirs: frozenset[str], lists: ProgrammeLists, language: str
) -> str:
    """Return what two share: what they talk about, when both are free, where they live."""
    given = {reason.kind: reason.values for reason in reasons}
    labels = {"topics": lists.topics, "field": lists.fields}
    alike = [
        labels[kind].find_label(value, language) if kind in labels else value
        for kind, values in given.items()
        if kind in ("topics", "words", "field", "near")
        for value in values
    ]
    regions = [lists.regions.find_label(region, language) for region in given.get("region", ())]
    parts = (alike, _name_slots(ours, theirs, language), regions)
    # No spreadsheet may take somebody's words for a formula.
    return " · ".join(", ".join(part) for part in parts if part).lstrip("=+-@")


def _name_slots(ours: frozenset[str], theirs: frozenset[str], language: str) -> list[str]:
    """Return the names of the first slots in common; who gave none is free at any hour."""
    words = WORDS[language]
    common = ours & theirs if ours and theirs else ours | theirs
    shown = [slot.split("-") for slot in SLOTS if slot in common][:MAX_SLOTS]
    return [f"{words['days'][day]} {words['parts'][part]}" for day, part in shown]
