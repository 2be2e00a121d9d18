"""`python -m benchmarks.intent_figures FILE…` says what is read right of labelled sentences, `--misses` what is not."""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mentoring.intents import NO_INTENT
from understanding.intents import Intents, load_intents, offer

MAX_CONFUSIONS = 8


class Reading(NamedTuple):
    """A sentence, what is wanted, and what was offered."""

    text: str
    wanted: str
    offered: tuple[str, ...]

    @property
    def first(self) -> str:
        """Return what was offered first, `none` when nothing was."""
        return self.offered[0] if self.offered else NO_INTENT

    @property
    def is_right(self) -> bool:
        """Return whether what is wanted was offered, or rightly nothing."""
        return self.wanted in (self.offered or (NO_INTENT,))


def read_set(path: Path, intents: Intents) -> list[Reading]:
    """Return the reading of each line of a file."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [offer(intents.find(case["text"], case.get("role") or "")) for case in cases]
    return [Reading(case["text"], case["intent"], offered) for case, offered in zip(cases, found, strict=True)]


def write_figures(readings: Sequence[Reading]) -> list[str]:
    """Return the figures of a set as lines: the three that matter, each intent's, the most frequent confusions."""
    wanted = [one for one in readings if one.wanted != NO_INTENT]
    nothing = [one for one in readings if one.wanted == NO_INTENT]
    kinds = {
        kind: [one.is_right for one in readings if one.wanted == kind] for kind in {one.wanted for one in readings}
    }
    confused = Counter(f"{one.wanted} -> {one.first}" for one in readings if one.first != one.wanted)
    return [
        write_share("right among at most two offered", [one.is_right for one in wanted]),
        write_share("something wrong offered first", [one.first not in (one.wanted, NO_INTENT) for one in wanted]),
        write_share("none taken for an intent", [bool(one.offered) for one in nothing]),
        ", ".join(f"{kind} {sum(right)}/{len(right)}" for kind, right in sorted(kinds.items())),
        ", ".join(f"{pair} {count}" for pair, count in confused.most_common(MAX_CONFUSIONS)),
    ]


def write_share(what: str, found: Sequence[bool]) -> str:
    """Return a share in words: right/total = share."""
    return f"{what}: {sum(found)}/{len(found)} = {sum(found) / max(1, len(found)):.3f}"


def main() -> None:
    """Print the figures of each file."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("files", nargs="+", type=Path)
    given.add_argument("--misses", action="store_true", help="show what was read otherwise")
    asked = given.parse_args()
    intents = load_intents({}, {})
    for path in asked.files:
        begun = time.process_time()
        readings = read_set(path, intents)
        spent = (time.process_time() - begun) * 1000 / len(readings)
        lines = [f"{path.name}: {len(readings)} sentences, {spent:.2f} ms each", *write_figures(readings)]
        if asked.misses:
            lines += [f"{one.wanted} -> {one.offered}: {one.text}" for one in readings if one.first != one.wanted]
        sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
