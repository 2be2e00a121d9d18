"""The life of a need, an offer and a binôme: which act leads from which state to which."""

from mentoring.errors import NotPossible

NEED = {
    ("drafting", "send"): "waiting",
    ("waiting", "propose"): "proposed",
    ("proposed", "free"): "waiting",
    ("proposed", "agree"): "in_binome",
    ("in_binome", "end"): "closed",
    ("closed", "ask_again"): "waiting",
    ("waiting", "pause"): "paused",
    ("proposed", "pause"): "paused",
    ("paused", "resume"): "waiting",
    ("drafting", "close"): "closed",
    ("waiting", "close"): "closed",
    ("proposed", "close"): "closed",
    ("paused", "close"): "closed",
}

OFFER = {
    ("drafting", "send"): "to_check",
    ("to_check", "approve"): "to_train",
    ("to_check", "refuse"): "refused",
    ("to_train", "train"): "available",
    ("available", "pause"): "paused",
    ("paused", "resume"): "available",
    ("drafting", "close"): "closed",
    ("to_check", "close"): "closed",
    ("to_train", "close"): "closed",
    ("available", "close"): "closed",
    ("paused", "close"): "closed",
}

BINOME = {
    ("unsent", "leave"): "proposed",
    ("unsent", "withdraw"): "withdrawn",
    ("proposed", "accept"): "volunteer_yes",
    ("proposed", "decline"): "declined",
    ("proposed", "expire"): "expired",
    ("proposed", "withdraw"): "withdrawn",
    ("volunteer_yes", "agree"): "agreed",
    ("volunteer_yes", "release"): "released",
    ("agreed", "start"): "active",
    ("active", "start"): "active",
    ("active", "pause"): "paused",
    ("paused", "resume"): "active",
    ("agreed", "end"): "ended",
    ("active", "end"): "ended",
    ("paused", "end"): "ended",
    ("frozen", "end"): "ended",
    ("agreed", "freeze"): "frozen",
    ("active", "freeze"): "frozen",
    ("paused", "freeze"): "frozen",
}

GONE = ("closed", "refused")
"""A need or an offer in one of these states is over."""
MOVES = {"need": NEED, "offer": OFFER, "binome": BINOME}

HOLDING_A_PLACE = ("volunteer_yes", "agreed", "active", "paused", "frozen")
"""States of a binôme that use one of the volunteer's places."""
PENDING = ("proposed", "volunteer_yes")
"""States of a binôme that wait for a member's answer."""
LIVE = ("unsent", "proposed", *HOLDING_A_PLACE)
"""States in which a need is promised and a place of the volunteer's counted; of `unsent` neither of them knows."""
RUNNING = ("agreed", "active", "paused", "frozen")
"""States of a binôme whose members know each other."""


def move(noun: str, state: str, act: str) -> str:
    """Return the state that follows; raise `NotPossible` when the act does not fit the state."""
    try:
        return MOVES[noun][state, act]
    except KeyError:
        raise NotPossible(f"({noun}: {state}, {act})") from None
