"""Who is told, who reads, who decides: the table, and the numbers of cases that not everybody sees."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.actions import Action, parse
from mentoring.case_access import CASE_ACCESS, DRAWN_NUMBERS, Accused
from mentoring.references import format_reference, parse_number


def test_the_table_has_a_row_for_each_accused() -> None:
    """Nobody is forgotten, and no row is for nobody."""
    assert set(CASE_ACCESS) == set(get_args(Accused))


def test_a_referent_is_read_about_as_any_coordinator_is() -> None:
    """A referent is somebody of the team."""
    assert CASE_ACCESS["referent"] == CASE_ACCESS["coordinator"]


@pytest.mark.parametrize(
    "accused", ["coordinator", "referent", "one_of_heads", "only_head", "unwatched_head", "outside"]
)
def test_what_accuses_somebody_of_the_team_is_never_posted(accused: Accused) -> None:
    """The accused reads in the group."""
    assert not CASE_ACCESS[accused].is_posted


def test_nobody_of_a_team_judges_its_only_head() -> None:
    """The outside recipient decides; without one nobody does, though the team looks after who wrote."""
    assert CASE_ACCESS["only_head"].decides == "outside"
    assert (CASE_ACCESS["unwatched_head"].reads, CASE_ACCESS["unwatched_head"].decides) == ("team", "nobody")


@given(number=some.sampled_from(DRAWN_NUMBERS))
def test_a_hidden_number_is_read_as_it_was_written(number: int) -> None:
    """In a reference of its own kind, and in a button."""
    written = format_reference("card", number)
    assert written == f"S-{-number}"
    assert parse_number("card", written) == parse_number("card", written.lower()) == number
    action = parse(f"card:{number}:take")
    assert action is not None
    assert action.number == number


@pytest.mark.parametrize("subject", ["-1", "-99999", "-1000000", "--482913", "-", "-x"])
def test_no_other_number_is_below_zero(subject: str) -> None:
    """A page before the first, or a row that cannot be, is 0."""
    assert Action("queue", subject).number == 0


@pytest.mark.parametrize("noun", ["need", "offer", "binome"])
def test_only_a_case_is_hidden(noun: str) -> None:
    """S-482913 names no person's row."""
    assert parse_number(noun, "S-482913") == 0
