"""What the running program tells this machine: its health and its metrics."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from aiohttp import web

from bot.transport.connection_status import MAX_UNHEARD
from cli import metrics
from cli.settings import Settings
from cli.wiring import App
from mentoring.errors import BinomeError
from storage.engine.database import UNAVAILABLE

ANSWER_SECONDS = 10.0
MAX_LATENESS = timedelta(minutes=5)
"""A message that is due may wait so long while none leaves; so may the heartbeat, which beats each minute."""
MAX_ALERT_LATENESS = timedelta(minutes=5)
"""An alert goes before all else: it has no round of reminders to wait for, whatever else leaves meanwhile."""
MAX_UNPOLLED = timedelta(minutes=3)
"""Telegram answers whoever polls after 25 seconds at the latest, and half a minute is the longest pause: five tries."""
MAX_UNPROVEN_WEBHOOK = timedelta(minutes=10)
"""Telegram calls only when somebody writes: by night the line is proven by asking about it, each two minutes."""


class AddressTaken(BinomeError):
    """The program cannot listen at BINOME_HEALTH: another one does, or this machine has no such address."""


def build_site(app: App) -> web.Application:
    """Return the pages: /healthz (200, or 503 with reasons) and /metrics."""
    answers = web.Application()

    async def answer_health(_request: web.Request) -> web.Response:
        reasons = await list_reasons(app)
        return web.json_response({"well": not reasons, "reasons": reasons}, status=503 if reasons else 200)

    async def answer_metrics(_request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                found = metrics.render(await metrics.read_state(app, count=True))
        except UNAVAILABLE:
            return web.Response(status=503, text="database: cannot be reached")
        return web.Response(body=found, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    answers.add_routes([web.get("/healthz", answer_health), web.get("/metrics", answer_metrics)])
    return answers


SILENT_REASON = "speaker: messages are due and none leaves"
Reason = str | Callable[[metrics.ProgramState], str]
REASONS: tuple[tuple[Callable[[metrics.ProgramState], bool], Reason], ...] = (
    # Of a process that only listens, or stands by, nobody expects that it speaks.
    (
        lambda it: (
            _is_sender_running(it)
            and it.oldest_due > MAX_LATENESS
            and it.app.sender.transport.compute_time_since_success() > MAX_LATENESS
        ),
        SILENT_REASON,
    ),
    (
        lambda it: _is_sender_running(it) and it.oldest_alert > MAX_ALERT_LATENESS,
        "speaker: an alert is due and has not left for five minutes",
    ),
    (
        lambda it: it.contested_since is not None,
        lambda it: f"listener: hears nothing since {_format_since(it)}, or not all: somebody else polls this token",
    ),
    (
        lambda it: it.contested_since is None and it.unanswered_for > _find_max_unanswered(it),
        lambda it: f"listener: hears nothing since {_format_since(it)}, Telegram does not answer whoever listens",
    ),
    (lambda it: it.unheard_for > MAX_UNHEARD, "listener: no update for a fortnight"),
    (lambda it: it.heartbeat > MAX_LATENESS, "heartbeat: none for five minutes"),
    (lambda it: not it.has_team, "team: nobody is in it, so people read that nobody can answer them"),
    (
        lambda it: it.has_team and not it.has_head,
        "head coordinator: nobody heads the programme, `binome head --code` names one",
    ),
    (lambda it: not it.is_staff_bound, "staff group: none is bound, or it was lost; cards wait"),
)


def _is_sender_running(found: metrics.ProgramState) -> bool:
    return found.app.runner.started.is_set()


def _find_max_unanswered(found: metrics.ProgramState) -> timedelta:
    return MAX_UNPROVEN_WEBHOOK if found.app.poller.connection.webhook else MAX_UNPOLLED


def _format_since(found: metrics.ProgramState) -> str:
    moment = found.contested_since or found.app.poller.connection.answered_at
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "the start"


async def list_reasons(app: App) -> list[str]:
    """Return what is wrong, a sentence each; nothing when all is well."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            found = await metrics.read_state(app)
    except UNAVAILABLE:
        return ["database: cannot be reached"]
    return [words if isinstance(words, str) else words(found) for is_so, words in REASONS if is_so(found)]


@asynccontextmanager
async def serve(settings: Settings, app: App) -> AsyncIterator[None]:
    """Serve the pages while the program runs, where the settings say."""
    if settings.health is None:
        yield
        return
    runner = web.AppRunner(build_site(app), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *settings.health).start()
        except OSError as error:
            raise AddressTaken(f"({error.strerror})") from None
        yield
    finally:
        await runner.cleanup()
