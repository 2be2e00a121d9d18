"""Compiling the inner loops: once for a machine, where a folder may be written; else at each start."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compile_loop(loop: Callable[..., Any]) -> Any:
    """Return a function compiled at its first call, which lets other threads run meanwhile."""
    try:
        return njit(nogil=True, cache=True)(loop)
    except RuntimeError:  # no folder to keep the result in: a read-only installation without a home
        return njit(nogil=True)(loop)
