"""What a running program holds open, and closes in the end: the database, both libraries, the worker process."""

import os
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot as ListeningBot
from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Bot as SendingBot

from bot.transport.client import SharedPause, open_client
from cli import database
from cli.settings import Settings
from cli.worker_process import Worker
from scheduler.delivery.aiohttp_request import AiohttpRequest
from scheduler.delivery.rate_limiter import RateLimiter, RateLimits
from scheduler.delivery.transport import MAX_IN_FLIGHT

# python-telegram-bot then gives `retry_after` as a timedelta, as all its later versions will.
os.environ.setdefault("PTB_TIMEDELTA", "1")


@dataclass(frozen=True, slots=True)
class Connections:
    """The database, Telegram by both libraries, which share one rate limiter, and the process that computes."""

    engine: AsyncEngine
    executor: Executor
    client: ListeningBot
    sending_bot: SendingBot
    rate_limiter: RateLimiter


@asynccontextmanager
async def open_connections(
    settings: Settings, limits: RateLimits, worker_process: Executor | None = None
) -> AsyncIterator[Connections]:
    """Open all of them and close them at the end, the last opened first; a worker process that was given stays."""
    async with AsyncExitStack() as stack:
        engine = await database.open_database(settings)
        stack.push_async_callback(engine.dispose)
        executor = worker_process or Worker()
        if worker_process is None:
            stack.callback(executor.shutdown, wait=False, cancel_futures=True)
        rate_limiter, request = RateLimiter(limits), AiohttpRequest(MAX_IN_FLIGHT)
        stack.push_async_callback(request.shutdown)
        pause = SharedPause(rate_limiter.compute_pause_seconds, rate_limiter.pause_for)
        client = open_client(settings.token, settings.api, pause)
        stack.push_async_callback(client.session.close)
        yield Connections(engine, executor, client, _build_sending_bot(settings, request), rate_limiter)


def _build_sending_bot(settings: Settings, request: AiohttpRequest) -> SendingBot:
    # The sending bot never listens; unless told otherwise it would make an httpx request, certificates and all, for it.
    return SendingBot(settings.token, base_url=f"{settings.api}/bot", request=request, get_updates_request=request)
