"""What a need and an offer say that can be alike: their words, and the topics that they tick."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.profiles import Need, Offer, Vocabulary

Scores = NDArray[np.float64]


def list_texts(needs: Sequence[Need], offers: Sequence[Offer], vocabulary: Vocabulary) -> list[str]:
    """Return all that is read for a round, needs first."""
    return [*(join_need(need, vocabulary) for need in needs), *(join_offer(offer, vocabulary) for offer in offers)]


def join_need(need: Need, vocabulary: Vocabulary) -> str:
    """Return all that a need says: its own words, then the topics ticked, as they read."""
    return _join(need.text, list_need_labels(need, vocabulary))


def join_offer(offer: Offer, vocabulary: Vocabulary) -> str:
    """Return all that an offer says: its own words, topics, and fields, so that "computing" in a need finds them."""
    return _join(offer.text, list_offer_labels(offer, vocabulary))


def list_need_labels(need: Need, vocabulary: Vocabulary) -> list[str]:
    """Return what the ids of a need read as."""
    return [vocabulary.topics.get(topic, "") for topic in sorted(need.topics)]


def list_offer_labels(offer: Offer, vocabulary: Vocabulary) -> list[str]:
    """Return what the ids of an offer read as."""
    topics = [vocabulary.topics.get(topic, "") for topic in sorted(offer.topics)]
    return topics + [vocabulary.fields.get(field, "") for field in sorted(offer.fields)]


def compare_topics(needs: Sequence[Need], offers: Sequence[Offer]) -> Scores:
    """Return 1 for the same topics, 0 for none in common, and the cosine between."""
    known = sorted({topic for offer in offers for topic in offer.topics})
    return (
        build_unit_rows([need.topics for need in needs], known)
        @ build_unit_rows([offer.topics for offer in offers], known).T
    )


def build_unit_rows(chosen: Sequence[Collection[str]], known: Sequence[str]) -> Scores:
    """Return one row a profile, of length 1 before the topics that nobody else knows are left out."""
    column = {topic: place for place, topic in enumerate(known)}
    rows = np.zeros((len(chosen), len(column)))
    for row, topics in zip(rows, chosen, strict=True):
        row[[column[topic] for topic in topics if topic in column]] = len(topics) ** -0.5 if topics else 0.0
    return rows


def _join(text: str, labels: Sequence[str]) -> str:
    return " . ".join(filter(None, [text, *labels]))
