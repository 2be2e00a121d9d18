"""Which fields each method knows and of what kind: what is not in this table is refused."""

import json
from collections.abc import Callable
from typing import Any

from simulator.chats import Json
from simulator.refusals import KEYBOARD_BROKEN, NOT_JSON, UNKNOWN_FIELD, WRONG_TYPE, Refusal

Reader = Callable[[str, Any], Any]  # a field's name and what came, into the value that the method works with


def integer(name: str, value: Any) -> int:
    """A whole number, written as one or as text."""
    try:
        return int(str(value))
    except ValueError:
        raise Refusal(WRONG_TYPE, name=name, kind="an Integer") from None


def text(name: str, value: Any) -> str:
    """Text; a form carries nothing else."""
    if isinstance(value, dict | list):
        raise Refusal(WRONG_TYPE, name=name, kind="a String")
    return str(value)


def yes_no(name: str, value: Any) -> bool:
    """True or false, as JSON or as a form writes them."""
    try:
        return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]
    except KeyError:
        raise Refusal(WRONG_TYPE, name=name, kind="a Boolean") from None


def anything(name: str, value: Any) -> Any:
    """Whatever JSON says."""
    return value


def structure(shape: Any) -> Reader:
    """A reader for nested JSON of this shape: a dict of known fields, a list of one shape, or a plain reader."""

    def read(name: str, value: Any) -> Any:
        return fit(shape, name, value if not isinstance(value, str) else parsed(name, value))

    return read


def parsed(name: str, value: str) -> Any:
    """The value of a JSON text."""
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal(KEYBOARD_BROKEN if name == "reply_markup" else NOT_JSON, name=name) from None


def fit(shape: Any, name: str, value: Any) -> Any:
    """The value read field by field; a field that the shape does not have is refused by its path."""
    if callable(shape):
        return shape(name, value)
    if not isinstance(value, type(shape)):
        raise Refusal(WRONG_TYPE, name=name, kind="an Array" if isinstance(shape, list) else "an Object")
    if isinstance(value, list):
        return [fit(shape[0], name, each) for each in value]
    if unknown := value.keys() - shape.keys():
        raise Refusal(UNKNOWN_FIELD, name=f"{name}.{min(unknown)}")
    return {key: fit(shape[key], f"{name}.{key}", each) for key, each in value.items()}


ENTITY = {
    "type": text,
    "offset": integer,
    "length": integer,
    "url": text,
    "language": text,
    "user": anything,
    "custom_emoji_id": text,
}
BUTTON = {"text": text, "callback_data": text, "url": text, "style": text}
KEYBOARD = structure({"inline_keyboard": [[BUTTON]]})
ENTITIES = structure([ENTITY])
COMMANDS = structure([{"command": text, "description": text}])
NAMES = structure([text])
SCOPE = structure({"type": text, "chat_id": integer, "user_id": integer})
PREVIEW = structure(
    {
        "is_disabled": yes_no,
        "url": text,
        "prefer_small_media": yes_no,
        "prefer_large_media": yes_no,
        "show_above_text": yes_no,
    }
)
REPLY = structure({"message_id": integer, "chat_id": text, "allow_sending_without_reply": yes_no})

CHAT: dict[str, Reader] = {"chat_id": text}
SEND = CHAT | {
    "message_thread_id": integer,
    "parse_mode": text,
    "disable_notification": yes_no,
    "protect_content": yes_no,
    "reply_parameters": REPLY,
    "reply_markup": KEYBOARD,
}
EDIT = CHAT | {"message_id": integer, "reply_markup": KEYBOARD}
CAPTION: dict[str, Reader] = {"caption": text, "caption_entities": ENTITIES}

FIELDS: dict[str, dict[str, Reader]] = {
    "getMe": {},
    "getUpdates": {"offset": integer, "limit": integer, "timeout": integer, "allowed_updates": NAMES},
    "setWebhook": {
        "url": text,
        "max_connections": integer,
        "allowed_updates": NAMES,
        "drop_pending_updates": yes_no,
        "secret_token": text,
    },
    "deleteWebhook": {"drop_pending_updates": yes_no},
    "getWebhookInfo": {},
    "sendMessage": SEND | {"text": text, "entities": ENTITIES, "link_preview_options": PREVIEW},
    "sendDocument": SEND | CAPTION | {"document": text, "disable_content_type_detection": yes_no},
    "sendPhoto": SEND | CAPTION | {"photo": text, "has_spoiler": yes_no, "show_caption_above_media": yes_no},
    "sendChatAction": CHAT | {"action": text, "message_thread_id": integer},
    "editMessageText": EDIT | {"text": text, "parse_mode": text, "entities": ENTITIES, "link_preview_options": PREVIEW},
    "editMessageReplyMarkup": EDIT,
    "deleteMessage": CHAT | {"message_id": integer},
    "answerCallbackQuery": {
        "callback_query_id": text,
        "text": text,
        "show_alert": yes_no,
        "url": text,
        "cache_time": integer,
    },
    "getChat": CHAT,
    "getChatMember": CHAT | {"user_id": integer},
    "getChatAdministrators": CHAT,
    "setMyCommands": {"commands": COMMANDS, "scope": SCOPE, "language_code": text},
    "getMyCommands": {"scope": SCOPE, "language_code": text},
    "deleteMyCommands": {"scope": SCOPE, "language_code": text},
}


def read_fields(method: str, values: Json) -> Json:
    """The values of a call, each of its kind; a field that the method does not have is refused."""
    known = FIELDS[method]
    if unknown := values.keys() - known.keys():
        raise Refusal(UNKNOWN_FIELD, name=min(unknown))
    return {name: known[name](name, value) for name, value in values.items() if value is not None}
