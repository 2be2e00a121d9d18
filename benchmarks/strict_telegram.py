"""A Bot API that counts what arrives, enforces Telegram's limits, and can be told to refuse; it outlives the bot."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Any

from aiohttp import web

from benchmarks.fake_telegram import DATE, ME, serve

COUNTED_METHODS = ("sendmessage", "editmessagetext")
MAX_POLL_SECONDS = 1.0
IN_TRANSIT_SECONDS = 0.1
"""Seconds in which a request may still arrive that left before the refusal of another was known."""


@dataclass(frozen=True, slots=True)
class TelegramLimits:
    """What Telegram allows, its clock running `speed` times as fast as ours."""

    speed: float = 1.0
    overall: int = 30
    group: int = 20

    @property
    def second_length(self) -> float:
        """Return how long a second of Telegram's lasts here."""
        return 1 / self.speed


@dataclass(slots=True)
class StrictTelegram:
    """What arrived, what was refused, and a way to say something to the bot."""

    rules: TelegramLimits | None
    latency: float = 0.0
    sent: "Counter[int]" = field(default_factory=Counter)
    """Chat -> messages that arrived there, redrawings not counted."""
    refused: "Counter[str]" = field(default_factory=Counter)
    first_at: float = 0.0
    last_at: float = 0.0
    address: str = ""
    shows: Callable[[int, int, str], None] = lambda chat, message, markup: None
    """Is told the buttons of each message."""
    hears: Callable[[int, str], None] = lambda chat, text: None
    """Is told the words of each new message."""
    closed_until: float = 0.0
    told_at: float = inf
    too_early: int = 0
    """Requests before a deadline that a 429 had set."""
    heard_at: dict[int, float] = field(default_factory=dict)
    """Chat -> when the first answer after `say` arrived."""
    _times: deque[float] = field(default_factory=deque)
    _chats: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _last_update: int = 0
    _updates: list[dict[str, Any]] = field(default_factory=list)
    _has_update: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def count_total(self) -> int:
        """Return how many messages arrived."""
        return self.sent.total()

    def queue_update(self, update: dict[str, Any]) -> None:
        """Let the bot hear something at its next call."""
        self._updates.append(update)
        self._has_update.set()

    def count_next_update(self) -> int:
        """Return the number of the next update."""
        self._last_update += 1
        return self._last_update

    def close(self, seconds: float) -> None:
        """Refuse everything for some seconds, as Telegram does now and then."""
        self.closed_until, self.told_at = monotonic() + seconds, inf

    async def answer(self, method: str, fields: dict[str, Any]) -> web.Response:
        """Answer a call of the bot's."""
        if method == "getupdates":
            return _build_ok(await self._poll(int(str(fields.get("offset") or 0))))
        if method in COUNTED_METHODS:
            return await self._take_call(method, fields)
        return _build_ok(ME if method == "getme" else True)

    async def _take_call(self, method: str, fields: dict[str, Any]) -> web.Response:
        chat = int(str(fields["chat_id"]))
        await asyncio.sleep(self.latency / 2)
        now = monotonic()
        if now < self.closed_until:
            self.too_early += now > self.told_at + IN_TRANSIT_SECONDS
            self.told_at = min(self.told_at, now)
            return self._build_refusal("closed", self.closed_until - now)
        if broken := self.find_broken_rule(chat, now):
            return self._build_refusal(broken, self.rules.second_length if self.rules else 0)
        self.first_at, self.last_at = self.first_at or now, now
        self.sent[chat] += method == "sendmessage"
        self.heard_at.setdefault(chat, now)
        if method == "sendmessage":
            self.hears(chat, str(fields.get("text") or ""))
        message = self.count_total if method == "sendmessage" else int(str(fields["message_id"]))
        self.shows(chat, message, str(fields.get("reply_markup") or ""))
        await asyncio.sleep(self.latency / 2)
        return _build_ok({"message_id": message, "date": DATE, "chat": {"id": chat, "type": "private"}})

    def find_broken_rule(self, chat: int, now: float) -> str:
        """Return the rule that one more message breaks; when none, it is counted."""
        if self.rules is None:
            return ""
        second, group = self.rules.second_length, self._groups[chat] if chat < 0 else deque[float]()
        for times, window in ((self._times, second), (group, 60 * second)):
            while times and times[0] <= now - window:
                times.popleft()
        if len(self._times) >= self.rules.overall:
            return "overall"
        if len(group) >= self.rules.group:
            return "group"
        if chat > 0 and now - self._chats.get(chat, -second) < second:
            return "chat"
        self._times.append(now)
        group.append(now)
        self._chats[chat] = now
        return ""

    def _build_refusal(self, why: str, seconds: float) -> web.Response:
        self.refused[why] += 1
        after = {"retry_after": max(1, round(seconds + 0.5))}
        said = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": after}
        return web.json_response(said, status=429)

    async def _poll(self, offset: int) -> list[dict[str, Any]]:
        self._updates = [one for one in self._updates if one["update_id"] >= offset]
        if not self._updates:
            self._has_update.clear()
            try:
                async with asyncio.timeout(MAX_POLL_SECONDS):
                    await self._has_update.wait()
            except TimeoutError:
                return []
        return self._updates[:100]


def _build_ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def serve_strict(rules: TelegramLimits | None = None, latency: float = 0.0) -> AsyncIterator[StrictTelegram]:
    """Serve such a Bot API; without rules it only counts."""
    found = StrictTelegram(rules, latency)
    async with serve(found.answer) as found.address:
        yield found
