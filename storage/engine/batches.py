"""Much at once, a part at a time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
MOST_VALUES = 500
"""Databases bound how many values a query may have."""


def portions(values: Sequence[T], most: int = MOST_VALUES) -> Iterator[Sequence[T]]:
    """Give so many of them at a time, in order."""
    return (values[first : first + most] for first in range(0, len(values), most))
