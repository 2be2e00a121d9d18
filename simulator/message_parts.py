"""The parts of a message that the bot writes: words, keyboard, files; and whether it may write there at all."""

import mimetypes
import secrets
from dataclasses import dataclass, field
from html import escape
from typing import Any

from simulator import refusals
from simulator.chats import ADMINS, GENERAL_TOPIC, Chat, Json
from simulator.detection import add_detected
from simulator.formatting import parse_html, trim
from simulator.refusals import Refusal
from simulator.state import State

MAX_DATA_BYTES = 64
PNG = b"\x89PNG\r\n\x1a\n"
MAX_KEYBOARD_BUTTONS = 100
LINK_STARTS = ("http://", "https://", "tg://")
LINKS_WITHOUT_SCHEME = ("t.me/",)


@dataclass
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass
class Call:
    """One call of a method: its fields, read and of the right kind, and the files that came along."""

    fields: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, otherwise: Any = None) -> Any:
        """Return a field's value, or what to take when it was not sent."""
        return self.fields.get(name, otherwise)


def find_chat(state: State, call: Call) -> Chat:
    """Return the chat of a call."""
    if not (written := call.get("chat_id", "")):
        raise Refusal(refusals.CHAT_ID_EMPTY)
    chat = state.chats.get(int(written)) if written.removeprefix("-").isdecimal() else None
    if chat is None:
        raise Refusal(refusals.CHAT_NOT_FOUND)
    return chat


def find_writable_chat(state: State, call: Call) -> Chat:
    """Return the chat of a call, if the bot may write there."""
    chat = find_chat(state, call)
    if chat.type == "private":
        check_person(state, chat)
    else:
        check_group(state, chat)
    return chat


def check_person(state: State, chat: Chat) -> None:
    """Refuse what the person of a private chat does not let through."""
    person = state.people[chat.id]
    if person.deactivated:
        raise Refusal(refusals.DEACTIVATED)
    if person.blocked:
        raise Refusal(refusals.BLOCKED)
    if not person.started:
        raise Refusal(refusals.NOT_STARTED)


def check_group(state: State, chat: Chat) -> None:
    """Refuse a group that has moved or that the bot is not in."""
    if chat.upgraded_to:
        raise Refusal(refusals.UPGRADED, migrate_to_chat_id=chat.upgraded_to)
    if not chat.has_member(state.bot.id):
        rule = refusals.KICKED if chat.find_status(state.bot.id) == "kicked" else refusals.NOT_A_MEMBER
        raise Refusal(rule, chat=chat.type)


def read_thread(state: State, chat: Chat, call: Call) -> int | None:
    """Return the topic of a call, which must exist and be open; General has no id that can be sent."""
    wanted: int | None = call.get("message_thread_id")
    if wanted is None:
        return None
    if wanted == GENERAL_TOPIC or not chat.is_forum or wanted not in chat.threads:
        raise Refusal(refusals.THREAD_NOT_FOUND)
    if wanted in chat.closed_threads and chat.find_status(state.bot.id) not in ADMINS:
        raise Refusal(refusals.THREAD_CLOSED)
    return wanted


def read_words(call: Call, name: str) -> tuple[str, list[Json], str]:
    """Return plain text, entities and the HTML of the field `text` or `caption`."""
    raw: str = call.get(name, "")
    mode = call.get("parse_mode", "").lower()
    if mode not in ("", "html"):
        raise Refusal(refusals.PARSE_MODE)
    if mode:
        text, entities = parse_html(raw)
        return text, add_detected(text, entities), raw.strip()
    given = call.get("entities" if name == "text" else "caption_entities", [])
    text, entities = trim(raw, given)
    return text, add_detected(text, entities), escape(text, quote=False)


def read_keyboard(call: Call) -> list[list[Json]]:
    """Return the rows of buttons, each checked; rows without a button are left out."""
    rows: list[list[Json]] = call.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_KEYBOARD_BUTTONS:
        raise Refusal(refusals.KEYBOARD_TOO_LONG)
    for button in buttons:
        check_button(button)
    return [row for row in rows if row]


def check_button(button: Json) -> None:
    """Refuse a button that Telegram would not show."""
    if not button.get("text"):
        raise Refusal(refusals.BUTTON_WITHOUT_TEXT)
    data, url = button.get("callback_data", ""), button.get("url", "")
    if not data and not url:
        raise Refusal(refusals.BUTTON_WITHOUT_ACT)
    if len(data.encode()) > MAX_DATA_BYTES:
        raise Refusal(refusals.BUTTON_DATA)
    if url and not url.startswith(LINK_STARTS + LINKS_WITHOUT_SCHEME):
        raise Refusal(refusals.BUTTON_URL, url=url)


def read_medium(state: State, call: Call, kind: str) -> Json:
    """Return the document or photo of a call, just uploaded or sent again by its file id."""
    given: str = call.get(kind, "")
    upload = call.files.get(given.removeprefix("attach://") if given else kind)
    if upload is None and not given:
        raise Refusal(refusals.FILE_MISSING, kind=kind)
    if upload is None and state.file.read_file(given) is None:
        raise Refusal(refusals.FILE_WRONG)
    file_id = given if upload is None else secrets.token_urlsafe(16)
    if upload is not None:
        state.file.add_file(file_id, upload.content)
    content = state.file.read_file(file_id) or b""
    about = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
    if kind == "photo":
        width, height = measure_picture(content)
        return {"photo": [about | {"width": width, "height": height}]}
    name = upload.name if upload else file_id
    return {"document": about | {"file_name": name, "mime_type": mimetypes.guess_type(name)[0] or "text/plain"}}


def measure_picture(picture: bytes) -> tuple[int, int]:
    """Return width and height of a PNG; of anything else, those of a common photo."""
    if not picture.startswith(PNG):
        return 800, 600
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
