"""What happens to groups: made, joined, left, turned into supergroups."""

from simulator.bot_json import build_member, build_new_status, build_user
from simulator.chats import ADMINS, PRESENT, Chat, ChatType, Json, Message, Person
from simulator.people import Misuse, post
from simulator.state import State

TOPICS = ("open", "closed", "deleted")
STATUSES = ("member", "administrator", "left", "kicked")


def make(state: State, title: str, kind: ChatType, people: list[Person], admins: list[Person]) -> Chat:
    """Make a group of these people; its first administrator (or first member) made it."""
    if not (everybody := admins + people):
        raise Misuse("a group needs somebody in it")
    if kind not in ("group", "supergroup"):
        raise Misuse("a group is of type group or supergroup")
    chat = state.add_group(kind, title)
    statuses = {person.id: "member" for person in people} | {person.id: "administrator" for person in admins}
    chat.members = statuses | {everybody[0].id: "creator"}
    made: Json = {"supergroup_chat_created": True} if kind == "supergroup" else {"group_chat_created": True}
    post_service_message(state, chat, everybody[0].id, made)
    return chat


def set_member(state: State, chat: Chat, user: int, status: str, by: Person | None = None) -> None:
    """Let somebody, perhaps the bot, come, leave or get another role; the bot is told, and so is the group."""
    if chat.type == "private" or status not in STATUSES or chat.upgraded_to:
        raise Misuse(f"only in groups, and to one of {', '.join(STATUSES)}")
    actor = by or find_actor(state, chat, user)
    old, was_here = build_member(state, chat, user), chat.has_member(user)
    comes, goes = status in PRESENT and not was_here, was_here and status not in PRESENT
    if goes:
        post_service_message(
            state, chat, actor.id, {"left_chat_member": build_user(state, user)}, is_seen=user != state.bot.id
        )
    chat.members[user] = status
    kind = "my_chat_member" if user == state.bot.id else "chat_member"
    state.updates.add(kind, build_new_status(state, chat, actor, old, user))
    if comes:
        post_service_message(state, chat, actor.id, {"new_chat_members": [build_user(state, user)]})
    state.show(chat)


def find_actor(state: State, chat: Chat, user: int) -> Person:
    """Return who did it: an administrator, or else anybody, the person themselves at last."""
    present = [member for member in chat.members if member in state.people and chat.has_member(member)]
    admins = [member for member in present if chat.find_status(member) in ADMINS]
    for candidate in (*admins, *present, user):
        if candidate in state.people:
            return state.people[candidate]
    raise Misuse("nobody is in this group")


def upgrade(state: State, group: Chat, *, new_first: bool = False) -> Chat:
    """Make a plain group a supergroup with a new id; the two messages that tell it come in either order."""
    if group.type != "group" or group.upgraded_to:
        raise Misuse("only a plain group becomes a supergroup, once")
    actor = find_actor(state, group, 0)
    chat = state.add_group("supergroup", group.title)
    chat.members = dict(group.members)
    tidings: list[tuple[Chat, Json]] = [
        (group, {"migrate_to_chat_id": chat.id}),
        (chat, {"migrate_from_chat_id": group.id}),
    ]
    for where, what in reversed(tidings) if new_first else tidings:
        post_service_message(state, where, actor.id, what, anonymous=where is chat)  # the new group speaks for itself
    group.upgraded_to = chat.id
    state.show(group, chat)
    return chat


def set_forum(state: State, chat: Chat, *, is_forum: bool) -> None:
    """Switch topics on or off in a supergroup."""
    if chat.type != "supergroup":
        raise Misuse("only a supergroup has topics")
    chat.is_forum = is_forum
    state.show(chat)


def set_topic(state: State, chat: Chat, topic: int, topic_state: str) -> None:
    """Open a topic, close it to all but administrators, or delete it with all that was written in it."""
    if not chat.is_forum or topic_state not in TOPICS or (topic not in chat.threads and topic_state != "open"):
        raise Misuse(f"only topics of a forum, and to one of {', '.join(TOPICS)}")
    chat.threads = [each for each in chat.threads if each != topic] + [topic] * (topic_state != "deleted")
    chat.closed_threads = [each for each in chat.closed_threads if each != topic] + [topic] * (topic_state == "closed")
    if topic_state == "deleted":
        chat.messages = {number: each for number, each in chat.messages.items() if each.thread_id != topic}
    state.show(chat)


def post_service_message(
    state: State, chat: Chat, actor: int, what: Json, *, is_seen: bool = True, anonymous: bool = False
) -> None:
    """Post a service message: something happened in the group."""
    number = state.take_message_id(chat)
    message = Message(number, state.read_unix_seconds(), actor, kind="service", service=what, anonymous=anonymous)
    if is_seen and chat.has_member(state.bot.id):
        post(state, chat, message)
        return
    chat.keep(message)
    state.show(chat)
