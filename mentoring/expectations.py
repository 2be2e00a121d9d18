"""What a person was asked to type: the words that come next are taken for it, within its term."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

What = Literal[
    "change", "place", "move", "note", "until", "reason", "report", "hold",
    "silence_until", "silence", "quiet_end", "check", "away", "record", "letter", "answer", "mail",
    "birth", "birth_new", "birth_why",
    "paper", "waiver", "question", "talk", "goal",
]  # fmt: skip
Reach = Literal["nobody", "team", "partner", "person"]
SHORT, LONG = timedelta(minutes=10), timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Term:
    """How long words are expected, and the kinds of message that ask for them; any other message ends it.

    Without such kinds no message ends it. `reaches`: who hears of what was typed. Before a partner does, or the person
    to whom the team writes, its writer looks at it and taps, in a message of the kind `confirmed`.
    """

    duration: timedelta
    kinds: tuple[str, ...] = ()
    reaches: Reach = "nobody"
    confirmed: str = ""


TERMS: dict[What, Term] = {
    "change": Term(
        SHORT,
        ("need_question", "need_summary", "need_guess", "offer_question", "offer_summary", "offer_guess"),
    ),
    "place": Term(SHORT, ("place_ask",), "partner", "place_confirm"),
    "goal": Term(SHORT, ("goal_ask",), "partner", "goal_confirm"),
    "move": Term(SHORT, ("move_type",), "partner", "move_confirm"),
    "talk": Term(SHORT, ("talk_write", "talk_file", "talk_draft", "talk_terms"), "partner", "talk_draft"),
    "note": Term(SHORT, ("note_ask",), "team"),
    "until": Term(SHORT, ("pause_until",), "partner", "pause_confirm"),
    "reason": Term(SHORT, ("reason_ask",), "team"),
    "hold": Term(SHORT, ("hold_ask",), "team"),
    "paper": Term(SHORT, ("parents_paper_ask",), "team"),
    "waiver": Term(SHORT, ("parents_waive_ask",), "team"),
    "silence_until": Term(SHORT, ("silence_until",)),
    "silence": Term(SHORT, ("silence_why",), "team"),
    "quiet_end": Term(SHORT, ("end_quietly_why",), "team"),
    "check": Term(SHORT, ("check",)),
    "away": Term(SHORT, ("duty_away",)),
    "record": Term(SHORT, ("card_words",), "team"),
    "letter": Term(SHORT, ("letter_ask",), "person", "letter_confirm"),
    "answer": Term(LONG, ("letter_answer",), "team"),
    "question": Term(SHORT, ("question_ask",), "team", "question_confirm"),
    "mail": Term(SHORT, ("outside_signed", "outside_mail_ask")),
    "birth": Term(SHORT, ("birth_ask",), "team"),
    "birth_new": Term(SHORT, ("birth_new",)),
    "birth_why": Term(SHORT, ("birth_why",), "team"),
    # Whoever reports a problem needs time, is answered in between, and speaks to the team alone.
    "report": Term(LONG, reaches="team"),
}

ABOUT_OTHERS: tuple[str, ...] = (
    *(
        "note",
        "reason",
        "hold",
        "silence_until",
        "silence",
        "quiet_end",
        "check",
        "record",
        "letter",
        "paper",
        "waiver",
    ),
    *("birth_new", "birth_why"),
    *("find", "binome", "need", "offer", "propose", "edit"),
)
"""What the team writes about somebody: what it is asked for, what stands behind a command, and its corrections.

A sign of distress in it is nobody's own: it asks whether a case is to be opened.
"""

HELP, PUT_AWAY = ("help", "help_more"), "contact_declined"
"""Help read in the middle of something, and put away by its own button: then all is as before."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Words that were asked for: what they are, on what (a form, a number, a name), for which choice, until when."""

    what: What
    subject: str
    choice: str
    until: datetime


def expect_words(what: What, subject: str | int, now: datetime, choice: str = "") -> Expected:
    """Return what is expected from now on."""
    return Expected(what, str(subject), choice, now + TERMS[what].duration)
