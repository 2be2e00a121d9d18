"""aiogram's way to Telegram: how updates are fetched and taps are answered."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetUpdates, TelegramMethod


@dataclass(frozen=True, slots=True)
class SharedPause:
    """Telegram's retry-after, shared by both libraries; in seconds."""

    read_remaining: Callable[[], float]
    begin: Callable[[float], None]


def open_client(token: str, api: str, shared_pause: SharedPause | None = None) -> Bot:
    """Return a bot with this token, at the Bot API of this address; its `session` is to be closed."""
    session = _Session(api=TelegramAPIServer.from_base(api))
    if shared_pause is not None:
        session.middleware(_RespectRetryAfter(shared_pause))
    return Bot(token, session)


class _Session(AiohttpSession):
    """aiogram's session, which ends as soon as its connections have."""

    async def close(self) -> None:
        """Close the connections; aiohttp waits for their ends, which aiogram guesses to take 0.25 s."""
        if self._session is not None:
            await self._session.close()


class _RespectRetryAfter(BaseRequestMiddleware):
    """Has both the client and the sender obey a 429 that either of them meets."""

    def __init__(self, shared_pause: SharedPause) -> None:
        self.shared_pause = shared_pause

    async def __call__(self, make_request: Any, bot: Bot, method: TelegramMethod[Any]) -> Any:
        """Make a request unless silence is wanted. A call for updates says nothing, and has a pause of its own."""
        if isinstance(method, GetUpdates):
            return await make_request(bot, method)
        if held := self.shared_pause.read_remaining():
            raise TelegramRetryAfter(method, "silence was asked for before", ceil(held))
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as refusal:
            self.shared_pause.begin(refusal.retry_after)
            raise
