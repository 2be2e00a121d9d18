"""What the programme holds about a person, as that person may have it: the chat, the page and the file are made of it.

What another person said is in none of it, nor anybody's name but the first name of a partner that the chat shows too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mentoring.contexts import Context
from mentoring.courses import GoesOn
from mentoring.gates import CheckKind, ConsentMeans, ConsentState
from mentoring.roles import InvitedRole, Role, Side
from mentoring.safeguarding import BarGround, TieKind, TurnedAwayWhy
from mentoring.states import BinomeState, Form, NeedState, OfferState, PersonState, SessionState
from mentoring.talk import PassedContent, PassedState
from mentoring.views import AnswersView

TOLD_STATES: dict[Side, tuple[BinomeState, ...]] = {
    "young": ("volunteer_yes", "agreed", "active", "paused", "frozen", "released", "ended"),
    "volunteer": (
        *("proposed", "volunteer_yes", "agreed", "active", "paused", "frozen"),
        *("declined", "expired", "withdrawn", "released", "ended"),
    ),
}
"""Side -> the states of a binôme that its member was told of: of a proposal, the volunteer alone until their yes.

One that the team set aside before it was sent is withdrawn too, and nobody was told of it.
"""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The account itself; `unsent`: words that were typed, and wait for a tap before they leave."""

    telegram_id: int
    language: str
    state: PersonState
    consented_at: datetime | None
    consent_edition: str
    consent_words: str
    last_contact_at: datetime
    words_refused_at: datetime | None
    talk_accepted_at: datetime | None
    unsent: Sequence[str]


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A need or an offer, present or past; `trained`: the screens of the training that were read."""

    form: Form
    ref: str
    state: NeedState | OfferState
    created_at: datetime
    waiting_since: datetime | None
    resume_at: datetime | None
    capacity: int | None
    trained: int | None
    answers: AnswersView


@dataclass(frozen=True, slots=True)
class OwnBinome:
    """A binôme; `asked_slot`: the weekly hour that the person has proposed themselves; `goal`: its young person's own.

    `goes_on`: what the person has answered to whether it goes on past its planned end.
    """

    ref: str
    side: Side
    other: str
    state: BinomeState
    proposed_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None
    resume_at: datetime | None
    weekday: int | None
    hour: int | None
    zone: str
    asked_slot: str
    weeks: int | None
    extension: int
    goal: str
    goes_on: GoesOn | None
    end_asked_at: datetime | None
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session, and what the person said of it; `asked_start`: the other moment that they asked for."""

    binome: str
    starts_at: datetime
    state: SessionState
    held: bool | None
    rating: int | None
    asked_start: datetime | None = None
    coming_at: datetime | None = None
    moved_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the person told the team, but for what concerns somebody's safety."""

    at: datetime
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """What the team wrote to the person through the bot."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class OwnPassed:
    """What the person wrote to a partner through the bot: its words are there only while they are kept."""

    at: datetime
    other: str
    state: PassedState
    content: PassedContent
    words: str


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """A check that the team has made of the person."""

    kind: CheckKind
    checked_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnParents:
    """What a legal representative said; `for_another`: the person is the one who said it of another, not named here."""

    state: ConsentState
    means: ConsentMeans
    asked_at: datetime
    decided_at: datetime | None
    for_another: bool


@dataclass(frozen=True, slots=True)
class OwnRestriction:
    """Why the person may not take part, as they were told."""

    kind: Literal["suspended", TurnedAwayWhy]
    ground: BarGround | Literal[""]
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class OwnRole:
    """What the person is in the team, or was until a suspension."""

    role: Role
    since: datetime
    pledged_at: datetime | None
    suspended: bool


@dataclass(frozen=True, slots=True)
class OwnTie:
    """A tie that the person has declared, to somebody not named here."""

    kind: TieKind
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnShift:
    """A shift of the roster, the person's own or `offered` to them."""

    begins_at: datetime
    ends_at: datetime
    offered: bool


@dataclass(frozen=True, slots=True)
class OwnInvitation:
    """A link into the team that the person has used, or `issued`."""

    role: InvitedRole
    expires_at: datetime
    used_at: datetime | None
    issued: bool


@dataclass(frozen=True, slots=True)
class OwnOutside:
    """What is held of the recipient outside the team: their address, and when each was last tried and answered."""

    mail: str
    bound_at: datetime
    signed_at: datetime | None
    called_at: datetime | None
    confirmed_at: datetime | None
    mail_called_at: datetime | None
    mail_confirmed_at: datetime | None
    mail_problem: str


@dataclass(frozen=True, slots=True)
class OwnAct:
    """What the person did for themselves, as the log has it: an answer changed, a pause."""

    at: datetime
    act: str


@dataclass(frozen=True, slots=True)
class OwnData:
    """All of it; lists begin with the newest. `personal`: the answers that belong to the person, whatever form asks."""

    account: OwnAccount
    personal: AnswersView
    records: Sequence[OwnRecord]
    binomes: Sequence[OwnBinome]
    sessions: Sequence[OwnSession]
    words: Sequence[OwnWords]
    letters: Sequence[OwnLetter]
    passed: Sequence[OwnPassed]
    checks: Sequence[OwnCheck]
    parents: Sequence[OwnParents]
    restrictions: Sequence[OwnRestriction]
    roles: Sequence[OwnRole]
    ties: Sequence[OwnTie]
    shifts: Sequence[OwnShift]
    invitations: Sequence[OwnInvitation]
    outside: OwnOutside | None
    acts: Sequence[OwnAct]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataContext(Context):
    """All that is held about the reader, as it stands `now`."""

    data: OwnData
    now: datetime
