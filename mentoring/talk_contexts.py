"""What the messages of the talk between the two show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring.contexts import Context, WaitingContext
from mentoring.talk import PassedContent, ReadyWord, WhyNotPassed
from mentoring.views import NamedPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedContext(Context):
    """A message from one to the other, seen by either: `other` is the one who is not the reader.

    `words` are as the reader of the message reads them; `leaves_at`: when it leaves, if it has to wait; `has_hint`:
    the reader is told, as with any message from time to time, that they may say so if something troubles them.
    """

    number: int
    binome: int
    other: str
    content: PassedContent
    words: str
    ready: ReadyWord | None
    leaves_at: datetime | None = None
    has_hint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContext(Context):
    """What the reader has not sent, and to whom it may go; `has_team`: the team is one of them."""

    number: int
    content: PassedContent
    words: str
    parts: int
    partners: Sequence[NamedPerson]
    has_team: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyContext(Context):
    """Ready words and the partners to whom one tap sends them."""

    ready: ReadyWord
    partners: Sequence[NamedPerson]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPassedContext(Context):
    """Why a message does not pass; `other` is empty where nobody is known any more."""

    binome: int
    other: str
    why: WhyNotPassed = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardContext(WaitingContext):
    """That « ok » was heard; `writer`: the partner whose message was read last; `needs_tap`: a button was asked for."""

    writer: NamedPerson | None
    needs_tap: bool
