"""The worker process: matching runs there, and the chat goes on meanwhile. Imports nothing heavy."""

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process


def executor() -> ProcessPoolExecutor:
    """Give a pool of one long-lived process, which keeps its vectors in memory and ends with us."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A program that is killed cannot tell its worker to stop: the worker notices by itself."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
