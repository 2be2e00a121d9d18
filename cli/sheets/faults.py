"""What is wrong with the files: every fault is gathered, none is raised, so that all are named at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_SHOWN = 30
"""Whoever saved a file in a wrong way has the same fault on each line."""
MOST_CHARACTERS = 40
"""Of what stands in a cell, so that a fault stays on its line."""


class Wrong(ValueError):
    """A cell that cannot be used: which sentence of the words says so, and what stands in it."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults found so far, in the reader's language."""

    words: Mapping[str, Any]
    said: list[str] = field(default_factory=list)

    def add(self, file: str, kind: str, line: int = 0, column: str = "", **facts: object) -> None:
        """Name a fault: file, line, field, and what would do."""
        pattern = self.words["list"] if line else "{file}"
        where = pattern.format(file=file, line=line, field=column).rstrip(", ")
        short = {name: _short(str(fact)) if name == "value" else fact for name, fact in facts.items()}
        sentence = self.words["faults"][kind].format(**short)
        self.said.append(f"- {where}: {sentence}")

    def told(self) -> str:
        """Give all of them, the first ones in full."""
        more = len(self.said) - MOST_SHOWN
        lines = [self.words["header"], *self.said[:MOST_SHOWN]]
        return "\n".join([*lines, *([self.words["more"].format(more=more)] if more > 0 else [])])


def _short(value: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in value)
    return shown if len(shown) <= MOST_CHARACTERS else f"{shown[:MOST_CHARACTERS]}…"
