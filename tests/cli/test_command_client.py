"""A command that needs the database asks the running program, whom it knows by the key, and else opens the file."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from cli import command_protocol, command_server, database, open_database
from cli.command_client import (
    MAX_ANSWER_BYTES,
    PATIENCE_SECONDS,
    CommandRefused,
    NoAnswer,
    ProgramNotReached,
    ask,
    ask_or_open,
)
from cli.settings import Settings, read
from tests.cli.test_backup_now import free_port

KEY = bytes(range(32))
MOST_PIECES = 64
"""Of a million bytes each: so many are never sent to somebody who does not read."""
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@pytest.fixture
async def given(tmp_path: Path) -> Settings:
    """Return the settings of an installation whose SQLite database was used with its key."""
    found = read({"BINOME_DATABASE": f"sqlite:///{tmp_path}/b.sqlite3", "BINOME_KEY_FILE": f"{tmp_path}/b.key"})
    await database.read_entry(found, KEY)
    return found


async def test_asked_or_opened_the_answer_is_the_same(given: Settings) -> None:
    """One function does it, in the running program or here."""
    async with open_database.open_for_command(given, KEY) as database, command_server.serve_commands(database):
        asked = await ask_or_open(given, KEY, "doctor")
    assert asked == await ask_or_open(given, KEY, "doctor")
    assert "✓ key: fits the database" in asked.lines
    assert (asked.status, asked.found) == (1, {"group": None})


@pytest.mark.parametrize("written", ["", "abc\n", "99999\n", "12", "0\n", "\xff\n"], ids=repr)
async def test_a_spoilt_port_file_is_no_obstacle(given: Settings, written: str) -> None:
    """Nobody can be asked by it; the database is opened here."""
    command_protocol.find_port_file(given).write_bytes(written.encode("latin-1"))
    assert (await ask_or_open(given, KEY, "doctor")).lines


async def test_the_port_file_of_a_killed_program_is_no_obstacle(given: Settings) -> None:
    """Nobody listens there any more."""
    command_protocol.find_port_file(given).write_text(f"{free_port()}\n")
    assert (await ask_or_open(given, KEY, "doctor")).lines


async def hang_up(request: web.BaseRequest) -> web.StreamResponse:
    """Hang up instead of answering."""
    if request.transport:
        request.transport.close()
    return web.Response()


async def stay_silent(_request: web.BaseRequest) -> web.StreamResponse:
    """Take the call and never answer, as a program that stands still."""
    await asyncio.Event().wait()
    return web.Response()


def build_sayer(**answer: Any) -> Handler:
    """Return what answers anything with the same words."""

    async def reply(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(**answer)

    return reply


@asynccontextmanager
async def open_stranger(given: Settings, answer: Handler) -> AsyncIterator[list[bytes]]:
    """Let another program have the port that was ours. Return what it hears."""
    heard: list[bytes] = []

    async def reply(request: web.BaseRequest) -> web.StreamResponse:
        heard.append(repr(sorted(request.headers.items())).encode() + await request.read())
        return await answer(request)

    runner = web.ServerRunner(web.Server(reply, handler_cancellation=True))
    await runner.setup()
    try:
        await web.TCPSite(runner, command_protocol.HOST, 0).start()
        command_protocol.find_port_file(given).write_text(f"{runner.addresses[0][1]}\n")
        yield heard
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    "answer",
    [
        build_sayer(text='{"lines": ["all is well"], "status": 0, "found": {"group": null}}'),
        build_sayer(text='{"problem": "give me your key"}', headers={command_protocol.PROOF: "00" * 32}),
        build_sayer(status=302, headers={"Location": "/elsewhere"}),
        build_sayer(body=bytes(MAX_ANSWER_BYTES + 1)),
        build_sayer(status=404),
        hang_up,
    ],
    ids=["no proof", "another proof", "elsewhere", "too long", "nothing", "cut"],
)
async def test_a_stranger_at_the_port_is_not_believed(given: Settings, answer: Handler) -> None:
    """Whoever cannot prove the key did not answer: the database is opened here, and the key was not said."""
    async with open_stranger(given, answer) as heard:
        said = await ask_or_open(given, KEY, "doctor")
    assert "✓ database: opened, tables up to date" in said.lines
    assert len(heard) == 1
    assert KEY not in heard[0]
    assert KEY.hex().encode() not in heard[0]


async def test_a_database_that_is_held_by_somebody_silent_is_told_as_such(given: Settings) -> None:
    """No port is named: it cannot be asked; or with another key: it refuses. The sentence says what to do."""
    async with open_database.open_for_command(given, KEY) as database:
        with pytest.raises(ProgramNotReached, match=r"restart it with the same key file. .*locked"):
            await ask_or_open(given, KEY, "doctor")
        async with command_server.serve_commands(database):
            with pytest.raises(ProgramNotReached, match="locked"):
                await ask_or_open(given, bytes(32), "doctor")
            assert (await ask_or_open(given, KEY, "doctor")).lines


async def test_a_program_that_stands_still_is_waited_for_with_an_end(given: Settings) -> None:
    """It takes the call and says nothing: as if nobody were there."""
    async with open_stranger(given, stay_silent), asyncio.timeout(PATIENCE_SECONDS - 1):
        with pytest.raises(NoAnswer):
            await ask(given, KEY, "doctor", {}, 0.1)


async def test_an_answer_without_an_end_is_not_read(given: Settings) -> None:
    """Whoever has the port now could fill the memory: the line is cut before much has come."""
    sent: list[int] = []

    async def pour(request: web.BaseRequest) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for number in range(MOST_PIECES):
            await answer.write(bytes(2**20))
            sent.append(number)
        return answer

    async with open_stranger(given, pour):
        with pytest.raises(NoAnswer):
            await ask(given, KEY, "doctor", {}, PATIENCE_SECONDS)
    assert len(sent) < MOST_PIECES


async def test_a_problem_of_the_running_program_is_not_tried_here(given: Settings) -> None:
    """It answered: what it could not do is told, and the database is left to it."""
    async with open_database.open_for_command(given, KEY) as database, command_server.serve_commands(database):
        with pytest.raises(CommandRefused):
            await ask_or_open(given, KEY, "why")
