"""Much at once, a part at a time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
MAX_VALUES = 500
"""Databases bound how many values a query may have."""


def split_into_batches(values: Sequence[T], size: int = MAX_VALUES) -> Iterator[Sequence[T]]:
    """Yield the values in batches of at most `size`, in order."""
    return (values[first : first + size] for first in range(0, len(values), size))
