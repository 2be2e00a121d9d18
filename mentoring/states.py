"""The life of a need, an offer and a binôme: which act leads from which state to which."""

from typing import Any, Literal, overload

from mentoring.errors import NotPossible

Form = Literal["need", "offer"]
"""What a form makes: a young person's need or a volunteer's offer."""
Noun = Form | Literal["binome"]
"""What has a state that acts change."""
NeedState = Literal["drafting", "waiting", "proposed", "in_binome", "paused", "closed"]
NeedAct = Literal["send", "propose", "free", "agree", "end", "ask_again", "pause", "resume", "close"]
OfferState = Literal["drafting", "to_check", "to_train", "available", "paused", "refused", "closed"]
OfferAct = Literal["send", "approve", "refuse", "train", "pause", "resume", "close"]
BinomeState = Literal[
    "unsent", "proposed", "volunteer_yes", "agreed", "active", "paused", "frozen",
    "declined", "expired", "withdrawn", "released", "ended",
]  # fmt: skip
BinomeAct = Literal[
    "leave", "withdraw", "accept", "decline", "expire", "agree", "release", "start", "pause", "resume", "freeze", "end"
]
EndReason = Literal[
    "",
    "goal",
    "time",
    "other",
    "none",
    "planned",
    "team",
    "left",
    "set_aside",
    "busy",
    "not_my_topic",
    "hours",
    "no_answer",
    "refused",
]
"""Why a proposal or a binôme ended; empty as long as it has not."""
ConnectionTrouble = Literal["contested", "unanswered", "unheard"]
"""Why people may not be heard: somebody else listens, Telegram does not answer, or nobody has written for long."""
SessionState = Literal["planned", "begun", "held", "missed", "skipped", "cancelled"]
PersonState = Literal["active", "blocked", "gone"]
"""Whether a person can be written to."""

NEED: dict[tuple[NeedState, NeedAct], NeedState] = {
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

OFFER: dict[tuple[OfferState, OfferAct], OfferState] = {
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

BINOME: dict[tuple[BinomeState, BinomeAct], BinomeState] = {
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

GONE: tuple[Literal["closed"], Literal["refused"]] = ("closed", "refused")
"""A need or an offer in one of these states is over."""
MOVES: dict[Noun, dict[tuple[Any, Any], Any]] = {"need": NEED, "offer": OFFER, "binome": BINOME}

SEEKING: tuple[NeedState, ...] = ("waiting", "proposed")
"""States of a need for which somebody is sought, or was just asked."""

PLACE_TAKING_STATES: tuple[BinomeState, ...] = ("volunteer_yes", "agreed", "active", "paused", "frozen")
"""States of a binôme that use one of the volunteer's places."""
PENDING: tuple[BinomeState, ...] = ("proposed", "volunteer_yes")
"""States of a binôme that wait for a member's answer."""
LIVE: tuple[BinomeState, ...] = ("unsent", "proposed", *PLACE_TAKING_STATES)
"""States in which a need is promised and a place of the volunteer's counted; of `unsent` neither of them knows."""
RUNNING: tuple[BinomeState, ...] = ("agreed", "active", "paused", "frozen")
"""States of a binôme whose members know each other and that is not over."""
ACQUAINTED: tuple[BinomeState, ...] = (*RUNNING, "ended")
"""States of a binôme whose members know each other's names."""
ARRANGING: tuple[BinomeState, ...] = ("agreed", "active")
"""States of a binôme whose members may agree on an hour and a place."""

BEGUN: tuple[SessionState, ...] = ("begun", "held", "missed")
"""States of a session whose hour has come: both sides are asked about it."""


@overload
def move(noun: Literal["need"], state: NeedState, act: NeedAct) -> NeedState: ...
@overload
def move(noun: Literal["offer"], state: OfferState, act: OfferAct) -> OfferState: ...
@overload
def move(noun: Literal["binome"], state: BinomeState, act: BinomeAct) -> BinomeState: ...
def move(noun: Noun, state: str, act: str) -> Any:
    """Return the state that follows; raise `NotPossible` when the act does not fit the state."""
    try:
        return MOVES[noun][state, act]
    except KeyError:
        raise NotPossible(f"({noun}: {state}, {act})") from None


def parse_noun(name: str) -> Noun:
    """Return the noun that a button or a row names; raise `NotPossible` when nothing of this name has a state."""
    for noun in MOVES:
        if noun == name:
            return noun
    raise NotPossible(f"(noun: {name})")
