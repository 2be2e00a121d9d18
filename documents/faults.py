"""What is wrong with the files: every fault is gathered, none is raised, so that all are named at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_SHOWN = 30
"""Whoever saved a file in a wrong way has the same fault on each line."""
MAX_CELL_CHARACTERS = 40
"""Of what stands in a cell, so that a fault stays on its line."""


class CellError(ValueError):
    """A cell that cannot be used: which sentence of the words says so, and what stands in it."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind, self.details = kind, facts


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults found so far, in the reader's language."""

    words: Mapping[str, Any]
    found: list[tuple[str, int, str]] = field(default_factory=list)
    """File, line and sentence of each."""

    def add(self, file: str, kind: str, line: int = 0, column: str = "", **facts: object) -> None:
        """Name a fault: file, line, field, and what would do."""
        short = {name: _shorten(str(fact)) if name == "value" else fact for name, fact in facts.items()}
        where = [file, self.words["line"].format(line=line) if line else "", column]
        what = self.words["faults"][kind].format(**short)
        sentence = self.words["fault"].format(where=", ".join(filter(None, where)), what=what)
        self.found.append((file, line, sentence))

    def describe(self) -> str:
        """Return all of them, file by file and line by line, the first ones in full."""
        files = list(dict.fromkeys(file for file, _, _ in self.found))
        sentences = [said for *_, said in sorted(self.found, key=lambda one: (files.index(one[0]), one[1]))]
        more = len(sentences) - MAX_SHOWN
        lines = [self.words["header"], *sentences[:MAX_SHOWN]]
        return "\n".join([*lines, *([self.words["more"].format(more=more)] if more > 0 else [])])


def _shorten(value: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in value)
    return shown if len(shown) <= MAX_CELL_CHARACTERS else f"{shown[:MAX_CELL_CHARACTERS]}…"
