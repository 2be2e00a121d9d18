"""What the classifier says of plain words."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from mentoring.help_numbers import CATEGORIES, Category
from understanding.distress_classifier.grams import list_grams_of_plain
from understanding.distress_classifier.weights import OUTPUTS, SHIFT, load_weights

Who = Literal["self", "third"]
HEARD_FROM = 1.1
"""Log odds from which words are a sign: of 1,000 everyday messages some 30 are then, of 100 strong ones some 90."""
LAUGHTER = 1.0
"""People laugh at their own weariness: what they laugh at has to be plainer."""
STRONG_FROM = 5.0
"""Log odds of a sign from which it may be a strong one: 2 of 1,100 everyday messages came so far."""
ORDINARY_BELOW = -3.0
"""Log odds under which words are so ordinary that a row of the patterns is doubted in them: "mon exposé sur …"."""
LENGTH_POWER = -0.2
"""A long text has many grams, which add up: their sum is made smaller by their number to this power."""
MIN_GRAMS = 80
"""A text with fewer known grams is weighed as if it had so many: one word alone proves little."""
_HEARD, _STRONG, _THIRD = (OUTPUTS.index(name) for name in ("heard", "strong", "third"))
_CATEGORIES = slice(OUTPUTS.index(CATEGORIES[0]), OUTPUTS.index(CATEGORIES[-1]) + 1)
_read_heard = itemgetter(_HEARD)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the words are likely about, and who is in danger; whether they are a sign at all, and a strong one."""

    is_heard: bool
    is_strong: bool
    is_ordinary: bool
    category: Category
    who: Who


def is_heard(plain: str, *, laughs: bool) -> bool:
    """Return whether plain words, their idioms erased, are a sign."""
    return score_heard(plain) >= HEARD_FROM + LAUGHTER * laughs


def score_heard(plain: str) -> float:
    """Return the log odds that plain words, their idioms erased, are a sign."""
    rows = _find_rows(plain)
    return _weigh(sum(map(_read_heard, rows)), len(rows), _HEARD)


def judge(plain: str) -> Judgement:
    """Return all that the classifier has to say of plain words, their idioms erased."""
    rows = _find_rows(plain)
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(OUTPUTS)
    scores = [_weigh(total, len(rows), output) for output, total in enumerate(sums)]
    about = dict(zip(CATEGORIES, scores[_CATEGORIES], strict=True))
    return Judgement(
        is_heard=scores[_HEARD] >= HEARD_FROM,
        is_strong=scores[_HEARD] >= STRONG_FROM and scores[_STRONG] > 0,
        is_ordinary=scores[_HEARD] < ORDINARY_BELOW,
        category=max(about, key=about.__getitem__),
        who="third" if scores[_THIRD] > 0 else "self",
    )


def measure(known_grams: int) -> float:
    """Return what the weights of a text with so many known grams are multiplied by."""
    return float(max(known_grams, MIN_GRAMS) ** LENGTH_POWER)


def _find_rows(plain: str) -> list[bytes]:
    return list(filter(None, map(load_weights().rows.get, list_grams_of_plain(plain))))


def _weigh(total: int, count: int, output: int) -> float:
    weights = load_weights()
    return (total - SHIFT * count) * weights.scales[output] * measure(count) + weights.biases[output]
