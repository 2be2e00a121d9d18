"""The round against mentor-match, a package that many programmes could take today: seconds, memory, and both optima.

It gets an environment of its own: its modules are called `matching` too. Its model has one place a mentor and scores
that are whole numbers, added up by rules; so the market here has one place a volunteer, and one rule forbids the
pairs that miss a condition, another looks up what a pair is worth to us, in millionths of a binôme. Both sides
thus look for the most out of the same table; ours has to find it by itself, from texts that were read before. Seconds
are of the processor, all threads together: other work does not stretch them.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from venv import EnvBuilder

import numpy as np
from numpy.typing import NDArray

from benchmarks.pairing import Measurement, read, read_megabytes, run_apart
from benchmarks.random_market import People, make_market
from matching import rounds
from matching.index import UNIT
from matching.kernels import BARS, NOBODY, Search, scan

PACKAGE = "mentor-match==7.0.1"
SIZES = "400,800,1600"
TIMES = 5
THEIRS = """
import array, resource, sys, time
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify

size, worth = int(sys.argv[2]), array.array("q")
with open(sys.argv[1], "rb") as table:
    worth.frombytes(table.read())

def of(pair):
    return worth[pair.mentee.grade * size + pair.mentor.grade]

class Worth:
    apply = staticmethod(of)

mentors, mentees = ([kind(grade=at, email=f"{kind.__name__} {at}") for at in range(size)] for kind in (Mentor, Mentee))
began = time.process_time()
process_data(mentors, mentees, [[Worth(), Disqualify(lambda pair: not of(pair))]])
seconds = time.process_time() - began
pairs = [worth[mentee.grade * size + mentor.grade] for mentee in mentees for mentor in mentee.mentors]
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(pairs), sum(pairs))
"""


def run(sizes: str, seed: int) -> None:
    """Print a line for each size, as many young people as volunteers; without the package, say so."""
    with tempfile.TemporaryDirectory() as folder:
        python = _build_environment(Path(folder))
        if not python:
            print(f"skipped: {PACKAGE} cannot be installed here (it is fetched with pip)")
            return
        print("size | seconds | MB | matched | value | mentor-match: seconds | MB | matched | value | faster | optimum")
        for size in map(int, sizes.split(",")):
            ours = run_apart(measure_round, size, seed)
            file = Path(folder) / f"table_{size}"
            run_apart(write, str(file), size, seed)
            theirs = _measure_theirs(python, file, size)
            print(_format_line(size, ours, theirs), flush=True)


def _format_line(size: int, ours: Measurement, theirs: Measurement) -> str:
    sides = (f"{one.seconds:.3f} | {one.megabytes:.0f} | {one.matched} | {one.value:.6f}" for one in (ours, theirs))
    same = "the same" if round(ours.value * UNIT) == round(theirs.value * UNIT) else "another"
    return " | ".join([str(size), *sides, f"{theirs.seconds / ours.seconds:.0f} x", same])


def _build_environment(folder: Path) -> Path | None:
    """Return an interpreter that has the package and nothing of ours; none without the package."""
    EnvBuilder(with_pip=False).create(folder / "environment")
    python = folder / "environment" / "bin" / "python"
    asked = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", PACKAGE]
    return None if subprocess.run(asked, check=False, capture_output=True).returncode else python


def build_people(size: int, seed: int) -> People:
    """Return a market with one place a volunteer."""
    both = make_market(size, size, seed)
    return People(both.needs, [replace(offer, capacity=1) for offer in both.offers])


def measure_round(size: int, seed: int) -> Measurement:
    """Measure our round to its proof, the texts read before."""
    found = read(build_people(size, seed))
    seconds = []
    for _ in range(TIMES):
        began = time.process_time()
        best = rounds.find_best_round(found.rows, found.offers)
        seconds.append(time.process_time() - began)
    gap = (best.upper_bound - best.value) / best.upper_bound
    return Measurement(median(seconds), read_megabytes(), len(best.pairs.needs), best.value / UNIT, gap)


def build_table(size: int, seed: int) -> NDArray[np.int64]:
    """Return what each pair is worth, nothing where a condition is not met: one row a need."""
    found = read(build_people(size, seed))
    nothing = np.zeros(size, dtype=np.int64)
    best, gains, *_ = scan(found.rows, found.offers, nothing, nothing, 1, Search(BARS, True, size, 0))
    worth = np.zeros((size, size), dtype=np.int64)
    rows, places = np.nonzero(best != NOBODY)
    worth[rows, best[rows, places]] = gains[rows, places]
    return worth


def write(file: str, size: int, seed: int) -> None:
    """Write that table where the other interpreter finds it."""
    build_table(size, seed).tofile(file)


def _measure_theirs(python: Path, file: Path, size: int) -> Measurement:
    # Isolated: neither our folder nor our libraries are on its path.
    asked = [str(python), "-I", "-c", THEIRS, str(file), str(size)]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()
    return Measurement(float(said[0]), float(said[1]), int(said[2]), int(said[3]) / UNIT)
