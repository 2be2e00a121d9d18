"""What the bot says of itself: its description, and lists of commands, one for each scope and language."""

import re

from simulator import refusals
from simulator.chats import ADMINS, Chat, Json
from simulator.lookups import find_known_chat
from simulator.message_parts import Call
from simulator.refusals import Refusal
from simulator.state import State

NAME = re.compile(r"[a-z0-9_]{1,32}")
MAX_DESCRIPTION_CHARACTERS = 256
MAX_COMMANDS = 100
MAX_BOT_DESCRIPTION_CHARACTERS = 512


async def set_my_commands(state: State, call: Call) -> bool:
    """Keep the list of commands of one scope and language."""
    commands: list[Json] = call.get("commands", [])
    if len(commands) > MAX_COMMANDS:
        raise Refusal(refusals.COMMANDS_TOO_MANY)
    for each in commands:
        if not NAME.fullmatch(each.get("command", "")):
            raise Refusal(refusals.COMMAND_NAME)
        if not 1 <= len(each.get("description", "")) <= MAX_DESCRIPTION_CHARACTERS:
            raise Refusal(refusals.COMMAND_WORDS)
    state.commands[build_audience_key(state, call)] = commands
    state.show()
    return True


async def set_my_description(state: State, call: Call) -> bool:
    """Keep what an empty chat says of the bot in one language; without a language, in all others."""
    description = call.get("description", "")
    if len(description) > MAX_BOT_DESCRIPTION_CHARACTERS:
        raise Refusal(refusals.DESCRIPTION_TOO_LONG)
    state.descriptions[call.get("language_code", "")] = description
    state.show()
    return True


async def get_my_commands(state: State, call: Call) -> list[Json]:
    """Return the list of commands of one scope and language."""
    return state.commands.get(build_audience_key(state, call), [])


async def delete_my_commands(state: State, call: Call) -> bool:
    """Delete the list of commands of one scope and language."""
    state.commands.pop(build_audience_key(state, call), None)
    state.show()
    return True


def build_audience_key(state: State, call: Call) -> str:
    """Return scope and language of a list of commands as one key; a chat that is named must be known."""
    scope = call.get("scope", {"type": "default"})
    if "chat_id" in scope:
        find_known_chat(state, Call({"chat_id": str(scope["chat_id"])}))
    return build_key(scope.get("type"), scope.get("chat_id"), scope.get("user_id"), call.get("language_code"))


def build_key(kind: str, chat: int | None, user: int | None, language: str | None) -> str:
    """Return the key of a list."""
    return ":".join(str(part or "") for part in (kind, chat, user, language))


def find_offered(state: State, chat: Chat, user: int) -> list[Json]:
    """Return what somebody is offered in a chat: the narrowest scope that has a list, in their language or in none."""
    for scope in list_scopes(chat, user):
        for language in (state.people[user].language_code, None):
            if commands := state.commands.get(build_key(*scope, language)):
                return commands
    return []


def list_scopes(chat: Chat, user: int) -> list[tuple[str, int | None, int | None]]:
    """Return the scopes of somebody in a chat, as Telegram documents them, the narrowest first."""
    if chat.type == "private":
        return [("chat", chat.id, None), ("all_private_chats", None, None), ("default", None, None)]
    is_admin = chat.find_status(user) in ADMINS
    return [
        ("chat_member", chat.id, user),
        *([("chat_administrators", chat.id, None)] if is_admin else []),
        ("chat", chat.id, None),
        *([("all_chat_administrators", None, None)] if is_admin else []),
        ("all_group_chats", None, None),
        ("default", None, None),
    ]
