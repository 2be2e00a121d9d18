"""What the bot changes afterwards: text, keyboard, and messages taken back."""

from datetime import timedelta

from simulator import refusals
from simulator.bot_json import build_message
from simulator.chats import ADMINS, Chat, Json, Message
from simulator.message_parts import Call, find_writable_chat, read_keyboard, read_words
from simulator.refusals import Refusal, RefusalRule
from simulator.sending import MAX_TEXT_CHARACTERS
from simulator.state import State

DELETABLE = timedelta(hours=48)


async def edit_message_text(state: State, call: Call) -> Json:
    """Give a message other words and the keyboard of this call: none means that the old one goes."""
    chat, message = find_own_message(state, call)
    text, entities, html = read_words(call, "text")
    if not text:
        raise Refusal(refusals.TEXT_EMPTY)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Refusal(refusals.EDIT_TOO_LONG)
    if message.kind != "text":
        raise Refusal(refusals.EDIT_NO_TEXT)
    rows = read_keyboard(call)
    if (text, entities, rows) == (message.text, message.entities, message.keyboard):
        raise Refusal(refusals.NOT_MODIFIED)
    message.text, message.entities, message.html, message.keyboard = text, entities, html, rows
    return record_edit(state, chat, message)


async def edit_message_reply_markup(state: State, call: Call) -> Json:
    """Give a message another keyboard, or none."""
    chat, message = find_own_message(state, call)
    rows = read_keyboard(call)
    if rows == message.keyboard:
        raise Refusal(refusals.NOT_MODIFIED)
    message.keyboard = rows
    return record_edit(state, chat, message)


async def delete_message(state: State, call: Call) -> bool:
    """Delete a message; others' only in private or as administrator, and none that is older than 48 hours."""
    chat, message = find_message(state, call, refusals.DELETE_NOT_FOUND)
    is_admin = chat.find_status(state.bot.id) in ADMINS
    if message.sender != state.bot.id and chat.type != "private" and not is_admin:
        raise Refusal(refusals.DELETE_REFUSED)
    if state.read_unix_seconds() - message.date > DELETABLE.total_seconds() and not is_admin:
        raise Refusal(refusals.DELETE_TOO_OLD)
    del chat.messages[message.message_id]
    state.show(chat)
    return True


def find_own_message(state: State, call: Call) -> tuple[Chat, Message]:
    """Return the message of the bot that a call is about."""
    chat, message = find_message(state, call, refusals.EDIT_NOT_FOUND)
    if message.sender != state.bot.id or message.service:
        raise Refusal(refusals.EDIT_REFUSED)
    return chat, message


def find_message(state: State, call: Call, missing: RefusalRule) -> tuple[Chat, Message]:
    """Return the message that a call is about."""
    if "message_id" not in call.fields:
        raise Refusal(refusals.MESSAGE_ID_EMPTY)
    chat = find_writable_chat(state, call)
    message = chat.messages.get(call.get("message_id"))
    if message is None:
        raise Refusal(missing)
    return chat, message


def record_edit(state: State, chat: Chat, message: Message) -> Json:
    """Date a message's change and show it; return the message."""
    message.edit_date = state.read_unix_seconds()
    state.show(chat)
    return build_message(state, chat, message)
