"""Exceptions as the log shows them: of what kind they are and where they came from, never what they say.

Their words may quote a person: a value that does not validate, a parameter of the database, a key that was looked up.
"""

import os
import traceback
from collections.abc import Iterator
from errno import errorcode

MOST_FRAMES = 40
"""The innermost ones; an endless recursion has a thousand."""


def without_words(error: BaseException) -> str:
    """Give an exception, its causes and the members of its groups: kind, files, lines and functions."""
    return "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    waiting, seen = [("", error)], set()
    while waiting:
        how, one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield how + _kind(one)
        for frame, line in list(traceback.walk_tb(one.__traceback__))[-MOST_FRAMES:]:
            yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}"
        if before := one.__cause__ or (None if one.__suppress_context__ else one.__context__):
            waiting.append(("because of ", before))
        if isinstance(one, BaseExceptionGroup):
            waiting += [("with ", member) for member in reversed(one.exceptions)]


def _kind(error: BaseException) -> str:
    """Give its type, and of an error of the system which one: "disk full" is nobody's word, the file's name may be."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    number = error.errno if isinstance(error, OSError) else None
    return f"{name} ({os.strerror(number)})" if isinstance(number, int) and number in errorcode else name
