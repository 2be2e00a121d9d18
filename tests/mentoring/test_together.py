"""May these two be together now: the table of grounds."""

from dataclasses import replace
from typing import get_args

import pytest

from mentoring.together import GROUNDS, Ground, Member, Pair, find_ground, is_held_back, is_set_aside, may_take_minors

FREE = Pair(Member(age=20), Member(age=40), may_take_minors=False)
SO: dict[Ground, Pair] = {
    "same_person": replace(FREE, is_same_person=True),
    "kept_apart": replace(FREE, is_kept_apart=True),
    "barred": replace(FREE, young=Member("barred", age=20)),
    "suspended": replace(FREE, volunteer=Member("suspended")),
    "tied": replace(FREE, is_tied=True),
    "volunteer_minor": replace(FREE, volunteer=Member(age=17)),
    "not_cleared": replace(FREE, young=Member(age=17)),
    "no_consent": replace(FREE, young=Member(age=17, lacks_consent=True), may_take_minors=True),
    "reported": replace(FREE, volunteer=Member("reported")),
    "held": replace(FREE, volunteer=Member(is_held=True)),
    "away": replace(FREE, young=Member(age=20, is_reachable=False)),
}
"""A pair for each ground, in which nothing else is in the way."""
RUNS_ON = {"reported", "held", "away"}


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
    assert decided == {"kept_apart", "barred", "suspended", "not_cleared", "no_consent"}
    assert is_set_aside(replace(FREE, young=Member(age=17), is_tied=True), "tied")


@pytest.mark.parametrize(
    ("member", "is_back"),
    [(Member(), False), (Member("reported"), True), (Member(is_held=True), True), (Member("barred"), True)],
)
def test_with_some_people_nothing_new_may_begin(member: Member, is_back: bool) -> None:
    """Whoever the other would be."""
    assert is_held_back(member) is is_back
