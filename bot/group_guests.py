"""Whom an update shows in a group: who came, who was added, who wrote or tapped there."""

from collections.abc import Iterator

from aiogram.types import Message, Update, User

from mentoring.team_contexts import GuestAct
from use_cases.team.group_guests import Guest

PRESENT_STATUSES = ("creator", "administrator", "member", "restricted")
MAX_NAME_CHARACTERS = 64
"""What Telegram allows for each of the two names."""


def list_guests(update: Update, own_id: int) -> list[Guest]:
    """Return the accounts that an update shows in its group, the bot itself left out."""
    seen = {user.id: Guest(user.id, _name(user), act) for user, act in _list_users(update) if user.id != own_id}
    return list(seen.values())


def _list_users(update: Update) -> Iterator[tuple[User, GuestAct]]:
    if update.chat_member and update.chat_member.new_chat_member.status in PRESENT_STATUSES:
        yield update.chat_member.new_chat_member.user, "came"
    if update.callback_query:
        yield update.callback_query.from_user, "wrote"
    if message := update.message or update.edited_message:
        yield from _list_of_message(message)


def _list_of_message(message: Message) -> Iterator[tuple[User, GuestAct]]:
    """Yield the writer, where there is one: an anonymous administrator, and a service message, have none."""
    if message.new_chat_members:
        yield from ((user, "came") for user in message.new_chat_members)
    elif (writer := message.from_user) and not (writer.is_bot or message.sender_chat or message.left_chat_member):
        yield writer, "wrote"


def _name(user: User) -> str:
    names = (user.first_name[:MAX_NAME_CHARACTERS], (user.last_name or "")[:MAX_NAME_CHARACTERS])
    account = f" (@{user.username[:MAX_NAME_CHARACTERS]})" if user.username else ""
    return " ".join(filter(None, names)) + account
