"""What messages show: one frozen class for each shape of message; its template reads nothing else.

A field that no template reads fails a test, and so does a name in a template that is no field here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring.outlook import Blocked
from mentoring.questions import Question
from mentoring.states import NeedState, OfferState
from mentoring.views import (
    ActsOnThing,
    AnswersView,
    BinomeView,
    FormView,
    OwnForm,
    Reader,
    SessionOfDay,
    SessionView,
    ThingView,
    TrainingView,
)
from mentoring.wait_estimates import WaitEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every message knows; `problem` is said before its own words."""

    me: Reader
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewContext(Context):
    """All that a person has: form -> need or offer, the binômes, and what may be done with each."""

    forms: Mapping[str, OwnForm]
    binomes: Sequence[BinomeView]
    things: Sequence[ActsOnThing]
    closed_need: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataContext(Context):
    """All that is kept of a person: what belongs to them, each form's answers, the binômes."""

    personal: AnswersView
    forms: Mapping[str, OwnForm]
    binomes: Sequence[BinomeView]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext(Context):
    """A form that is being filled in, or was sent; `closed`: the question that takes no more taps."""

    form: str
    asked: Question | None
    answers: AnswersView
    chosen: Sequence[str]
    options: Sequence[str]
    years: Sequence[str]
    progress: str
    changeable: Sequence[str]
    ref: str
    state: NeedState | OfferState
    closed: str = ""
    guess: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyContext(Context):
    """What /privacy says; `has_outside`: somebody outside the team may be told of a case."""

    has_outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitContext(Context):
    """How long somebody has waited, what is usual, how many others there are, and what more each way would bring."""

    waited: int
    usual: WaitEstimate | None
    others: int = 0
    on_topic: int = 0
    able: int = 0
    ways: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedWaitContext(WaitContext):
    """A need that waits; `asked`: a volunteer has it before them, `full`: so many would suit and have no place."""

    need: FormView
    asked: bool
    full: int = 0
    blocked: Blocked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWaitContext(WaitContext):
    """An offer that waits for a young person, or for the team."""

    offer: FormView


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferContext(Context):
    """An offer."""

    offer: FormView


@dataclass(frozen=True, slots=True, kw_only=True)
class WidenedContext(Context):
    """What was just added to a need or an offer."""

    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerGoneContext(Context):
    """What remains after a partner left: the young person's need, if any."""

    need: FormView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingContext(OfferContext):
    """A screen of the training."""

    training: TrainingView


@dataclass(frozen=True, slots=True, kw_only=True)
class BinomeContext(Context):
    """A binôme."""

    binome: BinomeView


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionContext(BinomeContext):
    """A session; `by_me`: the reader moved or skipped it."""

    session: SessionView
    by_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayContext(Context):
    """The sessions of a person's day."""

    sessions: Sequence[SessionOfDay]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingContext(Context):
    """Something of the person's own that pauses, goes on or stops."""

    thing: ThingView
