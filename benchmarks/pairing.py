"""The round against the plain way, dense likeness and SciPy's assignment: seconds, memory, and the value of both.

Each is measured in a process of its own, so that memory is its own; the market is the same, and so are the vectors. The
plain way is what one would write first: a table of all pairs, its conditions as masks, and a seat a place. It also says
who has no possible partner at all: nobody else may be left without a candidate.
"""

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.random_market import VOCABULARY, People, make_market
from matching import Terms, rounds
from matching.conditions import find_possible
from matching.index import UNIT, Index, Market, Rows, build_market
from matching.normalise import Reader
from matching.on_topic import compute_similarity
from matching.tfidf import TextCache

NEAR_ENOUGH = 1e-4
"""The round is proven to lack at most this share: 0.01 %."""
MAX_PLAIN_SIZE = 20_000
"""Beyond, the plain way's table does not fit into a usual memory."""
TIMES = 3
"""A round is measured so often, for the median; where it takes minutes, once."""


class Measurement(NamedTuple):
    """What one way took, and what it reached."""

    seconds: float
    megabytes: float
    matched: int
    value: float
    gap: float = 0.0
    reading: float = 0.0
    processor: float = 0.0
    unmatched: int = 0
    """Young people without any candidate, or any possible partner."""


def run(sizes: str, seed: int) -> None:
    """Print a line for each size, such as ``2000x2000``, young people first."""
    print(
        "young x volunteers | seconds | MB | matched | value | gap | without a candidate"
        " | plain: seconds | MB | value | without a possible partner | faster | lighter"
    )
    for size in sizes.split(","):
        young, volunteers = map(int, size.split("x"))
        ours = run_apart(_measure_ours, young, volunteers, seed)
        line = f"{size} | {ours.seconds:.3f} | {ours.megabytes:.0f} | {ours.matched} | {ours.value:.3f}"
        line += f" | {ours.gap:.1e} | {ours.unmatched}"
        worked = f"{ours.processor:.2f} s"
        if max(young, volunteers) <= MAX_PLAIN_SIZE:
            plain = run_apart(_measure_plain, young, volunteers, seed)
            line += f" | {plain.seconds:.3f} | {plain.megabytes:.0f} | {plain.value:.3f} | {plain.unmatched}"
            line += f" | {plain.seconds / ours.seconds:.1f} x | {plain.megabytes / ours.megabytes:.1f} x"
            worked += f", plain {plain.processor:.1f} s"
            seconds, value = run_apart(_measure_to_the_end, young, volunteers, seed)
            worked += f"; let go on to the end: {value:.3f} after {seconds:.1f} s"
        print(line, flush=True)
        print(
            f"  processor, all threads: {worked}; the texts, read for the first time: {ours.reading:.1f} s", flush=True
        )


def run_apart(way: Callable[..., Any], *given: int | str) -> Any:
    """Do something in a process of its own, and return what it returns."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(way, *given).result()


def _measure_ours(young: int, volunteers: int, seed: int) -> Measurement:
    _run_round(*read(make_market(20, 20, seed))[:2])  # compiled once for a machine, not once a round
    people = make_market(young, volunteers, seed)
    began = time.perf_counter()
    found = read(people)
    reading = time.perf_counter() - began
    took = []
    for _ in range(TIMES if max(young, volunteers) <= MAX_PLAIN_SIZE else 1):
        began, worked = time.perf_counter(), time.process_time()
        best = _run_round(found.rows, found.offers)
        took.append((time.perf_counter() - began, time.process_time() - worked))
    seconds, processor = sorted(took)[len(took) // 2]
    gap, matched = (best.upper_bound - best.value) / best.upper_bound, len(best.pairs.needs)
    return Measurement(
        seconds, read_megabytes(), matched, best.value / UNIT, gap, reading, processor, len(best.unsuited_needs)
    )


def _measure_to_the_end(young: int, volunteers: int, seed: int) -> tuple[float, float]:
    found = read(make_market(young, volunteers, seed))
    began = time.perf_counter()
    best = rounds.find_best_round(found.rows, found.offers, near_enough=0.0)
    return time.perf_counter() - began, best.value / UNIT


def _measure_plain(young: int, volunteers: int, seed: int) -> Measurement:
    people = make_market(young, volunteers, seed)
    found = read(people)
    began, worked = time.perf_counter(), time.process_time()
    likeness = compute_similarity(found, range(young)).astype(np.float64)
    known = sorted({name for offer in people.offers for name in offer.fields})
    ours = np.array([known.index(one.field) if one.field in known else -1 for one in people.needs])
    theirs = np.array([known.index(next(iter(offer.fields))) for offer in people.offers])
    likeness = np.where(
        (likeness >= found.offers.least) & find_possible(people.needs, people.offers),
        1 + np.minimum(likeness + found.offers.field_weight * (ours[:, None] == theirs), 1.0)
        + found.rows.bonus[:, None] / UNIT, 0.0,
    )  # fmt: skip
    seats = np.repeat(np.arange(volunteers), found.offers.capacity)
    before = np.concatenate([np.arange(places) for places in found.offers.capacity])
    table = likeness[:, seats]
    table = np.where(table > 0, table - before * found.offers.spread / UNIT, 0.0)
    rows, columns = linear_sum_assignment(table, maximize=True)
    gains = table[rows, columns]
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    alone = int((likeness.max(axis=1) == 0).sum())
    return Measurement(
        seconds, read_megabytes(), int((gains > 0).sum()), float(gains.sum()), processor=processor, unmatched=alone
    )


def read(people: People) -> Market:
    """Return the market of both sides, with nothing read before."""
    return build_market(people.needs, people.offers, Terms(VOCABULARY), TextCache(Reader({})))


def _run_round(rows: Rows, offers: Index) -> rounds.BestRound:
    return rounds.find_best_round(rows, offers, near_enough=NEAR_ENOUGH)


def read_megabytes() -> float:
    """Return the most that this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
