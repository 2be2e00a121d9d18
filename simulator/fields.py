"""Which fields each method knows and of what kind: what is not in this table is refused."""

import json
from collections.abc import Callable
from typing import Any

from simulator.chats import Json
from simulator.refusals import KEYBOARD_BROKEN, NOT_JSON, UNKNOWN_FIELD, WRONG_TYPE, Refusal

Reader = Callable[[str, Any], Any]  # a field's name and what came, into the value that the method works with


def parse_integer(name: str, value: Any) -> int:
    """Return a whole number, written as one or as text."""
    try:
        return int(str(value))
    except ValueError:
        raise Refusal(WRONG_TYPE, name=name, kind="an Integer") from None


def parse_text(name: str, value: Any) -> str:
    """Return text; a form carries nothing else."""
    if isinstance(value, dict | list):
        raise Refusal(WRONG_TYPE, name=name, kind="a String")
    return str(value)


def parse_boolean(name: str, value: Any) -> bool:
    """Return True or False, as JSON or as a form writes them."""
    try:
        return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]
    except KeyError:
        raise Refusal(WRONG_TYPE, name=name, kind="a Boolean") from None


def pass_through(name: str, value: Any) -> Any:
    """Return whatever JSON says."""
    return value


def build_reader(shape: Any) -> Reader:
    """Return a reader for nested JSON of this shape: a dict of known fields, a list of one shape, or a plain reader."""

    def read(name: str, value: Any) -> Any:
        return parse_structure(shape, name, value if not isinstance(value, str) else parse_json(name, value))

    return read


def parse_json(name: str, value: str) -> Any:
    """Return the value of a JSON text."""
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal(KEYBOARD_BROKEN if name == "reply_markup" else NOT_JSON, name=name) from None


def parse_structure(shape: Any, name: str, value: Any) -> Any:
    """Return a value read field by field; a field that the shape does not have is refused by its path."""
    if callable(shape):
        return shape(name, value)
    if not isinstance(value, type(shape)):
        raise Refusal(WRONG_TYPE, name=name, kind="an Array" if isinstance(shape, list) else "an Object")
    if isinstance(value, list):
        return [parse_structure(shape[0], name, each) for each in value]
    if unknown := value.keys() - shape.keys():
        raise Refusal(UNKNOWN_FIELD, name=f"{name}.{min(unknown)}")
    return {key: parse_structure(shape[key], f"{name}.{key}", each) for key, each in value.items()}


ENTITY = {
    "type": parse_text,
    "offset": parse_integer,
    "length": parse_integer,
    "url": parse_text,
    "language": parse_text,
    "user": pass_through,
    "custom_emoji_id": parse_text,
}
BUTTON = {"text": parse_text, "callback_data": parse_text, "url": parse_text, "style": parse_text}
KEYBOARD = build_reader({"inline_keyboard": [[BUTTON]]})
ENTITIES = build_reader([ENTITY])
COMMANDS = build_reader([{"command": parse_text, "description": parse_text}])
NAMES = build_reader([parse_text])
SCOPE = build_reader({"type": parse_text, "chat_id": parse_integer, "user_id": parse_integer})
PREVIEW = build_reader(
    {
        "is_disabled": parse_boolean,
        "url": parse_text,
        "prefer_small_media": parse_boolean,
        "prefer_large_media": parse_boolean,
        "show_above_text": parse_boolean,
    }
)
REPLY = build_reader({"message_id": parse_integer, "chat_id": parse_text, "allow_sending_without_reply": parse_boolean})

CHAT: dict[str, Reader] = {"chat_id": parse_text}
SEND = CHAT | {
    "message_thread_id": parse_integer,
    "parse_mode": parse_text,
    "disable_notification": parse_boolean,
    "protect_content": parse_boolean,
    "reply_parameters": REPLY,
    "reply_markup": KEYBOARD,
}
EDIT = CHAT | {"message_id": parse_integer, "reply_markup": KEYBOARD}
CAPTION: dict[str, Reader] = {"caption": parse_text, "caption_entities": ENTITIES}

FIELDS: dict[str, dict[str, Reader]] = {
    "getMe": {},
    "getUpdates": {"offset": parse_integer, "limit": parse_integer, "timeout": parse_integer, "allowed_updates": NAMES},
    "setWebhook": {
        "url": parse_text,
        "max_connections": parse_integer,
        "allowed_updates": NAMES,
        "drop_pending_updates": parse_boolean,
        "secret_token": parse_text,
    },
    "deleteWebhook": {"drop_pending_updates": parse_boolean},
    "getWebhookInfo": {},
    "sendMessage": SEND | {"text": parse_text, "entities": ENTITIES, "link_preview_options": PREVIEW},
    "sendDocument": SEND | CAPTION | {"document": parse_text, "disable_content_type_detection": parse_boolean},
    "sendPhoto": SEND
    | CAPTION
    | {"photo": parse_text, "has_spoiler": parse_boolean, "show_caption_above_media": parse_boolean},
    "copyMessage": SEND
    | CAPTION
    | {
        "from_chat_id": parse_text,
        "message_id": parse_integer,
        "show_caption_above_media": parse_boolean,
    },
    "sendChatAction": CHAT | {"action": parse_text, "message_thread_id": parse_integer},
    "editMessageText": EDIT
    | {"text": parse_text, "parse_mode": parse_text, "entities": ENTITIES, "link_preview_options": PREVIEW},
    "editMessageReplyMarkup": EDIT,
    "deleteMessage": CHAT | {"message_id": parse_integer},
    "answerCallbackQuery": {
        "callback_query_id": parse_text,
        "text": parse_text,
        "show_alert": parse_boolean,
        "url": parse_text,
        "cache_time": parse_integer,
    },
    "getChat": CHAT,
    "getChatMember": CHAT | {"user_id": parse_integer},
    "getChatAdministrators": CHAT,
    "banChatMember": CHAT | {"user_id": parse_integer, "until_date": parse_integer, "revoke_messages": parse_boolean},
    "unbanChatMember": CHAT | {"user_id": parse_integer, "only_if_banned": parse_boolean},
    "setMyDescription": {"description": parse_text, "language_code": parse_text},
    "setMyCommands": {"commands": COMMANDS, "scope": SCOPE, "language_code": parse_text},
    "getMyCommands": {"scope": SCOPE, "language_code": parse_text},
    "deleteMyCommands": {"scope": SCOPE, "language_code": parse_text},
}


def read_fields(method: str, values: Json) -> Json:
    """Return the values of a call, each of its kind; a field that the method does not have is refused."""
    known = FIELDS[method]
    if unknown := values.keys() - known.keys():
        raise Refusal(UNKNOWN_FIELD, name=min(unknown))
    return {name: known[name](name, value) for name, value in values.items() if value is not None}
