"""What is wrong with the files: every fault is gathered, none is raised, so that all are named at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_SHOWN = 30
"""Whoever saved a file in a wrong way has the same fault on each line."""
MAX_SHOWN_RUNS = 12
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
        """Name a fault: file, line, column, and what would do."""
        self.add_lines(file, kind, [line] if line else [], column, **facts)

    def add_lines(self, file: str, kind: str, lines: Sequence[int], column: str = "", **facts: object) -> None:
        """Name a fault that several lines have: one cause is said once."""
        short = {name: shorten(str(fact)) if name == "value" else fact for name, fact in facts.items()}
        line = lines[0] if lines else 0
        where = [file, describe_lines(lines, self.words), self.words["quoted"].format(words=column) if column else ""]
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


def describe_lines(lines: Sequence[int], words: Mapping[str, Any]) -> str:
    """Return « ligne 4 », « lignes 4, 9 », « lignes 6 à 12 »; nothing of no line."""
    if not lines:
        return ""
    if len(lines) == 1:
        told: str = words["line"].format(line=lines[0])
        return told
    runs = [f"{first}" if first == last else f"{first}–{last}" for first, last in _list_runs(lines)]
    shown = ", ".join([*runs[:MAX_SHOWN_RUNS], *(["…"] if len(runs) > MAX_SHOWN_RUNS else [])])
    told = words["lines"].format(lines=shown)
    return told


def _list_runs(lines: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], line
        else:
            runs.append((line, line))
    return runs


def shorten(value: str) -> str:
    """Return what stands in a cell, short enough to stay on its line."""
    shown = "".join(sign if sign.isprintable() else " " for sign in value)
    return shown if len(shown) <= MAX_CELL_CHARACTERS else f"{shown[:MAX_CELL_CHARACTERS]}…"
