"""The honest delay: those who still wait count too, and too few people teach nothing."""

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from mentoring.wait_estimates import MIN_PEOPLE, Wait, WaitEstimate, estimate_wait

WAITS = st.lists(st.builds(Wait, st.floats(0.1, 100), st.booleans()), max_size=40)


def build_ended(*days: float) -> list[Wait]:
    """Return waits that came to their end."""
    return [Wait(one, True) for one in days]


def test_it_tells_when_half_and_four_in_five_had_found() -> None:
    """With nobody waiting any more, it is what one would count by hand."""
    assert estimate_wait(build_ended(*range(1, 11))) == WaitEstimate(half=5, most=8)


def test_those_who_still_wait_make_it_longer() -> None:
    """Counting only those who found somebody would promise too much."""
    still = [Wait(9.5, False)] * 8
    assert estimate_wait(build_ended(*range(1, 11)) + still) == WaitEstimate(half=9, most=0)


def test_it_does_not_tell_what_nobody_knows_yet() -> None:
    """A share that was never reached has no delay: four in five is then unknown, and without half nothing is said."""
    assert estimate_wait(build_ended(1, 2, 3, 4, 5, 6) + [Wait(20, False)] * 5) == WaitEstimate(half=6, most=0)
    assert estimate_wait(build_ended(1, 2, 3) + [Wait(20, False)] * 9) is None


def test_too_few_people_teach_nothing() -> None:
    """Nine are too few, and so are nine who waited as long as this one."""
    assert estimate_wait(build_ended(*range(1, MIN_PEOPLE))) is None
    assert estimate_wait(build_ended(*range(1, 11)), waited_days=1) is None


def test_what_was_waited_already_counts() -> None:
    """Somebody who has waited long is told what those went on to wait who had waited as long."""
    quick, slow = build_ended(*[1.0] * 50), build_ended(*range(11, 21))
    assert estimate_wait(quick + slow) == WaitEstimate(half=1, most=1)
    assert estimate_wait(quick + slow, waited_days=10) == WaitEstimate(half=5, most=8)


@given(WAITS, st.floats(0, 50))
def test_what_is_told_is_never_less_than_what_was_seen(waits: list[Wait], already: float) -> None:
    """At least half of those who found somebody later than this had done so by the time told, and no day is zero."""
    told = estimate_wait(waits, already)
    if told is None:
        return
    assert told.half >= 1
    assert told.most == 0 or told.most >= told.half
    later = [wait for wait in waits if wait.days > already]
    found = sum(wait.ended and ceil(wait.days - already) <= told.half for wait in later)
    assert 2 * found >= sum(wait.ended for wait in later) - sum(not wait.ended for wait in later)


@given(st.lists(st.floats(0.1, 100), min_size=MIN_PEOPLE, max_size=60))
def test_with_everybody_served_it_is_the_plain_quantile(days: list[float]) -> None:
    """The estimate must agree with a sorted list when nothing is left open."""
    in_order = sorted(days)
    told = estimate_wait(build_ended(*days))
    assert told == WaitEstimate(*(max(1, ceil(in_order[ceil(share * len(days) - 1e-9) - 1])) for share in (0.5, 0.8)))
