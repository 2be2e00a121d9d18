"""The whole program in real processes of its own, which can be killed or stopped; the imports are done once."""

import asyncio
import multiprocessing
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from typing import Any

from cli.process_roles import ProcessRole
from cli.settings import read
from cli.startup import pause_garbage_collection

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["cli.wiring", "benchmarks.role_processes"])
LEASE_SECONDS = 2.0
"""Short, so that nobody waits long for the next; long enough for a busy machine."""


class IdleExecutor(Executor):
    """Stands where matching would run: nobody waits for it here."""

    def submit(self, *_: Any, **__: Any) -> "Future[Any]":
        """Take some work and never do it."""
        return Future()


@dataclass(slots=True)
class RunningProcess:
    """A process that plays a role."""

    process: ForkServerProcess
    port: int

    @property
    def pid(self) -> int:
        """Return its number."""
        assert self.process.pid is not None
        return self.process.pid

    @property
    def address(self) -> str:
        """Return where its webhook is."""
        return f"http://127.0.0.1:{self.port}/telegram"

    def send(self, what: signal.Signals) -> None:
        """Kill it, stop it or let it go on."""
        os.kill(self.pid, what)

    def end(self) -> None:
        """End it, however it is."""
        self.process.kill()
        self.process.join()


@contextmanager
def start_processes(role: ProcessRole, how_many: int, environment: dict[str, str]) -> Iterator[list[RunningProcess]]:
    """Start processes of a role; end them all afterwards."""
    found = []
    try:
        for _ in range(how_many):
            port = find_free_port()
            told = environment | {"BINOME_LISTEN": f"127.0.0.1:{port}"}
            process = CONTEXT.Process(target=play, args=(role, told), daemon=True)
            process.start()
            found.append(RunningProcess(process, port))
        yield found
    finally:
        for one in found:
            one.end()


def find_free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def play(role: ProcessRole, environment: dict[str, str]) -> None:
    """Be such a process."""
    asyncio.run(_play(role, environment))


async def _play(role: ProcessRole, environment: dict[str, str]) -> None:
    with pause_garbage_collection():  # as `binome run` does
        from cli import keys, wiring
        from storage.engine.clock import Clock

    settings = read(environment)
    key, _ = keys.read_or_make(settings.key_file)
    quick = wiring.Timing(limits=wiring.NO_LIMITS, lease_seconds=LEASE_SECONDS, poll_seconds=1)
    async with wiring.open_app(settings, key, Clock(), role=role, timing=quick, worker_process=IdleExecutor()) as app:
        await app.run()
