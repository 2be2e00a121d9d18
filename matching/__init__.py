"""Who goes with whom: profiles in, proposals with their reasons out. Pure; heavy libraries load at first use."""

from typing import TYPE_CHECKING, Any

from matching.profiles import Need, Offer, Proposal, Reason, Result, Terms, Vocabulary, Weights
from mentoring.what_if import Blocked, WhatIf

if TYPE_CHECKING:
    from matching.engine import find_best_offers, match

__all__ = [
    "Blocked",
    "Need",
    "Offer",
    "Proposal",
    "Reason",
    "Result",
    "Terms",
    "Vocabulary",
    "Weights",
    "WhatIf",
    "find_best_offers",
    "match",
]


def __getattr__(name: str) -> Any:
    """Import the engine when it is first asked for: the bot only needs the dataclasses."""
    if name not in ("find_best_offers", "match"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from matching import engine

    return getattr(engine, name)
