"""One arrival: the best offers for one need, among many that are kept read; and offers that change.

The plain way reads all offers again for each arrival, with a memory of the texts.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import numpy as np

from benchmarks.random_market import VOCABULARY, make_market
from matching import Terms
from matching.engine import find_best_offers
from matching.normalise import Reader
from matching.offer_cache import OfferCache
from matching.profiles import MIN_SCORE, USUAL_WEIGHTS
from matching.tfidf import TextCache

ARRIVALS, PLAIN, CHANGES, OFFERS_WANTED = 1000, 5, 200, 5
One = TypeVar("One")


def run(offers: int, seed: int) -> None:
    """Print the median and the 99th percentile of each, in milliseconds."""
    people = make_market(ARRIVALS, offers, seed)
    memory = TextCache(Reader({}))
    kept = OfferCache(people.offers, VOCABULARY, USUAL_WEIGHTS, MIN_SCORE, memory)
    kept.find_best(people.needs[0], OFFERS_WANTED)
    print(f"{offers} offers | median | 99 in 100")
    _measure_each("a new text is read, its offers ranked", lambda need: kept.rank(need, OFFERS_WANTED), people.needs)
    fast = _measure_each(
        "a text read before, its offers ranked", lambda need: kept.rank(need, OFFERS_WANTED), people.needs
    )
    _measure_each("the same, with the reasons in words", lambda need: kept.find_best(need, OFFERS_WANTED), people.needs)

    plain = _measure_each(
        "the plain way, with the reasons",
        lambda need: find_best_offers(need, people.offers, Terms(VOCABULARY), OFFERS_WANTED, text_cache=memory),
        people.needs[:PLAIN],
    )
    print(f"ranked {plain / fast:.0f} times as fast as in the plain way")
    said = [replace(offer, text=f"{offer.text} autre") for offer in people.offers[:CHANGES]]
    _measure_each("an offer now says something else", lambda offer: kept.update([offer]), said)
    full = [replace(offer, capacity=0) for offer in people.offers[-CHANGES:]]
    _measure_each("an offer has no place any more", lambda offer: kept.update([offer]), full)


def _measure_each(what: str, act: Callable[[One], object], on: Iterable[One]) -> float:
    """Do something with each, print how long it took, and return the median in milliseconds."""
    taken = []
    for one in on:
        began = time.perf_counter()
        act(one)
        taken.append(1000 * (time.perf_counter() - began))
    median = float(np.median(taken))
    print(f"{what} | {median:.2f} ms | {np.percentile(taken, 99):.2f} ms", flush=True)
    return median
