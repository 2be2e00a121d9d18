"""What people's messages are made of: a binôme, a session, a form, each as its reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentoring.case_access import ReadBy
from mentoring.gates import ConsentMeans, ConsentState
from mentoring.pending import PendingKind
from mentoring.roles import MaybeRole, ReaderSide
from mentoring.states import BinomeState, NeedState, Noun, OfferState, SessionState
from mentoring.training import Answer, Screen


class AnswersView(dict[str, Any]):
    """Answers for templates: an unanswered question reads as an empty string."""

    def __missing__(self, _key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a message, and on which side; the staff group has neither number nor role."""

    language: str
    side: ReaderSide = ""
    zone: str = ""
    name: str = ""
    id: int | None = None
    role: MaybeRole = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A need, an offer or a binôme in a list."""

    noun: Noun
    id: int
    ref: str


@dataclass(frozen=True, slots=True)
class FormView:
    """A need or an offer."""

    id: int
    ref: str
    state: NeedState | OfferState


@dataclass(frozen=True, slots=True)
class OwnForm(FormView):
    """A need or an offer as its own person sees it."""

    resume_at: datetime | None


@dataclass(frozen=True, slots=True)
class NamelessNeed:
    """A need as its volunteer sees it."""

    id: int
    state: NeedState
    level: str | None
    field: str | None
    region: str | None
    topics: Sequence[str] | None
    words: str | None
    modes: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class NamelessOffer:
    """An offer as its young person sees it."""

    id: int
    state: OfferState
    job: str
    field: str
    region: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two people were brought together; `kind` says what the values are."""

    kind: str
    values: Sequence[str]


TYPED_REASONS = frozenset({"words", "near"})
"""The kinds of reasons whose values somebody typed."""


@dataclass(frozen=True, slots=True)
class Hour:
    """A weekly hour: as buttons carry it, and when it comes next."""

    data: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session of a binôme, seen from one side; `minutes`: how many are left until it begins.

    `asked`: the moment that one side asks for instead, as buttons carry it, `asked_by_me` by the reader; `was`: when
    it would have been before it was moved, `may_undo`: that was just now.
    """

    id: int
    revision: int
    starts_at: datetime
    state: SessionState
    minutes: int = 0
    asked: Hour | None = None
    asked_by_me: bool = False
    i_come: bool = False
    other_comes: bool = False
    was: datetime | None = None
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class BinomeView:
    """A binôme seen from one side: the other's name is there only once both have said yes.

    `weeks`: for so many it was planned.
    """

    id: int
    ref: str
    state: BinomeState
    side: ReaderSide
    why: str
    due_at: datetime | None
    resume_at: datetime | None
    other: str
    other_zone: str
    need: NamelessNeed
    offer: NamelessOffer
    reasons: Sequence[Reason]
    place: str | None
    hours: Sequence[Hour]
    asked: Hour | None
    slot: Hour | None
    next: datetime | None
    session: SessionView | None = None
    is_other_away: bool = False
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class SessionOfDay:
    """One of several sessions that a person has on a day."""

    binome: BinomeView
    session: SessionView


@dataclass(frozen=True, slots=True)
class ThingView:
    """A need, an offer or a binôme by the name that buttons carry, such as ``need-204``."""

    name: str
    noun: Noun
    ref: str
    state: NeedState | OfferState | BinomeState
    resume_at: datetime | None
    other: str = ""
    other_zone: str = ""
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActsOnThing:
    """What a person may do with something of theirs: pause, wake, stop."""

    name: str
    ref: str
    acts: list[str]


@dataclass(frozen=True, slots=True)
class PendingView:
    """A question that waits: its kind, the number of its buttons, whom it is about, the hour that was asked for.

    `session`: the one for which another moment is asked.
    """

    kind: PendingKind
    number: int
    ref: str = ""
    other: str = ""
    asked: Hour | None = None
    session: SessionView | None = None


@dataclass(frozen=True, slots=True)
class TrainingView:
    """The screen that comes next, and the answer that was just given."""

    screen: Screen
    at: int
    out_of: int
    answered: Answer | None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody whom a person may mean; `id` is what the button carries: a binôme's number, or a member's."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class UnsentWords:
    """Words that were typed and may be for somebody: the draft that holds them, and the partners who may get it.

    `hidden`: how they will be read, where something in them is hidden from their reader.
    """

    number: int
    partners: Sequence[NamedPerson]
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as its writer sees it: who reads it, and what has become of the binôme (0 when there is none).

    `attached`: how many messages of the writer's own chat belong to it.
    """

    id: int
    read_by: ReadBy
    binome: int
    other: str
    is_held: bool
    is_running: bool
    agreed: bool
    attached: int = 0


@dataclass(frozen=True, slots=True)
class ParentalAnswer:
    """What a legal representative has said for somebody young, `young` by their number, and when.

    A representative reads nothing else of that person; `is_enough`: it is what the programme asks for.
    """

    young: int
    state: ConsentState
    means: ConsentMeans
    asked_at: datetime
    decided_at: datetime | None
    is_enough: bool
