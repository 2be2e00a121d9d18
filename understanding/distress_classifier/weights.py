"""The weights of the classifier, as the trainer wrote them: text that can be read, compared and reviewed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from struct import Struct

from mentoring.help_numbers import CATEGORIES
from understanding.shipped_files import read_shipped

PATH = "distress_classifier/weights.tsv"
OUTPUTS = ("heard", "strong", *CATEGORIES, "third")
"""The columns: is it a sign, is it a strong one, what it is about, and is somebody else in danger than who writes."""
SHIFT = 128
"""Weights from -128 to 127 are held as 0 to 255, side by side in one whole number: rows are added as numbers are."""
_SIDE_BY_SIDE = Struct(f"<{len(OUTPUTS)}I")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each gram says to each output, in steps of the output's scale; and what an output says of no gram at all."""

    data: str
    """The SHA-256 of the labelled messages that they were made from."""
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    rows: Mapping[str, int]


@cache
def load_weights() -> Weights:
    """Return the shipped weights; they stay in memory."""
    return parse(read_shipped(PATH))


def parse(text: str) -> Weights:
    """Return the weights that a text holds: three lines of head, then a gram a line."""
    data, scales, biases, *lines = text.splitlines()
    return Weights(
        data.split("\t")[1],
        tuple(map(float, scales.split("\t")[1:])),
        tuple(map(float, biases.split("\t")[1:])),
        dict(map(_parse_row, lines[1:])),
    )


def write(data: str, scales: Sequence[float], biases: Sequence[float], rows: Mapping[str, Iterable[int]]) -> str:
    """Return the text that :func:`parse` reads, its grams sorted."""
    head = [("data", data), ("scale", *map(repr, scales)), ("bias", *map(repr, biases)), ("gram", *OUTPUTS)]
    lines = [(gram, *map(str, rows[gram])) for gram in sorted(rows)]
    return "".join("\t".join(line) + "\n" for line in (*head, *lines))


def sum_rows(rows: Sequence[int]) -> list[int]:
    """Return the sum of each column."""
    sums = _SIDE_BY_SIDE.unpack(sum(rows).to_bytes(_SIDE_BY_SIDE.size, "little"))
    return [one - SHIFT * len(rows) for one in sums]


def _parse_row(line: str) -> tuple[str, int]:
    gram, *weights = line.split("\t")
    return gram, int.from_bytes(_SIDE_BY_SIDE.pack(*(int(weight) + SHIFT for weight in weights)), "little")
