"""What people do: write, edit, block the bot and come back, leave Telegram."""

import re
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from simulator.bot_json import build_member, build_message, build_new_status
from simulator.chats import ADMINS, GENERAL_TOPIC, Chat, Json, Message, Person
from simulator.detection import add_detected
from simulator.formatting import count_utf16
from simulator.samples import KINDS, build_medium
from simulator.state import State

START = re.compile(r"/start\b")


class Misuse(Exception):
    """Nobody could do this in Telegram."""


class Sent(NamedTuple):
    """A message's id, and its update's id, None when the bot does not hear of it."""

    message_id: int
    update_id: int | None


@dataclass
class Draft:
    """What a person is about to send."""

    text: str = ""
    kind: str = "text"
    reply_to: int | None = None
    thread_id: int | None = None
    anonymous: bool = False
    album: str | None = None
    is_forwarded: bool = False
    is_inline: bool = False


def find_person(state: State, user: int) -> Person:
    """Return the person with this id."""
    if (person := state.people.get(user)) is None:
        raise Misuse(f"nobody has the id {user}")
    return person


def find_chat(state: State, chat: int) -> Chat:
    """Return the chat with this id, if people can still use it."""
    found = state.chats.get(chat)
    if found is None or found.upgraded_to:
        raise Misuse(f"no chat has the id {chat}" if found is None else f"this group is now {found.upgraded_to}")
    return found


def send(state: State, chat: Chat, person: Person, draft: Draft) -> Sent:
    """Send a person's message; the first /start in private opens the chat, and a later one unblocks the bot."""
    check_draft(chat, person, draft)
    if chat.type == "private" and START.match(draft.text):
        start(state, chat, person)
    if chat.type == "private" and (not person.started or person.blocked):
        raise Misuse("press start first")
    text = draft.text.strip()
    message = Message(
        state.take_message_id(chat),
        state.read_unix_seconds(),
        person.id,
        text=text,
        html=escape(text, quote=False),
        entities=add_detected(text, []),
        kind=draft.kind,
        media=build_medium(state, person, draft.kind) | build_origin(state, draft),
        thread_id=draft.thread_id if chat.is_forum and draft.thread_id != GENERAL_TOPIC else None,
        reply_to=draft.reply_to,
        anonymous=draft.anonymous,
    )
    return post(state, chat, message)


def build_origin(state: State, draft: Draft) -> Json:
    """Return what a message says of where it comes from: an album, somebody else, another bot."""
    written: Json = {"media_group_id": draft.album} if draft.album else {}
    if draft.is_forwarded:
        by = {"type": "hidden_user", "sender_user_name": "Léa"}
        written["forward_origin"] = by | {"date": state.read_unix_seconds()}
    if draft.is_inline:
        written["via_bot"] = {"id": 99, "is_bot": True, "first_name": "gif"}
    return written


def check_draft(chat: Chat, person: Person, draft: Draft) -> None:
    """Refuse what nobody could send here."""
    if person.deactivated or not chat.has_member(person.id):
        raise Misuse(f"{person.first_name} is not in this chat")
    if draft.kind not in KINDS or (draft.kind == "text" and not draft.text.strip()):
        raise Misuse(f"nothing to send, or a kind other than {', '.join(KINDS)}")
    if draft.thread_id in chat.closed_threads and chat.find_status(person.id) not in ADMINS:
        raise Misuse("this topic is closed")
    if draft.anonymous and (chat.type != "supergroup" or chat.find_status(person.id) not in ADMINS):
        raise Misuse("only administrators of a supergroup can be anonymous")


def post(state: State, chat: Chat, message: Message) -> Sent:
    """Put the message into its chat, and before the bot if it may see it."""
    chat.keep(message)
    if message.thread_id and message.thread_id not in chat.threads:
        chat.threads.append(message.thread_id)
    state.show(chat)
    if not is_heard(state, chat, message):
        return Sent(message.message_id, None)
    return Sent(message.message_id, state.updates.add("message", build_message(state, chat, message)))


def is_heard(state: State, chat: Chat, message: Message) -> bool:
    """Return whether Telegram tells the bot of a message.

    In a group, a bot that is no administrator hears only commands, mentions, answers to it and service messages.
    """
    if chat.type == "private" or message.service or chat.find_status(state.bot.id) in ADMINS:
        return True
    replied = chat.messages.get(message.reply_to or 0)
    is_answer = replied is not None and replied.sender == state.bot.id
    return chat.has_member(state.bot.id) and (is_answer or is_addressed(state, message))


def is_addressed(state: State, message: Message) -> bool:
    """Return whether the words have a command for this bot, or its name."""
    for entity in message.entities:
        if entity["type"] in ("bot_command", "mention"):
            name = extract_entity(message.text, entity["offset"], entity["length"]).partition("@")[2]
            if name.lower() in ("", str(state.bot.username).lower()):
                return True
    return False


def extract_entity(text: str, offset: int, length: int) -> str:
    """Return the part of a text that an entity covers."""
    if count_utf16(text) == len(text):
        return text[offset : offset + length]
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le")


def edit(state: State, chat: Chat, person: Person, message_id: int, text: str) -> Sent:
    """Change a person's own words."""
    message = chat.messages.get(message_id)
    if message is None or message.sender != person.id or message.service or not text.strip():
        raise Misuse("only one's own words can be changed, into other words")
    message.text, message.edit_date = text.strip(), state.read_unix_seconds()
    message.html, message.entities = escape(message.text, quote=False), add_detected(message.text, [])
    state.show(chat)
    if not is_heard(state, chat, message):
        return Sent(message_id, None)
    return Sent(message_id, state.updates.add("edited_message", build_message(state, chat, message)))


def start(state: State, chat: Chat, person: Person) -> None:
    """Press the start button: the bot may write from now on."""
    person.started = True
    if person.blocked:
        unblock(state, person)
    chat.members.setdefault(state.bot.id, "member")
    state.show(person, chat)


def block(state: State, person: Person) -> None:
    """Let a person block the bot, which is told."""
    if not person.started or person.blocked:
        raise Misuse("nothing to block")
    person.blocked = True
    change_private(state, person, "kicked")


def unblock(state: State, person: Person) -> None:
    """Let a person take the bot back, which is told."""
    if not person.blocked:
        raise Misuse("the bot is not blocked")
    person.blocked = False
    change_private(state, person, "member")


def change_private(state: State, person: Person, status: str) -> None:
    """Change the bot's standing with a person; the bot is told."""
    chat = state.chats[person.id]
    old = build_member(state, chat, state.bot.id)
    chat.members[state.bot.id] = status
    state.updates.add("my_chat_member", build_new_status(state, chat, person, old, state.bot.id))
    state.show(person, chat)


def deactivate(state: State, person: Person) -> None:
    """Delete a person's account; nobody tells the bot."""
    person.deactivated = True
    state.show(person)
