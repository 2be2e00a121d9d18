"""What the screens of a case's record show, the messages of the team to a person, and the file of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring.case_record import Outcome, RecordAct
from mentoring.contexts import Context
from mentoring.desk_views import ActLine, CardDetail, CaseLine, NoteView
from mentoring.safeguarding import CaseEntryKind


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A dated line of a case's record; `choice`: which act, decision or outcome, where it is one of a list."""

    at: datetime
    by: str
    kind: CaseEntryKind
    choice: str
    words: str


@dataclass(frozen=True, slots=True)
class ProposedClosing:
    """How somebody would close a report, and why."""

    by: str
    is_mine: bool
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecordContext(Context):
    """A page of a case's record, and what may be added to it; `asked`: the words that are asked for now.

    `needs_second`: somebody else must confirm that it is closed; `decides`: the reader may close it.
    """

    case: CaseLine
    lines: Sequence[RecordLine]
    page: int
    pages: int
    acts: Sequence[RecordAct]
    outcomes: Sequence[Outcome]
    asked: str
    proposed: ProposedClosing | None
    needs_second: bool
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFileContext(Context):
    """All that a case keeps, for the file that a head takes away, and what seals the file."""

    card: CardDetail
    lines: Sequence[RecordLine]
    notes: Sequence[NoteView]
    acts: Sequence[ActLine]
    reason: str
    passphrase: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKeyContext(Context):
    """What opens the file of a case, shown once."""

    ref: str
    passphrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionContext(Context):
    """A question to the team: as it is asked for, or its words shown back before they are sent.

    `has_team`: somebody could answer; `only_outside`: nobody of the team, but the outside recipient; `team_back_at`:
    when people read again, None while they do; `may_avoid`: it may be kept from whoever of the team follows the reader.
    """

    words: str
    mark: str
    has_team: bool
    only_outside: bool
    team_back_at: datetime | None
    may_avoid: bool
    cover: None = None
    """Nobody on duty is told of what is not urgent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext(Context):
    """What the team writes to a person through the bot: as it is shown back to its writer, or read by the person.

    `subject` and `number` say from where it was written; `mark` is that of the words as they stand.
    """

    words: str
    name: str
    ref: str
    subject: str
    number: int
    mark: str
    is_reachable: bool
