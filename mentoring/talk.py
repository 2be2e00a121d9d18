"""Words of the talk between the two that rows and rules share: what a passed-on message is, and what became of it."""

from dataclasses import dataclass
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
TalkRefusal = Literal["", "off", "not_accepted", "not_running", "content", "too_many"]
"""Why a message does not pass: talk is off, a side has not accepted it, the binôme does not run, its kind may not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a message may pass now. `leaves_at`: when, if its reader's quiet hours keep it."""

    refusal: TalkRefusal = ""
    leaves_at: datetime | None = None
