"""Words of the talk between the two that rows and rules share: what a passed-on message is, and what became of it."""

from typing import Literal, get_args

PassedState = Literal["draft", "waiting", "received", "uncertain", "dropped"]
"""Typed and not sent yet; on its way; in its reader's chat; sent with an unknown fate; never passed on."""
PassedContent = Literal["text", "ready", "voice", "photo", "video", "video_note", "document", "audio", "sticker"]
ReadyWord = Literal["late", "link", "cannot", "thanks"]
"""Words that one tap sends: « J'arrive dans 10 min », « Le lien ne marche pas », « Je ne peux plus », « Merci ! »."""
READY_WORDS: tuple[ReadyWord, ...] = get_args(ReadyWord)
MediaRule = Literal["none", "documents", "all"]
"""What an association lets pass beside words: nothing, documents alone, everything that Telegram copies."""
