"""A program that is told to stop ends, whatever it was doing."""

import asyncio
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, ClientSession

from benchmarks.role_processes import find_free_port
from tests.patience import PATIENCE_SECONDS
from tests.programs import obey_signals

PROGRAM = """
import asyncio, sys
from sqlalchemy import text
from storage.engine.database import connect

async def look():
    kept = await connect(sys.argv[1]).connect()
    await kept.execute(text("SELECT 1"))
    return kept

kept = asyncio.run(look())
"""
ROOT = Path(__file__).parents[3]


def test_a_database_that_is_left_open_keeps_no_program(tmp_path: Path) -> None:
    """Who forgets a connection, or is stopped before it is closed, ends all the same."""
    command = [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path}/a.sqlite3"]
    subprocess.run(command, timeout=PATIENCE_SECONDS, check=True, cwd=ROOT)


async def test_a_push_of_time_that_waits_holds_up_no_stop(tmp_path: Path) -> None:
    """Somebody pushes time on while Telegram refuses everything, and presses Ctrl-C: the program ends."""
    given = {
        "BINOME_DATABASE": f"sqlite:///{tmp_path}/binome.sqlite3",
        "BINOME_KEY_FILE": f"{tmp_path}/key",
        "BINOME_LISTEN": f"127.0.0.1:{find_free_port()}",
    }
    command = [sys.executable, "-m", "cli.main"]
    how: dict[str, Any] = {"stdout": PIPE, "preexec_fn": obey_signals}
    program = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=os.environ | given, **how)
    try:
        async with ClientSession(await _address(program)) as http:
            pushing = await _push_in_vain(http)
            program.send_signal(signal.SIGINT)
            async with asyncio.timeout(PATIENCE_SECONDS):
                assert await program.wait() == 0
            await asyncio.gather(pushing, return_exceptions=True)
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()


async def _address(program: Process) -> str:
    assert program.stdout is not None
    async for line in program.stdout:
        if line.startswith(b"Open"):
            return line.decode().split()[1].partition("#")[0]
    raise AssertionError("the program ended before it said where its page is")


async def _push_in_vain(http: ClientSession) -> "asyncio.Task[ClientResponse]":
    """Have something to say that never leaves, then push time on, which waits for it."""
    await http.post("/sim/fault", json={"method": "sendMessage", "status": 502, "times": 1000})
    async with http.post("/sim/people", json={"first_name": "Inès", "language_code": "fr"}) as response:
        who = (await response.json())["id"]
    await http.post("/sim/send", json={"chat": who, "user": who, "text": "/start"})
    async with asyncio.timeout(PATIENCE_SECONDS):
        while "sendMessage" not in await (await http.get("/sim/log")).text():  # noqa: ASYNC110 - another program's log
            await asyncio.sleep(0.05)
    pushing = asyncio.create_task(http.post("/sim/push", json={"hours": 1}))
    await asyncio.wait({pushing}, timeout=1)
    assert not pushing.done()
    return pushing
