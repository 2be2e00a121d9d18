"""Print how many hours and dates of a set are read right. Run: ``python tests/data/said/when_report.py [FILE]``."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from understanding.when import read_date, read_moment, read_slots, read_weekly  # noqa: E402  run as a script

Row = dict[str, Any]
READERS: dict[str, Callable[[str, datetime, datetime | None], Any]] = {
    "slots": lambda text, now, session: set(read_slots(text) or ()) or None,
    "weekly": lambda text, now, session: set(read_weekly(text) or ()) or None,
    "date": lambda text, now, session: read_date(text, now.date()),
    "moment": read_moment,
}
"""Kind of a row -> its reading; what is a choice of several is compared as a set."""
LABELS: dict[str, Callable[[Any], Any]] = {
    "slots": set,
    "weekly": lambda label: {tuple(hour.values()) for hour in (label if isinstance(label, list) else [label])},
    "date": lambda label: datetime.fromisoformat(label).date(),
    "moment": datetime.fromisoformat,
}


def load_rows(path: Path) -> list[Row]:
    """Return the rows of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_right(row: Row) -> bool:
    """Return whether a row is read as its label says, or as one of its other labels does."""
    now, session = (
        datetime.fromisoformat(row[key].partition(" ")[0]) if key in row else None for key in ("now", "session")
    )
    assert now is not None
    rights = [row["want"], *row.get("also", ())]
    found = READERS[row["kind"]](row["text"], now, session)
    return found in [None if label is None else LABELS[row["kind"]](label) for label in rights]


def count_right(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """Return for each kind how many rows are read right, and how many there are."""
    right = Counter(row["kind"] for row in rows if is_right(row))
    return {kind: (right[kind], total) for kind, total in Counter(row["kind"] for row in rows).items()}


def list_misses(rows: list[Row]) -> Iterator[str]:
    """Yield the texts that are read otherwise than their label says."""
    return (f"{row['kind']}: {row['text']}" for row in rows if not is_right(row))


if __name__ == "__main__":
    read = load_rows(Path(sys.argv[1]) if sys.argv[1:] else HERE / "when_1.jsonl")
    print(*(f"{kind} {right}/{total}" for kind, (right, total) in count_right(read).items()), sep=", ")
    print(*list_misses(read), sep="\n")
