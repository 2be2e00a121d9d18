"""A bar on the screen while long work goes on; nothing where nobody watches."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TextIO, TypeVar

Thing = TypeVar("Thing")
WIDTH = 24
REDRAW_SECONDS = 0.1
DELAY_SECONDS = 1.0
"""What takes less needs no bar."""


def show_progress(
    things: Iterable[Thing], total: int, name: str, screen: TextIO = sys.stderr, delay: float = DELAY_SECONDS
) -> Iterator[Thing]:
    """Pass things on, and show how many of the `total` are done and how long the rest may take."""
    began = monotonic()
    due, drawn = began + delay, 0
    for done, thing in enumerate(things, 1):
        yield thing
        now = monotonic()
        if screen.isatty() and now >= due:
            line, due = _draw_line(name, done, total, now - began), now + REDRAW_SECONDS
            print(f"\r{line:{drawn}}", end="", file=screen, flush=True)
            drawn = len(line)
    if drawn:
        print(f"\r{'':{drawn}}\r", end="", file=screen, flush=True)


def _draw_line(name: str, done: int, total: int, seconds: float) -> str:
    full = WIDTH * done // total
    left = seconds * (total - done) / done
    return f"{name} {'█' * full}{'·' * (WIDTH - full)} {done}/{total}, {left:.0f} s"
