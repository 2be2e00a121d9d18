"""Telegram's limits of speed: off until somebody sets them."""

import math
from collections import deque
from datetime import datetime, timedelta

from simulator.chats import Json
from simulator.refusals import TOO_MANY, Refusal

WINDOWS = {"overall_per_s": 1, "chat_per_s": 1, "group_per_min": 60}  # each limit and the seconds it looks back


class SpeedLimits:
    """How many messages may be sent or edited in a time; `set` tells the most for each of WINDOWS."""

    def __init__(self, maximum_of: dict[str, int] | None = None) -> None:
        self.maximum_of: dict[str, int] = maximum_of or {}
        self.sent: dict[tuple[str, str], deque[datetime]] = {}

    def check(self, method: str, fields: Json, now: datetime) -> None:
        """Count a call that writes; refuse it, uncounted, when any limit is reached."""
        if not method.startswith(("send", "edit")) or method == "sendChatAction":
            return
        keys = [(name, key) for name, key in list_limits_of(str(fields.get("chat_id", ""))) if name in self.maximum_of]
        waits = [self.compute_wait_seconds(name, key, now) for name, key in keys]
        if retry_after := max(waits, default=0):
            raise Refusal(TOO_MANY, retry_after=retry_after)
        for name, key in keys:
            self.sent[name, key].append(now)

    def compute_wait_seconds(self, name: str, key: str, now: datetime) -> int:
        """Return the whole seconds until one more fits, 0 when it fits now."""
        sent = self.sent.setdefault((name, key), deque())
        window = timedelta(seconds=WINDOWS[name])
        while sent and sent[0] <= now - window:
            sent.popleft()
        if len(sent) < self.maximum_of[name]:
            return 0
        return max(1, math.ceil((sent[0] + window - now).total_seconds()))


def list_limits_of(chat: str) -> list[tuple[str, str]]:
    """Return the limits that a message to this chat counts against, with what is counted apart."""
    in_chat = ("group_per_min", chat) if chat.startswith("-") else ("chat_per_s", chat)
    return [("overall_per_s", ""), in_chat]
