"""What messages about a minor's legal representative show: to the young person, and to the representative."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mentoring.contexts import Context, NumbersContext
from mentoring.gates import ConsentMeans, ConsentState
from mentoring.views import ParentalAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentsAskContext(Context):
    """What a young person passes on, or what has become of it.

    `ref`: their need; `is_opened`: somebody's account has it; `link`: empty then, and once it has lapsed after
    `link_days`; `may_renew`: another one may be made.
    """

    ref: str
    state: ConsentState
    means: ConsentMeans
    is_opened: bool
    link: str
    link_days: int
    may_renew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentsNewsContext(Context):
    """What was just said for a young person; `is_enough`: somebody may be looked for."""

    state: ConsentState
    is_enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerContext(Context):
    """What a representative has answered for one young person."""

    answer: ParentalAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeContext(NumbersContext):
    """What a representative reads before answering for one young person: what the programme is, no word of theirs."""

    answer: ParentalAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentedContext(Context):
    """What a representative has answered, young person by young person."""

    answers: Sequence[ParentalAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRefusedContext(Context):
    """Why a link does not count for this account: it is the young person's ``own``, or of the ``team``."""

    why: Literal["own", "team"]
