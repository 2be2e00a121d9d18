"""A bare aiogram bot with one handler that answers at once: what ours is compared with. Imports nothing else."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiogram import Bot, Dispatcher


def poll(api: str, token: str) -> None:
    """Ask for ever what there is to hear."""
    asyncio.run(_poll(api, token))


def serve(api: str, token: str, secret: str, port: int) -> None:
    """Be called for ever, as aiogram's own server for webhooks is."""
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler
    from aiohttp import web

    bot, dispatcher = _build_bot(api, token)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=secret).register(app, path="/telegram")
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


async def _poll(api: str, token: str) -> None:
    bot, dispatcher = _build_bot(api, token)
    await dispatcher.start_polling(bot, handle_signals=False, polling_timeout=1)


def _build_bot(api: str, token: str) -> "tuple[Bot, Dispatcher]":
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    async def trivial(message: Message) -> None:
        await message.answer("OK")

    dispatcher = Dispatcher()
    dispatcher.message.register(trivial)
    return Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(api))), dispatcher
