"""The queue of updates that waits for the bot, with Telegram's rules of confirmation."""

from dataclasses import asdict, dataclass, field
from typing import Self

from simulator.chats import Json

# `chat_member` must be asked for by name, as with Telegram.
DEFAULT_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
MAX_OFFSET_AHEAD = (
    10  # an offset further beyond the newest id than this is from another series of ids: it confirms nothing
)


@dataclass
class WaitingUpdate:
    """One update and whether a poller was given it; what nobody was given cannot be confirmed."""

    update: Json
    given: bool = False


@dataclass
class Updates:
    """Updates in order, the last id used, and the kinds that the bot asked for last."""

    last_id: int = 0
    allowed: list[str] = field(default_factory=list)
    waiting_updates: list[WaitingUpdate] = field(default_factory=list)

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update; return its id, or None when the bot does not listen to this kind."""
        if kind not in (self.allowed or DEFAULT_UPDATES):
            return None
        return self.inject({kind: content})

    def inject(self, update: Json) -> int:
        """Queue a raw update; one without an id gets the next, one with a higher id makes the series jump."""
        update_id: int = update.get("update_id", self.last_id + 1)
        self.last_id = max(self.last_id, update_id)
        self.waiting_updates.append(WaitingUpdate({"update_id": update_id, **update}))
        return update_id

    def confirm(self, offset: int) -> None:
        """Forget what the bot has confirmed; a negative offset keeps only that many of the newest."""
        if offset < 0:
            self.waiting_updates = self.waiting_updates[offset:]
        elif offset <= self.last_id + MAX_OFFSET_AHEAD:
            self.waiting_updates = [
                each for each in self.waiting_updates if not each.given or each.update["update_id"] >= offset
            ]

    def list_oldest(self, limit: int) -> list[Json]:
        """Return the oldest updates, which stay until they are confirmed."""
        taken = self.waiting_updates[:limit]
        for each in taken:
            each.given = True
        return [each.update for each in taken]

    def dump(self) -> Json:
        """Return the queue as plain JSON values."""
        waiting = [asdict(each) for each in self.waiting_updates]
        return {"last_id": self.last_id, "allowed": self.allowed, "waiting": waiting}

    @classmethod
    def restore(cls, saved: Json) -> Self:
        """Return the queue again, from what `dump` returned."""
        return cls(saved["last_id"], saved["allowed"], [WaitingUpdate(**each) for each in saved["waiting"]])
