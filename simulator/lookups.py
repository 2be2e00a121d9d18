"""What the bot asks: who it is, chats and members."""

from simulator import refusals
from simulator.bot_json import build_admins, build_bot, build_full_chat, build_member
from simulator.chats import Chat, Json
from simulator.message_parts import Call, check_group, find_chat
from simulator.refusals import Refusal
from simulator.state import State


async def get_me(state: State, call: Call) -> Json:
    """Return the bot itself."""
    return build_bot(state)


async def get_chat(state: State, call: Call) -> Json:
    """Return a chat that the bot knows."""
    return build_full_chat(state, find_known_chat(state, call))


async def get_chat_member(state: State, call: Call) -> Json:
    """Return somebody's standing in a chat."""
    chat, user = find_known_chat(state, call), call.get("user_id")
    if user not in state.people and user != state.bot.id:
        raise Refusal(refusals.USER_NOT_FOUND)
    return build_member(state, chat, user)


async def get_chat_administrators(state: State, call: Call) -> list[Json]:
    """Return the administrators of a group."""
    chat = find_known_chat(state, call)
    if chat.type == "private":
        raise Refusal(refusals.NO_ADMINS_IN_PRIVATE)
    return build_admins(state, chat)


def find_known_chat(state: State, call: Call) -> Chat:
    """Return the chat of a call, if the bot has ever met it and is still there."""
    chat = find_chat(state, call)
    if chat.type != "private":
        check_group(state, chat)
    elif not state.people[chat.id].started:
        raise Refusal(refusals.CHAT_NOT_FOUND)
    return chat
