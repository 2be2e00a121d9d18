"""Taking people out of groups: banned and let in again, or refused with Telegram's reasons."""

from simulator import groups, refusals
from simulator.chats import ADMINS, Chat
from simulator.lookups import find_known_chat
from simulator.message_parts import Call
from simulator.refusals import Refusal
from simulator.state import State


async def ban_chat_member(state: State, call: Call) -> bool:
    """Put somebody out of a group; a plain group keeps nobody from coming back."""
    chat, user = find_known_chat(state, call), call.get("user_id")
    if chat.type == "private":
        raise Refusal(refusals.NO_BAN_IN_PRIVATE)
    check_user(state, user)
    check_may_restrict(state, chat)
    check_may_be_put_out(chat, user)
    groups.set_member(state, chat, user, "kicked" if chat.type == "supergroup" else "left", state.bot)
    return True


async def unban_chat_member(state: State, call: Call) -> bool:
    """Let somebody come back to a supergroup; without `only_if_banned` a member is put out by it."""
    chat, user = find_known_chat(state, call), call.get("user_id")
    if chat.type != "supergroup":
        raise Refusal(refusals.SUPERGROUP_ONLY)
    check_user(state, user)
    if call.get("only_if_banned", False) and chat.find_status(user) != "kicked":
        return True
    check_may_restrict(state, chat)
    check_may_be_put_out(chat, user)
    groups.set_member(state, chat, user, "left", state.bot)
    return True


def check_user(state: State, user: int) -> None:
    """Refuse somebody whom Telegram does not know."""
    if user not in state.people:
        raise Refusal(refusals.USER_NOT_FOUND)


def check_may_restrict(state: State, chat: Chat) -> None:
    """Refuse a bot that is no administrator."""
    if chat.find_status(state.bot.id) not in ADMINS:
        raise Refusal(refusals.NOT_ENOUGH_RIGHTS if chat.type == "supergroup" else refusals.NOT_THE_INVITER)


def check_may_be_put_out(chat: Chat, user: int) -> None:
    """Refuse to put out who made the group or is an administrator, and who is in no plain group."""
    status, is_super = chat.find_status(user), chat.type == "supergroup"
    if status == "creator":
        raise Refusal(refusals.OWNER_STAYS)
    if status == "administrator":
        raise Refusal(refusals.ADMIN_STAYS if is_super else refusals.ADMIN_OF_GROUP_STAYS)
    if not is_super and not chat.has_member(user):
        raise Refusal(refusals.NOT_PARTICIPANT)
