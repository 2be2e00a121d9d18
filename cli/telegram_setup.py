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

from bot.router import show_commands
from bot.transport.polling import HEARD
from cli.settings import Settings
from mentoring.errors import BinomeError, TokenRefused

log = logging.getLogger(__name__)

MOST_CALLS = 40
"""Calls of the webhook that Telegram makes at the same time, of different chats."""
LONGEST_PAUSE = 30.0


class WebhookRefused(BinomeError):
    """Telegram refuses the address in BINOME_WEBHOOK."""


async def greet(ears: Bot, settings: Settings, *, listens: bool) -> str:
    """Give our username, once Telegram answers; whoever listens says how."""
    pause = 0.5
    while True:
        try:
            me = await ears.get_me()
            if listens:
                await _listen(ears, settings)
                await show_commands(ears, settings.programme.languages)
            return me.username or ""
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TokenRefused from None
        except (TelegramAPIError, ClientDecodeError, UnicodeDecodeError) as error:
            log.warning("telegram_unreachable", extra={"problem": type(error).__name__})
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)


async def _listen(ears: Bot, settings: Settings) -> None:
    if not settings.webhook:
        await ears.delete_webhook()
        return
    try:
        await ears.set_webhook(
            settings.webhook, secret_token=settings.secret, allowed_updates=HEARD, max_connections=MOST_CALLS
        )
    except TelegramBadRequest as refusal:
        raise WebhookRefused(f"({refusal.message})") from None
