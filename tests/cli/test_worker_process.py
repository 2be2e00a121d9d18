"""The worker process comes back when it dies, and ends with the program."""

import os
import signal
import subprocess
import sys
import time
import warnings
from concurrent.futures import BrokenExecutor

import pytest

from cli.worker_process import Worker
from tests.patience import PATIENCE_SECONDS

PROGRAM = """
import os, time
from cli.worker_process import Worker
print(Worker().submit(os.getpid).result(), flush=True)
time.sleep(60)
"""


def test_another_worker_takes_over_from_one_that_died() -> None:
    """What was being done is lost and says so; what is asked next is done."""
    with Worker() as worker:
        first = worker.submit(os.getpid).result()
        with pytest.raises(BrokenExecutor):
            worker.submit(os.kill, first, signal.SIGKILL).result()
        assert worker.submit(os.getpid).result() != first


def test_the_worker_ends_with_a_program_that_is_killed() -> None:
    """No process is left behind by a kill."""
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        worker = int(program.stdout.readline())
        program.kill()
    until = time.monotonic() + PATIENCE_SECONDS
    while _is_there(worker):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_what_the_worker_warns_of_is_in_its_log_without_words(capfd: pytest.CaptureFixture[str]) -> None:
    """The libraries of the matcher may quote what they were given: kind and line are written, the words are not."""
    with Worker() as worker:
        worker.submit(warnings.warn, "Zéphyrine veut partir").result()
    written = capfd.readouterr().err
    assert '"event": "warned"' in written
    assert "UserWarning" in written
    assert "partir" not in written


def _is_there(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
