"""May these two be together now: the one rule, a row a ground. It is asked when two people begin, go on or resume."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from mentoring.gates import CheckKind
from mentoring.safeguarding import Standing
from mentoring.vetting import NOTHING_REQUIRED, RequiredChecks

Ground = Literal[
    "same_person", "kept_apart", "barred", "suspended", "tied", "too_young", "volunteer_minor", "not_cleared",
    "no_consent", "unchecked", "not_vetted", "reported", "held", "away",
]  # fmt: skip
ADULT_AGE = 18
"""Whoever is younger is accompanied under the rules for minors; no programme has younger volunteers."""


@dataclass(frozen=True, slots=True)
class Member:
    """What the rule looks at in one of the two. `age`: None where nobody ever asked.

    `is_held`: a team hold of any binôme keeps this person from new ones; `checks`: those that count today; `expired`:
    those that were made and count no more; `lacks_consent`: what the programme asks of the legal representative of
    somebody under 18 is not there. It counts for no adult.
    """

    standing: Standing = "clear"
    is_held: bool = False
    is_reachable: bool = True
    age: int | None = None
    checks: frozenset[CheckKind] = frozenset()
    expired: frozenset[CheckKind] = frozenset()
    lacks_consent: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """What the rule looks at in two people; `is_tied`: one is of the team and has declared a tie to the other.

    `least_age`, `least_volunteer_age`: from which age on the programme is for young people, and for volunteers.
    """

    young: Member
    volunteer: Member
    may_take_minors: bool
    is_same_person: bool = False
    is_kept_apart: bool = False
    is_tied: bool = False
    least_age: int = 0
    least_volunteer_age: int = ADULT_AGE
    required: RequiredChecks = NOTHING_REQUIRED

    @property
    def is_minor(self) -> bool:
        """Return whether the young person is under 18; somebody whose age is unknown counts as such."""
        return self.young.age is None or self.young.age < ADULT_AGE

    @property
    def has_minor(self) -> bool:
        """Return whether one of the two is under 18; of volunteers nobody asked it counts none."""
        return self.is_minor or _is_younger(self.volunteer, ADULT_AGE)

    @property
    def missing_checks(self) -> frozenset[CheckKind]:
        """Return the checks that the programme requires for this pair and that do not count today."""
        return self.required.list_for(is_minor=self.is_minor) - self.volunteer.checks

    @property
    def unmade_checks(self) -> frozenset[CheckKind]:
        """Return those of the missing checks that nobody ever made."""
        return self.missing_checks - self.volunteer.expired


@dataclass(frozen=True, slots=True)
class GroundRule:
    """When a ground keeps two people from being together.

    `concerns_new_pairs`: it stops what has not begun alone; `is_decided`: the team has decided so already, and what
    runs all the same is set aside whoever is in it.
    """

    is_so: Callable[[Pair], bool]
    concerns_new_pairs: bool = False
    is_decided: bool = False


def _is_younger(member: Member, age: int) -> bool:
    return member.age is not None and member.age < age


def _has_standing(standing: Standing) -> Callable[[Pair], bool]:
    return lambda pair: standing in (pair.young.standing, pair.volunteer.standing)


GROUNDS: Mapping[Ground, GroundRule] = {
    "same_person": GroundRule(lambda pair: pair.is_same_person),
    "kept_apart": GroundRule(lambda pair: pair.is_kept_apart, is_decided=True),
    "barred": GroundRule(_has_standing("barred"), is_decided=True),
    "suspended": GroundRule(_has_standing("suspended"), is_decided=True),
    "tied": GroundRule(lambda pair: pair.is_tied),
    "too_young": GroundRule(lambda pair: _is_younger(pair.young, pair.least_age)),
    "volunteer_minor": GroundRule(lambda pair: _is_younger(pair.volunteer, pair.least_volunteer_age)),
    "not_cleared": GroundRule(lambda pair: pair.is_minor and not pair.may_take_minors),
    "unchecked": GroundRule(lambda pair: bool(pair.unmade_checks)),
    # A check expires by itself: what runs goes on, and the team has heard of it a month before.
    "not_vetted": GroundRule(lambda pair: bool(pair.missing_checks), concerns_new_pairs=True),
    "no_consent": GroundRule(lambda pair: pair.is_minor and pair.young.lacks_consent),
    # The other binômes of somebody reported are decided on one by one, on the case; a hold has its own end.
    "reported": GroundRule(_has_standing("reported"), concerns_new_pairs=True),
    "held": GroundRule(lambda pair: pair.young.is_held or pair.volunteer.is_held, concerns_new_pairs=True),
    # Somebody who blocks the bot while a binôme runs has a case and a message of their own.
    "away": GroundRule(
        lambda pair: not (pair.young.is_reachable and pair.volunteer.is_reachable), concerns_new_pairs=True
    ),
}
"""Ground -> when it is so; what two people are told never names it."""
_UNOBJECTIONABLE = Member(age=ADULT_AGE)


def find_ground(pair: Pair, *, is_new: bool) -> Ground | None:
    """Return the first ground on which two people may not begin (`is_new`) or go on together; None when they may."""
    asked = ((ground, rule) for ground, rule in GROUNDS.items() if is_new or not rule.concerns_new_pairs)
    return next((ground for ground, rule in asked if rule.is_so(pair)), None)


def is_held_back(member: Member) -> bool:
    """Return whether nothing new may begin with somebody, whoever the other would be."""
    return find_ground(Pair(member, _UNOBJECTIONABLE, may_take_minors=True), is_new=True) is not None


def is_set_aside(pair: Pair, ground: Ground) -> bool:
    """Return whether a running binôme is held on this ground; otherwise the team decides by the date of its case."""
    return pair.has_minor or GROUNDS[ground].is_decided


def may_take_minors(is_cleared: bool, rule: str) -> bool:
    """Return whether a volunteer may accompany people under 18, by the programme's rule."""
    return is_cleared or rule == "everybody"
