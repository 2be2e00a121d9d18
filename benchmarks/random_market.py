"""A seeded market of young people and volunteers, of any size: what they say, when they are free, how they meet.

About a third of all pairs meet the hard conditions. Words follow a long tail, as real ones do: a few everybody
writes, many that only a few write.
"""

from dataclasses import dataclass

import numpy as np

from matching import Need, Offer, Vocabulary

TOPICS = (
    "CV et lettre", "Stage", "Alternance ou emploi", "Entretien", "Examens", "Oraux", "Cours et méthode",
    "Organisation", "Orientation", "Démarches", "Moral et confiance",
)  # fmt: skip
FIELDS = (
    "Commerce, gestion", "Droit, science politique", "Informatique, numérique", "Ingénierie, industrie", "Sciences",
    "Santé, sport", "Social, éducation", "Arts, culture, médias", "Langues, lettres, histoire", "Bâtiment, artisanat",
    "Hôtellerie, services", "Agriculture, environnement", "Général, autre",
)  # fmt: skip
REGIONS = 18
NEED_PHRASES = (
    "je cherche",
    "j'ai besoin d'aide pour",
    "slt jcherche",
    "bonjour je voudrais",
    "aide svp pour",
    "je prépare",
)
OFFER_PHRASES = ("je peux aider pour", "ancienne responsable", "j'accompagne", "je connais bien", "dix ans dans")
TRADES, TRADE_WORDS, COMMON_WORDS = 400, 6, 1500
ONSETS = ("b", "c", "ch", "d", "f", "g", "gr", "l", "m", "n", "p", "pr", "qu", "r", "s", "t", "tr", "v", "bl", "st")
RIMES = ("a", "e", "i", "o", "u", "ai", "an", "eur", "ien", "in", "oi", "on", "ou", "al", "er", "is")
SYLLABLES = tuple(onset + rime for onset in ONSETS for rime in RIMES)
_RANKS = 1 / np.arange(20, 20 + TRADES)
POPULAR = _RANKS / _RANKS.sum()
VOCABULARY = Vocabulary(
    topics={f"t{at}": words for at, words in enumerate(TOPICS)},
    fields={f"f{at}": words for at, words in enumerate(FIELDS)},
    regions={f"r{at}": f"Région {at}" for at in range(REGIONS)},
)


@dataclass(frozen=True, slots=True)
class People:
    """Two sides."""

    needs: list[Need]
    offers: list[Offer]


def make_market(young: int, volunteers: int, seed: int = 1) -> People:
    """Return so many needs and offers; the same for the same numbers and seed."""
    chance = np.random.default_rng(seed)
    words = _Words(chance)
    needs = [_build_need(chance, words, at) for at in range(young)]
    return People(needs, [_build_offer(chance, words, at) for at in range(volunteers)])


class _Words:
    def __init__(self, chance: np.random.Generator) -> None:
        def draw_word() -> str:
            return "".join(chance.choice(SYLLABLES) for _ in range(chance.integers(2, 4)))

        self.trades = [[draw_word() for _ in range(TRADE_WORDS)] for _ in range(TRADES)]
        self.common = [draw_word() for _ in range(COMMON_WORDS)]
        tail = 1 / np.arange(1, COMMON_WORDS + 1)
        self._tail = tail / tail.sum()

    def pick(self, chance: np.random.Generator, trade: int, openings: tuple[str, ...]) -> str:
        own = chance.choice(self.trades[trade], size=chance.integers(1, 4), replace=False)
        usual = chance.choice(self.common, size=chance.integers(2, 7), p=self._tail)
        return " ".join([str(chance.choice(openings)), *own, *usual])


def _pick_subject(chance: np.random.Generator, most_topics: int) -> tuple[int, frozenset[str], str]:
    trade = int(chance.choice(TRADES, p=POPULAR))
    count = int(chance.integers(1, most_topics + 1))
    topics = frozenset(f"t{at}" for at in chance.choice(len(TOPICS), size=count, replace=False))
    return trade, topics, f"f{trade % len(FIELDS)}"


def _pick_hours(chance: np.random.Generator, most: int) -> int:
    # Evenings first, as people are: three hours of two to `most` days.
    days = chance.choice(7, size=int(chance.integers(2, most + 1)), replace=False)
    starts = chance.choice((8, 11, 13, 17), size=len(days), p=(0.15, 0.1, 0.25, 0.5))
    return sum(1 << int(day * 24 + start + hour) for day, start in zip(days, starts, strict=True) for hour in range(3))


def _pick_modes(chance: np.random.Generator) -> frozenset[str]:
    return frozenset((("remote",), ("remote", "in_person"), ("in_person",))[chance.choice(3, p=(0.6, 0.3, 0.1))])


def _build_need(chance: np.random.Generator, words: _Words, number: int) -> Need:
    trade, topics, field = _pick_subject(chance, 2)
    return Need(
        number + 1, words.pick(chance, trade, NEED_PHRASES), topics, "", field, f"r{chance.integers(REGIONS)}",
        _pick_hours(chance, 4), _pick_modes(chance), waiting_days=float(chance.integers(0, 15)),
    )  # fmt: skip


def _build_offer(chance: np.random.Generator, words: _Words, number: int) -> Offer:
    trade, topics, field = _pick_subject(chance, 4)
    return Offer(
        number + 1, words.pick(chance, trade, OFFER_PHRASES), topics, "", frozenset({field}),
        f"r{chance.integers(REGIONS)}", _pick_hours(chance, 4), _pick_modes(chance),
        capacity=int(chance.choice((1, 2, 3), p=(0.7, 0.2, 0.1))),
    )  # fmt: skip
