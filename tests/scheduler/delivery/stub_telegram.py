"""Telegram as the harness meets it, without a network: its answers are laid ready, and its calls are remembered."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

TOKEN = "1:" + "A" * 35
Refusal = tuple[int, str, dict[str, Any]]
"""A status, what Telegram says, and its parameters."""


def build_refusal(status: int, words: str, **parameters: Any) -> Refusal:
    """Return an answer that says no."""
    return status, words, parameters


TOO_MANY = build_refusal(429, "Too Many Requests: retry after 30", retry_after=30)
BLOCKED = build_refusal(403, "Forbidden: bot was blocked by the user")
BAD_GATEWAY = build_refusal(502, "Bad Gateway")


@dataclass(frozen=True, slots=True)
class Call:
    """A request that Telegram got."""

    method: str
    parameters: dict[str, str]

    @property
    def chat(self) -> int:
        """Return where it went."""
        return int(self.parameters["chat_id"])


class StubTelegram(BaseRequest):
    """Takes every request, and answers in the order in which answers were laid ready; after them always yes."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: deque[Refusal | TelegramError] = deque()
        self.answering = asyncio.Event()
        """Cleared, it keeps everybody waiting."""
        self.answering.set()
        self.on_call: Callable[[], Awaitable[None]] | None = None
        self._called = asyncio.Condition()
        self._numbers = count(1)

    @property
    def bot(self) -> Bot:
        """Return a bot that speaks to it."""
        return Bot(TOKEN, request=self, get_updates_request=self)

    @property
    def methods(self) -> list[str]:
        """Return what was called, in order."""
        return [call.method for call in self.calls]

    @property
    def read_timeout(self) -> float:
        """Return how many seconds an answer may take."""
        return 1.0

    async def initialize(self) -> None:
        """There is no line to open."""

    async def shutdown(self) -> None:
        """There is no line to close."""

    async def wait_for_calls(self, number: int) -> None:
        """Return once so many requests have come."""
        async with self._called:
            await self._called.wait_for(lambda: len(self.calls) >= number)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Remember a request; answer it."""
        call = Call(url.rpartition("/")[2], request_data.json_parameters if request_data else {})
        async with self._called:
            self.calls.append(call)
            self._called.notify_all()
        answer = self.answers.popleft() if self.answers else None
        if self.on_call is not None:
            await self.on_call()
        await self.answering.wait()
        if isinstance(answer, TelegramError):
            raise answer
        if answer is not None:
            status, words, parameters = answer
            said = {"ok": False, "error_code": status, "description": words, "parameters": parameters}
            return status, json.dumps(said).encode()
        return 200, json.dumps({"ok": True, "result": self._accept(call)}).encode()

    def _accept(self, call: Call) -> dict[str, Any] | bool:
        if call.method == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "Binôme"}
        if not call.method.startswith("send"):
            return True
        return {"message_id": next(self._numbers), "date": 0, "chat": {"id": call.chat, "type": "private"}}
