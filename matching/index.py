"""Both sides of a market as plain arrays, which compiled loops read: who said what, when, where, how.

A pair's score is a sum over what the two share. What was said and ticked is kept by feature on the offers' side (an
inverted index: for each word, who has it and how strongly), so that a need only meets the offers that share something.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from matching.profile_texts import build_unit_rows, list_texts
from matching.profiles import IN_PERSON, REMOTE, Need, Offer, Terms, Weights
from matching.tfidf import TextCache, TextModel
from mentoring.slots import HOURS_IN_WEEK

UNIT = 1_000_000
"""Gains are whole millionths of a binôme's worth: sums are exact, and equal scores are really equal."""
WORD_BITS = 64
NOWHERE = -1
Whole = NDArray[np.int64]
Floats = NDArray[np.float32]
Bits = NDArray[np.uint64]


class Rows(NamedTuple):
    """Needs. Row i has the `features` and `values` from `start[i]` to `start[i + 1]`, and so on for `refused`."""

    start: Whole
    features: NDArray[np.int32]
    values: Floats
    hours: Bits
    languages: Bits
    remote: NDArray[np.bool_]
    in_person: NDArray[np.bool_]
    minor: NDArray[np.bool_]
    region: Whole
    field: Whole
    refused_start: Whole
    refused: NDArray[np.int32]
    bonus: Whole


class Index(NamedTuple):
    """Offers. Feature f is had by the offers `listed` from `start[f]` to `start[f + 1]`, each with its weight.

    `strongest` is the greatest weight of each feature; the rows hold the same, offer by offer.
    """

    start: Whole
    listed: NDArray[np.int32]
    weights: Floats
    strongest: Floats
    row_start: Whole
    row_features: NDArray[np.int32]
    row_weights: Floats
    hours: Bits
    languages: Bits
    remote: NDArray[np.bool_]
    in_person: NDArray[np.bool_]
    minors: NDArray[np.bool_]
    region: Whole
    fields: Bits
    capacity: Whole
    taken: Whole
    least: np.float32
    field_weight: float
    region_weight: float
    spread: int


class Numbering(NamedTuple):
    """Under which numbers things are known: the columns and topics that are compared, and what is written in words."""

    columns: NDArray[np.int32]
    topics: dict[str, int]
    regions: dict[str, int]
    fields: dict[str, int]
    languages: dict[str, int]


class Market(NamedTuple):
    """Needs and offers that were read together, and the text model that read them."""

    rows: Rows
    offers: Index
    model: TextModel
    numbered: Numbering


def build_market(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    terms: Terms,
    text_cache: TextCache,
) -> Market:
    """Return the market of both sides. Needs and offers keep their order."""
    said = list_texts(needs, offers, terms.vocabulary)
    model = TextModel(said, text_cache)
    numbered = number_names(needs, offers)
    ours = build_vectors(model, said[: len(needs)], needs, numbered)
    theirs = build_vectors(model, said[len(needs) :], offers, numbered)
    numbered = numbered._replace(columns=np.intersect1d(find_used(ours), find_used(theirs)))
    column = {offer.id: at for at, offer in enumerate(offers)}
    index = build_index(offers, theirs, numbered, terms.weights, terms.min_score)
    return Market(build_rows(needs, column, ours, numbered, terms.weights), index, model, numbered)


def number_names(needs: Sequence[Need], offers: Sequence[Offer]) -> Numbering:
    """Return a number for each name, so that arrays can hold it."""
    everybody: list[Need | Offer] = [*needs, *offers]
    return Numbering(
        np.zeros(0, dtype=np.int32),
        _number(topic for offer in offers for topic in offer.topics),
        _number(one.region for one in offers),
        _number(name for one in offers for name in one.fields),
        _number(name for one in everybody for name in one.languages),
    )


def build_vectors(model: TextModel, texts: Sequence[str], side: Sequence[Need | Offer], numbered: Numbering) -> Any:
    """Return one row a profile: the text model's columns, then a column a topic, each block of length 1 or less."""
    topics = csr_matrix(build_unit_rows([one.topics for one in side], list(numbered.topics)))
    return hstack([model.build_rows(texts), topics], format="csr")


def build_rows(
    needs: Sequence[Need], column: Mapping[int, int], ours: Any, numbered: Numbering, weights: Weights
) -> Rows:
    """Return needs as the loops read them, in the columns that are numbered, each block with its share of a score.

    `column` tells where the offers are that they refuse.
    """
    shares = weights.text / weights.whole, weights.topics / weights.whole
    first_topic = np.searchsorted(numbered.columns, ours.shape[1] - len(numbered.topics))
    kept = _narrow(ours, numbered.columns)
    values = np.where(kept.indices < first_topic, *shares) * kept.data
    refused = [[column[one] for one in sorted(need.refused) if one in column] for need in needs]
    return Rows(
        kept.indptr.astype(np.int64), kept.indices, values.astype(np.float32),
        _pack_words([one.hours for one in needs], HOURS_IN_WEEK),
        _pack_words([_build_mask(one.languages, numbered.languages) for one in needs], len(numbered.languages)),
        _flag_mode(REMOTE, needs), _flag_mode(IN_PERSON, needs), np.array([one.minor for one in needs], dtype=np.bool_),
        _encode([one.region for one in needs], numbered.regions),
        _encode([one.field for one in needs], numbered.fields),
        np.cumsum([0, *map(len, refused)], dtype=np.int64),
        np.array([one for row in refused for one in row], dtype=np.int32),
        np.array([round(UNIT * _weigh_waiting(one, weights)) for one in needs], dtype=np.int64),
    )  # fmt: skip


def build_index(offers: Sequence[Offer], theirs: Any, numbered: Numbering, weights: Weights, min_score: float) -> Index:
    """Return offers as the loops read them, listed by the columns that are numbered."""
    by_offer = _narrow(theirs, numbered.columns).astype(np.float32)
    listed = by_offer.tocsc()
    return Index(
        listed.indptr.astype(np.int64), listed.indices, listed.data, _find_strongest(listed),
        by_offer.indptr.astype(np.int64), by_offer.indices, by_offer.data,
        _pack_words([one.hours for one in offers], HOURS_IN_WEEK),
        _pack_words([_build_mask(one.languages, numbered.languages) for one in offers], len(numbered.languages)),
        _flag_mode(REMOTE, offers), _flag_mode(IN_PERSON, offers), np.array([one.minors for one in offers],
        dtype=np.bool_),
        _encode([one.region for one in offers], numbered.regions),
        _pack_words([_build_mask(one.fields, numbered.fields) for one in offers], len(numbered.fields)),
        np.array([max(0, one.capacity) for one in offers], dtype=np.int64),
        np.array([one.taken for one in offers], dtype=np.int64),
        np.float32(min_score), weights.field / weights.whole, weights.region / weights.whole,
        round(UNIT * weights.spread),
    )  # fmt: skip


def slice_rows(rows: Rows, first: int, last: int) -> Rows:
    """Return some of the rows, by themselves: what is found for a row depends on that row and on the index alone."""
    begin, end, refused, stop = rows.start[first], rows.start[last], rows.refused_start[first], rows.refused_start[last]
    cut = {name: getattr(rows, name)[first:last] for name in Rows._fields[3:10]}
    return Rows(
        rows.start[first : last + 1] - begin, rows.features[begin:end], rows.values[begin:end], **cut,
        refused_start=rows.refused_start[first : last + 1] - refused, refused=rows.refused[refused:stop],
        bonus=rows.bonus[first:last],
    )  # fmt: skip


def _narrow(rows: Any, columns: NDArray[np.int32]) -> Any:
    """Return the rows with only some columns, in order, numbered anew."""
    if not len(columns):
        return csr_matrix((rows.shape[0], 0))
    at = np.minimum(np.searchsorted(columns, rows.indices), len(columns) - 1)
    here = columns[at] == rows.indices
    start = np.concatenate([[0], np.cumsum(here)])[rows.indptr]
    narrow = csr_matrix((rows.data[here], at[here].astype(np.int32), start), shape=(rows.shape[0], len(columns)))
    narrow.sort_indices()
    return narrow


def find_used(rows: Any) -> Any:
    """Return the columns that say something in some rows."""
    return rows.indices[rows.data > 0]


def _find_strongest(theirs: Any) -> Floats:
    strongest = np.zeros(theirs.shape[1], dtype=np.float32)
    np.maximum.at(strongest, np.repeat(np.arange(theirs.shape[1]), np.diff(theirs.indptr)), theirs.data)
    return strongest


def _number(names: Iterable[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(sorted({name for name in names if name}))}


def _encode(names: Sequence[str], numbered: dict[str, int]) -> Whole:
    return np.array([numbered.get(name, NOWHERE) for name in names], dtype=np.int64)


def _flag_mode(mode: str, side: Sequence[Need | Offer]) -> NDArray[np.bool_]:
    return np.array([mode in one.modes for one in side], dtype=np.bool_)


def _build_mask(names: Iterable[str], numbered: dict[str, int]) -> int:
    return sum(1 << numbered[name] for name in names if name in numbered)


def _pack_words(masks: Sequence[int], size: int) -> Bits:
    """Return whole numbers of `size` bits, cut into words that a processor can compare."""
    low = (1 << WORD_BITS) - 1
    starts = range(0, max(1, size), WORD_BITS)
    return np.array([[mask >> start & low for start in starts] for mask in masks], dtype=np.uint64).reshape(
        len(masks), len(starts)
    )


def _weigh_waiting(need: Need, weights: Weights) -> float:
    """Return what having waited is worth: it grows without end, so that somebody's turn always comes."""
    days = max(0.0, need.waiting_days) + (weights.priority_days if need.priority else 0.0)
    return days / weights.patience_days
