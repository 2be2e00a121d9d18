"""aiogram's way to Telegram: what our ears hear with, and answer taps with."""

from math import ceil
from typing import Any, Protocol

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetUpdates, TelegramMethod


class Plea(Protocol):
    """What Telegram has asked of all who speak."""

    def held(self) -> float:
        """Give the seconds for which it wants silence."""

    def hold(self, seconds: float) -> None:
        """Take note that it wants silence for so long."""


def open_ears(token: str, api: str, plea: Plea | None = None) -> Bot:
    """Give a bot with this token, at the Bot API of this address; its `session` is to be closed."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    if plea is not None:
        session.middleware(_Heeding(plea))
    return Bot(token, session)


class _Heeding(BaseRequestMiddleware):
    """Has what the ears say obey Telegram's plea for silence (429), and the mouth obey one that they meet."""

    def __init__(self, plea: Plea) -> None:
        self.plea = plea

    async def __call__(self, make_request: Any, bot: Bot, method: TelegramMethod[Any]) -> Any:
        """Make a request unless silence is wanted. To ask for updates says nothing, and has its own pause."""
        if isinstance(method, GetUpdates):
            return await make_request(bot, method)
        if held := self.plea.held():
            raise TelegramRetryAfter(method, "silence was asked for before", ceil(held))
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as refusal:
            self.plea.hold(refusal.retry_after)
            raise
