"""An association's own examples: a message that is like one of them is read as it is."""

from collections.abc import Mapping
from math import sqrt

from mentoring.intents import Sentences
from understanding.intents.features import count_features
from understanding.intents.spelling import Speller
from understanding.intents.weights import Weights


class OwnExamples:
    """The examples of `[intents]` in programme.toml, as vectors of length 1."""

    def __init__(self, examples: Sentences, speller: Speller, weights: Weights) -> None:
        self._weights = weights
        self._rows = [
            (intent, self._build_row(count_features(speller.split_words(sentence))))
            for intent, sentences in examples.items()
            for sentence in sentences
        ]

    def find_likeness(self, said: Mapping[str, float]) -> dict[str, float]:
        """Return how like each intent's nearest example a message is: the square of the cosine, 0 to 1."""
        row, nearest = self._build_row(said) if self._rows else {}, dict[str, float]()
        for intent, example in self._rows:
            likeness = sum(value * row[feature] for feature, value in example.items() if feature in row) ** 2
            nearest[intent] = max(likeness, nearest.get(intent, 0.0))
        return nearest

    def _build_row(self, said: Mapping[str, float]) -> dict[str, float]:
        values = {feature: value * self._weights.find_rarity(feature) for feature, value in said.items()}
        length = sqrt(sum(value**2 for value in values.values())) or 1.0
        return {feature: value / length for feature, value in values.items()}
