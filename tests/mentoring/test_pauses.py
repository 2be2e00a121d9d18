"""Until when a pause lasts, and what may be paused."""

from datetime import date

import pytest

from mentoring.pauses import POSSIBLE, list_acts, parse_day
from mentoring.states import MOVES

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("week", date(2026, 11, 30)),
        ("fortnight", date(2026, 12, 7)),
        ("month", date(2026, 12, 23)),
        ("15/01", date(2027, 1, 15)),
        ("24/11", date(2026, 11, 24)),
        ("5.1", date(2027, 1, 5)),
        ("15 / 01 / 2027", date(2027, 1, 15)),
    ],
)
def test_it_reads_a_length_or_a_coming_day(said: str, day: date) -> None:
    """A button counts days; a typed day without its year is the next such day."""
    assert parse_day(said, TODAY) == day


@pytest.mark.parametrize("said", ["", "23/11/2026", "22/11/2026", "31/02", "15/13", "15/01/2029", "demain", "٣/٣", "7"])
def test_it_reads_no_day_where_there_is_none(said: str) -> None:
    """Today, the past, days that do not exist and days too far away are asked again."""
    assert parse_day(said, TODAY) is None


def test_a_leap_day_is_the_next_one_if_it_is_near() -> None:
    """The 29th of February is found in a leap year only."""
    assert parse_day("29/02", date(2027, 12, 1)) == date(2028, 2, 29)
    assert parse_day("29/02", TODAY) is None


@pytest.mark.parametrize(("act", "move"), [("pause", "pause"), ("wake", "resume"), ("stop", "close")])
def test_it_offers_exactly_what_the_states_allow(act: str, move: str) -> None:
    """What is offered can be done; what ends a binôme is another word."""
    for noun, moves in MOVES.items():
        known = "end" if (noun, act) == ("binome", "stop") else move
        assert all((state, known) in moves for state in POSSIBLE[act][noun])
    assert list_acts("need", "in_binome") == []
