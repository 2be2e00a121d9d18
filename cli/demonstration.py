"""Without a token: the simulator and the bot in one process, the page served before the heavy imports."""

import asyncio
import dataclasses
import importlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

import documents
from cli import database, startup, story
from cli.settings import Settings
from mentoring.programme import Programme
from simulator import Simulator
from texts.formats import get_language_name

log = logging.getLogger(__name__)

TOKEN = "1:simulator"
MAX_PORTS_TRIED = 50
BEAT_SECONDS = 1.0
FONTS = Path(documents.__file__).parent / "fonts"
SHUTDOWN_SECONDS = 1.0
"""A push of time that is under way at the end waits for a bot that is no longer there."""
FIRST_HOUR, LAST_HOUR = 9, 18


async def run(settings: Settings, key: bytes) -> int:
    """Serve the page, then start the bot behind it, until stopped."""
    entry = await database.read_entry(settings, key)
    # Named after the installation: it lives and dies with the database that it was used with.
    state_file = settings.key_file.parent / f"simulator-{entry.installation}.sqlite3"
    simulator = Simulator(
        state_file,
        token=TOKEN,
        story=story.read(settings.programme, entry.head_code),
        languages=name_languages(settings.programme),
        fonts=FONTS,
    )
    if not simulator.state.people:
        simulator.offset = _compute_first_offset(simulator.now(), ZoneInfo(settings.programme.zone))
    runner = web.AppRunner(simulator.build_app(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        port = await _serve(runner, settings.host, settings.port)
        address = f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{port}"
        # The page passes the code on, so that its coordinator is the first head.
        print(
            f"Open {address}/{f'#start={entry.head_code}' if entry.head_code else ''} in a browser. Stop with Ctrl-C.",
            flush=True,
        )
        # Imported in a thread: the page answers meanwhile.
        with startup.pause_garbage_collection():
            await asyncio.to_thread(importlib.import_module, "cli.wiring")
        await _run_bot(dataclasses.replace(settings, token=TOKEN, api=address), key, simulator)
    finally:
        await simulator.close()
        await runner.cleanup()
    return 0


async def _run_bot(settings: Settings, key: bytes, simulator: Simulator) -> None:
    from cli import command_server, health, wiring
    from cli.open_database import OpenDatabase
    from storage.engine.clock import Clock

    clock = Clock(offset=lambda: simulator.offset)
    timing = wiring.Timing(limits=wiring.NO_LIMITS, heartbeat_seconds=BEAT_SECONDS)
    async with (
        wiring.open_app(settings, key, clock, timing=timing) as app,
        health.serve(settings, app),
        command_server.serve_commands(OpenDatabase(settings, key, app.sessions, app.runner.nightly_backup)),
    ):
        with connect_simulator(simulator, app):
            await app.run()


@contextmanager
def connect_simulator(simulator: Simulator, app: Any) -> Iterator[None]:
    """Let the page push the running bot's time and look behind its scenes."""
    from cli import activity_feed  # inside: it loads most of storage, and the page is served first

    async def push_time(by: timedelta) -> None:
        await app.heartbeat.push_time(by, lambda offset: setattr(simulator, "offset", offset))

    simulator.on_push = push_time
    with activity_feed.open_feed(app.sessions, app.clock) as behind:
        simulator.set_activity_feed(behind.read_lines)
        yield


def name_languages(programme: Programme) -> dict[str, str]:
    """Return the programme's languages with their own names, for the page."""
    return {language: get_language_name(language) for language in programme.languages}


def _compute_first_offset(now: datetime, zone: ZoneInfo) -> timedelta:
    """Return how far the clock is put on: a visit at night, in quiet hours only, begins in the next morning."""
    local = now.astimezone(zone)
    if FIRST_HOUR <= local.hour < LAST_HOUR:
        return timedelta()
    morning = local.replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
    return morning + timedelta(days=local.hour >= LAST_HOUR) - local


async def _serve(runner: web.AppRunner, host: str, port: int) -> int:
    """Listen on the port, or on the next that is free."""
    for tried in range(port, port + MAX_PORTS_TRIED):
        try:
            await web.TCPSite(runner, host, tried).start()
        except OSError:
            log.info("port_taken", extra={"port": tried})
        else:
            return tried
    raise database.NoFreePort(f"({host}, {port} to {port + MAX_PORTS_TRIED - 1})")
