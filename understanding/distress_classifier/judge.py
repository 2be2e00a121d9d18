"""What the classifier says of plain words."""

from dataclasses import dataclass
from typing import Literal

from mentoring.help_numbers import CATEGORIES, Category
from understanding.distress_classifier.grams import list_grams_of_plain
from understanding.distress_classifier.weights import OUTPUTS, load_weights, sum_rows

Who = Literal["self", "third"]
HEARD_FROM = 2.6
"""From here French words are a sign: of 1,000 everyday messages some 5 are then, of 100 strong ones some 93."""
HEARD_FROM_ENGLISH = 1.5
"""The same of English words, of which far fewer were learned from: what they say is weighed less surely."""
SMALL_WORDS = {
    "en": "and for has have he her his i is it my not of she that the they to was with you",
    "fr": "de des elle en est et il je la le les ma mon on pas que qui sur un une",
}
"""Words that the other language lacks; a text with as many of both is French."""
LAUGHTER = 1.0
"""People laugh at their own weariness: what they laugh at has to be plainer."""
STRONG_FROM = 4.0
"""From here a sign may be a strong one: of 1,000 everyday messages one at most came so far."""
ORDINARY_BELOW = -5.5
"""Under this words are so ordinary that a row of the patterns is doubted in them: "mon exposé sur …"."""
LENGTH_POWER = -0.3
"""A long text has many grams, which add up: their sum is made smaller by their number to this power."""
MIN_GRAMS = 80
"""A text with fewer known grams is weighed as if it had so many: one word alone proves little."""
_ENGLISH, _FRENCH = (frozenset(words.split()) for words in SMALL_WORDS.values())
_HEARD, _STRONG, _THIRD = (OUTPUTS.index(name) for name in ("heard", "strong", "third"))
_CATEGORIES = slice(OUTPUTS.index(CATEGORIES[0]), OUTPUTS.index(CATEGORIES[-1]) + 1)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the words are likely about, and who is in danger; whether they are a sign at all, and a strong one."""

    is_heard: bool
    is_strong: bool
    is_ordinary: bool
    category: Category
    who: Who


def judge(plain: str, *, laughs: bool = False) -> Judgement:
    """Return all that the classifier has to say of plain words, their idioms erased."""
    scores = score(plain)
    about = dict(zip(CATEGORIES, scores[_CATEGORIES], strict=True))
    category = max(about, key=about.__getitem__)
    sign = _weigh_sign(scores)
    return Judgement(
        is_heard=sign >= _find_step(plain) + LAUGHTER * laughs,
        is_strong=sign >= STRONG_FROM and scores[_STRONG] > 0,
        is_ordinary=sign < ORDINARY_BELOW,
        category=category,
        who="third" if scores[_THIRD] > 0 else "self",
    )


def _find_step(plain: str) -> float:
    words = plain.split()
    is_english = sum(word in _ENGLISH for word in words) > sum(word in _FRENCH for word in words)
    return HEARD_FROM_ENGLISH if is_english else HEARD_FROM


def score(plain: str) -> list[float]:
    """Return the log odds of each output."""
    weights = load_weights()
    rows = list(filter(None, map(weights.rows.get, list_grams_of_plain(plain))))
    size = measure(len(rows))
    return [
        total * scale * size + bias
        for total, scale, bias in zip(sum_rows(rows), weights.scales, weights.biases, strict=True)
    ]


def measure(known_grams: int) -> float:
    """Return what the weights of a text with so many known grams are multiplied by."""
    return float(max(known_grams, MIN_GRAMS) ** LENGTH_POWER)


def _weigh_sign(scores: list[float]) -> float:
    """Return the log odds of a sign and of its likeliest category: a sign speaks of one thing.

    Small hints of many things add up in any long talk, and are no sign.
    """
    return scores[_HEARD] + max(scores[_CATEGORIES])
