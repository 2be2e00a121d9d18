"""How much a need and an offer are alike: words, topics, study field, and a little the region."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.conditions import Table, cross, same_region
from matching.profiles import Need, Offer, Vocabulary, Weights
from matching.vectors import Memory, TextModel

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of all pairs, 0..1, and which of them are about the same thing at all."""

    total: Scores
    on_topic: Table
    model: TextModel


def score(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    vocabulary: Vocabulary,
    memory: Memory,
    weights: Weights,
    min_score: float,
) -> Scored:
    """Give the score of every pair.

    A pair is on topic when words and topics alone reach `min_score`, and are not nothing: the same study field or
    region makes nobody able to help with an exam.
    """
    said = texts(needs, offers, vocabulary)
    model = TextModel(said, memory)
    total = weights.text / weights.whole * _likeness(model, said[: len(needs)], said[len(needs) :])
    total += weights.topics / weights.whole * shared_topics(needs, offers)
    on_topic = (total >= min_score) & (total > 0)
    total += weights.field / weights.whole * same_field(needs, offers)
    total += weights.region / weights.whole * same_region(needs, offers)
    return Scored(np.clip(total, 0.0, 1.0), on_topic, model)


def texts(needs: Sequence[Need], offers: Sequence[Offer], vocabulary: Vocabulary) -> list[str]:
    """Give all that is read for a round, needs first."""
    return [*(need_text(need, vocabulary) for need in needs), *(offer_text(offer, vocabulary) for offer in offers)]


def need_text(need: Need, vocabulary: Vocabulary) -> str:
    """Give all that a need says: its own words, then the topics ticked, as they read."""
    return _joined(need.text, need_labels(need, vocabulary))


def offer_text(offer: Offer, vocabulary: Vocabulary) -> str:
    """Give all that an offer says: its own words, topics, and fields, so that "computing" in a need finds them."""
    return _joined(offer.text, offer_labels(offer, vocabulary))


def need_labels(need: Need, vocabulary: Vocabulary) -> list[str]:
    """Give what the ids of a need read as."""
    return [vocabulary.topics.get(topic, "") for topic in sorted(need.topics)]


def offer_labels(offer: Offer, vocabulary: Vocabulary) -> list[str]:
    """Give what the ids of an offer read as."""
    topics = [vocabulary.topics.get(topic, "") for topic in sorted(offer.topics)]
    return topics + [vocabulary.fields.get(field, "") for field in sorted(offer.fields)]


def shared_topics(needs: Sequence[Need], offers: Sequence[Offer]) -> Scores:
    """Give 1 for the same topics, 0 for none in common, and the cosine between."""
    known = sorted({topic for offer in offers for topic in offer.topics})
    return _unit_rows([need.topics for need in needs], known) @ _unit_rows([offer.topics for offer in offers], known).T


def same_field(needs: Sequence[Need], offers: Sequence[Offer]) -> Table:
    """Say which offers know the study field of which needs."""
    known = {field for offer in offers for field in offer.fields if field}
    table = np.zeros((len(needs), len(offers)), dtype=bool)
    for field in known:
        table |= cross([need.field == field for need in needs], [field in offer.fields for offer in offers])
    return table


def _likeness(model: TextModel, ours: Sequence[str], theirs: Sequence[str]) -> Scores:
    if not ours or not theirs:
        return np.zeros((len(ours), len(theirs)))
    likeness: Scores = (model.rows(ours) @ model.rows(theirs).T).toarray()
    return likeness


def _unit_rows(chosen: Sequence[Collection[str]], known: Sequence[str]) -> Scores:
    """Give one row a profile, of length 1 before the topics that nobody else knows are left out."""
    column = {topic: place for place, topic in enumerate(known)}
    rows = np.zeros((len(chosen), len(column)))
    for row, topics in zip(rows, chosen, strict=True):
        row[[column[topic] for topic in topics if topic in column]] = len(topics) ** -0.5 if topics else 0.0
    return rows


def _joined(text: str, labels: Sequence[str]) -> str:
    return " . ".join(filter(None, [text, *labels]))
