"""Words of the talk between the two that rows and rules share: what a passed-on message is, and what became of it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from mentoring.form_rules import fold, tidy

PassedState = Literal["draft", "waiting", "received", "uncertain", "dropped"]
"""Typed and not sent yet; on its way; in its reader's chat; sent with an unknown fate; never passed on."""
PassedContent = Literal["text", "ready", "voice", "photo", "video", "video_note", "document", "audio", "sticker"]
ReadyWord = Literal["late", "link", "cannot", "thanks"]
"""Words that one tap sends: « J'arrive dans 10 min », « Le lien ne marche pas », « Je ne peux plus », « Merci ! »."""
READY_WORDS: tuple[ReadyWord, ...] = get_args(ReadyWord)
WRITTEN_CANNOT = re.compile(
    r"(?:(?:desolee?|pardon|coucou|bonjour|salut) )?je (?:ne )?peux (?:plus|pas) (?:venir )?"
    r"(?:aujourd hui|ce soir|ce matin|ce midi|cet aprem|cet apres midi)(?: (?:desolee?|pardon|merci|finalement))*"
)
"""« Je ne peux plus aujourd'hui » as people type it: of somebody with a session it says that they do not come."""
TalkRefusal = Literal[
    "", "off", "not_running", "not_accepted", "partner_not_accepted", "muted", "content", "too_many"
]  # fmt: skip
"""Why a message does not pass: talk is off, the binôme does not run (whatever the cause), its writer or its reader has
not accepted it yet, its reader wants none, its kind may not, there were too many within the hour."""

Unpassable = Literal["too_long", "contact", "location", "poll", "forwarded", "inline", "unasked", "file_name", "other"]
"""What never passes, whoever writes it: how somebody is reached or where they are, and what another wrote or made."""
WhyNotPassed = TalkRefusal | Unpassable
COPY = "passed_copy"
PASSED_KINDS = ("passed_text", COPY)
"""The kinds of message that the outbox carries from one to the other: words, and copies of what was sent."""
MAX_WORDS_CHARACTERS, MAX_CAPTION_CHARACTERS = 3500, 900
"""Below what Telegram takes: the writer's name goes before the words."""
DRAFT_LASTS, DOUBT_LASTS, IDS_LAST = timedelta(minutes=10), timedelta(hours=24), timedelta(days=90)
REVEALING: tuple[PassedContent, ...] = ("document", "photo")
"""What may show more than its sender thinks of: the first one of a pair is asked about."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a message may pass now. `leaves_at`: when, if its reader's quiet hours keep it."""

    refusal: TalkRefusal = ""
    leaves_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passable:
    """What somebody wants to be passed on; `source`: the message of theirs that is copied."""

    content: PassedContent = "text"
    words: str = ""
    ready: ReadyWord | None = None
    source: int | None = None

    @property
    def is_too_long(self) -> bool:
        """Return whether the words would not fit once the writer's name goes before them."""
        return len(self.words) > (MAX_WORDS_CHARACTERS if self.content == "text" else MAX_CAPTION_CHARACTERS)


def tidy_lines(text: str) -> str:
    """Return what somebody wrote without control or direction marks, its lines kept."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(tidy(line) for line in text.split("\n"))).strip()


def find_ready_word(name: str) -> ReadyWord | None:
    """Return the ready words of a name; None when there are none."""
    return next((word for word in READY_WORDS if word == name), None)


def find_written_ready_word(text: str) -> ReadyWord | None:
    """Return the ready words that somebody has typed themselves, and that a robot may take for something else."""
    return "cannot" if WRITTEN_CANNOT.fullmatch(fold(text).strip()) else None
