"""What stands in the dated record of a case about somebody's safety: acts of the team, and how such a case ends."""

from typing import Literal, get_args

from mentoring.errors import NotPossible

RecordAct = Literal[
    "called", "met", "told_119", "told_crip", "told_police", "told_rescue", "told_parents", "told_nobody"
]
"""What somebody of the team did: called or met the person; told 119, CRIP, police, 15 or 112, parents; or nobody."""
RECORD_ACTS: tuple[RecordAct, ...] = get_args(RecordAct)
Outcome = Literal["unfounded", "resolved", "measure", "elsewhere", "authority", "unreachable", "unknown"]
"""How such a case ended; no figure is made of it."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
OUTCOME_ACTS: dict[str, Outcome] = {f"as_{outcome}": outcome for outcome in OUTCOMES}
"""What a button of the closing screen says -> the outcome."""
WRITTEN_KINDS: tuple[Literal["assessment", "decision", "reason"], ...] = ("assessment", "decision", "reason")
"""Lines of the record that are words alone."""
MAX_RECORD_CHARACTERS = 500
"""Characters of one line's words: a page of the record fits in one message."""
PAGE_ENTRIES = 5


def parse_act(text: str) -> RecordAct:
    """Return the act that a button names; raise `NotPossible` of any other."""
    for act in RECORD_ACTS:
        if act == text:
            return act
    raise NotPossible("(record)")
