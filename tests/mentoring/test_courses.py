"""How far a binôme has come, and what both are told then."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.courses import MIN_WEEKS, CourseStep, Progress, list_lengths, may_extend
from mentoring.rhythm_settings import Rhythm

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@given(st.integers(MIN_WEEKS, 52))
def test_each_step_comes_once_and_in_order(weeks: int) -> None:
    """Whatever the length: the end always, the half before it, never two in one week."""
    said: list[CourseStep] = []
    for week in range(1, weeks + 5):
        if step := Progress(week, weeks, frozenset(said)).find_step():
            said.append(step)
    assert said == (["halfway", "end"] if weeks == MIN_WEEKS else ["halfway", "near_end", "end"])


def test_what_was_missed_is_not_said_after_the_end() -> None:
    """After weeks in which nobody counted, both are asked at once whether it ends, and told nothing else."""
    assert Progress(20, 16).find_step() == "end"
    assert Progress(20, 16, frozenset({"end"})).find_step() == ""
    assert Progress(15, 16).find_step() == "near_end"
    assert Progress(12, 16, frozenset({"near_end"})).find_step() == ""


@pytest.mark.parametrize(("weeks", "lengths"), [(16, [16, 12, 8]), (8, [8, 6, 4]), (6, [6, 4]), (4, [4])])
def test_shorter_lengths_are_offered(weeks: int, lengths: list[int]) -> None:
    """Three quarters and half of the programme's, never under four weeks."""
    assert list_lengths(Rhythm(weeks=weeks)) == lengths


def test_an_extension_ends_before_the_limit() -> None:
    """To the second."""
    rhythm = Rhythm(limit_weeks=40, extension_weeks=4)
    assert may_extend(NOW, NOW + timedelta(weeks=36), rhythm)
    assert not may_extend(NOW, NOW + timedelta(weeks=36, seconds=1), rhythm)
