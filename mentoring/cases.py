"""The kinds of case that coordinators see as cards: how urgent, and which acts are suggested."""

from dataclasses import dataclass
from typing import Literal

from mentoring.case_record import OUTCOME_ACTS

CardState = Literal["open", "taken", "snoozed", "closed"]


@dataclass(frozen=True, slots=True)
class CaseKind:
    """One kind of case.

    `urgent`: counted in minutes instead of hours; `is_told_of_help`: its card says whether the help text has reached
    the person; `acts`: its buttons, in order; `decisions`: what is decided on it, offered on a screen of its own.
    """

    urgent: bool = False
    is_told_of_help: bool = False
    acts: tuple[str, ...] = ("take", "detail", "snooze", "close")
    decisions: tuple[str, ...] = ()


CASES: dict[str, CaseKind] = {
    "help": CaseKind(urgent=True, is_told_of_help=True, acts=("take", "detail", "outcome")),
    "distress": CaseKind(urgent=True, is_told_of_help=True, acts=("take", "detail", "outcome")),
    "question": CaseKind(acts=("take", "detail", "done", "snooze")),
    "concern": CaseKind(urgent=True, acts=("take", "detail", "outcome")),
    "report": CaseKind(
        urgent=True,
        acts=("take", "detail", "unfreeze", "end", "decide", "outcome"),
        decisions=("hold", "leave", "suspend", "release", "bar", "barq", "apart", "acting", "acting_link"),
    ),
    "stuck": CaseKind(),
    "pair_review": CaseKind(),
    "new_volunteer": CaseKind(acts=("detail", "approve", "refuse")),
    "glance": CaseKind(acts=("detail",)),
    "waiting_long": CaseKind(),
    "no_first_session": CaseKind(),
    "missed": CaseKind(),
    "low_rating": CaseKind(),
    "blocked": CaseKind(),
    "kick_off": CaseKind(acts=("take", "detail", "close")),
    "uncertain": CaseKind(acts=("take", "detail", "close")),
    "many_reads": CaseKind(acts=("take", "close")),
    "fault": CaseKind(acts=("take", "close")),
    "backup": CaseKind(acts=("take", "close")),
    "restored": CaseKind(acts=("take", "close")),
}

URGENT = "urgent"
"""Stands for the kind of an urgent case where others may look: in the group and in calls."""
ACTS_IN_SIGHT = ("take", "detail")
"""The acts on an urgent case that are offered there; the buttons of the others would tell its kind."""
PRIVATE_ACTS = ("history", "note", "pass", "to", "write")
"""Acts on a case of any kind, offered with its detail."""
SAFETY_KINDS = ("report", "concern", "distress", "help")
"""Cases about somebody's safety: what they keep is sealed under a key of their own and has a term of its own."""
SAFETY_ACTS = ("record", "did", "said", "outcome", "confirm", "file", *OUTCOME_ACTS)
"""Acts on such a case, in private: its record, what was done, what is said of it, how it ends, its file."""
OPEN_STATES: tuple[CardState, ...] = ("open", "taken", "snoozed")
ACTS_WITH_REASON = ("as_unfounded", "suspend", "release", "barq", "apart")
"""Acts that ask for a written reason before they are done."""


def build_case_key(kind: str, about: str) -> str:
    """Return the key under which a case of a known kind is found again while it is open: ``waiting_long:need:204``."""
    if kind not in CASES:
        raise KeyError(kind)
    return f"{kind}:{about}"
