"""What messages about the checks of a volunteer show: to the team, which records them, and to the volunteer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mentoring.contexts import Context
from mentoring.gates import CheckKind
from mentoring.sheet_views import CheckLine, ChecksView
from mentoring.states import OfferState

RefusedAct = Literal["", "approve", "clear"]
"""What was refused while checks are missing: to approve a volunteer, to clear one for people under 18."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksContext(Context):
    """The checks of an offer's volunteer, what is missing, and the `kinds` that can be recorded.

    `refused`: what somebody wanted to do without those that are missing.
    """

    number: int
    ref: str
    state: OfferState
    vetting: ChecksView
    kinds: Sequence[CheckKind]
    refused: RefusedAct


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext(Context):
    """A kind of check that is about to be recorded; `until`: to when one of today would count, None for ever."""

    number: int
    ref: str
    kind: CheckKind
    recorded: CheckLine | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class CheckEnd:
    """A check that is or was to be renewed; `at`: when it stops counting, None where it was never made."""

    kind: CheckKind
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNewsContext(Context):
    """What a volunteer reads of their own checks; `is_for_minors`: new proposals of people under 18 alone."""

    checks: Sequence[CheckEnd]
    is_for_minors: bool
