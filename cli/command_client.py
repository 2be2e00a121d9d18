"""Doing a command that needs the database: by the running program where one holds it, else here.

Little is imported until the database must be opened here: the running program has it all loaded.
"""

import json
import re
import secrets
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from cli import process_roles
from cli.command_protocol import (
    HOST,
    PROOF,
    ROUTE,
    STAMP,
    Answer,
    compute_answer_proof,
    compute_request_proof,
    find_port_file,
    is_same,
)
from cli.settings import Settings
from mentoring.errors import BinomeError
from storage.crypto.vault import Vault
from storage.engine.clock import read_real_time

PATIENCE_SECONDS = 30.0
MAX_ANSWER_BYTES = 16 * 2**20


class NoAnswer(BinomeError):
    """No running program answered."""


class CommandRefused(BinomeError):
    """The running program could not do it."""


class ProgramNotReached(BinomeError):
    """The database cannot be opened. If a program has it: it did not answer, restart it with the same key file."""


async def ask_or_open(
    settings: Settings, key: bytes, name: str, *, patience_seconds: float = PATIENCE_SECONDS, **arguments: Any
) -> Answer:
    """Return what came of a command: the running program is asked, and the database opened when nobody answers."""
    if process_roles.is_shared(settings):
        return await _run_here(settings, key, name, arguments)
    try:
        return await ask(settings, key, name, arguments, patience_seconds)
    except NoAnswer:
        pass
    from cli.database import DatabaseNotReached

    try:
        return await _run_here(settings, key, name, arguments)
    except DatabaseNotReached as error:
        raise ProgramNotReached(*error.args) from None


async def ask(settings: Settings, key: bytes, name: str, arguments: dict[str, Any], patience_seconds: float) -> Answer:
    """Return the running program's answer; raise `NoAnswer` without a proven one."""
    vault, path, body = Vault(key), ROUTE + name, json.dumps(arguments).encode()
    stamp = f"{read_real_time().timestamp():.0f} {secrets.token_hex(16)}"
    asked = compute_request_proof(vault, path, body, stamp)
    address = f"http://{HOST}:{_read_port(settings)}{path}"
    given, said = await _post(address, body, {STAMP: stamp, PROOF: asked}, patience_seconds)
    if not is_same(given, compute_answer_proof(vault, asked, said)):
        raise NoAnswer
    answer = json.loads(said)
    if "problem" in answer:
        raise CommandRefused(f"({answer['problem']})")
    return Answer(answer["lines"], answer["status"], answer["found"])


def _read_port(settings: Settings) -> int:
    try:
        written = find_port_file(settings).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise NoAnswer from None
    if not re.fullmatch("[0-9]{1,5}\n", written) or not 0 < int(written) < 65536:
        raise NoAnswer
    return int(written)


async def _post(address: str, body: bytes, headers: dict[str, str], patience_seconds: float) -> tuple[str, bytes]:
    """Return the proof and the body of an answer. Whoever gives it may be a stranger at a port that was ours once."""
    timeout = ClientTimeout(total=patience_seconds)
    try:
        async with (
            ClientSession(timeout=timeout, headers=headers, auto_decompress=False) as http,
            http.post(address, data=body, allow_redirects=False) as response,
        ):
            if not 0 < (response.content_length or 0) <= MAX_ANSWER_BYTES:
                raise NoAnswer
            return response.headers.get(PROOF, ""), await response.read()
    except (ClientError, OSError, ValueError):
        raise NoAnswer from None


async def _run_here(settings: Settings, key: bytes, name: str, arguments: dict[str, Any]) -> Answer:
    from cli import database_commands, open_database

    async with open_database.open_for_command(settings, key) as database:
        return await database_commands.run_command(database, name, **arguments)
