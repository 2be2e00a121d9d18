"""The kinds of case that coordinators see as cards: how urgent, and which acts are suggested."""

from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from mentoring.case_record import OUTCOME_ACTS

CardState = Literal["open", "taken", "snoozed", "closed"]
CaseOrigin = Literal["", "button", "words", "team", "report", "concern"]
"""What made somebody see a case, as its detail says it; empty for what the program noticed."""


@dataclass(frozen=True, slots=True)
class CaseKind:
    """One kind of case.

    `urgent`: counted in minutes instead of hours; `is_told_of_help`: its card says whether the help text has reached
    the person; `acts`: its buttons, in order; `decisions`: what is decided on it, offered on a screen of its own.
    What follows has no default: `holds_words`: somebody tells the team something in it, which goes to the readers of
    an open report of theirs alone; `is_closed_to_writer`: what it holds is about whoever wrote, who does not read it.
    """

    urgent: bool = False
    is_told_of_help: bool = False
    acts: tuple[str, ...] = ("take", "detail", "snooze", "close")
    decisions: tuple[str, ...] = ()
    holds_words: bool = field(kw_only=True)
    is_closed_to_writer: bool = field(kw_only=True)


ABOUT_WRITER = partial(CaseKind, urgent=True, holds_words=True, is_closed_to_writer=True)
TOLD = partial(CaseKind, holds_words=True, is_closed_to_writer=False)
NOTICED = partial(CaseKind, holds_words=False, is_closed_to_writer=False)
"""What the program itself has noticed: nobody's words are in it."""
DECISIONS = ("hold", "leave", "suspend", "release", "bar", "barq", "apart", "acting", "acting_link")
"""What may be decided about whomever a case accuses."""
CASES: dict[str, CaseKind] = {
    "help": ABOUT_WRITER(is_told_of_help=True, acts=("take", "detail", "outcome")),
    "distress": ABOUT_WRITER(is_told_of_help=True, acts=("take", "detail", "outcome")),
    "question": TOLD(acts=("take", "detail", "done", "snooze")),
    "concern": TOLD(urgent=True, acts=("take", "detail", "outcome")),
    "report": CaseKind(
        urgent=True,
        acts=("take", "detail", "unfreeze", "end", "decide", "outcome"),
        decisions=DECISIONS,
        holds_words=False,  # it is the report itself
        is_closed_to_writer=True,
    ),
    # A robot's doubt about somebody's messages: nobody has told it, and it changes nothing by itself.
    "soliciting": NOTICED(urgent=True, acts=("take", "detail", "decide", "outcome"), decisions=DECISIONS),
    "stuck": TOLD(),
    "pair_review": NOTICED(),
    "age_gate": TOLD(acts=("detail", "let_in", "keep_out")),
    "birth_date": TOLD(acts=("detail", "birth_yes", "birth_no")),
    "parents": NOTICED(),
    "new_volunteer": NOTICED(acts=("detail", "approve", "refuse")),
    "vetting": NOTICED(),
    "glance": NOTICED(acts=("detail",)),
    "waiting_long": NOTICED(),
    "no_first_session": NOTICED(),
    "missed": NOTICED(),
    "contradiction": NOTICED(),
    "low_rating": TOLD(),
    "blocked": NOTICED(),
    "kick_off": NOTICED(acts=("take", "detail", "close")),
    "uncertain": NOTICED(acts=("take", "detail", "close")),
    "many_reads": NOTICED(acts=("take", "close")),
    "fault": NOTICED(acts=("take", "close")),
    "backup": NOTICED(acts=("take", "close")),
    "restored": NOTICED(acts=("take", "close")),
}

URGENT = "urgent"
"""Stands for the kind of an urgent case where others may look: in the group and in calls."""
ACTS_IN_SIGHT = ("take", "detail")
"""The acts on an urgent case that are offered there; the buttons of the others would tell its kind."""
PRIVATE_ACTS = ("history", "note", "pass", "to", "write", "attached")
"""Acts on a case of any kind, offered with its detail."""
SAFETY_KINDS = tuple(kind for kind, rules in CASES.items() if rules.urgent)
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
