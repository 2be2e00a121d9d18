"""What somebody wants who writes this: intents, best first, and which of them may be offered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from mentoring.intents import NO_INTENT, NOT_FOR, STAFF_INTENTS, IntentId, Sentences
from mentoring.roles import ReaderSide
from understanding.intents.denials import is_denied
from understanding.intents.features import count_features
from understanding.intents.own_examples import OwnExamples
from understanding.intents.spelling import Speller
from understanding.intents.weights import Weights, read_weights

MIN_SCORE = 0.25
"""Below it nothing is offered."""
NOTHING_FACTOR = 1.5
"""How much of its share nothing counts with: to ask in vain costs a tap, not to understand the whole message."""
MIN_HEARD = 0.02
"""Below it nobody asks whether the contrary was said."""
SECOND_SHARE = 0.12
"""From this share of the best score on, the second intent is offered too."""
STAFF_FACTOR = 3.0
"""How much likelier somebody of the team wants what the team alone may want."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody may want, and how likely that is, 0 to 1."""

    id: IntentId
    score: float


class Intents:
    """Reads what people want, with the shipped weights and an association's own examples and synonyms."""

    def __init__(self, weights: Weights, speller: Speller, own: OwnExamples) -> None:
        self._weights = weights
        self._speller = speller
        self._own = own

    def find(self, text: str, role: ReaderSide = "") -> list[Guess]:
        """Return every intent that somebody of this role may have, best first; what is left to 1 is nothing's."""
        words = self._speller.split_words(text)
        if not any(word.isalnum() for word in words):
            return []
        said = count_features(words)
        shares = _blend(self._weights.compute_shares(said), self._own.find_likeness(said))
        allowed, plain = _weigh_by_role(shares, role), " ".join(words)
        guesses = [
            Guess(cast(IntentId, intent), 0.0 if share > MIN_HEARD and is_denied(intent, plain) else share)
            for intent, share in allowed.items()
            if intent != NO_INTENT
        ]
        return sorted(guesses, key=lambda guess: -guess.score)


def load_intents(own: Sentences, synonyms: Mapping[str, str]) -> Intents:
    """Return the reader of intents; `own`: an association's examples by intent, `synonyms`: its words."""
    weights, speller = read_weights(), Speller(synonyms)
    return Intents(weights, speller, OwnExamples(own, speller, weights))


def offer(guesses: Sequence[Guess]) -> tuple[IntentId, ...]:
    """Return what may be offered of all that was found: one intent, two to choose from, or nothing."""
    nothing = 1 - sum(guess.score for guess in guesses)
    if not guesses or guesses[0].score < max(MIN_SCORE, NOTHING_FACTOR * nothing):
        return ()
    return tuple(guess.id for guess in guesses[:2] if guess.score >= SECOND_SHARE * guesses[0].score)


def _weigh_by_role(shares: Mapping[str, float], role: ReaderSide) -> dict[str, float]:
    """Return the shares of what somebody of a role may want, and of nothing; together they are 1."""
    factors: dict[str, float] = dict.fromkeys(STAFF_INTENTS, STAFF_FACTOR) if role == "staff" else {}
    allowed = {one: share * factors.get(one, 1.0) for one, share in shares.items() if one not in NOT_FOR[role]}
    whole = sum(allowed.values())
    return {intent: share / whole for intent, share in allowed.items()}


def _blend(shares: Mapping[str, float], similarity: Mapping[str, float]) -> dict[str, float]:
    """Return shares in which own examples have as much as the message is like the nearest of them."""
    nearest, whole = max(similarity.values(), default=0.0), sum(similarity.values()) or 1.0
    return {
        intent: share * (1 - nearest) + nearest * similarity.get(intent, 0.0) / whole
        for intent, share in shares.items()
    }
