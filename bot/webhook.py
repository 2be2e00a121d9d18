"""Telegram's own calls over HTTP: an update is answered with 200 only once its effect is committed."""

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.types import Update
from aiohttp import web

from bot.listener import Listener
from mentoring.errors import BinomeError
from storage.database import is_unavailable

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 1_000_000
"""Bytes. An update is a few thousand; files never come with it."""
READ_SECONDS = 10
MOST_AT_ONCE = 8
"""Updates treated at the same time: more would only wait for a connection to the database."""
LAST_SECONDS = 10


class CannotListen(BinomeError):
    """The webhook cannot be served at the address in BINOME_LISTEN: is it taken, or another machine's?"""


@dataclass(slots=True)
class Webhook:
    """One address that Telegram calls, by POST and with the secret; everything else is refused without effect."""

    listener: Listener
    path: str
    secret: str
    host: str
    port: int
    _chats: "WeakValueDictionary[int, asyncio.Lock]" = field(default_factory=WeakValueDictionary)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    async def run(self) -> None:
        """Answer for ever."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", self.path, self.heard)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            await asyncio.Event().wait()
        except OSError as error:
            raise CannotListen(f"({self.host}:{self.port}: {error.strerror})") from None
        finally:
            await runner.cleanup()

    async def heard(self, request: web.Request) -> web.Response:
        """Answer one call."""
        if request.method != "POST":
            raise web.HTTPNotFound
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self.secret.encode()):
            log.warning("webhook_refused")
            raise web.HTTPUnauthorized
        update = self.listener.read(await _body(request))
        if update is not None:
            await self._in_turn(update)
        return web.Response()

    async def _in_turn(self, update: Update) -> None:
        """Take an update after those of its chat that came before it."""
        chat = UserContextMiddleware.resolve_event_context(update).chat
        turn = self._chats.setdefault(chat.id if chat else 0, asyncio.Lock())
        async with turn, self._room:
            try:
                await self.listener.take(update)
            except Exception as error:
                if not is_unavailable(error):
                    raise
                log.warning("storage_unavailable", extra={"problem": type(error).__name__})
                raise web.HTTPServiceUnavailable from None  # Telegram will call again


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        async with asyncio.timeout(READ_SECONDS):
            raw = json.loads(await request.read())
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
        raise web.HTTPBadRequest
    return raw
