"""One arrival: the best offers for one need, among many that are kept read; and offers that change.

The plain way reads all offers again for each arrival, with a memory of the texts.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import numpy as np

from benchmarks.random_market import VOCABULARY, market
from matching.engine import best_offers
from matching.normalise import Reader
from matching.offer_cache import Kept
from matching.profiles import MIN_SCORE, USUAL_WEIGHTS
from matching.vectors import Memory

ARRIVALS, PLAIN, CHANGES, WANTED = 1000, 5, 200, 5
One = TypeVar("One")


def run(offers: int, seed: int) -> None:
    """Print the median and the 99th percentile of each, in milliseconds."""
    people = market(ARRIVALS, offers, seed)
    memory = Memory(Reader({}))
    kept = Kept(people.offers, VOCABULARY, USUAL_WEIGHTS, MIN_SCORE, memory)
    kept.best(people.needs[0], WANTED)
    print(f"{offers} offers | median | 99 in 100")
    _told("a new text is read, its offers ranked", lambda need: kept.ranked(need, WANTED), people.needs)
    fast = _told("a text read before, its offers ranked", lambda need: kept.ranked(need, WANTED), people.needs)
    _told("the same, with the reasons in words", lambda need: kept.best(need, WANTED), people.needs)

    plain = _told(
        "the plain way, with the reasons",
        lambda need: best_offers(need, people.offers, VOCABULARY, WANTED, memory=memory),
        people.needs[:PLAIN],
    )
    print(f"ranked {plain / fast:.0f} times as fast as in the plain way")
    said = [replace(offer, text=f"{offer.text} autre") for offer in people.offers[:CHANGES]]
    _told("an offer now says something else", lambda offer: kept.take([offer]), said)
    full = [replace(offer, capacity=0) for offer in people.offers[-CHANGES:]]
    _told("an offer has no place any more", lambda offer: kept.take([offer]), full)


def _told(what: str, act: Callable[[One], object], on: Iterable[One]) -> float:
    """Do something with each; print how long it took, and give the median in milliseconds."""
    taken = []
    for one in on:
        began = time.perf_counter()
        act(one)
        taken.append(1000 * (time.perf_counter() - began))
    median = float(np.median(taken))
    print(f"{what} | {median:.2f} ms | {np.percentile(taken, 99):.2f} ms", flush=True)
    return median
