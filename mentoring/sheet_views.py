"""What the sheets of a need, an offer and a binôme show to the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mentoring.desk_views import CaseLine, NoteView
from mentoring.gates import CheckKind, ConsentMeans, ConsentState
from mentoring.safeguarding import TieKind
from mentoring.states import BinomeState, NeedState, OfferState, SessionState
from mentoring.together import Ground
from mentoring.views import AnswersView


@dataclass(frozen=True, slots=True)
class SilenceLine:
    """A silence that is on: about whom, until when (or by hand), by whom; `reason` for its own writer alone."""

    ref: str
    placed_at: datetime
    until: datetime | None
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check of somebody: by whom and when, and to when it counts, None for ever; never the document itself."""

    kind: CheckKind
    checked_at: datetime
    by: str
    expires_at: datetime | None
    has_expired: bool


@dataclass(frozen=True, slots=True)
class ChecksView:
    """The checks of a volunteer, and which are missing of those required of all, and for people under 18."""

    checks: Sequence[CheckLine]
    missing: Sequence[CheckKind]
    missing_for_minors: Sequence[CheckKind]


@dataclass(frozen=True, slots=True)
class SheetYoung:
    """A binôme's young person on its sheet, with the number of their need."""

    name: str
    need: int
    ref: str


@dataclass(frozen=True, slots=True)
class SheetVolunteer:
    """A binôme's volunteer on its sheet, with the number of their offer."""

    name: str
    offer: int
    ref: str


@dataclass(frozen=True, slots=True)
class SheetSession:
    """A session on a binôme's sheet: whether it took place as each side says, and how each side found it."""

    starts_at: datetime
    state: SessionState
    young: int | None
    volunteer: int | None
    young_held: bool | None = None
    volunteer_held: bool | None = None


@dataclass(frozen=True, slots=True)
class BinomeLine:
    """A binôme on the sheet of a need or an offer; `was_asked`: its volunteer has heard of it."""

    id: int
    ref: str
    state: BinomeState
    proposed_at: datetime
    was_asked: bool


@dataclass(frozen=True, slots=True)
class BinomeSheet:
    """All that the team reads of a binôme; `parting`: the ground on which its two may not be together now.

    It is in week `week` of `weeks`; `tie`: what the reader has declared to one of the two.
    """

    id: int
    ref: str
    state: BinomeState
    why: str
    running: bool
    proposed_at: datetime
    was_asked: bool
    agreed_at: datetime | None
    ended_at: datetime | None
    slot: datetime | None
    young: SheetYoung
    volunteer: SheetVolunteer
    held: int
    missed: int
    sessions: Sequence[SheetSession]
    goal: str
    week: int
    weeks: int
    cases: Sequence[CaseLine]
    notes: Sequence[NoteView]
    silences: Sequence[SilenceLine]
    is_held: bool
    is_silenced: bool
    parting: Ground | None
    tie: TieKind | None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """All that the team reads of a need or an offer; `tie`: what the reader has declared to its person.

    `is_held`: a team hold keeps the person from new binômes; `is_account_held`: one whose binôme was erased.
    """

    id: int
    ref: str
    state: NeedState | OfferState
    created_at: datetime
    answers: AnswersView
    binomes: Sequence[BinomeLine]
    cases: Sequence[CaseLine]
    notes: Sequence[NoteView]
    silences: Sequence[SilenceLine]
    tie: TieKind | None
    is_held: bool
    is_account_held: bool


@dataclass(frozen=True, slots=True)
class ParentalSheet:
    """What a legal representative has said, as the team reads it; `state` is empty before anybody was asked.

    `by`: who of the team recorded it, `words`: what they wrote; `may_ask_again`: it may be taken back.
    """

    state: ConsentState | Literal[""]
    means: ConsentMeans
    decided_at: datetime | None
    by: str
    words: str
    is_enough: bool
    may_ask_again: bool


@dataclass(frozen=True, slots=True)
class NeedSheet(FormSheet):
    """The same, of a need; `parental`: None where no legal representative is asked."""

    minor: bool | None
    waiting_since: datetime | None
    parental: ParentalSheet | None


@dataclass(frozen=True, slots=True)
class OfferSheet(FormSheet):
    """The same, of an offer; `minors`: it may accompany somebody under 18."""

    capacity: int
    taken: int
    minors: bool
    vetting: ChecksView
