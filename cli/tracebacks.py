"""Exceptions as the log shows them: of what kind they are and where they came from, never what they say.

Their words may quote a person: a value that does not validate, a parameter of the database, a key that was looked up.
"""

import os
import traceback
from collections.abc import Iterator
from errno import errorcode

MAX_FRAMES = 40
"""The innermost ones; an endless recursion has a thousand."""


def describe_error(error: BaseException) -> str:
    """Return an exception, its causes and the members of its groups: kind, files, lines and functions."""
    return "\n".join(_describe_lines(error))


def _describe_lines(error: BaseException) -> Iterator[str]:
    waiting, seen = [("", error)], set()
    while waiting:
        how, one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield how + _describe_kind(one)
        for frame, line in list(traceback.walk_tb(one.__traceback__))[-MAX_FRAMES:]:
            yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}"
        if before := one.__cause__ or (None if one.__suppress_context__ else one.__context__):
            waiting.append(("because of ", before))
        if isinstance(one, BaseExceptionGroup):
            waiting += [("with ", member) for member in reversed(one.exceptions)]


def _describe_kind(error: BaseException) -> str:
    """Return the error's type. Keep the errno text, drop the message, which may quote a person."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    number = error.errno if isinstance(error, OSError) else None
    return f"{name} ({os.strerror(number)})" if isinstance(number, int) and number in errorcode else name
