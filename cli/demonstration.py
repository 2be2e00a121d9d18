"""Without a token: the simulator and the bot in one process, the page served before the heavy imports."""

import asyncio
import dataclasses
import importlib
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from cli import opening
from cli.settings import Settings
from simulator import Simulator

log = logging.getLogger(__name__)

TOKEN = "1:simulator"
PORTS_TRIED = 50
BEAT_SECONDS = 1.0


async def run(settings: Settings, key: bytes) -> int:
    """Serve the page, then start the bot behind it, until stopped."""
    state = Path("data") / f"simulator-{await opening.installation(settings)}.json"
    simulator = Simulator(state, token=TOKEN)
    runner = web.AppRunner(simulator.app(), access_log=None)
    await runner.setup()
    try:
        port = await _serve(runner, settings.host, settings.port)
        address = f"http://{settings.host}:{port}"
        print(f"Open {address} in a browser. Stop with Ctrl-C.", flush=True)
        # Imported in a thread: the page answers meanwhile.
        wiring = await asyncio.to_thread(importlib.import_module, "cli.wiring")
        await _bot(wiring, dataclasses.replace(settings, token=TOKEN, api=address), key, simulator)
    finally:
        await simulator.close()
        await runner.cleanup()
    return 0


async def _bot(wiring: Any, settings: Settings, key: bytes, simulator: Simulator) -> None:
    clock = wiring.Clock(offset=lambda: simulator.offset)
    async with wiring.opened(settings, key, clock, limits=wiring.NO_LIMITS, heartbeat_seconds=BEAT_SECONDS) as app:

        async def push(by: timedelta) -> None:
            await app.heartbeat.push(by, lambda offset: setattr(simulator, "offset", offset))

        simulator.on_push = push
        if app.head_code:
            print(f"To become the first head coordinator, send the bot: /start {app.head_code}", flush=True)
        await app.run()


async def _serve(runner: web.AppRunner, host: str, port: int) -> int:
    """Listen on the port, or on the next that is free."""
    for tried in range(port, port + PORTS_TRIED):
        try:
            await web.TCPSite(runner, host, tried).start()
        except OSError:
            log.info("port_taken", extra={"port": tried})
        else:
            return tried
    raise opening.NoFreePort(f"({host}, {port} to {port + PORTS_TRIED - 1})")
