"""A message as what it is weighed by: roots of words, pairs of roots, groups of letters within words, and concepts."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations, pairwise
from math import log, log2

from Stemmer import Stemmer

from understanding.distress_spelling import remove_repeats
from understanding.plain_words import fold
from understanding.shipped_files import read_shipped

GROUP_LETTERS = (3, 4)
GROUPS_SHARE = 0.6
MAX_LENGTH_CLASS = 6
MIN_BEGINNING = 3
"""No beginning of words in `concepts.toml` is shorter."""
MAX_PAIRED_CONCEPTS = 12
"""Of a long text only the first concepts are paired: what somebody wants is said together."""

_french = Stemmer("french")


def count_features(words: Sequence[str]) -> dict[str, float]:
    """Return how much each feature is said: said twice is not twice as much."""
    said = {feature: 1 + log(count) for feature, count in Counter(_list_features(words)).items()}
    groups = Counter(group for word in words for group in _split_letter_groups(word))
    return said | {group: GROUPS_SHARE * (1 + log(count)) for group, count in groups.items()}


def _list_features(words: Sequence[str]) -> Iterator[str]:
    roots = _french.stemWords([word for word in words if word != ","])
    yield from (f"={root}" for root in roots)
    marked = ["^", *roots, "$"]
    yield from (f"{first} {second}" for first, second in pairwise(marked))
    concepts = [concept for word in words for concept in find_concepts(word)]
    yield from (f"@{concept}" for concept in concepts)
    paired = sorted(list(dict.fromkeys(concepts))[:MAX_PAIRED_CONCEPTS])
    yield from (f"@{one}+{other}" for one, other in combinations(paired, 2))
    yield f"#{min(MAX_LENGTH_CLASS, int(log2(len(roots) + 1)))}"


def _split_letter_groups(word: str) -> Iterator[str]:
    """Return the groups of letters of a word, its ends marked; of a kind ("xday") or a mark none."""
    if word != "," and not word.startswith("x"):
        marked = f"_{word}_"
        for size in GROUP_LETTERS:
            yield from (marked[start : start + size] for start in range(len(marked) - size + 1))


def find_concepts(word: str) -> Sequence[str]:
    """Return what a word stands for: "decaler" and "reschedule" are both `move`."""
    whole, beginnings = _read_concepts()
    found = [beginnings[word[:end]] for end in range(MIN_BEGINNING, len(word) + 1) if word[:end] in beginnings]
    return [*chain.from_iterable(found), *whole.get(word, ())]


@cache
def _read_concepts() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """Return the concepts of each whole word, and of each beginning of words."""
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for concept, words in tomllib.loads(read_shipped("intents/concepts.toml")).items():
        for word in dict.fromkeys(remove_repeats(fold(word)) for word in words.split()):
            (beginnings if word.endswith("*") else whole).setdefault(word.rstrip("*"), []).append(concept)
    return whole, beginnings
