"""Which messages are still true when they leave, some hours or a day after they were queued."""

from collections.abc import Mapping
from typing import Any

STANDS_WHILE: dict[str, tuple[str, tuple[str, ...]]] = {
    "need_nudge": ("", ("drafting",)),
    "offer_nudge": ("", ("drafting",)),
    "proposal": ("binome", ("proposed",)),
    "proposal_nudge": ("binome", ("proposed",)),
    "proposal_expired": ("binome.offer", ("available",)),
    "proposal_withdrawn": ("binome.offer", ("available",)),
    "offer_paused": ("binome.offer", ("paused",)),
    "consent": ("binome", ("volunteer_yes",)),
    "consent_nudge": ("binome", ("volunteer_yes",)),
    "consent_gone": ("binome.need", ("waiting", "proposed")),
    "resumed": ("thing", ("waiting", "proposed", "in_binome", "available", "active")),
    "slot_asked": ("binome", ("agreed", "active")),
    "reminder_day": ("binome", ("active",)),
    "reminder_soon": ("binome", ("active",)),
    "check_in": ("binome", ("active",)),
}
"""Whose state, and in which of its states a message still makes sense; otherwise it is cancelled at its turn."""


def still_true(kind: str, facts: Mapping[str, Any]) -> bool:
    """Tell whether what a message is about is still in a state that it speaks of."""
    if kind not in STANDS_WHILE:
        return True
    path, wanted = STANDS_WHILE[kind]
    for step in path.split(".") if path else ():
        facts = facts[step]
    return facts["state"] in wanted
