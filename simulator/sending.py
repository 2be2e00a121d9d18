"""What the bot sends: messages, documents, photos and the sign that it is busy."""

from typing import Any

from simulator import refusals
from simulator.bot_json import build_message
from simulator.chats import Chat, Json, Message
from simulator.message_parts import Call, find_writable_chat, read_keyboard, read_medium, read_thread, read_words
from simulator.refusals import Refusal
from simulator.state import State

MAX_TEXT_CHARACTERS = 4096
MAX_CAPTION_CHARACTERS = 1024
WORDLESS = ("text", "sticker", "video_note", "poll", "location", "contact")
ACTIONS = ("typing", "upload_photo", "upload_document", "record_voice", "upload_voice", "choose_sticker")


async def send_message(state: State, call: Call) -> Json:
    """Send a text message."""
    chat = find_writable_chat(state, call)
    text, entities, html = read_words(call, "text")
    if not text:
        raise Refusal(refusals.TEXT_EMPTY)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Refusal(refusals.TEXT_TOO_LONG)
    return deliver(state, chat, call, text=text, entities=entities, html=html)


async def send_document(state: State, call: Call) -> Json:
    """Send a file with a caption."""
    return send_file(state, call, "document")


async def send_photo(state: State, call: Call) -> Json:
    """Send a picture with a caption."""
    return send_file(state, call, "photo")


def send_file(state: State, call: Call, kind: str) -> Json:
    """Send a document or photo, and return its message."""
    chat = find_writable_chat(state, call)
    text, entities, html = read_words(call, "caption")
    if len(text) > MAX_CAPTION_CHARACTERS:
        raise Refusal(refusals.CAPTION_TOO_LONG)
    media = read_medium(state, call, kind)
    return deliver(state, chat, call, text=text, entities=entities, html=html, kind=kind, media=media)


async def copy_message(state: State, call: Call) -> Json:
    """Copy a message that the bot can see, without its sender; words under it may be others. Return the new id."""
    chat, source = find_writable_chat(state, call), find_copied(state, call)
    if len((words := read_words(call, "caption"))[0]) > MAX_CAPTION_CHARACTERS:
        raise Refusal(refusals.CAPTION_TOO_LONG)
    has_words = "caption" in call.fields and source.kind not in WORDLESS
    text, entities, html = words if has_words else (source.text, source.entities, source.html)
    parts = {"text": text, "entities": entities, "html": html, "kind": source.kind, "media": source.media}
    return {"message_id": deliver(state, chat, call, **parts)["message_id"]}


def find_copied(state: State, call: Call) -> Message:
    """Return the message that is copied, wherever it stands."""
    written = str(call.get("from_chat_id", ""))
    chat = state.chats.get(int(written)) if written.removeprefix("-").isdecimal() else None
    message = chat.messages.get(call.get("message_id", 0)) if chat else None
    if message is None:
        raise Refusal(refusals.COPY_NOT_FOUND)
    if message.service or message.protected:
        raise Refusal(refusals.COPY_REFUSED)
    return message


def deliver(state: State, chat: Chat, call: Call, **parts: Any) -> Json:
    """Put a message of the bot into the chat; nothing is kept when any part is refused."""
    parts |= {
        "keyboard": read_keyboard(call),
        "thread_id": read_thread(state, chat, call),
        "reply_to": find_replied(chat, call),
    }
    protected = call.get("protect_content", False)
    number = state.take_message_id(chat)
    message = Message(number, state.read_unix_seconds(), state.bot.id, protected=protected, **parts)
    chat.keep(message)
    state.show(chat)
    return build_message(state, chat, message)


def find_replied(chat: Chat, call: Call) -> int | None:
    """Return the id of the message replied to."""
    reply = call.get("reply_parameters", {})
    if not (number := reply.get("message_id")):
        return None
    if number in chat.messages:
        return int(number)
    if not reply.get("allow_sending_without_reply"):
        raise Refusal(refusals.REPLIED_NOT_FOUND)
    return None


async def send_chat_action(state: State, call: Call) -> bool:
    """Check the sign that the bot is busy; it is shown to nobody."""
    read_thread(state, find_writable_chat(state, call), call)
    if call.get("action") not in ACTIONS:
        raise Refusal(refusals.ACTION_WRONG)
    return True
