"""Print how well what people say is read in each set. Run: ``python -m tests.data.said.report [SET …]``.

A set is judged on what `binome understand` prints for it. `--misses` prints each line that is read otherwise.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cli.settings import read_programme
from cli.understand import describe, parse_line
from mentoring.intents import NO_INTENT
from mentoring.programme import Programme
from understanding.reading import TextReader

HERE = Path(__file__).parent
Row = dict[str, Any]
Found = Mapping[str, Any]
MAX_CONFUSED = 8
Verdict = tuple[str, bool]
"""What a line counts for, and whether it does."""
Judge = Callable[[Row, Found], Iterator[Verdict]]


@cache
def open_reader() -> tuple[TextReader, Programme]:
    """Return the reader of the shipped programme."""
    programme = read_programme(None, {})
    return TextReader(programme), programme


def read_line(row: Row) -> Found:
    """Return what `binome understand` prints for a line."""
    reader, programme = open_reader()
    return describe(reader.read(parse_line(json.dumps(row).encode(), ZoneInfo(programme.zone))))


def judge_when(row: Row, found: Found) -> Iterator[Verdict]:
    """Yield the verdict on hours and dates: right when read as the label, or as another right reading, has it."""
    rights, got = [row["want"], *row.get("also", ())], found[row["kind"]]
    if row["kind"] == "slots":
        rights, got = [set(one or ()) for one in rights], set(got or ())
    yield row["kind"], got in rights


def judge_answer(row: Row, found: Found) -> Iterator[Verdict]:
    """Yield the verdict on an answer: each key that is judged is as it should be; null and false are both nothing."""
    yield row["at"], all((found[key] or None) == (value or None) for key, value in row["want"].items())


def judge_intent(row: Row, found: Found) -> Iterator[Verdict]:
    """Yield the verdicts on an intent: right among those offered; wrong offered first; a story taken for one."""
    offered, wanted = found["offered"], row["intent"]
    if wanted == "none":
        yield "none taken for an intent", bool(offered)
        return
    is_heard = wanted == "report" and found["distress"] is not None
    yield "right among those offered", is_heard or wanted in offered
    yield "wrong offered first", not is_heard and bool(offered) and offered[0] != wanted


def judge_remark(row: Row, found: Found) -> Iterator[Verdict]:
    """Yield the verdict on a remark, or on a yes or a no to a proposal; what is none is taken for none."""
    heard, remark = row["heard"], found["remark"]
    if heard == "none":
        yield "none taken for a remark", remark is not None
    elif heard == "no":
        yield "no to a proposal taken for a yes", found["answer"] == "yes"
    else:
        yield heard, (found["answer"] == "yes" if heard == "yes" else remark == heard)


def judge_distress(row: Row, found: Found) -> Iterator[Verdict]:
    """Yield the verdicts on distress: each level heard; strong as strong, and by category; nothing where none is."""
    sign, level = found["distress"], row.get("level")
    if not level:
        yield "nothing, heard as something", sign is not None
        yield "nothing, heard as strong", sign is not None and sign["level"] == "strong"
        return
    yield f"{level}, heard at all", sign is not None
    yield f"{level}, {row['category']}, heard at all", sign is not None
    if level == "strong":
        yield "strong, heard as strong", sign is not None and sign["level"] == "strong"


JUDGES: dict[str, Judge] = {
    "when": judge_when,
    "first": judge_answer,
    "intents": judge_intent,
    "remarks": judge_remark,
    "distress": judge_distress,
    "everyday": judge_distress,
}
"""Beginning of a set's name -> what it is held against."""
FAULTS = ("wrong", "none", "nothing", "no to")
"""What begins so is better when it is rare."""


def read_rows(path: Path) -> list[Row]:
    """Return the lines of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def find_judge(path: Path) -> Judge:
    """Return what a set is held against, by the beginning of its name."""
    return JUDGES[path.stem.partition("_")[0]]


def count(rows: Iterable[Row], judge: Judge) -> dict[str, tuple[int, int]]:
    """Return for each thing that is judged: how many lines count, of how many."""
    yes, all_of = Counter[str](), Counter[str]()
    for row in rows:
        for what, counts in judge(row, read_line(row)):
            yes[what] += counts
            all_of[what] += 1
    return {what: (yes[what], total) for what, total in all_of.items()}


def list_confused(rows: Iterable[Row]) -> list[str]:
    """Return the most frequent mistakes about intents, wanted before offered first: "late -> pause 3"."""
    pairs = ((row["intent"], *read_line(row)["offered"][:1], NO_INTENT)[:2] for row in rows)
    confused = Counter(f"{wanted} -> {first}" for wanted, first in pairs if wanted != first)
    return [f"{pair} {times}" for pair, times in confused.most_common(MAX_CONFUSED)]


def list_misses(rows: Iterable[Row], judge: Judge) -> Iterator[str]:
    """Yield each line that is read otherwise than its label says."""
    for row in rows:
        found = read_line(row)
        wrong = [what for what, counts in judge(row, found) if counts == what.startswith(FAULTS)]
        if wrong:
            yield f"- {', '.join(wrong)}: {row['text']}"


def format_share(yes: int, total: int) -> str:
    """Return a share with Wilson's interval of 95 %: ".94 (.88–.97)"."""
    z, share = 1.96, yes / total
    middle, spread = share + z**2 / (2 * total), z * sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    low, high = ((middle + sign * spread) / (1 + z**2 / total) for sign in (-1, 1))
    return f"{share:.2f} ({max(low, 0):.2f}–{min(high, 1):.2f})"


def compute_digest(path: Path) -> str:
    """Return the SHA-256 of a set."""
    return sha256(path.read_bytes()).hexdigest()


def build_lines(path: Path) -> list[str]:
    """Return the table of a set as docs/ publishes it."""
    title = f"`{path.name}` {compute_digest(path)[:12]}"
    said, judge = read_rows(path), find_judge(path)
    counts = count(said, judge)
    rows = [f"| {what} | {yes} of {total} | {format_share(yes, total)} |" for what, (yes, total) in counts.items()]
    confused = ["Most confused: " + ", ".join(list_confused(said)), ""] if judge is judge_intent else []
    return [title, "", "| what | lines | share, 95 % interval |", "|---|---|---|", *rows, "", *confused]


def main(given: Sequence[str]) -> None:
    """Print the tables of the sets that are named, or of all."""
    paths = [Path(one) for one in given if not one.startswith("--")] or sorted(HERE.glob("*.jsonl"))
    for path in paths:
        print(*build_lines(path), sep="\n")
        if "--misses" in given:
            print(*list_misses(read_rows(path), find_judge(path)), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
