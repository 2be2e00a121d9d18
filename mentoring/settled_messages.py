"""Which message settles which earlier ones to the same person: the buttons of those would lead nowhere."""

from collections.abc import Mapping
from typing import Any

PROPOSALS = ("proposal", "proposal_nudge", "decline_why")
CONSENTS = ("consent", "consent_nudge")
HOURS = ("agreed", "slot_choice", "slot_confirm", "slot_asked", "slot_waiting")
MOVES = (
    *("move_choice", "move_type", "move_confirm", "move_asked", "move_waiting", "move_unanswered", "move_undone"),
    *("session_moved", "session_kept", "session_skipped", "skip_confirm", "coming_noted"),
)
REMINDERS = ("reminder_day", "reminder_soon")
SESSIONS = (*MOVES, *REMINDERS)
"""What carries buttons about one session that is still ahead."""

GOALS = ("goal_ask", "goal_confirm")
COURSE = ("halfway", "near_end", "end_ask", "end_reminder")

SETTLED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("consent_waiting", "declined", "proposal_dropped", "proposal_expired"), PROPOSALS),
    **dict.fromkeys(("agreed", "consent_declined", "consent_gone", "released"), CONSENTS),
    "ended": (*HOURS, *GOALS, *COURSE, "binome", "end_why"),
    "goal_set": GOALS,
    **dict.fromkeys(("goes_on_noted", "extended"), COURSE),
    "slot_waiting": HOURS,
    "slot_asked": ("slot_asked", "slot_waiting"),
    # A reminder keeps what is still true of it (« J'arrive dans 10 min ») until the session has another moment.
    **dict.fromkeys(("move_asked", "move_waiting", "move_unanswered", "session_kept"), MOVES),
    **dict.fromkeys(("session_moved", "move_undone"), SESSIONS),
    **dict.fromkeys(("check_in_rating", "check_in_thanks", "check_in_missed"), (*SESSIONS, "check_in")),
}
"""Kind of message -> the kinds that it settles, where they are about the same binôme, or the same session."""

ASK_ONE_THING = {
    *(
        *PROPOSALS,
        *CONSENTS,
        *HOURS,
        *GOALS,
        *MOVES,
        "check_in",
        "check_in_rating",
        "which_binome",
        "talk_draft",
        "talk_held",
    ),
    "waiting",  # where it names the one question that typed words were read for
}
"""Kinds whose buttons all lead nowhere once one of those that settle was tapped. A list of several keeps its own."""


def asks_one_thing(kind: str, args: Mapping[str, Any]) -> bool:
    """Return whether a message asks one thing alone."""
    return kind in ASK_ONE_THING and (kind != "waiting" or "number" in args)
