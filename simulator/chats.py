"""What the simulator remembers: people, chats and their messages."""

from dataclasses import dataclass, field
from typing import Any, Literal, Self

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]

PRESENT = frozenset({"creator", "administrator", "member"})
ADMINS = frozenset({"creator", "administrator"})
GENERAL_TOPIC = 1  # of every forum; Telegram neither says this id nor takes it
MAX_KEPT_MESSAGES = 300  # a chat forgets its oldest messages beyond this, so that a page stays quick


@dataclass
class Person:
    """Somebody with a Telegram account; `started` and `blocked` tell how they stand with the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str = "fr"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass
class Message:
    """One message as everybody in its chat sees it; `date` and `edit_date` are Unix seconds of the programme clock."""

    message_id: int
    date: int
    sender: int
    text: str = ""
    html: str = ""
    entities: list[Json] = field(default_factory=list)
    keyboard: list[list[Json]] = field(default_factory=list)
    kind: str = "text"
    media: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    edit_date: int | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    anonymous: bool = False
    protected: bool = False


@dataclass
class Chat:
    """A private chat (its id is the person's), a plain group or a supergroup; members by user id, the bot included."""

    id: int
    type: ChatType
    title: str = ""
    is_forum: bool = False
    upgraded_to: int | None = None
    last_message_id: int = 0
    members: dict[int, str] = field(default_factory=dict)
    threads: list[int] = field(default_factory=list)
    closed_threads: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)

    def find_status(self, user: int) -> str:
        """Return the user's status here, `left` for somebody who never came."""
        return self.members.get(user, "left")

    def has_member(self, user: int) -> bool:
        """Return whether the user is in the chat now."""
        return self.find_status(user) in PRESENT

    def keep(self, message: Message) -> None:
        """Add a message and forget the oldest beyond the limit."""
        self.messages[message.message_id] = message
        while len(self.messages) > MAX_KEPT_MESSAGES:
            del self.messages[next(iter(self.messages))]

    def dump(self) -> Json:
        """Return the chat as JSON values: its own lists and dicts, to be written at once and not changed."""
        return vars(self) | {"messages": [vars(message) for message in self.messages.values()]}

    @classmethod
    def restore(cls, saved: Json) -> Self:
        """Return the chat again, from what `dump` gave and JSON carried."""
        members = {int(user): status for user, status in saved["members"].items()}
        messages = {each["message_id"]: Message(**each) for each in saved["messages"]}
        return cls(**saved | {"members": members, "messages": messages})
