"""What each feature says for and against each intent: the shipped weights, made from the examples."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp, sqrt
from sys import intern
from typing import NamedTuple

from understanding.shipped_files import read_shipped

PER_UNIT = 10
"""Rarities and weights are whole tenths in the file."""
RAREST = 9.0
"""How rare a feature is that is in no example."""
ALWAYS = "*"
"""The row of what is added whatever is said."""
COMMENT = "%"
MADE_FROM = ("examples.toml", "concepts.toml")


class Row(NamedTuple):
    """How rare a feature is, the intents that it speaks for or against, and how much."""

    rarity: float
    intents: Sequence[str]
    weights: Sequence[float]


class Weights:
    """The file of weights. A row is read when its feature is first met, so that a program starts at once."""

    def __init__(self, ids: Sequence[str], written: Mapping[str, str]) -> None:
        self._ids = ids
        self._written = written
        self._rows: dict[str, Row] = {}

    def compute_shares(self, said: Mapping[str, float]) -> dict[str, float]:
        """Return the share of each intent, and of `none`; together they are 1."""
        totals = dict.fromkeys(self._ids, 0.0)
        known = [(value, self._find_row(feature)) for feature, value in said.items() if feature in self._written]
        length = sqrt(sum((value * row.rarity) ** 2 for value, row in known)) or 1.0
        for value, row in [*known, (length, self._find_row(ALWAYS))]:
            strength = value * row.rarity / length
            for intent, weight in zip(row.intents, row.weights, strict=True):
                totals[intent] += strength * weight
        return _share_out(totals)

    def find_rarity(self, feature: str) -> float:
        """Return how rare a feature is among the examples; one that none of them has is the rarest."""
        return self._find_row(feature).rarity if feature in self._written else RAREST

    def _find_row(self, feature: str) -> Row:
        if feature not in self._rows:
            self._rows[feature] = _read_row(self._written[feature])
        return self._rows[feature]


def read_weights() -> Weights:
    """Return the shipped weights."""
    lines = [line for line in read_shipped("intents/weights.tsv").splitlines() if not line.startswith(COMMENT)]
    rows = (line.partition("\t") for line in lines[1:])
    return Weights(lines[0].split("\t"), {feature: row for feature, _, row in rows})


def compute_origin() -> str:
    """Return the hash of what the weights are made from; their first line names it."""
    return sha256("".join(read_shipped(f"intents/{name}") for name in MADE_FROM).encode()).hexdigest()


def _read_row(written: str) -> Row:
    rarity, *pairs = written.split("\t")
    weighed = [pair.split(":") for pair in pairs]
    weights = tuple(int(weight) / PER_UNIT for _, weight in weighed)
    return Row(int(rarity) / PER_UNIT, tuple(intern(intent) for intent, _ in weighed), weights)


def _share_out(totals: Mapping[str, float]) -> dict[str, float]:
    highest = max(totals.values())
    powers = {intent: exp(total - highest) for intent, total in totals.items()}
    whole = sum(powers.values())
    return {intent: power / whole for intent, power in powers.items()}
