"""Which readings of a text are welcome, by the question that waits."""

from collections.abc import Mapping
from typing import Literal

Reader = Literal["answer", "number", "age", "birth", "role", "need_text", "first_name", "field", "level", "region"]

READERS: Mapping[str, tuple[Reader, ...]] = {
    "welcome": ("role", "need_text", "first_name", "age", "field", "level"),
    "role": ("role", "need_text"),
    "first_name": ("first_name", "need_text"),
    "name": ("first_name", "need_text"),
    "birth": ("birth", "age"),
    "birth_month": ("birth", "age"),
    "level": ("level",),
    "field": ("field",),
    "region": ("region",),
    "need_text": ("need_text", "field", "level"),
    "topics": ("need_text", "field", "level"),
    "number": ("number",),
    "capacity": ("number",),
    "yes_no": ("answer",),
}
"""Question -> what an answer to it may fill."""
OTHERWISE: tuple[Reader, ...] = ("answer", "number")
"""What fits any other question, and none."""

ASKED: Mapping[Reader, tuple[str, ...]] = {
    "need_text": ("need_text", "topics"),
    "first_name": ("first_name", "name"),
    "field": ("field",),
    "level": ("level",),
}
"""Reading -> the questions that ask for just that; there less needs to be said."""


def list_readers(at: str | None) -> tuple[Reader, ...]:
    """Return what the answer to a question may fill; an unknown question takes a yes, a no or a number."""
    return READERS.get(at or "", OTHERWISE)


def is_asked(reader: Reader, at: str | None) -> bool:
    """Return whether a question asks for just that reading: `asked` of those functions that take it."""
    return at in ASKED.get(reader, ())
