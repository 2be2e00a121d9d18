"""Weekly hours are read as they are written, and say when somebody answers next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.opening_hours import is_zone, parse_span, read_hours

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, tzinfo=PARIS)
WORKING = read_hours(("mon-fri 10:00-19:00",), "Europe/Paris")
DAILY = read_hours(("mon-sun 09:00-23:00",), "Europe/Paris")


@pytest.mark.parametrize(
    ("days", "hour", "opens"),
    [
        (0, 9, (0, 10)),
        (0, 10, None),
        (0, 18, None),
        (0, 19, (1, 10)),
        (4, 20, (7, 10)),
        (6, 12, (7, 10)),
    ],
)
def test_working_days_say_when_they_open_next(days: int, hour: int, opens: tuple[int, int] | None) -> None:
    """Before ten it is today, in the evening tomorrow, at the week's end on Monday; while it is open, nothing."""
    expected = MONDAY + timedelta(days=opens[0], hours=opens[1]) if opens else None
    assert WORKING.find_opening(MONDAY + timedelta(days=days, hours=hour)) == expected


def test_no_hours_are_day_and_night() -> None:
    """A line without hours is never closed."""
    assert read_hours((), "Europe/Paris").find_opening(MONDAY) is None


def test_hours_are_those_of_their_own_zone() -> None:
    """Nine in Paris is four in the morning in Martinique, whoever asks."""
    asked = datetime(2026, 11, 23, 3, tzinfo=ZoneInfo("America/Martinique"))
    assert DAILY.find_opening(asked) == datetime(2026, 11, 23, 9, tzinfo=PARIS)


def test_on_a_closed_day_nobody_works() -> None:
    """Neither the opening nor the time that is added knows such a day, and its eve opens the day after it."""
    closed = read_hours(("mon-fri 10:00-19:00",), "Europe/Paris", ("11-24", "11-25"))
    assert closed.find_opening(MONDAY + timedelta(days=1, hours=12)) == MONDAY + timedelta(days=3, hours=10)
    assert closed.find_opening(MONDAY + timedelta(hours=20)) == MONDAY + timedelta(days=3, hours=10)
    assert closed.add_time(MONDAY + timedelta(hours=12), timedelta(days=1)) == MONDAY + timedelta(days=3, hours=12)
    assert next(closed.list_first_openings(MONDAY + timedelta(hours=11))) == MONDAY + timedelta(days=3, hours=10)


def test_the_end_of_the_day_is_midnight() -> None:
    """What closes at 24:00 is open at one minute to."""
    evening = read_hours(("mon 20:00-24:00",), "Europe/Paris")
    assert evening.find_opening(MONDAY + timedelta(hours=23, minutes=59)) is None
    assert evening.find_opening(MONDAY + timedelta(hours=24)) == MONDAY + timedelta(days=7, hours=20)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))
def test_it_is_open_at_the_moment_that_it_names(now: datetime) -> None:
    """Whenever somebody asks, summer time and week's ends included, it is closed now and open then, within a week."""
    opens = WORKING.find_opening(now)
    if opens is not None:
        assert now < opens <= now + timedelta(days=7, hours=1)
        assert WORKING.find_opening(opens) is None


@pytest.mark.parametrize(
    "written",
    [
        "mon 9:00-10:00",
        "mon-fri 10:00",
        "fri-mon 10:00-12:00",
        "mon 12:00-10:00",
        "lun 10:00-12:00",
        "mon 10:00-25:00",
        "",
    ],
)
def test_what_is_no_span_is_none(written: str) -> None:
    """An hour without its zero, days or hours backwards, other words: nothing is guessed."""
    assert parse_span(written) is None


def test_a_zone_is_one_that_the_machine_knows() -> None:
    """Others are told apart without an error."""
    assert [is_zone(one) for one in ("Europe/Paris", "Paris", "", "../etc")] == [True, False, False, False]
