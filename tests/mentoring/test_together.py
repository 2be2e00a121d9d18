"""May these two be together now: the table of grounds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.gates import CHECK_KINDS, CheckKind
from mentoring.together import GROUNDS, Ground, Member, Pair, find_ground, is_held_back, is_set_aside, may_take_minors
from mentoring.vetting import RequiredChecks, has_expired

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FREE = Pair(Member(age=20), Member(age=40), may_take_minors=False)
SO: dict[Ground, Pair] = {
    "same_person": replace(FREE, is_same_person=True),
    "kept_apart": replace(FREE, is_kept_apart=True),
    "barred": replace(FREE, young=Member("barred", age=20)),
    "suspended": replace(FREE, volunteer=Member("suspended")),
    "tied": replace(FREE, is_tied=True),
    "too_young": replace(FREE, young=Member(age=15), least_age=16, may_take_minors=True),
    "volunteer_minor": replace(FREE, volunteer=Member(age=17)),
    "not_cleared": replace(FREE, young=Member(age=17)),
    "unchecked": replace(FREE, required=RequiredChecks(frozenset({"identity"}))),
    "not_vetted": replace(
        FREE, required=RequiredChecks(frozenset({"identity"})), volunteer=Member(expired=frozenset({"identity"}))
    ),
    "no_consent": replace(FREE, young=Member(age=17, lacks_consent=True), may_take_minors=True),
    "reported": replace(FREE, volunteer=Member("reported")),
    "held": replace(FREE, volunteer=Member(is_held=True)),
    "away": replace(FREE, young=Member(age=20, is_reachable=False)),
}
"""A pair for each ground, in which nothing else is in the way."""
RUNS_ON = {"not_vetted", "reported", "held", "away"}


def test_the_table_has_a_row_for_each_ground() -> None:
    """None is forgotten, and two to whom none applies may be together."""
    assert set(GROUNDS) == set(get_args(Ground)) == set(SO)
    assert find_ground(FREE, is_new=True) is None


@pytest.mark.parametrize("ground", SO)
def test_each_ground_keeps_two_people_from_beginning(ground: Ground) -> None:
    """Some concern new pairs alone; every other one also stops what runs."""
    assert find_ground(SO[ground], is_new=True) == ground
    assert find_ground(SO[ground], is_new=False) == (None if ground in RUNS_ON else ground)


@pytest.mark.parametrize(("age", "ground"), [(17, "not_cleared"), (None, "not_cleared"), (18, None)])
def test_turning_18_relaxes_it(age: int | None, ground: Ground | None) -> None:
    """A clearance is needed for whoever is under 18, and for whoever was never asked."""
    assert find_ground(replace(FREE, young=Member(age=age)), is_new=False) == ground
    assert find_ground(replace(FREE, young=Member(age=age), may_take_minors=True), is_new=False) is None


@pytest.mark.parametrize(("age", "ground"), [(17, "no_consent"), (None, "no_consent"), (18, None)])
def test_no_parent_is_asked_for_an_adult(age: int | None, ground: Ground | None) -> None:
    """What is missing from a legal representative ends at 18; whoever was never asked counts as younger."""
    pair = replace(FREE, young=Member(age=age, lacks_consent=True), may_take_minors=True)
    assert find_ground(pair, is_new=True) == find_ground(pair, is_new=False) == ground


def test_the_programme_may_ask_for_no_clearance() -> None:
    """Then every volunteer may accompany everybody."""
    assert [may_take_minors(*given) for given in ((False, "cleared"), (True, "cleared"), (False, "everybody"))] == [
        False,
        True,
        True,
    ]


def test_what_runs_is_set_aside_for_a_minor_and_where_the_team_has_decided() -> None:
    """Otherwise the team decides by the date of its case."""
    decided = {ground for ground, pair in SO.items() if is_set_aside(pair, ground)}
    assert decided == {"kept_apart", "barred", "suspended", "not_cleared", "too_young", "volunteer_minor", "no_consent"}
    assert is_set_aside(replace(FREE, young=Member(age=17), is_tied=True), "tied")
    assert is_set_aside(replace(SO["unchecked"], young=Member(age=17)), "unchecked")
    older = replace(FREE, volunteer=Member(age=20), least_volunteer_age=21)
    assert not is_set_aside(older, "volunteer_minor")


@pytest.mark.parametrize(("age", "least", "ground"), [(20, 21, "volunteer_minor"), (21, 21, None), (None, 21, None)])
def test_a_programme_may_want_older_volunteers(age: int | None, least: int, ground: Ground | None) -> None:
    """Its own least age counts, and a volunteer whom nobody ever asked is not judged by it."""
    assert find_ground(replace(FREE, volunteer=Member(age=age), least_volunteer_age=least), is_new=True) == ground


@pytest.mark.parametrize(
    ("member", "is_back"),
    [(Member(), False), (Member("reported"), True), (Member(is_held=True), True), (Member("barred"), True)],
)
def test_with_some_people_nothing_new_may_begin(member: Member, is_back: bool) -> None:
    """Whoever the other would be."""
    assert is_held_back(member) is is_back


SETS_OF_KINDS = some.frozensets(some.sampled_from(CHECK_KINDS), max_size=3)
DAYS_LEFT = some.none() | some.integers(-2, 2)
"""In how many days a check expires; None is never."""


@given(
    age=some.none() | some.integers(13, 25),
    days_left=some.dictionaries(some.sampled_from(CHECK_KINDS), DAYS_LEFT),
    of_all=SETS_OF_KINDS,
    for_minors=SETS_OF_KINDS,
    is_cleared=some.booleans(),
    rule=some.sampled_from(("cleared", "everybody")),
)
def test_a_minor_begins_with_nobody_who_lacks_what_the_programme_requires(
    age: int | None,
    days_left: dict[CheckKind, int | None],
    of_all: frozenset[CheckKind],
    for_minors: frozenset[CheckKind],
    is_cleared: bool,
    rule: str,
) -> None:
    """Whatever was checked, cleared or has expired; whoever lacks nothing may begin.

    What runs goes on with a check that has expired, and with none that nobody ever made.
    """
    ends = {kind: None if days is None else NOW + timedelta(days=days) for kind, days in days_left.items()}
    counting = frozenset(kind for kind, end in ends.items() if not has_expired(end, NOW))
    may = may_take_minors(is_cleared, rule)
    volunteer = Member(age=40, checks=counting, expired=frozenset(days_left) - counting)
    pair = Pair(Member(age=age), volunteer, may, required=RequiredChecks(of_all, for_minors))
    is_minor = age is None or age < 18
    lacks = not of_all <= counting or (is_minor and not (for_minors <= counting and may))
    assert (find_ground(pair, is_new=True) is not None) == lacks
    never_made = not of_all | (for_minors if is_minor else frozenset()) <= days_left.keys()
    assert (find_ground(pair, is_new=False) is not None) == (never_made or (is_minor and not may))
