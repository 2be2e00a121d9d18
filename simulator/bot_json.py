"""Users, chats, members and messages as the Bot API writes them."""

from simulator.chats import ADMINS, Chat, Json, Message, Person
from simulator.state import State

ANONYMOUS_ADMIN = 1087968824  # @GroupAnonymousBot, the sender of every message of an anonymous admin
INACCESSIBLE_DATE = 0  # the date of a message that the bot can no longer see

RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
USUAL_RIGHTS = ("can_manage_chat", "can_delete_messages", "can_restrict_members")
"""What Telegram ticks beforehand for somebody who is made an administrator, as far as it matters here."""
NO_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def build_user(state: State, user: int) -> Json:
    """Return a User: a person, the bot, or the stand-in of anonymous admins."""
    if user == ANONYMOUS_ADMIN:
        return {"id": user, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    person = state.bot if user == state.bot.id else state.people[user]
    written: Json = {"id": user, "is_bot": user == state.bot.id, "first_name": person.first_name}
    if person.username:
        written["username"] = person.username
    if user != state.bot.id:
        written["language_code"] = person.language_code
    return written


def build_bot(state: State) -> Json:
    """Return the bot as getMe gives it."""
    abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business")
    written = build_user(state, state.bot.id) | dict.fromkeys(abilities, False)
    return written | {"can_join_groups": True, "has_main_web_app": False}


def build_chat(state: State, chat: Chat) -> Json:
    """Return a Chat."""
    if chat.type != "private":
        written: Json = {"id": chat.id, "type": chat.type, "title": chat.title}
        return written | {"is_forum": True} if chat.is_forum else written
    names = {name: value for name, value in build_user(state, chat.id).items() if name in ("first_name", "username")}
    return {"id": chat.id, "type": "private"} | names


def build_full_chat(state: State, chat: Chat) -> Json:
    """Return a ChatFullInfo."""
    gifts = dict.fromkeys(NO_GIFTS, False)
    return build_chat(state, chat) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def build_member(state: State, chat: Chat, user: int) -> Json:
    """Return a ChatMember."""
    status = chat.find_status(user)
    written: Json = {"user": build_user(state, user), "status": status}
    if status == "administrator":
        written |= dict.fromkeys(RIGHTS, False) | dict.fromkeys(USUAL_RIGHTS, True)
    if status == "creator":
        written["is_anonymous"] = False
    if status == "kicked":
        written["until_date"] = 0
    return written


def build_admins(state: State, chat: Chat) -> list[Json]:
    """Return the administrators of a group, the creator among them; bots are left out, as with Telegram."""
    admins = [user for user, status in chat.members.items() if status in ADMINS and user != state.bot.id]
    return [build_member(state, chat, user) for user in admins]


def build_message(state: State, chat: Chat, message: Message, *, nested: bool = False) -> Json:
    """Return a Message; nested in another one it does not say what it replies to."""
    written: Json = {"message_id": message.message_id, "date": message.date, "chat": build_chat(state, chat)}
    written["from"] = build_user(state, message.sender)
    if message.anonymous:
        written |= {"from": build_user(state, ANONYMOUS_ADMIN), "sender_chat": build_chat(state, chat)}
    if message.thread_id and chat.is_forum:
        written |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    elif message.reply_to and chat.type == "supergroup":  # an answer has a thread without being in a topic
        written["message_thread_id"] = message.reply_to
    if message.edit_date:
        written["edit_date"] = message.edit_date
    if message.protected:
        written["has_protected_content"] = True
    if message.keyboard:
        written["reply_markup"] = {"inline_keyboard": message.keyboard}
    if not nested and (replied := chat.messages.get(message.reply_to or 0)):
        written["reply_to_message"] = build_message(state, chat, replied, nested=True)
    return written | build_content(message)


def build_content(message: Message) -> Json:
    """Return the words or the medium of a message, or what happened."""
    if message.service:
        return message.service
    words, entities = ("text", "entities") if message.kind == "text" else ("caption", "caption_entities")
    written: Json = dict(message.media)
    if message.text:
        written[words] = message.text
    if message.entities:
        written[entities] = message.entities
    return written


def build_inaccessible(state: State, chat: Chat, message_id: int) -> Json:
    """Return a message that is too old or deleted, as it comes with a tap on it."""
    return {"message_id": message_id, "date": INACCESSIBLE_DATE, "chat": build_chat(state, chat)}


def build_new_status(state: State, chat: Chat, by: Person, old: Json, user: int) -> Json:
    """Return a ChatMemberUpdated: what the user's standing was and what it is now."""
    new = build_member(state, chat, user)
    about = {"chat": build_chat(state, chat), "from": build_user(state, by.id), "date": state.read_unix_seconds()}
    return about | {"old_chat_member": old, "new_chat_member": new}
