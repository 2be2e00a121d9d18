"""What messages show: one frozen class for each shape of message; its template reads nothing else.

A field that no template reads fails a test, and so does a name in a template that is no field here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal, Self, TypedDict

from mentoring.case_access import ReadBy
from mentoring.duty import Cover
from mentoring.gates import ConsentState
from mentoring.help_numbers import HelpLine, Situation, Words, order_numbers
from mentoring.intents import IntentId
from mentoring.masking import Part
from mentoring.programme import Programme
from mentoring.questions import Question
from mentoring.safeguarding import BarGround
from mentoring.states import Form, NeedState, OfferState
from mentoring.views import (
    ActsOnThing,
    AnswersView,
    BinomeView,
    FormView,
    NamedPerson,
    OwnForm,
    OwnReport,
    PendingView,
    Reader,
    SessionOfDay,
    SessionView,
    ThingView,
    TrainingView,
    UnsentWords,
)
from mentoring.wait_estimates import WaitEstimate
from mentoring.what_if import Blocked


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every message knows; `problem` is said before its own words, `unsent` may be sent from beneath them."""

    me: Reader
    problem: str = ""
    unsent: UnsentWords | None = None

    def list_fields(self) -> dict[str, Any]:
        """Return all that the message knows, by name: for its template, or for a screen that knows more."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeContext(Context):
    """What somebody agrees to before anything is kept; `agreed_at`: they have, and it stays in their chat so."""

    agreed_at: datetime | None = None


class Numbers(TypedDict):
    """What a `NumbersContext` adds to a context, as its arguments."""

    numbers: Sequence[HelpLine]
    note: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersContext(Context):
    """A screen with the numbers to read first; `note`: what is true of them where the reader lives."""

    numbers: Sequence[HelpLine]
    note: Words

    def give_numbers(self) -> Numbers:
        """Return the same numbers for another screen."""
        return {"numbers": self.numbers, "note": self.note}


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpContext(NumbersContext):
    """The numbers to read first and the others; whether anybody could answer, and when the team is back if it is away.

    `only_outside`: nobody of the team could answer this reader, but the outside recipient. `cover`: who is on duty,
    where the team keeps a roster for what the message is about; then its hours are not told.
    """

    others: Sequence[HelpLine]
    has_team: bool
    team_back_at: datetime | None
    cover: Cover | None = None
    only_outside: bool = False

    @classmethod
    def build(
        cls, me: Reader, programme: Programme, situation: Situation, now: datetime | None, *, has_team: bool = True
    ) -> Self:
        """Return what somebody reads at a moment; without one, nothing is said of who is there now."""
        known = programme.help_numbers
        numbers, others = order_numbers(known, situation, now)
        area = known.areas.get(known.find_area(situation.region))
        back_at = programme.find_staff_return(now) if now else None
        note = area.note if area else {}
        return cls(me=me, numbers=numbers, others=others, note=note, has_team=has_team, team_back_at=back_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewContext(Context):
    """All that a person has: form -> need or offer, the binômes, and what may be done with each.

    `parents`: where a need stands that waits for a legal representative; `represents`: the person is one; `is_full`:
    every place of the offer is taken.
    """

    forms: Mapping[Form, OwnForm]
    binomes: Sequence[BinomeView]
    things: Sequence[ActsOnThing]
    closed_need: int | None
    report: int | None
    parents: ConsentState | Literal[""] = ""
    represents: bool = False
    is_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext(Context):
    """A form that is being filled in, or was sent.

    `closed`: the question of which a line is left, or its words if it `is_past`: asked again below. `taken`: one whose
    answer was typed, and is read above what is asked. `shown`: the typed words as a partner reads them before both have
    said yes; `unasked`: what may identify in them, and nobody has decided about; `uses_words`: they count for pairing.
    """

    form: Form
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
    is_past: bool = False
    taken: str = ""
    guess: str = ""
    shown: str = ""
    unasked: Sequence[Part] = ()
    uses_words: bool = True


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
    """A need that waits; `asked`: a volunteer has it before them, `full`: so many would suit and have no place.

    `parents`: it waits for a legal representative first.
    """

    need: FormView
    asked: bool
    full: int = 0
    blocked: Blocked | None = None
    parents: ConsentState | Literal[""] = ""


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
    """What remains after a partner left: the young person's need, if any; `waits`: it goes on if they return."""

    need: FormView | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingContext(OfferContext):
    """A screen of the training."""

    training: TrainingView


@dataclass(frozen=True, slots=True, kw_only=True)
class BinomeContext(Context):
    """A binôme."""

    binome: BinomeView


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext(BinomeContext):
    """A place to meet: `by_me`: the reader wrote it; `typed`, with its `mark`: words that the reader has not sent."""

    by_me: bool = False
    typed: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionContext(BinomeContext):
    """A session; `by_me`: the reader moved or skipped it; `today`: it is on the reader's present day."""

    session: SessionView
    by_me: bool
    today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayContext(Context):
    """The sessions of a person's day; `today`: that day is the present one."""

    sessions: Sequence[SessionOfDay]
    today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingContext(Context):
    """Something of the person's own that pauses, goes on or stops."""

    thing: ThingView


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseContext(ThingContext):
    """A pause that the reader has typed a day for, `day` as buttons carry it, and not confirmed yet."""

    day: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingContext(Context):
    """What was asked and waits for an answer, the latest first; `said`: what was typed to it, or that it is unclear.

    `has_session`: the reader's next session has a day, so that being late or moving it can be spoken of.
    """

    waiting: Sequence[PendingView]
    said: str = ""
    has_session: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedContext(Context):
    """What somebody may want who has written something."""

    offered: Sequence[IntentId]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalContext(NumbersContext):
    """Whom a person may mean: those they are in a binôme with, and the team; `binome`: the one that they came from."""

    binome: int
    partners: Sequence[NamedPerson]
    team: Sequence[NamedPerson]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext(NumbersContext):
    """A report, seen by its writer; `cover`: who is on duty, where the team keeps a roster."""

    report: OwnReport
    cover: Cover | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernContext(NumbersContext):
    """A concern that was just told; `whom`: who is in danger (``me``, ``partner``, ``other``); `cover` as in help."""

    whom: str
    cover: Cover | None
    read_by: ReadBy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadersContext(Context):
    """Who reads what somebody has told the team."""

    read_by: ReadBy


@dataclass(frozen=True, slots=True, kw_only=True)
class BarredContext(Context):
    """Why somebody may not take part, and until when."""

    ground: BarGround | Literal[""]
    until: datetime | None
