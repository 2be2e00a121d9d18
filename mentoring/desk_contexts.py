"""What the team's messages show: cases, private screens, and what the group reads of the programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring.contexts import Context
from mentoring.desk_views import (
    AccusedBinome,
    ActLine,
    AuditLine,
    CardDetail,
    CardView,
    CaseLine,
    FoundPerson,
    ListedCase,
    Member,
    NoteView,
    OfferToApprove,
    PairToSend,
    RankedOffer,
    UncertainMessage,
)
from mentoring.duty import Shift
from mentoring.fairness import Report, SlowGroup
from mentoring.safeguarding import BarGround, Standing
from mentoring.sheet_views import BinomeSheet, NeedSheet, OfferSheet
from mentoring.states import ConnectionTrouble
from mentoring.views import FormView
from mentoring.what_if import Blocked


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContext(Context):
    """A case."""

    card: CardView


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDetailContext(Context):
    """A case with names and words."""

    card: CardDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerContext(Context):
    """Whether a case is to be opened about what is named, by its kind and number and as people read it; or nothing."""

    subject: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardListContext(Context):
    """More cases than the group can be told one by one."""

    cards: Sequence[ListedCase]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueContext(Context):
    """A page of the open cases, and what is looked at."""

    cases: Sequence[CaseLine]
    total: int
    page: int
    pages: int
    sort: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryContext(Context):
    """What happened to a case."""

    case: CaseLine
    acts: Sequence[ActLine]
    notes: Sequence[NoteView]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverContext(Context):
    """A case and those who could take it over."""

    case: CaseLine
    team: Sequence[Member]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditContext(Context):
    """A page of what the team read and did; `member`: whose acts alone, 0 for everybody's."""

    lines: Sequence[AuditLine]
    page: int
    pages: int
    member: int
    team: Sequence[Member]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignsContext(Context):
    """How many people came by each campaign's code."""

    campaigns: Sequence[tuple[str, int]]
    bot_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPlaceContext(Context):
    """Where the answer to a command of the group stands."""

    bot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainMessagesContext(Context):
    """A page of the messages whose fate is unknown."""

    uncertain: Sequence[UncertainMessage]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSearchContext(Context):
    """The people that a search by name found."""

    found: Sequence[FoundPerson]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceContext(Context):
    """About whom a silence is set or ended, by noun and number and as people read it, and until which day."""

    noun: str
    number: int
    ref: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BinomeSheetContext(Context):
    """A binôme's sheet."""

    sheet: BinomeSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSheetContext(Context):
    """A need's sheet."""

    sheet: NeedSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSheetContext(Context):
    """An offer's sheet."""

    sheet: OfferSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalContext(Context):
    """Offers that wait for approval; `selection`: the numbers of those chosen, joined by ``-``.

    `approved`: the references of those that were just approved here.
    """

    offers: Sequence[OfferToApprove]
    total: int
    selection: str
    approved: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceContext(Context):
    """Pairs that wait for a glance; `selection`: the numbers of those chosen, joined by ``-``."""

    pairs: Sequence[PairToSend]
    total: int
    selection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessContext(Context):
    """Who finds somebody and how long it takes; no report with too few people."""

    report: Report | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingContext(Context):
    """Who suits a need; when nobody does, what stands in the way and what would open it."""

    need: FormView
    best: Sequence[RankedOffer]
    blocked: Blocked | None
    ways: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedContext(Context):
    """The references of the need and the offer that a coordinator brought together."""

    refs: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestContext(Context):
    """What happened since the last digest, and what is open; `opened`: references of the new cases."""

    since: datetime
    opened: Sequence[str]
    closed: int
    open: int
    urgent: int
    oldest: CaseLine | None
    volunteers: int
    formed: int
    ended: int
    silent: Sequence[str]
    uncertain: int
    silences: Sequence[str]
    vacant: Sequence[Shift]
    unchecked: int
    """Members of the team of whom a check is missing: said beside other news, and never alone."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing has happened."""
        return not any((self.opened, self.closed, self.volunteers, self.formed, self.ended, self.silent))


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresContext(Context):
    """The week's figures."""

    formed: int
    active: int
    ended: int
    goals: int
    waiting: int
    median_days: int | None
    slow: Sequence[SlowGroup]

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to say."""
        counts = self.formed, self.active, self.ended, self.goals, self.waiting, self.median_days
        return not any((*counts, self.slow))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionTroubleContext(Context):
    """What keeps people from being heard, or seems to, and since when."""

    trouble: ConnectionTrouble
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageContext(Context):
    """From when to when nothing left, what was late, and whose reminders were missed; `more`: binômes not named."""

    stopped: bool
    since: datetime
    until: datetime
    late: int
    missed: int
    refs: Sequence[str]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsContext(Context):
    """What may be decided on a report: the accused person's other binômes, and what becomes of that person.

    `is_headless`: a suspended head's place may be filled, by one of the `candidates`; `acting` is the name of who does.
    """

    case: CaseLine
    others: Sequence[AccusedBinome]
    standing: Standing
    proposed: str
    grounds: Sequence[BarGround]
    is_pair: bool
    is_headless: bool
    candidates: Sequence[Member]
    acting: str
