"""Which messages are still true when they leave, some hours or a day after they were queued."""

from operator import attrgetter

from mentoring.contexts import Context
from mentoring.states import ARRANGING, RUNNING, SEEKING

RELEVANT_STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "need_nudge": ("state", ("drafting",)),
    "offer_nudge": ("state", ("drafting",)),
    "proposal": ("binome.state", ("proposed",)),
    "proposal_nudge": ("binome.state", ("proposed",)),
    "proposal_expired": ("binome.offer.state", ("available",)),
    "proposal_withdrawn": ("binome.offer.state", ("available",)),
    "offer_paused": ("binome.offer.state", ("paused",)),
    "consent": ("binome.state", ("volunteer_yes",)),
    "consent_nudge": ("binome.state", ("volunteer_yes",)),
    "consent_gone": ("binome.need.state", SEEKING),
    "resumed": ("thing.state", (*SEEKING, "in_binome", "available", "active")),
    "partner_back": ("binome.state", ARRANGING),
    "slot_asked": ("binome.state", ARRANGING),
    "reminder_day": ("binome.state", ("active",)),
    "reminder_soon": ("binome.state", ("active",)),
    "check_in": ("binome.state", ("active",)),
    "goal_ask": ("binome.state", RUNNING),
    **dict.fromkeys(("halfway", "near_end"), ("binome.state", ("active",))),
    **dict.fromkeys(("end_ask", "end_reminder", "extended"), ("binome.state", ("active", "paused"))),
}
"""The state that counts, and in which of them a message still makes sense; otherwise it is cancelled at its turn."""

NEEDED = {"paused": attrgetter("thing.resume_at")}
"""What a message speaks of, and what may be gone by its turn: a pause that was ended meanwhile has no day."""


def is_still_true(kind: str, context: Context) -> bool:
    """Return whether what a message is about is still in a state that the message speaks of."""
    if kind in NEEDED and NEEDED[kind](context) is None:
        return False
    if kind not in RELEVANT_STATES:
        return True
    path, wanted = RELEVANT_STATES[kind]
    return attrgetter(path)(context) in wanted
