"""A Bot API that says OK to everything and counts what was said to whom; it outlives every process that calls it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

TOKEN = "1:" + "A" * 35
SECRET = "one-secret-for-all-listeners"
ME = {"id": 1, "is_bot": True, "first_name": "Binôme", "username": "binome_bot"}

DATE = 1_795_000_000


@dataclass(slots=True)
class FakeTelegram:
    """What was said, and a way to say something to the bot."""

    seconds: float
    sent: "Counter[int]" = field(default_factory=Counter)
    """Chat -> messages that arrived there."""
    webhook: dict[str, Any] = field(default_factory=dict)
    polls: int = 0
    polling: int = 0
    most_polling: int = 0
    address: str = ""

    async def answer(self, method: str, fields: dict[str, Any]) -> web.Response:
        """Answer a call of the bot's."""
        result: Any = True
        if method == "getme":
            result = ME
        elif method == "setwebhook":
            self.webhook = fields
        elif method == "getupdates":
            result = await self._poll()
        elif method == "sendmessage":
            result = await self._take_call(int(str(fields["chat_id"])))
        return web.json_response({"ok": True, "result": result})

    async def _take_call(self, chat: int) -> dict[str, Any]:
        await asyncio.sleep(self.seconds)
        self.sent[chat] += 1
        return {"message_id": self.sent.total(), "date": DATE, "chat": {"id": chat, "type": "private"}}

    async def _poll(self) -> list[Any]:
        self.polls += 1
        self.polling += 1
        self.most_polling = max(self.most_polling, self.polling)
        await asyncio.sleep(0.05)
        self.polling -= 1
        return []


@asynccontextmanager
async def serve_telegram(seconds: float = 0.0) -> AsyncIterator[FakeTelegram]:
    """Serve a Bot API that needs so many seconds for each message."""
    found = FakeTelegram(seconds)
    async with serve(found.answer) as found.address:
        yield found


@asynccontextmanager
async def serve(answer: Callable[[str, dict[str, Any]], Awaitable[web.Response]]) -> AsyncIterator[str]:
    """Serve every method of a Bot API at a free port, by its lower-case name and its fields; return the address."""

    async def handle_call(request: web.Request) -> web.Response:
        try:
            fields = dict(await request.post())
        except ConnectionResetError:  # the caller was killed before it had asked
            return web.Response()
        return await answer(request.match_info["method"].lower(), fields)

    app = web.Application()
    app.router.add_post("/bot{token:[^/]+}/{method}", handle_call)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def build_text_update(chat: int, update_id: int, text: str = "/start") -> dict[str, Any]:
    """Return the update of somebody who types a command in private."""
    user = {"id": chat, "is_bot": False, "first_name": "Inès", "language_code": "fr"}
    message = {"message_id": update_id, "date": 1_795_000_000, "chat": {"id": chat, "type": "private"}, "from": user}
    command = {"type": "bot_command", "offset": 0, "length": len(text)}
    return {"update_id": update_id, "message": message | {"text": text, "entities": [command]}}


async def call_webhook(http: ClientSession, address: str, update: Any, secret: str = SECRET) -> int:
    """Call a webhook as Telegram does; return the status of its answer."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with http.post(address, json=update, headers=headers) as response:
        return response.status
