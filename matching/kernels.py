"""The inner loop over all pairs, compiled: the best offers of each need, though few pairs are looked at closely.

What a need shares with offers is added up from the inverted index. Features that bring little and that many have, whose
lists are long, are left out, as long as all of them together could lift no pair far towards what is wanted (`bar`).
Only where what was added up leaves it possible is a pair's likeness counted in full, and its conditions looked at.
Nothing is lost by that: a pair that is left out could not have been kept (as in Turtle and Flood, 1995). Where a place
has a price, what the pair would have to bring is known offer by offer. Where any good offers will do, fewer still are
looked at: those that share most.
"""

from typing import Any, NamedTuple

import numpy as np

from matching.compiled import compile_loop
from matching.index import NOWHERE, UNIT

NOBODY = -1
BARS = np.array([0.3, 0.15, 0.0])
"""Scores from which offers are looked for where places cost nothing; lowered until a need has enough of them."""
EVERY = np.zeros(1)
"""Where places have prices, a cheap one may be worth more than a better score: whatever is above its floor is found."""
LEFT_OUT = 0.25
"""Share of the bar that features left out may bring together: with more, too many pairs are looked at closely."""
SLACK = 1e-5
"""Sums in another order may differ by so much; a pair is left out only where more is missing."""
CHOICE = 32
"""Where any good offers will do, so many times those wanted are looked at closely; so many times more when too few of
them meet the conditions."""
SAMPLE, LEVELS = 4096, 128
"""How many sums are told apart to find where these begin, and how finely."""


class Search(NamedTuple):
    """What is looked for: a need that has `most` offers above one of the `bars` is not looked at below it.

    `sure`: so that these are the best indeed; else they are the best of those that share most, and another may be
    above them. `shared`: how many needs are kept for each offer.
    """

    bars: Any
    sure: bool
    most: int
    shared: int


@compile_loop
def scan(rows: Any, index: Any, prices: Any, floors: Any, scale: int, search: Any) -> Any:
    """Return the best pairs of some needs; what is found for one depends on that need and on the index alone.

    They are, one row a need, its `most` best (offers, gains) by gain less price, best first, `NOBODY` where nobody is
    left or worth more than its floor; the most that each need could keep, its floor at least; and, one row an offer,
    the `shared` needs among the pairs seen to which it is worth most, with the gains.
    """
    most, shared = search.most, search.shared
    needs, offers = len(rows.region), len(index.region)
    partly = np.zeros(offers, dtype=np.float32)
    whole = np.zeros(len(index.strongest), dtype=np.float32)
    best = np.full((needs, most), NOBODY, dtype=np.int32)
    gains = np.zeros((needs, most), dtype=np.int64)
    kept = np.zeros(most, dtype=np.int64)
    tops = floors.copy()
    wanting = np.full((offers, shared), NOBODY, dtype=np.int32)
    wanted = np.zeros((offers, shared), dtype=np.int64)
    asked = prices / scale / UNIT
    asked[index.capacity <= 0] = np.inf  # no place at any price
    cheapest = asked.min() if offers else 0.0
    for need in range(needs):
        spread_out(rows, need, whole)
        own = floors[need] / scale / UNIT - 1 - rows.bonus[need] / UNIT
        known = own + cheapest
        many = most
        for bar in search.bars:
            bar = max(bar, known)
            many *= CHOICE
            kept[:] = 0
            best[need, :] = NOBODY
            found = look(
                rows, index, need, bar, search.sure, many, prices, floors[need], scale, asked, own, partly, whole,
                kept, best[need], gains[need], wanting, wanted,
            )  # fmt: skip
            if found == most:
                break
        tops[need] = max(tops[need], kept[0])
        gather_in(rows, need, whole)
    return best, gains, tops, wanting, wanted


@compile_loop
def look(
    rows: Any, index: Any, need: int, bar: float, sure: bool, many: int, prices: Any, floor: int, scale: int,
    asked: Any, own: float, partly: Any, whole: Any, kept: Any, best: Any, gains: Any, wanting: Any, wanted: Any,
) -> int:  # fmt: skip
    """Find every offer whose score with a need is `bar` at least, conditions met; return how many were kept."""
    # Plain names: the compiler counts references on each look into a tuple, which would cost more than the work.
    hours, tongues, their_hours, their_tongues = rows.hours, rows.languages, index.hours, index.languages
    region, remote, in_person, fields, minors = (
        index.region, index.remote, index.in_person, index.fields, index.minors,
    )  # fmt: skip
    row_start, row_features, row_weights = index.row_start, index.row_features, index.row_weights
    at_a_distance, nearby, bonus, here = rows.remote[need], rows.in_person[need], rows.bonus[need], rows.region[need]
    minor = rows.minor[need]
    word, bit = rows.field[need] >> 6, np.uint64(rows.field[need] & 63)
    least, for_field, for_region = index.least, index.field_weight, index.region_weight
    most, shared = len(kept), wanted.shape[1]
    # What field and region may add is not known before a pair is looked at.
    lowest = max(bar - for_field - for_region if sure else bar, least)
    missing = add_up(rows, index, need, lowest, partly)
    enough = np.float32(max(lowest - missing - SLACK, 1e-9))
    if not sure and bar > 0:
        enough = max(enough, find_threshold(partly, many))
    # The same, offer by offer: a dear one must bring more than the cheapest.
    dearer = own - (for_field + for_region if sure else 0.0) - missing - SLACK
    found, worst = 0, floor
    for offer in range(len(partly)):
        part = partly[offer]
        partly[offer] = 0
        if part < enough or part < asked[offer] + dearer or (minor and not minors[offer]):
            continue
        near = here != NOWHERE and here == region[offer]
        if not (at_a_distance and remote[offer]) and not (near and nearby and in_person[offer]):
            continue
        if not has_overlap(hours, need, their_hours, offer) or not has_overlap(tongues, need, their_tongues, offer):
            continue
        alike = np.float32(0.0)
        for at in range(row_start[offer], row_start[offer + 1]):
            alike += whole[row_features[at]] * row_weights[at]
        if alike < least or alike <= 0:
            continue
        score = np.float64(alike)
        if word != NOWHERE and (fields[offer, word] >> bit) & np.uint64(1):
            score += for_field
        if near:
            score += for_region
        gain = np.int64(np.rint(min(score, 1.0) * UNIT)) + UNIT + bonus
        if shared and gain > wanted[offer, shared - 1]:
            insert(wanted[offer], wanting[offer], wanted[offer], gain, need, gain, shared)
        left = gain * scale - prices[offer]
        if left > worst and score >= bar:
            found = min(found + 1, most)
            insert(kept, best, gains, left, offer, gain, found)
            worst = max(worst, kept[most - 1])
    return found


@compile_loop
def find_threshold(partly: Any, many: int) -> Any:
    """Return the sum that about so many offers reach, judged by a sample."""
    counts = np.zeros(LEVELS, dtype=np.int64)
    stride = len(partly) // SAMPLE + 1
    for offer in range(0, len(partly), stride):
        if partly[offer] > 0:
            counts[min(int(partly[offer] * LEVELS), LEVELS - 1)] += stride
    level = LEVELS
    while level and many > 0:
        level -= 1
        many -= counts[level]
    return np.float32(level / LEVELS)


@compile_loop
def add_up(rows: Any, index: Any, need: int, bar: float, partly: Any) -> float:
    """Add up what a need shares with every offer, but for the features that cannot matter; return what these can bring.

    Offers that the need refused are ruled out.
    """
    start, listed, weights, strongest = index.start, index.listed.view(np.uint32), index.weights, index.strongest
    first, last = rows.start[need], rows.start[need + 1]
    features, values = rows.features[first:last], rows.values[first:last]
    brings, worth = np.empty(len(features), dtype=np.float32), np.empty(len(features), dtype=np.float32)
    for at in range(len(features)):
        brings[at] = values[at] * strongest[features[at]]
        worth[at] = brings[at] / (start[features[at] + 1] - start[features[at]])
    missing = 0.0
    for at in np.argsort(worth):
        if missing + brings[at] < bar * LEFT_OUT:
            missing += brings[at]
            continue
        value, span = values[at], slice(start[features[at]], start[features[at] + 1])
        who, weighs = listed[span], weights[span]
        for place in range(len(who)):
            partly[who[place]] += value * weighs[place]
    for at in range(rows.refused_start[need], rows.refused_start[need + 1]):
        partly[rows.refused[at]] = -np.inf
    return missing


@compile_loop
def spread_out(rows: Any, need: int, whole: Any) -> None:
    """Write a need's values into a dense row of all features."""
    for at in range(rows.start[need], rows.start[need + 1]):
        whole[rows.features[at]] = rows.values[at]


@compile_loop
def gather_in(rows: Any, need: int, whole: Any) -> None:
    """Clear that dense row."""
    for at in range(rows.start[need], rows.start[need + 1]):
        whole[rows.features[at]] = 0


@compile_loop
def has_overlap(ours: Any, need: int, theirs: Any, offer: int) -> bool:
    """Return whether two sets of bits have one in common."""
    for word in range(ours.shape[1]):  # noqa: SIM110 - a generator cannot be compiled
        if ours[need, word] & theirs[offer, word]:
            return True
    return False


@compile_loop
def insert(order: Any, names: Any, values: Any, key: int, name: int, value: int, size: int) -> None:
    """Put one into its place among the `size` best, which may be one more than before; the last falls out."""
    at = size - 1
    while at > 0 and order[at - 1] < key:
        order[at], names[at], values[at] = order[at - 1], names[at - 1], values[at - 1]
        at -= 1
    order[at], names[at], values[at] = key, name, value
