"""People who write to the bot through a Bot API that takes the time of its answers."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import monotonic
from typing import Any

from benchmarks.fake_telegram import build_text_update
from benchmarks.strict_telegram import StrictTelegram

TIMEOUT_SECONDS = 60.0
SendUpdate = Callable[[dict[str, Any]], None]
"""Brings an update to the bot."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long people waited for the answer, in milliseconds, and how many of them had one."""

    sent: int
    waited: list[float]
    seconds: float

    def __str__(self) -> str:
        cut = quantiles(self.waited, n=100)
        return f"{len(self.waited)} of {self.sent} answered: median {cut[49]:.0f} ms, p99 {cut[98]:.0f} ms"


async def measure_waits(
    telegram: StrictTelegram, send_update: SendUpdate, chats: Sequence[int], per_second: float, text: str = "/privacy"
) -> Waits:
    """Let each chat write once, so many a second (all at once: 0); return how long they waited for the first answer."""
    asked, began = {}, monotonic()
    for place, chat in enumerate(chats):
        if per_second:
            await asyncio.sleep(max(0.0, began + place / per_second - monotonic()))
        asked[chat] = monotonic()
        send_update(build_text_update(chat, telegram.count_next_update(), text))
    until = monotonic() + TIMEOUT_SECONDS
    while asked.keys() - telegram.heard_at.keys() and monotonic() < until:  # noqa: ASYNC110 - another program answers
        await asyncio.sleep(0.01)
    answered = [chat for chat in asked if chat in telegram.heard_at]
    last = max((telegram.heard_at[chat] for chat in answered), default=began)
    return Waits(len(asked), [1000 * (telegram.heard_at[chat] - asked[chat]) for chat in answered], last - began)
