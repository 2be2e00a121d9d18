"""Vetting: until when a check of somebody counts, and what somebody lacks of the checks that a programme requires."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mentoring.errors import NotPossible
from mentoring.gates import CHECK_KINDS, CheckKind
from mentoring.pauses import DAY, build_day

MAX_AGE_YEARS = 10
"""A check that was made longer ago is a slip of the keyboard."""


class ChecksMissing(NotPossible):
    """Some checks that the programme requires are missing."""


@dataclass(frozen=True, slots=True)
class RequiredChecks:
    """The checks that a programme requires of every volunteer, and those that it adds for people under 18."""

    of_all: frozenset[CheckKind] = frozenset()
    for_minors: frozenset[CheckKind] = frozenset()

    def list_for(self, *, is_minor: bool) -> frozenset[CheckKind]:
        """Return the checks that accompanying an adult, or somebody under 18, takes."""
        return self.of_all | self.for_minors if is_minor else self.of_all


NOTHING_REQUIRED = RequiredChecks()


def find_unknown_kinds(kinds: Iterable[str]) -> str:
    """Return what is wrong with a list of kinds of check; nothing where all exist."""
    unknown = ", ".join(repr(kind) for kind in kinds if kind not in CHECK_KINDS)
    return f"{unknown}: no such kind of check, the kinds are {', '.join(CHECK_KINDS)}" if unknown else ""


KINDS_OF_CHECK: Mapping[str, Any] = {"may_be_empty": True, "find_fault": find_unknown_kinds}
"""A setting that lists kinds of check, of volunteers or of the team."""
MAY_LAST = {"least": 0, "most": 120}
EXPIRES = {"least": 1, "most": 120}


@dataclass(frozen=True, slots=True)
class Vetting:
    """Which checks are required of volunteers and of the team, and for how many months each kind counts; 0 is for ever.

    One of the team's that is missing withholds no right.
    """

    required: tuple[CheckKind, ...] = field(default=(), metadata=KINDS_OF_CHECK)
    required_for_minors: tuple[CheckKind, ...] = field(default=("identity", "record_extract"), metadata=KINDS_OF_CHECK)
    required_of_staff: tuple[CheckKind, ...] = field(default=("identity",), metadata=KINDS_OF_CHECK)
    identity_months: int = field(default=0, metadata=MAY_LAST)
    interview_months: int = field(default=0, metadata=MAY_LAST)
    references_months: int = field(default=0, metadata=MAY_LAST)
    record_extract_months: int = field(default=36, metadata=EXPIRES)
    honorability_months: int = field(default=36, metadata=EXPIRES)
    warn_days: int = field(default=30, metadata={"least": 1, "most": 180})

    @property
    def required_checks(self) -> RequiredChecks:
        """Return what accompanying anybody, and somebody under 18, takes."""
        return RequiredChecks(frozenset(self.required), frozenset(self.required_for_minors))

    def get_months(self, kind: CheckKind) -> int:
        """Return for how many months a check of a kind counts, 0 for ever."""
        return int(getattr(self, f"{kind}_months"))


def sort_kinds(kinds: Collection[CheckKind]) -> list[CheckKind]:
    """Return kinds of check in the order in which people read them."""
    return [kind for kind in CHECK_KINDS if kind in kinds]


def parse_kind(text: str) -> CheckKind:
    """Return a kind of check by its name; raise `NotPossible` when there is none."""
    for kind in CHECK_KINDS:
        if kind == text:
            return kind
    raise NotPossible("(kind of check)")


def has_expired(expires_at: datetime | None, now: datetime) -> bool:
    """Return whether a check no longer counts; one without an end always does."""
    return expires_at is not None and expires_at <= now


def compute_expiry(day: date, months: int) -> date | None:
    """Return the first day on which a check made on a day no longer counts; None where it counts for ever."""
    if months == 0:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def parse_past_day(text: str, today: date) -> date | None:
    """Return the last day that was written so (``15/01``, ``15/01/2026``); None where it is no day, or to come."""
    found = DAY.fullmatch(text.strip())
    if found is None:
        return None
    years = (int(found[3]),) if found[3] else (today.year, today.year - 1)
    days = (build_day(year, int(found[2]), int(found[1])) for year in years)
    return next((day for day in days if day and today.year - MAX_AGE_YEARS <= day.year and day <= today), None)
