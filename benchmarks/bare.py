"""A bare aiogram bot with one handler that answers at once: what ours is compared with. Imports nothing else."""

import asyncio


def answer(api: str, token: str) -> None:
    """Poll for ever."""
    asyncio.run(_poll(api, token))


async def _poll(api: str, token: str) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    async def trivial(message: Message) -> None:
        await message.answer("OK")

    dispatcher = Dispatcher()
    dispatcher.message.register(trivial)
    bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(api)))
    await dispatcher.start_polling(bot, handle_signals=False, polling_timeout=1)
