"""What the running program answers to commands, over real HTTP: nothing without the key, and each problem by name."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from cli import command_client, command_protocol, command_server, database_commands, open_database
from cli.command_protocol import Answer
from cli.database import read_entry
from cli.open_database import OpenDatabase
from cli.settings import read
from storage.crypto.vault import Vault
from storage.engine.clock import read_real_time

KEY = bytes(range(32))
ONCE = count()
Post = Callable[..., Awaitable[tuple[int, bytes]]]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[OpenDatabase]:
    """Return a SQLite database that this program holds, used with its key."""
    places = {"BINOME_DATABASE": f"sqlite:///{tmp_path}/b.sqlite3", "BINOME_BACKUPS": f"{tmp_path}/backups"}
    given = read({**places, "BINOME_KEY_FILE": f"{tmp_path}/b.key"})
    await read_entry(given, KEY)
    async with open_database.open_for_command(given, KEY) as found:
        yield found


def build_stamp(age: float = 0) -> str:
    """Return a stamp that was not there before, of some seconds ago."""
    return f"{read_real_time().timestamp() - age:.0f} {next(ONCE)}"


@pytest.fixture
async def post(database: OpenDatabase) -> AsyncIterator[Post]:
    """Return what sends a command with a proof; each part of the proof can be another."""
    async with TestServer(command_server.build_site(database)) as server, ClientSession() as http:

        async def send(
            path: str = "/command/retention",
            body: bytes = b"{}",
            *,
            key: bytes = KEY,
            age: float = 0,
            stamp: str = "",
            proves: tuple[str, bytes] | None = None,
        ) -> tuple[int, bytes]:
            stamp = stamp or build_stamp(age)
            proof = command_protocol.compute_request_proof(Vault(key), *(proves or (path, body)), stamp)
            headers = {command_protocol.STAMP: stamp, command_protocol.PROOF: proof}
            async with http.post(server.make_url(path), data=body, headers=headers) as answer:
                return answer.status, await answer.read()

        yield send


@pytest.mark.parametrize(
    "change",
    [
        {"key": bytes(32)},
        {"age": 120},
        {"age": -120},
        {"proves": ("/command/backup", b"{}")},
        {"proves": ("/command/retention", b"[]")},
        {"path": "/command/nothing", "key": bytes(32)},
        {"path": "/command/retention?more=1", "proves": ("/command/retention", b"{}")},
    ],
    ids=["another key", "old", "of tomorrow", "another command", "another body", "no command", "a question mark"],
)
async def test_a_request_that_proves_nothing_is_told_nothing(post: Post, change: dict[str, object]) -> None:
    """It gets an empty refusal, the same whatever it asked for; with a good proof there is an answer."""
    assert await post(**change) == (403, b"")
    assert (await post())[0] == 200


async def test_a_request_is_done_once(post: Post) -> None:
    """The same words sent again are refused; a new request is heard."""
    stamp = build_stamp()
    assert (await post(stamp=stamp))[0] == 200
    assert await post(stamp=stamp) == (403, b"")
    assert (await post())[0] == 200


async def test_a_request_without_any_proof_or_too_long_is_refused(database: OpenDatabase) -> None:
    """A page in a browser of this machine knows no key; nobody fills the program's memory."""
    async with TestServer(command_server.build_site(database)) as server, ClientSession() as http:
        for body, status in ((b"{}", 403), (bytes(command_server.MAX_BODY_BYTES + 1), 413)):
            async with http.post(server.make_url("/command/backup"), data=body) as answer:
                assert answer.status == status
    assert not database.settings.backups.exists()


async def test_a_header_that_is_no_text_is_refused_like_any_other(database: OpenDatabase) -> None:
    """Bytes of no alphabet, as proof or as stamp, are no fault of the program."""
    async with TestServer(command_server.build_site(database)) as server:
        for stamp, proof in (("", "\xff"), ("\xff", "")):
            lines = "POST /command/backup HTTP/1.1", "Host: us", f"Binome-Stamp: {stamp}", f"Binome-Proof: {proof}"
            reader, writer = await asyncio.open_connection(command_protocol.HOST, server.port)
            writer.write("\r\n".join([*lines, "Content-Length: 0", "Connection: close", "", ""]).encode("latin-1"))
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            assert answer.startswith(b"HTTP/1.1 403")


async def _ask_program(database: OpenDatabase, name: str) -> Answer:
    return await command_client.ask(database.settings, KEY, name, {}, 30)


async def test_a_command_that_it_does_not_know_is_named(database: OpenDatabase) -> None:
    """So says a program of another version."""
    async with command_server.serve_commands(database):
        with pytest.raises(command_client.CommandRefused, match=r"does not know this command.*start it again. \(why\)"):
            await _ask_program(database, "why")


async def test_what_a_command_could_not_do_is_told(database: OpenDatabase) -> None:
    """A backup is made; beside another association's keys it is refused, with the sentence of the fault."""
    async with command_server.serve_commands(database):
        made = await _ask_program(database, "backup")
        assert Path(made.found["file"]).exists()
        (database.settings.backups / "binome.keys").write_bytes(b"of another association")
        with pytest.raises(command_client.CommandRefused, match="no backup of this program"):
            await _ask_program(database, "backup")


async def test_a_fault_in_a_command_harms_nothing(
    database: OpenDatabase, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told as such and stands in the log; the next command is done. So it is with a database that is away."""

    async def raise_fault(_database: OpenDatabase) -> Answer:
        raise LookupError("a name")

    async def is_away(_database: OpenDatabase) -> Answer:
        raise OSError

    for name, command in (("breaks", raise_fault), ("away", is_away)):
        monkeypatch.setitem(database_commands.DATABASE_COMMANDS, name, command)
    async with command_server.serve_commands(database):
        with pytest.raises(command_client.CommandRefused, match="its log says where"):
            await _ask_program(database, "breaks")
        assert [record.msg for record in caplog.records] == ["command_failed"]
        with pytest.raises(command_client.CommandRefused, match="database: cannot be reached"):
            await _ask_program(database, "away")
        assert (await _ask_program(database, "retention")).status == 0


async def test_an_answer_has_an_end(database: OpenDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many lines the last ones are counted, asked or done here alike."""

    async def talk(_database: OpenDatabase) -> Answer:
        return Answer([str(number) for number in range(database_commands.MAX_LINES + 7)], 1)

    monkeypatch.setitem(database_commands.DATABASE_COMMANDS, "talks", talk)
    async with command_server.serve_commands(database):
        asked = await _ask_program(database, "talks")
    assert asked.lines[-1] == "… and 7 more lines"
    assert len(asked.lines) == database_commands.MAX_LINES + 1
    assert asked == await database_commands.run_command(database, "talks")


async def test_the_port_is_named_for_its_owner_alone_while_the_program_runs(database: OpenDatabase) -> None:
    """The file is there for as long as somebody answers, and a file left by a killed program is replaced."""
    file = command_protocol.find_port_file(database.settings)
    file.write_text("1\n")
    async with command_server.serve_commands(database):
        assert int(file.read_text()) > 1
        assert file.stat().st_mode & 0o077 == 0
    assert not file.exists()


async def test_on_postgresql_nobody_has_to_ask(postgres_url: str, tmp_path: Path) -> None:
    """No port is opened there; the command opens the database beside the running program."""
    given = read({"BINOME_DATABASE": postgres_url, "BINOME_KEY_FILE": f"{tmp_path}/b.key"})
    async with open_database.open_for_command(given, KEY) as found, command_server.serve_commands(found):
        assert not command_protocol.find_port_file(given).exists()
        assert (await command_client.ask_or_open(given, KEY, "retention")).lines[0].startswith("0 people")
