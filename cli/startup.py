"""Loading the libraries, which is most of a start."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Load without looking for garbage: there is none, and looking again and again took a quarter of the time.

    What is there at the end stays as long as the program, and is not looked through any more.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
