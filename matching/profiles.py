"""What the matcher is given and what it gives back. Ids and words, never a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentoring.what_if import Blocked

REMOTE = "remote"
IN_PERSON = "in_person"
MODES = frozenset({REMOTE, IN_PERSON})
FRENCH = frozenset({"fr"})


@dataclass(frozen=True, slots=True)
class Need:
    """What a young person asks for."""

    id: int
    text: str  # own words, may be ""
    topics: frozenset[str]  # ids of the programme's catalogue
    level: str  # ids, "" when unknown
    field: str
    region: str
    hours: int  # the free hours of a week, in UTC: mentoring.slots.compute_week_mask
    modes: frozenset[str]  # some of MODES
    languages: frozenset[str] = FRENCH
    waiting_days: float = 0.0
    priority: bool = False  # asks again after a binôme that ended
    minor: bool = False
    refused: frozenset[int] = frozenset()  # offers never to be proposed: declined, previous partners, same person


@dataclass(frozen=True, slots=True)
class Offer:
    """What a volunteer proposes. Only offers that passed the gate belong here."""

    id: int
    text: str
    topics: frozenset[str]
    level: str
    fields: frozenset[str]
    region: str
    hours: int
    modes: frozenset[str]
    languages: frozenset[str] = FRENCH
    capacity: int = 1  # places free now; 0 is useful: a blocked need then learns that a place is what it waits for
    minors: bool = True  # may accompany people under 18
    taken: int = 0  # binômes that the volunteer already has: others come first where it makes little difference


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the programme's ids read, and its own synonyms: word or phrase -> the words that it stands for."""

    topics: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each likeness counts in a score, and how much waiting counts beside it.

    The likenesses are divided by their sum, so that a score stays within 0..1. Waiting is not bounded: a need
    gains a whole binôme's worth (1) every `patience_days`, so that nobody who has a possible partner waits for ever.
    """

    text: float = 0.6
    topics: float = 0.3
    field: float = 0.1
    region: float = 0.0  # the same region, also for those who meet at a distance
    patience_days: float = 28.0
    priority_days: float = 14.0  # a need that has priority counts as if it had waited so much longer
    spread: float = 0.02  # what each binôme that a volunteer has already takes from the worth of the next

    @property
    def whole(self) -> float:
        """Return what the likenesses can bring together."""
        return self.text + self.topics + self.field + self.region


USUAL_WEIGHTS = Weights()
MIN_SCORE = 0.05  # what words and topics must bring at least for a pair to be worth proposing


@dataclass(frozen=True, slots=True)
class Terms:
    """By what needs and offers are compared."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    weights: Weights = USUAL_WEIGHTS
    min_score: float = MIN_SCORE


USUAL_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a need and an offer really share.

    The values are ids; for "words" they are words that both typed; for "near" words close to what the other typed or
    ticked, « comptabilité ↔ gestion »; for "slots" there are none, since only the caller knows in whose time zone they
    should be told.
    """

    kind: str  # "topics" | "words" | "field" | "region" | "slots" | "near"
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A need and an offer that should meet, and why: the reason that weighs most comes first."""

    need: int
    offer: int
    score: float  # 0..1
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A round: the proposals, the needs that nobody could take, and the proof that no better round exists."""

    proposals: tuple[Proposal, ...]  # by need id
    blocked: Mapping[int, Blocked]  # by need id
    value: float  # the sum over binômes of 1 + score + waiting, less what several of one volunteer's cost
    upper_bound: float  # no round whatsoever can be worth more

    @property
    def gap(self) -> float:
        """Return what the round may still lack, as a share of the upper bound."""
        return (self.upper_bound - self.value) / self.upper_bound if self.upper_bound else 0.0
