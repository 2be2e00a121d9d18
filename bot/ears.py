"""aiogram's way to Telegram: what our ears hear with."""

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


def open_ears(token: str, api: str) -> Bot:
    """Give a bot with this token, at the Bot API of this address; its `session` is to be closed."""
    return Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(api)))
