"""The audit: who did what to what. Internal numbers only, which mean nothing once a person is erased."""

from datetime import datetime
from typing import Literal, NamedTuple

from storage.engine.app_session import AppSession
from storage.schema.tables import Audit, Binome, Card, Need, Offer, Person, find_noun

Act = Literal[
    # on a case, its outcomes included; its history says them in words
    "take", "handed over", "snooze", "reminded", "let go", "seconded", "reason for", "noted", "looked up", "feared for",
    "close", "settled", "done", "false_alarm", "approve", "refuse", "unfrozen", "end",
    "let_in", "keep_out", "birth_yes", "birth_no",
    "reporter agrees", "reporter disagrees", "hold", "leave", "suspend", "release", "bar", "apart", "came back",
    "recorded", "proposes closing", "exported", "saw link", "wrote to",
    # of the team
    "read", "searched", "found", "ended", "ranks", "proposes", "let leave", "set aside",
    "placed hold", "lifted hold", "silenced", "ended silence", "ended quietly", "cleared for minors",
    "no longer for minors", "checked", "took back check", "became", "removed", "invited",
    "uninvited", "pledged", "checked member", "named head", "named acting", "stepped down", "signed", "asked to move",
    "bound the group", "roster", "declared tie", "took back tie", "corrected birth",
    "recorded paper", "waived consent", "asked parents again",
    # of people
    "changed", "widened", "paused", "refused words", "allowed words", "went", "erased",
]  # fmt: skip
PEOPLE_ACTS: tuple[Act, ...] = ("changed", "widened", "paused", "refused words", "allowed words", "went")
"""What people do for themselves, whether they are of the team or not."""
Place = Literal[
    "queue", "fairness", "doubtful", "people", "offers to approve", "pairs to send", "staff", "audit", "duty", "ties"
]
"""What is nobody's row: a list that was looked at, the team as a whole."""
MAX_ACT_CHARACTERS = 40


class Subject(NamedTuple):
    """A row by its number, where the row itself is not at hand."""

    kind: Literal["card", "binome", "need", "offer", "person"]
    number: int


def record_audit(
    session: AppSession,
    now: datetime,
    actor: Person | None,
    act: Act,
    subject: Card | Binome | Need | Offer | Person | Subject | Place,
    detail: str = "",
) -> None:
    """Write down an act; without an actor it is the program's own. `detail` is a key or a state, never words."""
    said = f"{act} {detail}".strip()[:MAX_ACT_CHARACTERS]
    session.add(Audit(at=now, actor=actor.id if actor else None, act=said, subject=_format_subject(subject)))


def _format_subject(subject: Card | Binome | Need | Offer | Person | Subject | Place) -> str:
    if isinstance(subject, str):
        return subject
    if isinstance(subject, Subject):
        return f"{subject.kind}:{subject.number}"
    return f"{find_noun(subject)}:{subject.id}"
