"""Updates that aiogram cannot read: who wrote, where and what is taken from the JSON, and stands for the whole."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import Update

from bot.message_text import FIRST, read_text

Raw = Mapping[str, Any]


class UnreadUpdate(Update):
    """What stands for an update that cannot be read: a message in private, or nothing; `raw` is the whole."""

    raw: dict[str, Any]


def rebuild(update_id: int, raw: Any, bot: Any) -> UnreadUpdate:
    """Return what could be read of an update; without a message where nobody wrote in private."""
    whole = dict(raw) if isinstance(raw, Mapping) else {}
    message = next((made for part in whole.values() if (made := _rebuild_message(part))), None)
    told = {"update_id": update_id, "raw": whole} | ({"message": message} if message else {})
    return UnreadUpdate.model_validate(told, context={"bot": bot})


def _rebuild_message(part: Any) -> dict[str, Any] | None:
    """Return a plain message from somebody in private; None of anything else."""
    if not isinstance(part, Mapping) or (sender := _find_sender(part)) is None:
        return None
    if not _is_private(_find_chat(part), sender["id"]):
        return None
    names = {"first_name": str(sender.get("first_name", ""))}
    if isinstance(language := sender.get("language_code"), str):
        names["language_code"] = language
    written = {} if "chat_instance" in part else _read_written(part)  # a tap's message is the bot's own
    return {
        "message_id": _read_number(part.get("message_id")),
        "date": _read_number(part.get("date")),
        "chat": {"id": sender["id"], "type": "private"},
        "from": {"id": sender["id"], "is_bot": False, **names},
        **written,
    }


def _read_written(part: Raw) -> dict[str, str]:
    """Return the words themselves, and all that was written, whatever carries it."""
    own = next((one for name in FIRST if isinstance(one := part.get(name), str)), "")
    return {name: words for name, words in zip(FIRST, (own, read_text(part)), strict=True) if words}


def _find_chat(part: Raw) -> Any:
    """Return the chat of a message, or of the message under which a button was tapped."""
    tapped = part.get("message")
    return part.get("chat", tapped.get("chat") if isinstance(tapped, Mapping) else None)


def _find_sender(part: Raw) -> Raw | None:
    sender = part.get("from")
    is_person = isinstance(sender, Mapping) and type(sender.get("id")) is int and not sender.get("is_bot")
    return sender if is_person else None


def _is_private(chat: Any, sender: int) -> bool:
    """Return whether a chat is the sender's own, or nothing says that it is another."""
    told = chat if isinstance(chat, Mapping) else {}
    number, kind = told.get("id"), told.get("type")
    is_elsewhere = type(number) is int and number != sender
    return not is_elsewhere and (kind == "private" or not isinstance(kind, str))


def _read_number(value: Any) -> int:
    return value if type(value) is int and 0 <= value < 2**31 else 0
