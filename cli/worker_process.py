"""The worker process: matching runs there, and the chat goes on meanwhile. Imports nothing heavy."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from typing import Any

from cli import logs


class Worker(Executor):
    """One long-lived process, which keeps its vectors in memory and ends with us; another one should it die."""

    def __init__(self) -> None:
        self._pool = _create_pool()

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have some work done in the process."""
        try:
            return self._pool.submit(work, *args, **kwargs)
        except BrokenExecutor:
            self._pool = _create_pool()
            return self._pool.submit(work, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process."""
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def _create_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    logs.configure_process()
    _end_with_parent()


def _end_with_parent() -> None:
    """End the worker with its program, which cannot tell it to stop once it is killed."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
