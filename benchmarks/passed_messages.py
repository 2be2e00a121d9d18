"""A month of messages between the two: how many everyday ones are heard as a sign of distress, or as soliciting.

The messages are the everyday ones of tests/data/said, those that no pattern and no weight was made from apart. Each
person writes three a day, drawn from them; what is heard in one of them is heard for nothing.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from understanding.distress import find_sign
from understanding.soliciting import is_soliciting

SAID = Path(__file__).parents[1] / "tests" / "data" / "said"
NEVER_LEARNED = ("everyday_6_fr", "everyday_7_fr")
PEOPLE, A_DAY, DAYS = 40_000, 3, 30
BAR = 5_000
"""One message in so many may be heard for nothing."""


def run() -> None:
    """Print what is heard in all everyday messages, and in those that were never learned from; then the month."""
    learned: list[str] = []
    unlearned: list[str] = []
    for path in sorted(SAID.glob("everyday_*.jsonl")):
        said = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
        (unlearned if path.stem in NEVER_LEARNED else learned).extend(said)
    _print_heard("all", [*learned, *unlearned])
    heard = _print_heard("never learned from", unlearned)
    _print_month(unlearned, heard)


def _print_heard(name: str, said: list[str]) -> dict[str, str]:
    heard = {text: level for text in said if (level := _hear(text))}
    counted = Counter(heard[text] for text in said if text in heard)
    told = ", ".join(f"{level} {number}" for level, number in sorted(counted.items())) or "nothing"
    print(f"{name}: {len(said)} messages; heard for nothing: {told}")
    for text, level in sorted(heard.items(), key=lambda one: one[1]):
        print(f"  {level}: {text}")
    return heard


def _hear(text: str) -> str:
    sign = find_sign(text)
    return sign.level if sign else "soliciting" if is_soliciting(text) else ""


def _print_month(said: list[str], heard: dict[str, str]) -> None:
    drawn = _draw(said, PEOPLE * A_DAY * DAYS)
    counted = Counter(heard[text] for text in drawn if text in heard)
    many = PEOPLE * A_DAY * DAYS
    for level in ("strong", "weak", "soliciting"):
        found = counted[level]
        rate = f"1 in {many // found:,}" if found else "none"
        print(f"{level}: {found / DAYS:,.0f} a day of {PEOPLE * A_DAY:,} messages, {rate}; the bar is 1 in {BAR:,}")


def _draw(said: list[str], many: int) -> Iterable[str]:
    chance = random.Random(1)
    return (chance.choice(said) for _ in range(many))
