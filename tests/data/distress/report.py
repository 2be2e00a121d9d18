"""Print what is heard in the held-out half of the old set: figures, and every miss. Run this file."""

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from understanding.distress import find_sign  # noqa: E402  the root must be on the path first when run as a script

HALVES = ("development", "held-out")


@dataclass(frozen=True)
class Message:
    """One labelled message, its language, and what was heard in it."""

    label: str
    category: str
    text: str
    language: str

    @property
    def half(self) -> str:
        """Return the half: the last bit of the text's SHA-256."""
        return HALVES[sha256(self.text.encode()).digest()[-1] & 1]

    @property
    def found_level(self) -> str:
        """Return the level heard: strong, weak or none."""
        found = find_sign(self.text)
        return found.level if found else "none"


def read_rows(path: Path) -> list[list[str]]:
    """Return the columns of each line."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def read_messages() -> tuple[Message, ...]:
    """Return the labelled set."""
    return tuple(
        Message(label, category, text, "English" if path.stem == "english" else "French")
        for path in sorted(HERE.glob("*.tsv"))
        for label, category, text in read_rows(path)
    )


def compute_digest() -> str:
    """Return the SHA-256 of the five files in name order."""
    return sha256(b"".join(path.read_bytes() for path in sorted(HERE.glob("*.tsv")))).hexdigest()


def compute_figures(language: str, half: str) -> dict[str, float]:
    """Return recall, precision and false alarms as shares, and how many messages there are of each label."""
    chosen = [m for m in read_messages() if (m.language, m.half) == (language, half)]
    n = Counter(m.label for m in chosen)
    seen = Counter((m.label, m.found_level) for m in chosen)
    called = sum(seen[label, "strong"] for label in n)
    return {
        "strong": n["strong"],
        "weak": n["weak"],
        "none": n["none"],
        "strong recall": seen["strong", "strong"] / n["strong"],
        "strong heard at all": 1 - seen["strong", "none"] / n["strong"],
        "strong precision": seen["strong", "strong"] / called,
        "weak heard at all": 1 - seen["weak", "none"] / n["weak"],
        "false alarms": 1 - seen["none", "none"] / n["none"],
    }


def list_misses(half: str) -> list[Message]:
    """Return every message in which something else was heard than its label says."""
    return [m for m in read_messages() if m.half == half and m.found_level != m.label]


def build_lines(halves: tuple[str, ...]) -> list[str]:
    """Return the report: the tables, then every miss."""
    tables = [
        (f"{language}, {half}", compute_figures(language, half))
        for language in ("French", "English")
        for half in halves
    ]
    report = ["|  | " + " | ".join(name for name, _ in tables) + " |", "|---|" + "---|" * len(tables)]
    for row in tables[0][1]:
        shown = ".0f" if row in ("strong", "weak", "none") else ".1%"
        cells = (format(table[row], shown) for _, table in tables)
        report.append(f"| {row} | {' | '.join(cells)} |")
    for half in halves:
        report += ["", f"In the {half} half (label -> heard: message):", ""]
        report += [f"- {m.label} -> {m.found_level}: {m.text}" for m in list_misses(half)]
    return report


if __name__ == "__main__":
    print("\n".join([f"SHA-256 {compute_digest()}", "", *build_lines(("held-out",))]))
