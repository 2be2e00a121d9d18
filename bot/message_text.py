"""Every text that a message brings: its words, a caption, a quotation, a poll, a card, and parts nobody knows yet."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

NOT_WRITTEN = frozenset(
    (
        "id", "from", "from_user", "chat", "sender_chat", "sender_business_bot", "via_bot", "forward_from",
        "forward_from_chat",
        "forward_origin", "reply_to_message", "external_reply", "pinned_message", "reply_markup", "entities",
        "caption_entities", "explanation_entities", "question_entities", "text_entities", "link_preview_options",
        "type", "emoji", "mime_type", "set_name", "username", "language_code", "phone_number", "url", "thumbnail",
        "migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member",
    )
)  # fmt: skip
"""Fields whose strings are no words of the sender: who and where it is, what is answered, kinds, marks, addresses."""
ID_ENDS = ("_id", "_ids")
FIRST = ("text", "caption")
MAX_DEPTH = 12
MAX_CHARACTERS = 100_000
"""More than twenty times what Telegram lets anybody write: a stranger to Telegram may not keep everybody waiting."""


def read_text(message: BaseModel | Mapping[str, Any]) -> str:
    """Return all that somebody wrote in a message, one piece a line, the text or caption first.

    `message` is aiogram's, or the JSON of one that aiogram cannot read.
    """
    found = dict.fromkeys(piece for piece in _walk(message, 0) if piece.strip())
    return "\n".join(found)[:MAX_CHARACTERS]


def _walk(part: Any, depth: int) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif depth < MAX_DEPTH and isinstance(part, list | tuple):
        for each in part:
            yield from _walk(each, depth + 1)
    elif depth < MAX_DEPTH:
        for name, value in sorted(_list_fields(part), key=_rank):
            if name not in NOT_WRITTEN and not name.endswith(ID_ENDS):
                yield from _walk(value, depth + 1)


def _list_fields(part: Any) -> Iterator[tuple[str, Any]]:
    """Return the fields that were given, those that the library does not know included."""
    if isinstance(part, Mapping):
        yield from ((str(name), value) for name, value in part.items())
    elif isinstance(part, BaseModel):
        yield from ((name, getattr(part, name)) for name in part.model_fields_set if name in type(part).model_fields)
        yield from (part.model_extra or {}).items()


def _rank(field: tuple[str, Any]) -> tuple[bool, str]:
    return field[0] not in FIRST, field[0]
