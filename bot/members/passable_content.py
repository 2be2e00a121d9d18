"""What of a message may be passed on to a partner: its words, or a copy of it; what never passes, and why."""

from mimetypes import guess_type

from aiogram.types import Message

from mentoring.talk import Passable, PassedContent, Unpassable, tidy_lines

CONTENTS: tuple[PassedContent, ...] = ("voice", "photo", "video", "video_note", "document", "audio", "sticker")
SHOWN_BY: dict[str, PassedContent] = {"image": "photo", "video": "video", "audio": "audio"}
REFUSED: dict[str, Unpassable] = {
    "contact": "contact",
    "location": "location",
    "venue": "location",
    "poll": "poll",
    "via_bot": "inline",
    "forward_origin": "forwarded",
}
"""Fields of Telegram's that make a message one that does not pass, and why."""


def find_refusal(message: Message) -> Unpassable | None:
    """Return why a message never passes; None when its kind may."""
    named = (why for field, why in REFUSED.items() if getattr(message, field, None) is not None)
    return next(named, None) or (None if message.text or _find_content(message) else "other")


def read_passable(message: Message) -> Passable:
    """Return what is to be passed on of a message: typed words, or a copy with the words under it."""
    if content := _find_content(message):
        return Passable(content, tidy_lines(message.caption or ""), None, message.message_id)
    return Passable(words=tidy_lines(message.text or ""))


def _find_content(message: Message) -> PassedContent | None:
    """Return what a message holds beside words; a picture, film or sound sent as a file is what it shows."""
    found = next((one for one in CONTENTS if getattr(message, one) and not message.animation), None)
    document = message.document if found == "document" else None
    if document is None:
        return found
    kind = (document.mime_type or guess_type(document.file_name or "")[0] or "").partition("/")[0]
    return SHOWN_BY.get(kind, "document")
