"""Telegram's own calls over HTTP: an update is answered with 200 only once its effect is committed."""

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Update
from aiohttp import web

from bot.transport.polling import MAX_UPDATES_PER_TRANSACTION, Poller
from mentoring.errors import BinomeError
from storage.engine.database import is_unavailable

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BODY_BYTES = 1_000_000
"""Bytes. An update is a few thousand; files never come with it."""
READ_SECONDS = 10
SHUTDOWN_SECONDS = 10


class CannotListen(BinomeError):
    """The webhook cannot be served at the address in BINOME_LISTEN: is it taken, or another machine's?"""


@dataclass(slots=True)
class Webhook:
    """One address that Telegram calls, by POST and with the secret; everything else is refused without effect."""

    poller: Poller
    path: str
    secret: str
    host: str
    port: int
    _pending_calls: list[tuple[Update, "asyncio.Future[Exception | None]"]] = field(default_factory=list)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Answer for ever."""
        app = web.Application(client_max_size=MAX_BODY_BYTES)
        app.router.add_route("*", self.path, self.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        hearing = asyncio.create_task(self._process_forever())
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            await asyncio.shield(hearing)  # what is being heard at a stop is heard to its end
        except OSError as error:
            raise CannotListen(f"({self.host}:{self.port}: {error.strerror})") from None
        finally:
            await runner.cleanup()
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call."""
        if request.method != "POST":
            raise web.HTTPNotFound
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self.secret.encode()):
            log.warning("webhook_refused")
            raise web.HTTPUnauthorized
        raw = await _read_body(request)
        self.poller.connection.note_answer(self.poller.processor.inbox.clock.real_now(), 1)
        update = self.poller.parse_update(raw["update_id"], raw)
        processor = self.poller.processor
        if processor.unavailable_notice.is_due:  # what came before may keep this one waiting
            await processor.unavailable_notice.tell(processor.bot, [update])
        heard: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        self._pending_calls.append((update, heard))
        self._arrived.set()
        if await heard is not None:
            raise web.HTTPServiceUnavailable  # Telegram will call again
        return web.Response()

    async def _process_forever(self) -> None:
        """Hear what has arrived, in order; what arrives meanwhile is heard together afterwards."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while some := self._pending_calls[:MAX_UPDATES_PER_TRANSACTION]:
                del self._pending_calls[: len(some)]
                error = await self._process([update for update, _ in some])
                for _, heard in some:
                    if not heard.done():  # who called may have hung up
                        heard.set_result(error)

    async def _process(self, some: list[Update]) -> Exception | None:
        try:
            await self.poller.processor.process(some)
        except Exception as error:
            if is_unavailable(error):
                log.warning("storage_unavailable", extra={"problem": type(error).__name__})
            else:
                log.exception("not_heard")
            return error
        return None


async def _read_body(request: web.Request) -> dict[str, Any]:
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
