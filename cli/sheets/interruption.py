"""How the work ends when somebody ends it: by a signal, or by reading no further what is said."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SIGNAL_STATUS_BASE = 128
"""What shells add to the number of the signal that ended a program."""


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Let a service manager's SIGTERM and a closed terminal end the work as Ctrl-C does: no file stays half done."""
    heard = [one for one in SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]
    before = [signal.signal(one, _stop) for one in heard]
    try:
        yield
    finally:
        for one, was in zip(heard, before, strict=True):
            signal.signal(one, was)


def find_exit_status(stopped: KeyboardInterrupt) -> int:
    """Return the exit status that shells expect."""
    return SIGNAL_STATUS_BASE + int(next(iter(stopped.args), signal.SIGINT))


def print_line(line: str) -> None:
    """Print a line. Whoever reads may leave after the first (`| head -1`): the results are wanted all the same."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _stop(number: int, _frame: Any) -> None:
    raise KeyboardInterrupt(number)
