"""From a fresh process to its first answer: the libraries loaded, the loops compiled or found compiled, one round."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

TIMES = 5
ROOT = Path(__file__).parents[1]
QUESTION = """
import time
began = time.perf_counter()
from matching import Need, Offer, Terms, Vocabulary, match
loaded = time.perf_counter()
there, words = frozenset({"remote"}), Vocabulary(topics={"cv": "CV et lettre"}, fields={}, regions={})
needs = [Need(at, "aide pour mon cv svp", frozenset({"cv"}), "", "", "", 1, there) for at in (1, 2, 3)]
offers = [Offer(at, "je relis des cv", frozenset({"cv"}), "", frozenset(), "", 1, there, capacity=1) for at in (1, 2)]
assert len(match(needs, offers, Terms(words)).proposals) == 2
print(loaded - began, time.perf_counter() - began, time.process_time())
"""


def run() -> None:
    """Print the median of several processes that find the loops compiled, and of one that compiles them."""
    with tempfile.TemporaryDirectory() as folder:
        first = run_fresh(folder)
        print("compiled before | loaded after | answered after | processor, all of the process")
        print(f"no | {_format(first)}")
        again = [run_fresh(folder) for _ in range(TIMES)]
        print(f"yes, median of {TIMES} | {_format([median(column) for column in zip(*again, strict=True)])}")


def run_fresh(folder: str) -> list[float]:
    """Ask in a process of its own, which keeps compiled loops in a folder; return its seconds."""
    known = os.environ | {"NUMBA_CACHE_DIR": folder}
    asked = [sys.executable, "-c", QUESTION]
    said = subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT, env=known).stdout
    return [float(seconds) for seconds in said.split()]


def _format(seconds: list[float]) -> str:
    return " | ".join(f"{one:.2f} s" for one in seconds)
