"""Commands at the running program: it holds the SQLite file, and does for whoever has the key what needs it."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from cli import backups, database_commands, process_roles
from cli.command_protocol import (
    HOST,
    PROOF,
    ROUTE,
    STAMP,
    compute_answer_proof,
    compute_request_proof,
    find_port_file,
    is_same,
)
from cli.open_database import OpenDatabase
from mentoring.errors import BinomeError
from storage.crypto.vault import Vault
from storage.engine.clock import read_real_time
from storage.engine.database import UNAVAILABLE

log = logging.getLogger(__name__)

FRESH_SECONDS = 60
"""Command and program read the same clock: what is older was kept by somebody."""
MAX_BODY_BYTES = 64 * 2**10
LAST_SECONDS = 10.0
"""A command that is under way at the end has so long."""


class CannotListen(BinomeError):
    """The program cannot listen for commands on this machine, or not write its port beside the database."""


@dataclass(slots=True)
class Gate:
    """Lets through what proves the key, each request once."""

    vault: Vault
    _used: dict[str, float] = field(default_factory=dict)

    def may_pass(self, path: str, body: bytes, stamp: str, given: str) -> bool:
        """Return whether a request comes from a holder of the key, now, and for the first time."""
        if not is_same(given, compute_request_proof(self.vault, path, body, stamp)):
            return False
        now = read_real_time().timestamp()
        self._used = {proof: at for proof, at in self._used.items() if abs(now - at) <= FRESH_SECONDS}
        at = float(stamp.partition(" ")[0])
        if given in self._used or abs(now - at) > FRESH_SECONDS:
            return False
        self._used[given] = at
        return True


def build_site(database: OpenDatabase) -> web.Application:
    """Return the one route; a refused request gets an empty answer, whatever it asked for."""
    vault = Vault(database.key)
    gate = Gate(vault)

    async def handle_command(request: web.Request) -> web.Response:
        body, asked = await request.read(), request.headers.get(PROOF, "")
        if not gate.may_pass(request.raw_path, body, request.headers.get(STAMP, ""), asked):
            return web.Response(status=403)
        said = json.dumps(await _run_command(database, request.match_info["name"], body)).encode()
        return web.Response(body=said, headers={PROOF: compute_answer_proof(vault, asked, said)})

    answers = web.Application(client_max_size=MAX_BODY_BYTES)
    answers.router.add_post(ROUTE + "{name}", handle_command)
    return answers


async def _run_command(database: OpenDatabase, name: str, body: bytes) -> dict[str, Any]:
    try:
        return asdict(await database_commands.run_command(database, name, **json.loads(body)))
    except BinomeError as error:
        return {"problem": str(error)}
    except UNAVAILABLE:
        return {"problem": "database: cannot be reached"}
    except Exception:
        log.exception("command_failed", extra={"command": name})
        return {"problem": "a fault of the program, its log says where"}


@asynccontextmanager
async def serve_commands(database: OpenDatabase) -> AsyncIterator[None]:
    """Answer commands while the program runs; on PostgreSQL nobody has to ask."""
    if process_roles.is_shared(database.settings):
        yield
        return
    runner = web.AppRunner(build_site(database), access_log=None, shutdown_timeout=LAST_SECONDS)
    file = find_port_file(database.settings)
    await runner.setup()
    try:
        await _listen(runner, file)
        yield
    finally:
        file.unlink(missing_ok=True)
        await runner.cleanup()


async def _listen(runner: web.AppRunner, file: Path) -> None:
    """Take a free port and name it in the file, in which a killed program may have left another."""
    try:
        await web.TCPSite(runner, HOST, 0).start()
        backups.write(file, iter([f"{runner.addresses[0][1]}\n".encode()]))
    except OSError as error:
        raise CannotListen(f"({error.strerror})") from None
