"""`binome run` as the association starts it, on one SQLite file: started twice, refused by Telegram, given commands."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from benchmarks.sender_process import CONTEXT
from cli import command_protocol, database_commands, keys
from cli.main import FAILED, main
from cli.settings import read
from mentoring.message_kinds import LIST
from simulator import Simulator
from storage.crypto.vault import Vault
from storage.engine.database import build_sessions, connect
from storage.schema.tables import Outgoing
from tests.cli.test_settings import TOKEN, run_binome
from tests.patience import PATIENCE_SECONDS
from tests.town import serve

SENTENCE = "token refused: Telegram does not know it. Take the one that BotFather shows."


def play(given: dict[str, str], words: Path) -> None:
    """Be a process that runs the console command with some settings, and writes what it says to a file."""
    with words.open("wb", buffering=0) as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    for name in [name for name in os.environ if name.startswith("BINOME_")]:
        del os.environ[name]
    os.environ |= given
    sys.exit(main(["run"]))


@dataclass(slots=True)
class Program:
    """Such a process."""

    process: ForkServerProcess
    words: Path

    async def is_up(self) -> None:
        """Return once it says that it is on Telegram."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "is on Telegram" not in self.read_output():  # noqa: ASYNC110 - another program's words have no event
                await asyncio.sleep(0.05)

    def read_output(self) -> str:
        """Return what it has said so far."""
        return self.words.read_text("utf-8") if self.words.exists() else ""


@dataclass(slots=True)
class Machine:
    """A folder with one SQLite file, and the Telegram that its programs speak to."""

    folder: Path
    given: dict[str, str]
    address: str
    http: ClientSession

    @contextmanager
    def start_program(self) -> Iterator["Program"]:
        """Start `binome run`; kill it afterwards if it still runs."""
        words = self.folder / "said.txt"
        process = CONTEXT.Process(target=play, args=(self.given, words))  # it has a child, as daemons may not
        process.start()
        try:
            yield Program(process, words)
        finally:
            process.kill()
            process.join()

    async def run_to_its_end(self, command: str = "run", **other: str) -> "CompletedProcess[str]":
        """Type a command, and wait until it has ended by itself."""
        return await asyncio.to_thread(run_binome, self.folder, command, **self.given | other)

    async def act(self, name: str, **values: Any) -> dict[str, Any]:
        """Do something on the simulator's page."""
        async with self.http.post(f"{self.address}/sim/{name}", json=values) as response:
            return dict(await response.json())

    async def add_newcomer(self) -> int:
        """Let somebody arrive and press start; return their chat."""
        chat = int((await self.act("people", first_name="Inès", language_code="fr"))["id"])
        await self.act("send", chat=chat, user=chat, text="/start")
        return chat

    async def count_arrived(self, chat: int) -> int:
        """Return how many messages have arrived in a chat."""
        async with self.http.get(f"{self.address}/sim/log") as response:
            log = await response.json()
        mine = [one for one in log if one["method"].lower() == "sendmessage" and one["result"] == 200]
        return sum(int(one["params"]["chat_id"]) == chat for one in mine)

    async def states(self) -> dict[str, str]:
        """Return the state of each kind of message, once no program holds the database."""
        settings = read(self.given)
        engine = connect(settings.database)
        try:
            vault = Vault(keys.read_required(settings.key_file))
            async with build_sessions(engine, vault, settings.programme).begin() as session:
                said = await session.scalars(select(Outgoing).where(Outgoing.kind != LIST))
                return {row.kind: row.state for row in said}
        finally:
            await engine.dispose()


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    """Return such a machine on which nothing has run yet."""
    simulator = Simulator(tmp_path / "simulator.json", token=TOKEN)
    async with serve(simulator) as address, ClientSession() as http:
        given = {
            "BINOME_TELEGRAM_TOKEN": TOKEN,
            "BINOME_TELEGRAM_API": address,
            "BINOME_DATABASE": f"sqlite:///{tmp_path}/binome.sqlite3",
            "BINOME_KEY_FILE": f"{tmp_path}/binome.key",
            "BINOME_BACKUPS": f"{tmp_path}/backups",
        }
        yield Machine(tmp_path, given, address, http)


async def test_a_second_program_on_the_same_file_is_refused_and_the_first_goes_on(machine: Machine) -> None:
    """The second one says what to look at, ends with 1 and is never on Telegram; people are answered by the first."""
    with machine.start_program() as first:
        await first.is_up()
        second = await machine.run_to_its_end()
        assert (second.returncode, second.stdout) == (FAILED, "")
        assert "The database cannot be opened. Is another run of this program using it?" in second.stderr
        assert "Traceback" not in second.stderr
        chat = await machine.add_newcomer()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await machine.count_arrived(chat):  # noqa: ASYNC110 - another program's log has no event
                await asyncio.sleep(0.05)
        assert first.process.is_alive()


async def test_a_program_whose_token_is_refused_ends_and_gives_nothing_up(machine: Machine) -> None:
    """It says what to do and ends with 1; what was to be said waits for the next start."""
    await machine.act("fault", method="sendMessage", status=401, times=1000)
    chat = await machine.add_newcomer()
    ended = await machine.run_to_its_end()
    assert ended.returncode == FAILED
    assert ended.stderr.splitlines()[-1] == SENTENCE
    assert "Traceback" not in ended.stderr
    assert await machine.states() == {"welcome": "queued"}
    assert await machine.count_arrived(chat) == 0


async def test_commands_are_done_beside_the_running_program_as_without_it(machine: Machine) -> None:
    """It does what needs the database, with no address set. Killed, it leaves its port behind, which is no obstacle."""
    with machine.start_program() as first:
        await first.is_up()
        beside = {name: await machine.run_to_its_end(name) for name in sorted(database_commands.DATABASE_COMMANDS)}
        assert first.process.is_alive()
    assert {name: done.stderr for name, done in beside.items()} == dict.fromkeys(beside, "")
    assert "✓ database: opened, tables up to date" in beside["doctor"].stdout
    assert "✓ backup: the last on " in beside["doctor"].stdout
    assert command_protocol.find_port_file(read(machine.given)).exists()
    for name in ("doctor", "retention"):
        alone = await machine.run_to_its_end(name)
        assert (alone.returncode, alone.stdout) == (beside[name].returncode, beside[name].stdout)


async def test_a_command_with_another_key_is_told_nothing_by_the_running_program(machine: Machine) -> None:
    """It says what to look at, ends with 1, and the program goes on."""
    other = machine.folder / "other.key"
    keys.read_or_make(other)
    with machine.start_program() as first:
        await first.is_up()
        for name in sorted(database_commands.DATABASE_COMMANDS):
            done = await machine.run_to_its_end(name, BINOME_KEY_FILE=str(other))
            assert done.returncode == FAILED
            assert "it did not answer, restart it with the same key file." in done.stdout + done.stderr
            assert "head coordinator" not in done.stdout
        assert first.process.is_alive()
