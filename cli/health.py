"""What the running program tells this machine: its health and its metrics."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from aiohttp import web

from cli import metrics
from cli.settings import Settings
from cli.wiring import App
from mentoring.errors import BinomeError
from storage.engine.database import UNAVAILABLE

ANSWER_SECONDS = 10.0
LATE = timedelta(minutes=5)
"""A message that is due may wait so long while none leaves; so may the heartbeat, which beats each minute."""


class AddressTaken(BinomeError):
    """The program cannot listen at BINOME_HEALTH: another one does, or this machine has no such address."""


def site(app: App) -> web.Application:
    """Return the pages: /healthz (200, or 503 with reasons) and /metrics."""
    answers = web.Application()

    async def healthz(_request: web.Request) -> web.Response:
        reasons = await unwell(app)
        return web.json_response({"well": not reasons, "reasons": reasons}, status=503 if reasons else 200)

    async def figures(_request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                found = metrics.text(await metrics.look(app, count=True))
        except UNAVAILABLE:
            return web.Response(status=503, text="database: cannot be reached")
        return web.Response(body=found, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    answers.add_routes([web.get("/healthz", healthz), web.get("/metrics", figures)])
    return answers


SILENT = "speaker: messages are due and none leaves"
REASONS: tuple[tuple[Callable[[metrics.Look], bool], str], ...] = (
    # Of a process that only listens, or stands by, nobody expects that it speaks.
    (lambda it: _speaks(it) and it.oldest_due > LATE and it.app.mouth.silent_for() > LATE, SILENT),
    (lambda it: it.heartbeat > LATE, "heartbeat: none for five minutes"),
    (lambda it: not it.staff_bound, "staff group: none is bound, or it was lost; cards wait"),
)


def _speaks(found: metrics.Look) -> bool:
    return found.app.speaker.started.is_set()


async def unwell(app: App) -> list[str]:
    """Give what is wrong, a sentence each; nothing when all is well."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            found = await metrics.look(app)
    except UNAVAILABLE:
        return ["database: cannot be reached"]
    return [words for is_so, words in REASONS if is_so(found)]


@asynccontextmanager
async def told(settings: Settings, app: App) -> AsyncIterator[None]:
    """Serve the pages while the program runs, where the settings say."""
    if settings.health is None:
        yield
        return
    runner = web.AppRunner(site(app), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *settings.health).start()
        except OSError as error:
            raise AddressTaken(f"({error.strerror})") from None
        yield
    finally:
        await runner.cleanup()
