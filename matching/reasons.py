"""Why a need and an offer are proposed to each other: only what they really share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from matching.normalise import Reader
from matching.profile_texts import compare_topics, join_need, list_need_labels, list_offer_labels
from matching.profiles import Need, Offer, Reason, Vocabulary, Weights
from matching.stemming import stem
from matching.tfidf import TextModel

MAX_WORDS_SHOWN = 4
MAX_NEAR_WORDS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Explainer:
    """Finds the reasons of pairs that were scored together."""

    model: TextModel
    reader: Reader
    vocabulary: Vocabulary
    weights: Weights
    _labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """The roots of each label: there are few, and everybody ticked some."""

    def explain(self, need: Need, offer: Offer, total: float) -> tuple[Reason, ...]:
        """Return the reasons for a pair, the one that brought most of its score first."""
        brought = self._split_score(need, offer, total)
        words = self._find_shared_words(need, offer)
        if not words and brought["words"] == max(brought.values()):
            words = self._find_near_words(need, offer)
        shared = {
            "topics": tuple(sorted(need.topics & offer.topics)),
            "words": words,
            "field": tuple(offer.fields & {need.field}),
            "region": (need.region,) if need.region == offer.region else (),
        }
        likenesses = [Reason(kind, shared[kind]) for kind in sorted(shared, key=lambda kind: -brought[kind])]
        found = [reason for reason in likenesses if any(reason.values)]
        # A common hour is a condition: it is there, or the pair would not be.
        return (*found, Reason("slots"))

    def _split_score(self, need: Need, offer: Offer, total: float) -> dict[str, float]:
        """Return how much of the score comes from what; the words are what the rest leaves."""
        weights = self.weights
        brought = {
            "topics": weights.topics * float(compare_topics([need], [offer])[0, 0]),
            "field": weights.field * (need.field in offer.fields),
            "region": weights.region * (need.region == offer.region != ""),
        }
        return brought | {"words": total * weights.whole - sum(brought.values())}

    def _find_shared_words(self, need: Need, offer: Offer) -> tuple[str, ...]:
        """Return the rarest words that one of the two wrote and the other wrote too, or ticked as a label.

        They are given as the volunteer wrote them if they did: better spelled, and never somebody else's secret.
        """
        ours, theirs = self._index_stems(need.text), self._index_stems(offer.text)
        labels = (
            self._index_labels(list_need_labels(need, self.vocabulary)),
            self._index_labels(list_offer_labels(offer, self.vocabulary)),
        )
        already_said = self._index_ticked_topics(need, offer)
        written = {found: word for found, word in ours.items() if found in labels[1]}
        written |= {found: word for found, word in theirs.items() if found in ours or found in labels[0]}
        roots = sorted(written.keys() - already_said.keys())
        rarest = sorted(zip(self.model.compute_rarity(roots), roots, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return tuple(dict.fromkeys(written[found] for _, found in rarest))[:MAX_WORDS_SHOWN]

    def _find_near_words(self, need: Need, offer: Offer) -> tuple[str, ...]:
        """Return the volunteer's own words that are most like what the need says, by their letters or their trades.

        "IFSI" and "cadre de santé" have no word in common, and both are about nursing.
        """
        already_said = self._index_ticked_topics(need, offer)
        written = [word for found, word in self._index_stems(offer.text).items() if found not in already_said]
        asked = self.model.build_rows([join_need(need, self.vocabulary)])
        alike = (self.model.build_rows(written) @ asked.T).toarray().ravel()
        nearest = sorted(zip(-alike, written, strict=True))[:MAX_NEAR_WORDS_SHOWN]
        return tuple(word for likeness, word in nearest if likeness < 0)

    def _index_ticked_topics(self, need: Need, offer: Offer) -> dict[str, str]:
        return self._index_labels(self.vocabulary.topics.get(topic, "") for topic in need.topics & offer.topics)

    def _index_labels(self, labels: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for label in labels:
            if label not in self._labels:
                self._labels[label] = self._index_stems(label)
            found |= self._labels[label]
        return found

    def _index_stems(self, text: str) -> dict[str, str]:
        return {stem(word.reads): word.written.lower() for word in self.reader.read(text)}
