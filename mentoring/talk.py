"""Words of the talk between the two that rows and rules share: what a passed-on message is, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

PassedState = Literal["draft", "waiting", "received", "uncertain", "dropped"]
"""Typed and not sent yet; on its way; in its reader's chat; sent with an unknown fate; never passed on."""
PassedContent = Literal["text", "ready", "voice", "photo", "video", "video_note", "document", "audio", "sticker"]
ReadyWord = Literal["late", "link", "cannot", "thanks"]
"""Words that one tap sends: « J'arrive dans 10 min », « Le lien ne marche pas », « Je ne peux plus », « Merci ! »."""
READY_WORDS: tuple[ReadyWord, ...] = get_args(ReadyWord)
MediaRule = Literal["none", "documents", "all"]
"""What an association lets pass beside words: nothing, documents alone, everything that Telegram copies."""
MeetingRule = Literal["never", "adults", "all"]
"""Who may meet in person, in public places alone."""
TalkRefusal = Literal[
    "", "off", "not_running", "not_accepted", "partner_not_accepted", "muted", "content", "too_many"
]  # fmt: skip
"""Why a message does not pass: talk is off, the binôme does not run (whatever the cause), its writer or its reader has
not accepted it yet, its reader wants none, its kind may not, there were too many within the hour."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a message may pass now. `leaves_at`: when, if its reader's quiet hours keep it."""

    refusal: TalkRefusal = ""
    leaves_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TalkSettings:
    """What an association lets the two say to each other: whether, what beside words, how much, and by night."""

    on: bool = False
    media: str = field(default="documents", metadata={"among": get_args(MediaRule)})
    meet_in_person: str = field(default="adults", metadata={"among": get_args(MeetingRule)})
    messages_per_hour: int = field(default=30, metadata={"least": 3, "most": 600})
    quiet_from: int = field(default=21, metadata={"least": 0, "most": 23})
    quiet_until: int = field(default=8, metadata={"least": 0, "most": 23})
