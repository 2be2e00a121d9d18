"""Albums: Telegram sends six pictures as six messages, and people send them as one.

In memory alone and bounded: a restart in the middle of an album gives it one more answer.
"""

from collections import OrderedDict
from dataclasses import dataclass, field

from aiogram.types import Message

MAX_ALBUMS = 1_000


@dataclass(slots=True)
class Albums:
    """The last albums that arrived, each with the message that is answered for all of it."""

    _answered: OrderedDict[str, int] = field(default_factory=OrderedDict)

    def is_rest(self, message: Message) -> bool:
        """Return whether a message belongs to an album of which another one is answered.

        The same message again is the same one: an update may be heard twice.
        """
        if message.media_group_id is None:
            return False
        first = self._answered.setdefault(message.media_group_id, message.message_id)
        while len(self._answered) > MAX_ALBUMS:
            self._answered.popitem(last=False)
        return first != message.message_id
