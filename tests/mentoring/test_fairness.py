"""Groups are compared with the whole, honestly; nobody can be told from what is shown."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mentoring.fairness import KINDS, MIN_FLAGGED_PEOPLE, OTHERS, Group, GroupKind, Search, build_report
from mentoring.wait_estimates import MIN_PEOPLE, MedianWait, Wait, estimate_median

REGIONS = st.sampled_from(("", "bretagne", "corse", "paca", "idf"))
SEARCHES = st.lists(
    st.builds(
        lambda region, minor, found, days, gone: Search(
            {"region": region, "minor": minor}, found, None if gone and not found else days
        ),
        REGIONS, st.sampled_from(("yes", "no")), st.booleans(), st.floats(0.1, 100), st.booleans(),
    ),
    max_size=120,
)  # fmt: skip


def build_searches(region: str, count: int, days: float, *, found: bool = True) -> list[Search]:
    """Return people of a region who all waited as long."""
    return [Search({"region": region}, found, days)] * count


def build_groups(searches: list[Search], kind: GroupKind = "region") -> dict[str, Group]:
    """Return the groups of a kind by name."""
    told = build_report(searches)
    return {group.name: group for group in told.kinds.get(kind, ())} if told else {}


def test_a_group_that_waits_twice_as_long_is_flagged() -> None:
    """Twice is enough, a day less is not."""
    usual = build_searches("bretagne", 60, 5)
    assert build_groups(usual + build_searches("corse", MIN_FLAGGED_PEOPLE, 10))["corse"].flagged
    assert not build_groups(usual + build_searches("corse", MIN_FLAGGED_PEOPLE, 9))["corse"].flagged
    assert not build_groups(usual + build_searches("corse", MIN_FLAGGED_PEOPLE, 10))["bretagne"].flagged


def test_those_who_still_wait_are_not_told_as_fast() -> None:
    """Five found somebody at once and fifteen wait since three weeks: half of them take longer than that."""
    group = build_groups(
        build_searches("bretagne", 60, 5) + build_searches("corse", 5, 1) + build_searches("corse", 15, 21, found=False)
    )["corse"]
    assert (group.half, group.percent, group.flagged) == (MedianWait(21, reached=False), 25, True)


def test_those_who_stopped_found_nobody_and_teach_nothing_on_waiting() -> None:
    """They count in the share alone."""
    gone = [Search({"region": "corse"}, False, None)] * 20
    group = build_groups(build_searches("bretagne", 60, 5) + build_searches("corse", MIN_FLAGGED_PEOPLE, 5) + gone)[
        "corse"
    ]
    assert (group.people, group.found, group.half) == (40, 20, MedianWait(5, reached=True))
    assert not build_groups(
        build_searches("bretagne", 60, 5) + build_searches("corse", MIN_FLAGGED_PEOPLE - 1, 50) + gone
    )["corse"].flagged


def test_while_most_still_wait_everywhere_nothing_is_flagged() -> None:
    """Without a usual delay of the whole there is nothing to compare with."""
    told = build_report(build_searches("bretagne", 60, 5, found=False) + build_searches("corse", 30, 90, found=False))
    assert told is not None
    assert (told.whole.half, told.flagged) == (MedianWait(90, reached=False), [])


def test_small_groups_are_told_together() -> None:
    """Nine Corsicans and four Normans are thirteen others, and are never flagged."""
    groups = build_groups(
        build_searches("bretagne", 60, 5) + build_searches("corse", 9, 90) + build_searches("normandie", 4, 90)
    )
    assert set(groups) == {"bretagne", OTHERS}
    assert (groups[OTHERS].people, groups[OTHERS].flagged) == (13, False)


def test_a_single_small_group_is_not_found_by_taking_away() -> None:
    """Three Corsicans alone would be the whole less the rest: the next smallest group joins them."""
    groups = build_groups(
        build_searches("bretagne", 60, 5) + build_searches("paca", 12, 5) + build_searches("corse", 3, 90)
    )
    assert {name: group.people for name, group in groups.items()} == {"bretagne": 60, OTHERS: 15}
    assert build_groups(build_searches("bretagne", 60, 5) + build_searches("corse", 3, 90)) == {}


def test_too_few_people_are_not_compared() -> None:
    """Nine are no programme to draw conclusions from."""
    assert build_report(build_searches("bretagne", MIN_PEOPLE - 1, 5)) is None


@given(SEARCHES)
def test_the_groups_of_each_kind_add_up_to_the_whole(searches: list[Search]) -> None:
    """Nobody is left out or counted twice, and no group told is small."""
    told = build_report(searches)
    assert (told is None) == (len(searches) < MIN_PEOPLE)
    for groups in told.kinds.values() if told else ():
        assert sum(group.people for group in groups) == len(searches)
        assert sum(group.found for group in groups) == sum(search.found for search in searches)
        assert min(group.people for group in groups) >= MIN_PEOPLE


@given(SEARCHES)
def test_a_group_is_flagged_exactly_when_the_rule_says(searches: list[Search]) -> None:
    """A named group, enough people whose wait is known, and twice the days of the whole, which must be known."""
    told = build_report(searches)
    for kind in told.kinds if told else ():
        for group in told.kinds[kind] if told else ():
            mine = [one for one in searches if one.groups[kind] == group.name and one.days is not None]
            own, usual = (
                estimate_median(Wait(one.days, one.found) for one in some_of if one.days is not None)
                for some_of in (mine, searches)
            )
            slow = own is not None and usual is not None and usual.reached and own.days >= 2 * usual.days
            assert group.flagged == (group.name != OTHERS and len(mine) >= MIN_FLAGGED_PEOPLE and slow)


@given(SEARCHES, st.randoms())
def test_the_order_of_people_changes_nothing(searches: list[Search], chance: Random) -> None:
    """The same people give the same report."""
    before = build_report(searches)
    chance.shuffle(searches)
    assert build_report(searches) == before
    assert before is None or set(before.kinds) <= set(KINDS)
