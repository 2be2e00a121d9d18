"""What somebody was asked and has not answered yet: by which messages, and which typed answers fit."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from mentoring.intents import IntentId

PendingKind = Literal[
    "proposal", "consent", "slot", "hour", "new_hour", "move", "unanswered", "coming", "check_in", "rating", "training",
    "resume", "again", "same_need", "feeling", "goal", "ending",
]  # fmt: skip
"""`hour`: no weekly hour was ever proposed; `new_hour`: the hours were looked at, and another one may be typed;
`move`: the other side asks for another moment; `unanswered`: nobody has answered one's own ask for one;
`coming`: a reminder was read last, and a yes says that one comes; `ending`: whether the binôme ends as planned.
"""
UNSHOWN: tuple[PendingKind, ...] = ("new_hour", "coming", "goal")
UNASKED: tuple[PendingKind, ...] = (*UNSHOWN, "feeling")
"""What may be answered, and is not asked again: nobody need answer."""
Said = Literal["yes", "no", "number", "hours", "moment", "coming", "good"]
"""What typed words may be to a question; `coming`: « je serai là », `good`: « c'était super »."""

TAKES: dict[PendingKind, tuple[Said, ...]] = {
    "proposal": ("yes", "no"),
    "consent": ("yes", "no"),
    "slot": ("yes", "no", "hours"),
    "hour": ("hours",),
    "new_hour": ("hours",),
    "move": ("yes", "no", "hours", "moment", "coming"),
    "unanswered": ("yes", "no", "coming"),
    "coming": ("yes", "coming"),
    "check_in": ("yes", "no", "good"),
    "rating": ("number", "good"),
    "training": ("yes",),
    "resume": ("yes", "no"),
    "again": ("yes", "no"),
    "same_need": ("yes", "no"),
    "feeling": ("yes", "no"),
    "goal": ("yes", "no"),
    "ending": ("yes", "no"),
}
WEEKLY: tuple[PendingKind, ...] = ("slot", "hour", "new_hour")
SMALL_TALK: tuple[IntentId, ...] = ("hello", "thanks")
"""What may stand beside an answer: « oui merci »."""
BESIDE: dict[PendingKind, tuple[IntentId, ...]] = {
    "move": ("cannot_come", "move_session", "goal_reached"),
    "unanswered": ("cannot_come", "stop"),
}
"""Question -> what else a yes or a no to it sounds like: « non on garde », « on annule »."""
BEFORE_WISHES: tuple[PendingKind, ...] = ("proposal", "consent")
"""What a yes or a no is to rather than a wish that is only guessed: a tap decides, and both are offered."""
ASKED_BY: dict[str, tuple[PendingKind, ...]] = {
    "proposal": ("proposal",),
    "proposal_nudge": ("proposal",),
    "consent": ("consent",),
    "consent_nudge": ("consent",),
    "slot_asked": ("slot",),
    "agreed": ("hour",),
    "slot_choice": ("new_hour",),
    "move_asked": ("move",),
    "move_unanswered": ("unanswered",),
    "reminder_day": ("coming",),
    "reminder_soon": ("coming",),
    "check_in": ("check_in",),
    "check_in_rating": ("rating",),
    "training": ("training",),
    "offer_paused": ("resume",),
    "goal_ask": ("goal",),
    "end_ask": ("ending",),
    "end_reminder": ("ending",),
    "ended": ("feeling", "again"),
    "released": ("again",),
    "again_ask": ("same_need",),
}
"""Kind of message -> what it may ask. Which of several things was asked last is known by them."""
FEELING_TOLD_BY = ("feeling_noted", "question_ask")
"""What is said to whoever has told how they are after a binôme."""
SUBJECTS = ("session", "binome", "offer", "need")
"""By which of its arguments a message names what it asks about, in this order."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits: what it is, and the number that its buttons carry; the binôme that it is about, or 0."""

    kind: PendingKind
    number: int
    binome: int = 0


def select_fitting(
    waiting: Collection[Pending],
    said: Collection[Said],
    offered: Collection[IntentId] = (),
    *,
    is_guessed: bool = False,
) -> list[Pending]:
    """Return the questions to which something that was said is an answer; `offered`: what else may be wanted.

    `is_guessed`: that something else is wanted is likely at most.
    """
    unless = {one.kind: () if is_guessed and one.kind in BEFORE_WISHES else offered for one in waiting}
    return [
        one for one in waiting if not set(TAKES[one.kind]).isdisjoint(_select_heard(one.kind, said, unless[one.kind]))
    ]


def _select_heard(kind: PendingKind, said: Collection[Said], offered: Collection[IntentId]) -> Collection[Said]:
    """Return what was said to a question: all of it, unless something else is wanted; a weekly hour in any case."""
    if set(offered) <= {*SMALL_TALK, *BESIDE.get(kind, ())}:
        return said
    return [one for one in said if one == "hours" and kind in WEEKLY]
