"""`python -m benchmarks.intent_weights` makes the weights of intents from examples; `compare` tries other models."""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.pipeline import make_pipeline

import understanding
from mentoring.intents import NO_INTENT
from understanding.intents.features import count_features
from understanding.intents.spelling import Speller
from understanding.intents.weights import ALWAYS, PER_UNIT, compute_origin

FOLDER = Path(understanding.__file__).parent / "intents"
MIN_SENTENCES = {"=": 1, "#": 1, "@": 2}
"""In how many examples a feature must be to count, by its first letter."""
MIN_SENTENCES_ELSE = 3
STRENGTH = 60.0
"""How far the weights may follow single examples (scikit-learn's C)."""
MIN_WEIGHT = 3
"""Smaller weights, in tenths, are left out."""
Features = Mapping[str, float]
FOLDS = 4


def read_examples() -> tuple[list[Features], list[str]]:
    """Return the features of each shipped example, those in too few left out, and the intent of each."""
    written = tomllib.loads((FOLDER / "examples.toml").read_text(encoding="utf-8"))
    pairs = [(line, intent) for intent, by in written.items() for said in by.values() for line in said.splitlines()]
    speller = Speller({})
    said = [count_features(speller.split_words(line)) for line, _ in pairs if line]
    return _keep_frequent(said), [intent for line, intent in pairs if line]


def _keep_frequent(said: Sequence[Features]) -> list[Features]:
    counts = Counter(feature for features in said for feature in features)
    kept = {one for one, count in counts.items() if count >= MIN_SENTENCES.get(one[0], MIN_SENTENCES_ELSE)}
    return [{feature: value for feature, value in features.items() if feature in kept} for features in said]


def train() -> str:
    """Return the file of weights: a row a feature, its rarity, its weight for each intent, in tenths."""
    said, intents = read_examples()
    columns, rarity, model = DictVectorizer(), TfidfTransformer(), LogisticRegression(C=STRENGTH, max_iter=300)
    model.fit(rarity.fit_transform(columns.fit_transform(said)), intents)
    rarities, weights = [1.0, *rarity.idf_], [model.intercept_, *model.coef_.T]
    named = zip([ALWAYS, *columns.get_feature_names_out()], rarities, weights, strict=True)
    rows = sorted(_write_row(feature, rare, model.classes_, weighed) for feature, rare, weighed in named)
    made = f"% made by `python -m benchmarks.intent_weights` from {compute_origin()}"
    return "\n".join([made, "\t".join(model.classes_), *rows, ""])


def _write_row(feature: str, rarity: float, ids: Sequence[str], weights: Any) -> str:
    tenths = {intent: round(weight * PER_UNIT) for intent, weight in zip(ids, weights, strict=True)}
    said = [f"{intent}:{weight}" for intent, weight in tenths.items() if abs(weight) >= MIN_WEIGHT]
    return "\t".join([feature, str(round(rarity * PER_UNIT)), *said])


def compare() -> list[str]:
    """Return how many of the examples each model reads right that it has not seen: intents, then `none`."""
    said, intents = read_examples()
    models = {
        "logistic regression": LogisticRegression(C=STRENGTH, max_iter=300),
        "naive Bayes (complement)": ComplementNB(alpha=0.3),
        "five nearest examples": KNeighborsClassifier(5, weights="distance", metric="cosine"),
        "nearest centroid": NearestCentroid(metric="euclidean"),
    }
    return [_compare_one(name, model, said, np.array(intents)) for name, model in models.items()]


def _compare_one(name: str, model: Any, said: Sequence[Features], intents: Any) -> str:
    chain = make_pipeline(DictVectorizer(), TfidfTransformer(), model)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    right = cross_val_predict(chain, np.array(said, dtype=object), intents, cv=folds) == intents
    wanted = intents != NO_INTENT
    return f"{name}: {right[wanted].mean():.3f} of the intents, {right[~wanted].mean():.3f} of `none`"


def main() -> None:
    """Write the weights, or say how other models do."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("act", nargs="?", choices=("train", "compare"), default="train")
    if given.parse_args().act == "train":
        (FOLDER / "weights.tsv").write_text(train(), encoding="utf-8")
    else:
        sys.stdout.write("\n".join([*compare(), ""]))


if __name__ == "__main__":
    main()
