"""The state as the page shows it."""

from datetime import UTC

from simulator.bot_json import ANONYMOUS_ADMIN
from simulator.chats import Chat, Json, Message
from simulator.command_lists import find_offered
from simulator.state import State


def build_state_view(state: State, only: int | None = None) -> Json:
    """Return everything that the page shows, or one chat of it, with the version to wait from."""
    shown = [chat for chat in state.chats.values() if not chat.upgraded_to and only in (None, chat.id)]
    return {
        "version": state.version,
        "now": state.now().astimezone(UTC).isoformat(),
        "offset_seconds": state.offset.total_seconds(),
        "bot": build_bot_view(state),
        "languages": state.languages,
        "people": [build_person_view(state, user) for user in state.people],
        "chats": [build_chat_view(state, chat) for chat in shown],
    }


def build_bot_view(state: State) -> Json:
    """Return the bot, and what an empty chat says of it in each language."""
    bot = state.bot
    names = {"id": bot.id, "first_name": bot.first_name, "username": bot.username}
    return names | {"descriptions": state.descriptions}


def build_person_view(state: State, user: int) -> Json:
    """Return a person."""
    person = state.people[user]
    return {
        "id": person.id,
        "first_name": person.first_name,
        "username": person.username,
        "language_code": person.language_code,
        "started": person.started,
        "blocked": person.blocked,
        "deactivated": person.deactivated,
    }


def build_chat_view(state: State, chat: Chat) -> Json:
    """Return a chat with its messages."""
    title = chat.title or state.people[chat.id].first_name
    return {
        "id": chat.id,
        "type": chat.type,
        "title": title,
        "is_forum": chat.is_forum,
        "members": [{"id": user, "status": status} for user, status in chat.members.items()],
        "commands": {user: find_offered(state, chat, user) for user in chat.members if user != state.bot.id},
        "messages": [build_message_view(state, message) for message in chat.messages.values()],
    }


def build_message_view(state: State, message: Message) -> Json:
    """Return a message."""
    return {
        "message_id": message.message_id,
        "date": message.date,
        "edit_date": message.edit_date,
        "from": build_sender_view(state, message),
        "text": message.text,
        "html": message.html,
        "entities": message.entities,
        "keyboard": message.keyboard,
        "kind": message.kind,
        "media": message.media or None,
        "service": message.service or None,
        "protected": message.protected,
        "thread_id": message.thread_id,
        "reply_to": message.reply_to,
    }


def build_sender_view(state: State, message: Message) -> Json:
    """Return who wrote it; an anonymous administrator is nobody in particular."""
    if message.anonymous:
        return {"id": ANONYMOUS_ADMIN, "first_name": "Anonyme", "is_bot": True}
    is_bot = message.sender == state.bot.id
    name = state.bot.first_name if is_bot else state.people[message.sender].first_name
    return {"id": message.sender, "first_name": name, "is_bot": is_bot}
