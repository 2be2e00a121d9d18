"""The first words with Telegram: who we are there, and how we want to hear."""

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramUnauthorizedError,
)

from bot.router import show_commands, show_description
from bot.transport.polling import ALLOWED_UPDATES
from cli.settings import Settings
from mentoring.errors import BinomeError, TokenRefused
from texts import Texts

log = logging.getLogger(__name__)

MAX_CONNECTIONS = 40
"""Calls of the webhook that Telegram makes at the same time, of different chats."""
MAX_PAUSE_SECONDS = 30.0


class WebhookRefused(BinomeError):
    """Telegram refuses the address in BINOME_WEBHOOK."""


async def register(client: Bot, settings: Settings, texts: Texts, *, receives_updates: bool) -> str:
    """Return our username, once Telegram answers; whoever listens says how."""
    pause = 0.5
    while True:
        try:
            me = await client.get_me()
            if receives_updates:
                await _set_webhook(client, settings)
                await show_commands(client, settings.programme.languages)
                await show_description(client, texts, settings.programme.languages)
            return me.username or ""
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TokenRefused from None
        except (TelegramAPIError, ClientDecodeError, UnicodeDecodeError) as error:
            log.warning("telegram_unreachable", extra={"problem": type(error).__name__})
            await asyncio.sleep(pause)
            pause = min(MAX_PAUSE_SECONDS, pause * 2)


async def _set_webhook(client: Bot, settings: Settings) -> None:
    if not settings.webhook:
        await client.delete_webhook()
        return
    try:
        await client.set_webhook(
            settings.webhook,
            secret_token=settings.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MAX_CONNECTIONS,
        )
    except TelegramBadRequest as refusal:
        raise WebhookRefused(f"({refusal.message})") from None
