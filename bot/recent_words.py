"""What people wrote in the last two minutes, to be read together with what they write now: « je veux », « mourir ».

In memory alone and bounded: nothing of it is ever stored, and a restart forgets it.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

READ_TOGETHER_FOR = timedelta(minutes=2)
MAX_CHATS = 2_000
MAX_MESSAGES = 6
MAX_CHARACTERS = 200
"""Of each message, the last ones: what is cut in two is short."""


@dataclass(frozen=True, slots=True)
class Written:
    """One message: its number in the chat, when it was written, what it says."""

    number: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was last written in a chat, about one thing."""

    about: str
    messages: tuple[Written, ...] = ()


@dataclass(slots=True)
class RecentWords:
    """The last words of those who wrote last, by chat."""

    _chats: OrderedDict[int, Conversation] = field(default_factory=OrderedDict)

    def add(self, chat: int, about: str, written: Written) -> str:
        """Keep a message; return what was written before it, within two minutes, in the same conversation.

        The same message again changes nothing: an update may be heard twice.
        """
        self._forget_old(written.at)
        before = self._chats.pop(chat, Conversation(about))
        kept = [one for one in before.messages if before.about == about and one.number != written.number]
        kept.append(Written(written.number, written.at, written.text[-MAX_CHARACTERS:]))
        self._chats[chat] = Conversation(about, tuple(kept[-MAX_MESSAGES:]))
        while len(self._chats) > MAX_CHATS:
            self._chats.popitem(last=False)
        earlier = (one for one in kept if one.number < written.number)
        return " ".join(one.text for one in earlier if written.at - one.at <= READ_TOGETHER_FOR)

    def _forget_old(self, at: datetime) -> None:
        """Forget the chats, from the oldest on, in which nobody has written for two minutes."""
        while self._chats:
            chat, conversation = next(iter(self._chats.items()))
            if at - conversation.messages[-1].at <= READ_TOGETHER_FOR:
                return
            del self._chats[chat]
