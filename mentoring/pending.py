"""What somebody was asked and has not answered yet: by which messages, and which typed answers fit."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

PendingKind = Literal[
    "proposal",
    "consent",
    "slot",
    "hour",
    "new_hour",
    "move",
    "coming",
    "check_in",
    "rating",
    "training",
    "resume",
    "again",
]
"""`hour`: no weekly hour was ever proposed; `new_hour`: the hours were looked at, and another one may be typed.

`move`: the other side asks for another moment; `coming`: a reminder was read last, and a yes says that one comes.
"""
Said = Literal["yes", "no", "number", "hours"]
"""What typed words may be to a question."""

TAKES: dict[PendingKind, tuple[Said, ...]] = {
    "proposal": ("yes", "no"),
    "consent": ("yes", "no"),
    "slot": ("yes", "no", "hours"),
    "hour": ("hours",),
    "new_hour": ("hours",),
    "move": ("yes", "no", "hours"),
    "coming": ("yes",),
    "check_in": ("yes", "no"),
    "rating": ("number",),
    "training": ("yes",),
    "resume": ("yes", "no"),
    "again": ("yes", "no"),
}
ASKED_BY: dict[str, PendingKind] = {
    "proposal": "proposal",
    "proposal_nudge": "proposal",
    "consent": "consent",
    "consent_nudge": "consent",
    "slot_asked": "slot",
    "agreed": "hour",
    "slot_choice": "new_hour",
    "move_asked": "move",
    "reminder_day": "coming",
    "reminder_soon": "coming",
    "check_in": "check_in",
    "check_in_rating": "rating",
    "training": "training",
    "offer_paused": "resume",
    "ended": "again",
    "released": "again",
}
"""Kind of message -> what it asks. Which of several things was asked last is known by them."""
UNASKED: tuple[PendingKind, ...] = ("new_hour", "coming")
"""What may be answered, and is not asked again: nobody need answer."""
SUBJECTS = ("session", "binome", "offer")
"""By which of its arguments a message names what it asks about, in this order."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits: what it is, and the number that its buttons carry; the binôme that it is about, or 0."""

    kind: PendingKind
    number: int
    binome: int = 0


def select_fitting(waiting: Collection[Pending], said: Collection[Said]) -> list[Pending]:
    """Return the questions to which something that was said is an answer."""
    return [one for one in waiting if not set(TAKES[one.kind]).isdisjoint(said)]
