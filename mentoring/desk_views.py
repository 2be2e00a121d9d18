"""What the team's messages are made of: cases, members, sheets, lines of lists."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from mentoring.cases import ACTS_IN_SIGHT, URGENT, CardState, CaseOrigin
from mentoring.gates import CheckKind
from mentoring.roles import InvitedRole, Role
from mentoring.safeguarding import OtherChoice
from mentoring.states import BinomeState
from mentoring.views import AnswersView, Reference


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    id: int
    ref: str
    kind: str
    state: CardState
    opened_at: datetime
    count: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class ListedCase(CaseLine):
    """A case in the group's list; `act`: what its button does."""

    act: str


@dataclass(frozen=True, slots=True)
class CardView(CaseLine):
    """A case as the group sees it: references and facts, never a name or a word of anybody who is helped."""

    acts: tuple[str, ...]
    origin: CaseOrigin
    written_at: datetime | None
    outcome: str
    due_at: datetime | None
    reminded: int
    help_arrived: bool
    seconded: bool
    minor: bool | None
    taken_by: str
    on_duty: str
    refs: Sequence[str]
    offer: AnswersView | None
    starts_at: datetime | None
    """When the session begins that the team opens."""

    def hide_category(self) -> "CardView":
        """Return an urgent case as it stands where others may look: a person, since when, and two buttons."""
        if not self.urgent:
            return self
        acts = tuple(act for act in self.acts if act in ACTS_IN_SIGHT)
        seen = replace(self, kind=URGENT, acts=acts, minor=None, refs=())
        return replace(seen, origin="", outcome="", seconded=False)


@dataclass(frozen=True, slots=True)
class CasePerson:
    """Whom a case is about, for the one who looks into it; `telegram_id` is 0 where the case is not urgent."""

    name: str
    telegram_id: int
    answers: Sequence[AnswersView]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note of the team, what it wrote to the person (`is_letter`), or what the person wrote to it."""

    at: datetime
    by: str
    words: str
    is_letter: bool = False
    is_from_person: bool = False


@dataclass(frozen=True, slots=True)
class CasePair:
    """The two of a binôme that a case is about, for the one who looks into it: where to write to each, and the link."""

    young: str
    volunteer: str
    need: Reference
    offer: Reference
    place: str


@dataclass(frozen=True, slots=True)
class CardDetail(CardView):
    """A case with names and words, in private; `person` is None once their data are erased, or if it is of a binôme.

    `others`: the other cases about the person that the reader may see, where the person asks to be let in; `is_held`:
    a team hold would keep the person from new binômes all the same; `missing`: the required checks that are missing.
    `thread`: what the team and the person wrote to each other.
    `danger`: who is in danger (``me``, ``other``, or a name); `agreed`: a report's writer wants to go on; `records`:
    the sheets of what it is about; `is_safety`: it has a record; `is_own`: the reader is its person; `writer`: who
    wrote the words, where that is somebody else; `attached`: how many messages of the writer's own chat belong to it.
    """

    person: CasePerson | None
    words: str
    others: Sequence[CaseLine] = ()
    danger: str = ""
    agreed: bool = False
    records: Sequence[Reference] = ()
    is_safety: bool = False
    is_own: bool = False
    is_held: bool = False
    missing: Sequence[CheckKind] = ()
    writer: str = ""
    thread: Sequence[NoteView] = ()
    pair: CasePair | None = None
    attached: int = 0

    @classmethod
    def build(cls, view: CardView, person: CasePerson | None, words: str, **more: Any) -> "CardDetail":
        """Return a case as the group sees it, with what the group does not see."""
        seen = {field.name: getattr(view, field.name) for field in fields(CardView)}
        return cls(**seen, person=person, words=words, **more)


@dataclass(frozen=True, slots=True)
class AccusedBinome:
    """Another binôme of somebody who is reported; `choice`: ``hold``, ``leave``, or nothing decided yet."""

    id: int
    ref: str
    state: BinomeState
    choice: OtherChoice


@dataclass(frozen=True, slots=True)
class ActLine:
    """What somebody of the team did to a case."""

    at: datetime
    act: str
    by: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team."""

    id: int
    role: Role
    name: str
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An open invitation, for a ``head``, a ``coordinator`` or the recipient ``outside``.

    `by`: who issued it, empty when that was the server or somebody who has left.
    """

    id: int
    role: InvitedRole
    by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to what; `noun`: what kind of row, or which list, `about`: its reference or a name."""

    at: datetime
    by: str
    is_program: bool
    act: str
    detail: str
    noun: str
    about: str


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who was looked for by name."""

    name: str
    refs: Sequence[Reference]


@dataclass(frozen=True, slots=True)
class UncertainMessage:
    """A message whose fate is unknown."""

    id: int
    kind: str
    at: datetime
    name: str
    is_group: bool
    ref: str


@dataclass(frozen=True, slots=True)
class OfferToApprove:
    """An offer in the list of those that wait for approval; `cases`: what its reader may see about the person.

    `is_held`: a team hold would keep the person from new binômes all the same; `missing`: without these checks the
    programme lets nobody be approved.
    """

    id: int
    ref: str
    answers: AnswersView
    chosen: bool
    cases: Sequence[CaseLine]
    is_held: bool
    missing: Sequence[CheckKind] = ()


@dataclass(frozen=True, slots=True)
class PairToSend:
    """A pair that waits for a coordinator's glance; `why`: the kinds of its reasons."""

    id: int
    refs: Sequence[str]
    score: int
    why: Sequence[str]
    need: AnswersView
    job: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RankedOffer:
    """An offer that suits a need; `score` in hundredths."""

    id: int
    ref: str
    score: int
    why: Sequence[str]
    job: str
    topics: Sequence[str]
