"""Checks of volunteers: until when one counts, and how the day of one is written."""

from datetime import date

import pytest

from mentoring.errors import NotPossible
from mentoring.vetting import compute_expiry, find_unknown_kinds, parse_kind, parse_past_day, sort_kinds

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
        (date(2026, 11, 23), 0, None),
    ],
)
def test_a_check_counts_for_so_many_months(day: date, months: int, end: date | None) -> None:
    """To the same day of the month, or to its last where it is shorter; 0 months are for ever."""
    assert compute_expiry(day, months) == end


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23/11", TODAY),
        ("24/11", date(2025, 11, 24)),
        ("3.1.2026", date(2026, 1, 3)),
        ("24/11/2026", None),
        ("1/1/1990", None),
        ("30/02", None),
        ("hier", None),
    ],
)
def test_the_day_of_a_check_is_not_to_come(text: str, day: date | None) -> None:
    """Without a year it is the last such day; what is to come, long past or no day is none."""
    assert parse_past_day(text, TODAY) == day


def test_an_unknown_kind_is_refused_by_naming_those_that_exist() -> None:
    """In the settings by words, from a button as what is not possible."""
    assert find_unknown_kinds(["identity", "interview"]) == ""
    said = find_unknown_kinds(["identity", "passport", "x"])
    assert said.startswith("'passport', 'x': no such kind of check, the kinds are identity, interview")
    with pytest.raises(NotPossible):
        parse_kind("passport")


def test_kinds_are_read_in_one_order() -> None:
    """However they were found."""
    assert sort_kinds({"record_extract", "references", "identity"}) == ["identity", "references", "record_extract"]
