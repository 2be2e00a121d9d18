"""The duty roster: its shifts hold every moment once, and whatever the roster, an urgent case calls somebody."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.duty import (
    MAX_PAGE,
    ONE_WEEK,
    DutyCalendar,
    Watch,
    choose_called,
    format_absence,
    parse_absence,
    read_absence,
)
from mentoring.programme import DutyHours

PARIS = DutyCalendar(DutyHours(), "Europe/Paris")
REUNION = DutyCalendar(DutyHours(), "Indian/Reunion")
MONDAY = date(2026, 11, 23)
ZONES = ("Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Miquelon", "Pacific/Noumea", "Africa/Cairo")
hours = st.builds(DutyHours, st.integers(4, 12), st.integers(13, 17), st.integers(18, 23))
calendars = st.builds(DutyCalendar, hours, st.sampled_from(ZONES))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
people = st.lists(st.integers(1, 6), unique=True)


def format_local(moment: datetime, calendar: DutyCalendar = PARIS) -> str:
    """Return a moment as the clock of a roster shows it."""
    return f"{moment.astimezone(ZoneInfo(calendar.zone)):%a %H:%M}"


def test_a_week_as_shipped() -> None:
    """Working days by day, in the evening and by night; the weekend by day and by night, until Monday."""
    shifts = PARIS.list_shifts(MONDAY)
    assert [shift.kind for shift in shifts[:3]] == ["day", "evening", "night"]
    assert [format_local(shift.begins_at) for shift in shifts[:3]] == ["Mon 09:00", "Mon 18:00", "Mon 22:00"]
    assert [(shift.kind, format_local(shift.begins_at)) for shift in shifts[-4:]] == [
        ("weekend", "Sat 09:00"),
        ("night", "Sat 22:00"),
        ("weekend", "Sun 09:00"),
        ("night", "Sun 22:00"),
    ]
    assert (len(shifts), format_local(shifts[-1].ends_at)) == (19, "Mon 09:00")


@pytest.mark.parametrize(
    ("calendar", "night", "lasts"),
    [
        (PARIS, date(2026, 3, 28), 10),
        (PARIS, date(2026, 10, 24), 12),
        (PARIS, date(2026, 11, 23), 11),
        (REUNION, date(2026, 3, 28), 11),
        (REUNION, date(2026, 10, 24), 11),
    ],
)
def test_a_night_lasts_as_long_as_it_is(calendar: DutyCalendar, night: date, lasts: int) -> None:
    """The night on which clocks change has an hour less or more, and still ends when the day's shift begins."""
    shift = calendar.list_shifts(night, 1)[-1]
    assert (shift.kind, shift.ends_at - shift.begins_at) == ("night", timedelta(hours=lasts))
    assert [format_local(end, calendar)[4:] for end in (shift.begins_at, shift.ends_at)] == ["22:00", "09:00"]


@given(calendars, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_shifts_hold_every_moment_once(calendar: DutyCalendar, first: date) -> None:
    """Each begins where the one before ends, from one week into the next, whatever the hours and the clocks do."""
    shifts = [*calendar.list_shifts(first), *calendar.list_shifts(first + ONE_WEEK)]
    assert all(one.ends_at == following.begins_at for one, following in pairwise(shifts))
    assert all(one.begins_at < one.ends_at for one in shifts)


@given(calendars, moments)
def test_a_moment_lies_in_one_shift_that_buttons_can_name(calendar: DutyCalendar, now: datetime) -> None:
    """The shift of now stands on the first page of the roster, and its key leads back to it."""
    shift = calendar.find_shift(now)
    assert shift.begins_at <= now < shift.ends_at
    assert shift in calendar.list_page(0, now)
    assert calendar.read_key(shift.key) == shift
    assert calendar.find_page(shift, now) == 0


@pytest.mark.parametrize("key", ["", "20261123", "20261123-noon", "20261128-day", "20261399-day", "99999999-day", "٢"])
def test_a_key_of_no_shift_is_none(key: str) -> None:
    """A forged button names nothing: there is no working day on a Saturday."""
    assert PARIS.read_key(key) is None


def test_no_page_is_too_far() -> None:
    """However large the number that somebody forges, it is the last page that is planned."""
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert PARIS.list_page(999_999_999, now) == PARIS.list_page(MAX_PAGE, now)


@given(st.integers(0, 9), people, people, people, people)
def test_no_urgent_case_is_without_a_recipient(
    step: int, told: list[int], heads: list[int], on_duty: list[int], coming: list[int]
) -> None:
    """Whatever the roster, at any step: somebody is called while anybody is told of the case, and nobody else is."""
    called = choose_called(step, told, heads, Watch(on_duty, coming))
    assert bool(called) is bool(told)
    assert set(called) <= set(told)


@given(people, people, people, people)
def test_each_step_calls_those_of_the_step_before_and_the_last_one_all(
    told: list[int], heads: list[int], on_duty: list[int], coming: list[int]
) -> None:
    """Wider each time, each person once."""
    steps = [choose_called(step, told, heads, Watch(on_duty, coming)) for step in range(5)]
    assert all(set(one) <= set(wider) for one, wider in pairwise(steps))
    assert all(sorted(one) == sorted(told) for one in steps[3:])


def test_first_who_is_on_duty_then_the_next_then_the_head_then_all() -> None:
    """Of two who come later, the first alone is the next."""
    watch = Watch((2,), (2, 3, 4))
    assert [choose_called(step, (1, 2, 3, 4, 5), {1}, watch) for step in range(4)] == [
        [2],
        [2, 3],
        [2, 3, 1],
        [2, 3, 1, 4, 5],
    ]


def test_whoever_may_not_be_told_is_passed_over() -> None:
    """The accused is on duty, and so is the next: the one after is called at once."""
    assert choose_called(0, (1, 4), {1}, Watch((2,), (3, 4))) == [4]


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("du 24/12 au 2/1", date(2026, 12, 24), date(2027, 1, 2)),
        ("24/12/2026 - 02/01/2027", date(2026, 12, 24), date(2027, 1, 2)),
        ("from 23.11 to 30.11", TODAY, date(2026, 11, 30)),
        ("le 24/12", date(2026, 12, 24), date(2026, 12, 24)),
    ],
)
def test_an_absence_is_read_as_people_write_it(text: str, first: date, last: date) -> None:
    """From a day to a day, today included; one day alone; a button carries both."""
    assert parse_absence(text, TODAY) == (first, last)
    assert read_absence(format_absence(first, last)) == (first, last)


@pytest.mark.parametrize("text", ["", "demain", "du 30/02 au 31/02", "1/12, 2/12, 3/12", "du 24/12/2026 au 2/1/2026"])
def test_what_is_no_absence_is_none(text: str) -> None:
    """Nothing is guessed: it is asked again."""
    assert parse_absence(text, TODAY) is None


@pytest.mark.parametrize("written", ["", "20261224", "20261224-20261223", "20261224-20291224", "x-y"])
def test_a_forged_absence_is_none(written: str) -> None:
    """Nor does a button free shifts backwards or for years."""
    assert read_absence(written) is None
