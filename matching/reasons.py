"""Why a need and an offer are proposed to each other: only what they really share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.normalise import Reader, fold
from matching.profile_texts import compare_topics, join_need, list_need_labels, list_offer_labels
from matching.profiles import Need, Offer, Reason, Vocabulary, Weights
from matching.stemming import stem
from matching.tfidf import TextModel

MAX_WORDS_SHOWN = 4
MAX_NEAR_WORDS_SHOWN = 2
SPELLED_ALIKE_CHARACTERS = 3
"""A short form begins like its word, "compta" or "informatik"; what a synonym stands for does not."""


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
        shared = {
            "topics": tuple(sorted(need.topics & offer.topics)),
            "words": words,
            "field": tuple(offer.fields & {need.field}),
            "region": (need.region,) if need.region == offer.region else (),
        }
        likenesses = [Reason(kind, shared[kind]) for kind in sorted(shared, key=lambda kind: -brought[kind])]
        found = [reason for reason in likenesses if any(reason.values)]
        near = () if words else self._find_near_words(need, offer, brought["words"] == max(brought.values()))
        # A common hour is a condition: it is there, or the pair would not be. What is only near comes after it.
        return (*found, Reason("slots"), *([Reason("near", near)] if near else []))

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
        """Return the rarest words that both typed, as the volunteer wrote them: better spelled."""
        ours, theirs = self._index_typed(need.text), self._index_typed(offer.text)
        both = {found: word for found, word in theirs.items() if found in ours}
        return self._choose_rarest(both, need, offer)[:MAX_WORDS_SHOWN]

    def _find_near_words(self, need: Need, offer: Offer, by_letters: bool) -> tuple[str, ...]:
        """Return what the two said in other words: two that mean the same, or one that names what the other ticked.

        With `by_letters` and neither: the volunteer's own words that are most like what the need says, by their letters
        or their trades. "IFSI" and "cadre de santé" have no word in common, and both are about nursing.
        """
        ours, theirs = self._index_stems(need.text), self._index_stems(offer.text)
        in_need = self._index_labels(list_need_labels(need, self.vocabulary))
        in_offer = self._index_labels(list_offer_labels(offer, self.vocabulary))
        near = {found: word for found, word in ours.items() if found in in_offer}
        near |= {found: word for found, word in theirs.items() if found in in_need}
        near |= {found: _join_near(ours[found], word) for found, word in theirs.items() if found in ours}
        said = self._choose_rarest(near, need, offer)[:MAX_NEAR_WORDS_SHOWN]
        return said if said or not by_letters else self._find_alike(need, offer)

    def _find_alike(self, need: Need, offer: Offer) -> tuple[str, ...]:
        already_said = self._index_ticked_topics(need, offer)
        written = [word for found, word in self._index_stems(offer.text).items() if found not in already_said]
        asked = self.model.build_rows([join_need(need, self.vocabulary)])
        alike = (self.model.build_rows(written) @ asked.T).toarray().ravel()
        nearest = sorted(zip(-alike, written, strict=True))[:MAX_NEAR_WORDS_SHOWN]
        return tuple(word for likeness, word in nearest if likeness < 0)

    def _choose_rarest(self, found: Mapping[str, str], need: Need, offer: Offer) -> tuple[str, ...]:
        """Return words, the rarest root first; none of a topic that both ticked, which says it already."""
        roots = sorted(found.keys() - self._index_ticked_topics(need, offer).keys())
        rarest = sorted(zip(self.model.compute_rarity(roots), roots, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return tuple(dict.fromkeys(found[root] for _, root in rarest))

    def _index_ticked_topics(self, need: Need, offer: Offer) -> dict[str, str]:
        return self._index_labels(self.vocabulary.topics.get(topic, "") for topic in need.topics & offer.topics)

    def _index_labels(self, labels: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for label in labels:
            if label not in self._labels:
                self._labels[label] = self._index_stems(label)
            found |= self._labels[label]
        return found

    def _index_typed(self, text: str) -> dict[str, str]:
        """Return the words that were typed themselves, short or misspelled; none that a synonym stands for."""
        return {
            stem(word.reads): word.written.lower()
            for word in self.reader.read(text)
            if word.reads.startswith(fold(word.written)[:SPELLED_ALIKE_CHARACTERS])
        }

    def _index_stems(self, text: str) -> dict[str, str]:
        return {stem(word.reads): word.written.lower() for word in self.reader.read(text)}


def _join_near(ours: str, theirs: str) -> str:
    """Return two words that mean the same, the young person's first; one when it is the same word."""
    return theirs if ours == theirs else f"{ours} ↔ {theirs}"
