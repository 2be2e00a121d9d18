"""Training of the classifier of distress: ``python -m understanding.train`` writes its weights anew.

It runs in a checkout, beside the tests: what it learns from is what they measure with. The same data give the same
weights. Nothing in the chat's process imports it, and so none of its libraries.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from mentoring.help_numbers import CATEGORIES
from understanding.distress_classifier import weights
from understanding.distress_classifier.grams import list_grams
from understanding.distress_classifier.judge import Who, measure
from understanding.distress_patterns import STRONG, WEAK
from understanding.distress_patterns.idioms import IDIOMS, JESTS

ROOM = Path(__file__).parent
DATA = ROOM.parent / "tests" / "data"
LEARNED = (
    "said/distress_1_en", "said/distress_1_fr", "said/distress_2_en", "said/distress_2_fr", "said/distress_3_en",
    "said/distress_3_fr", "said/distress_4_en", "said/distress_4_fr", "said/distress_5_fr", "said/distress_6_fr",
    "said/distress_7_fr", "said/distress_own_en", "said/distress_own_fr", "said/distress_own_plain_en",
    "said/distress_own_plain_fr", "said/distress_own_signs_en", "said/distress_own_signs_fr", "said/everyday_1_fr",
    "said/everyday_2_fr", "said/everyday_3_fr", "said/everyday_4_fr", "said/everyday_5_fr", "said/intents_1",
    "said/intents_2", "said/intents_3", "masking/dev", "masking/dev_b",
)  # fmt: skip
"""Sets of `tests/data` that have been read; one that is to measure something is not named here. Those of masking and
intents are ordinary messages: a line without a level is no sign, unless its intent is to report."""
MAX_GRAMS = 25_000
STRENGTH = 0.3
"""How far the regression may follow the data: scikit-learn's C, chosen on one hand's messages, trained on others'."""
MADE_WEIGHT = 0.3
"""Messages of a frame with words put in resemble one another: each counts for less."""
WEAK_WEIGHT = 1.2
"""Weak signs lie close to what everybody says: each counts for a little more."""
OF_SIGNS = {"strong": 0.2, "third": 0.4}
"""Outputs that say something of signs alone, and how far they may follow the data."""
MIN_MESSAGES = 2
"""A gram of one message alone is its author's."""


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message; `level` is empty when it is no sign."""

    text: str
    level: str
    category: str
    who: Who
    weight: float = 1.0


def read_messages() -> list[Message]:
    """Return what may be learned from: rows' examples, half of the old set, and the sets that have been read."""
    return [
        *_list_examples(),
        *_read_old_set(),
        *(message for name in LEARNED for message in _read_said(DATA / f"{name}.jsonl")),
    ]


def _list_examples() -> Iterator[Message]:
    """Return the example of each row, so that no row is doubted for its own."""
    for level, categories in (("strong", STRONG), ("weak", WEAK)):
        for category, rows in categories.items():
            yield from (Message(example, level, category, "self") for _, _, example in rows)
    yield from (Message(example, "", "", "self") for _, _, example in IDIOMS + JESTS)


def _read_old_set() -> Iterator[Message]:
    for path in [*sorted((DATA / "distress").glob("*.tsv")), DATA / "distress" / "written_after.txt"]:
        for line in path.read_text(encoding="utf-8").splitlines():
            *_, level, category, text = line.split("\t")
            if path.suffix == ".txt" or is_for_development(text):
                yield _label(text, level, category, MADE_WEIGHT if level == "none" and path.suffix == ".tsv" else 1.0)


def is_for_development(text: str) -> bool:
    """Return whether a message of the old set is of the half that may be learned from: `report.py` has the other."""
    return not sha256(text.encode()).digest()[-1] & 1


def _label(text: str, level: str, category: str, weight: float) -> Message:
    return Message(text, "" if level == "none" else level, category if category in CATEGORIES else "", "self", weight)


def _read_said(path: Path) -> Iterator[Message]:
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        if said.get("intent") == "report":
            continue
        who = get_args(Who)[said.get("who") in ("other", "third")]
        yield Message(said["text"], said.get("level") or "", said.get("category") or "", who)


def compute_digest(messages: Sequence[Message]) -> str:
    """Return the SHA-256 of what is learned from."""
    lines = (f"{one.text}\t{one.level}\t{one.category}\t{one.who}\t{one.weight}\n" for one in messages)
    return sha256("".join(lines).encode()).hexdigest()


def train(messages: Sequence[Message]) -> str:
    """Return the text of the weights: all grams are weighed, the heaviest kept, and these weighed again."""
    known = CountVectorizer(analyzer=list_grams, binary=True, min_df=MIN_MESSAGES, dtype=np.float64)
    counts = known.fit_transform([one.text for one in messages]).tocsr()
    grams = known.get_feature_names_out()
    first, _ = _weigh(counts, messages, ("heard",))
    kept = np.sort(np.argsort(-np.abs(first[0]), kind="stable")[:MAX_GRAMS])
    coefficients, biases = _weigh(counts[:, kept], messages, weights.OUTPUTS)
    scales = np.abs(coefficients).max(axis=1) / 127
    rows = dict(zip(grams[kept], np.rint(coefficients / scales[:, None]).astype(int).T.tolist(), strict=True))
    return weights.write(compute_digest(messages), _round(scales), _round(biases), rows)


def _weigh(counts: Any, messages: Sequence[Message], outputs: Sequence[str]) -> tuple[Any, Any]:
    """Return the weights of some outputs, a row each in the order of the columns, and their biases."""
    rarity = np.log((1 + counts.shape[0]) / (1 + _sum(counts, axis=0))) + 1
    sizes = [measure(int(known)) for known in _sum(counts, axis=1)]
    values = (sparse.diags(sizes) @ counts @ sparse.diags(rarity)).tocsr()
    fits = [_fit(values, messages, output) for output in outputs]
    return np.array([fit.coef_[0] * rarity for fit in fits]), [fit.intercept_[0] for fit in fits]


def _fit(values: Any, messages: Sequence[Message], output: str) -> Any:
    """Return the regression of one output; how grave a sign is, and for whom, is learned from signs alone."""
    taken = [at for at, one in enumerate(messages) if one.level or output not in OF_SIGNS]
    labels = [_is_positive(messages[at], output) for at in taken]
    # liblinear's own way to the bias needs a large constant, or the bias is held small as a weight is.
    strength = OF_SIGNS.get(output, STRENGTH)
    regression = LogisticRegression(C=strength, solver="liblinear", intercept_scaling=10, tol=1e-3, max_iter=500)
    with threadpool_limits(limits=1):  # Sums of several threads differ in their last digit from run to run.
        return regression.fit(values[taken], labels, sample_weight=[_count(messages[at]) for at in taken])


def _count(message: Message) -> float:
    return message.weight * (WEAK_WEIGHT if message.level == "weak" else 1)


def _is_positive(message: Message, output: str) -> bool:
    if output == "heard":
        return bool(message.level)
    return output in (message.level, message.category, message.who)


def _sum(counts: Any, axis: int) -> Any:
    return np.asarray(counts.sum(axis=axis)).ravel()


def _round(values: Any) -> list[float]:
    return [round(float(one), 9) for one in values]


def main() -> None:
    """Write the weights."""
    (ROOM / weights.PATH).write_text(train(read_messages()), encoding="utf-8")


if __name__ == "__main__":
    main()
