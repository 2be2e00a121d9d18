"""Weekly hours in local time, compared with a plain walk through the quarters of an hour of a year."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.rhythm import (
    Slot,
    add_local_days,
    compute_due_dates,
    compute_next_occurrence,
    skip_quiet_hours,
    skip_taken_days,
)
from mentoring.rhythm_settings import Rhythm

FRENCH = ["Europe/Paris", "Indian/Reunion", "Pacific/Noumea", "America/Miquelon"]
# Clocks that change at midnight, by half an hour, in Ramadan, southwards, or not at all.
OTHERS = ["America/Havana", "Africa/Cairo", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago"]
OTHERS += ["America/St_Johns", "Pacific/Chatham", "America/Nuuk", "Asia/Kathmandu", "America/New_York"]
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
QUARTERS = 4 * 24 * 7 * 58
NEW_YEAR = datetime(2027, 1, 4, tzinfo=UTC)


@cache
def walk_clock(zone: str) -> dict[datetime, datetime]:
    """Return wall-clock time -> UTC, the first of two, for every quarter of an hour since `BEGINNING`."""
    shown: dict[datetime, datetime] = {}
    for moment in (BEGINNING + QUARTER * number for number in range(QUARTERS)):
        shown.setdefault(moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0), moment)
    return shown


def find_expected(zone: str, day: date, at: time) -> datetime:
    """Return when clocks show this hour; when they skip it, as long after the last quarter shown as they would take."""
    shown, wanted = walk_clock(zone), datetime.combine(day, at)
    late = timedelta()
    while wanted - late not in shown:
        late += QUARTER
    return shown[wanted - late] + late


def list_starts(slot: Slot, after: datetime, until: datetime) -> list[datetime]:
    """Return every start of a slot in a period, each asked for from the one before."""
    found = [compute_next_occurrence(slot, after)]
    while found[-1] < until:
        found.append(compute_next_occurrence(slot, found[-1]))
    return found[:-1]


@pytest.mark.parametrize("zone", FRENCH + OTHERS)
def test_a_slot_comes_once_a_week_at_its_written_hour(zone: str) -> None:
    """Over a year with its clock changes every weekday and hour comes exactly once a week; skipped and doubled too."""
    after = BEGINNING + timedelta(days=3)
    for weekday in range(7):
        days = [date(2026, 1, 5) + timedelta(days=weekday, weeks=week) for week in range(52)]
        for at in [time(hour) for hour in range(24)] + [time(1, 30), time(2, 30)]:
            wanted = [find_expected(zone, day, at) for day in days]
            found = list_starts(Slot(weekday, at, zone), after, NEW_YEAR + timedelta(days=7))
            assert [start for start in found if wanted[0] <= start <= wanted[-1]] == wanted


@pytest.mark.parametrize(
    ("day", "at", "shown"),
    [
        (date(2026, 3, 29), time(2, 30), "2026-03-29T03:30:00+02:00"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T02:30:00+02:00"),
        (date(2026, 3, 23), time(18), "2026-03-23T18:00:00+01:00"),
        (date(2026, 3, 30), time(18), "2026-03-30T18:00:00+02:00"),
        (date(2026, 10, 26), time(18), "2026-10-26T18:00:00+01:00"),
    ],
)
def test_the_hour_is_kept_when_clocks_change(day: date, at: time, shown: str) -> None:
    """In Paris six in the evening stays so; a skipped hour is shown one later, of a doubled hour it is the first."""
    before = datetime.combine(day, time(), UTC) - timedelta(days=2)
    start = compute_next_occurrence(Slot(day.weekday(), at, "Europe/Paris"), before)
    assert start.astimezone(ZoneInfo("Europe/Paris")).isoformat() == shown
    assert compute_next_occurrence(Slot(day.weekday(), at, "Europe/Paris"), start).date() == day + timedelta(days=7)


def test_monday_evening_in_paris_is_tuesday_in_noumea() -> None:
    """The other of the binôme is shown another day where the sun is elsewhere."""
    start = compute_next_occurrence(Slot(0, time(18), "Europe/Paris"), datetime(2026, 11, 22, tzinfo=UTC))
    there = start.astimezone(ZoneInfo("Pacific/Noumea"))
    assert (there.weekday(), there.hour) == (1, 4)


def test_the_next_start_is_after_now_not_now() -> None:
    """At the very start the next one is in a week; a second before, it is this one."""
    slot = Slot(1, time(18), "Europe/Paris")
    start = compute_next_occurrence(slot, BEGINNING)
    assert compute_next_occurrence(slot, start) == start + timedelta(days=7)
    assert compute_next_occurrence(slot, start - timedelta(seconds=1)) == start


@pytest.mark.parametrize("zone", FRENCH + OTHERS)
def test_the_day_before_is_at_the_same_hour(zone: str) -> None:
    """On every day of the year the first reminder leaves at the session's own wall-clock hour, one day earlier."""
    for number in range(1, 366):
        local = datetime.combine(date(2026, 1, 2) + timedelta(days=number), time(18))
        start = walk_clock(zone)[local]
        dues = compute_due_dates(start, zone, BEGINNING, Rhythm())
        assert dues.day_before == walk_clock(zone)[local - timedelta(days=1)]
        assert add_local_days(start, 3, zone) == walk_clock(zone)[local + timedelta(days=3)]


def test_the_second_reminder_and_the_check_in_follow_the_programme() -> None:
    """Minutes before the start, and after the end, as the association wrote them."""
    start, rhythm = (
        datetime(2026, 11, 24, 17, tzinfo=UTC),
        Rhythm(session_minutes=90, soon_minutes=20, check_in_minutes=5),
    )
    dues = compute_due_dates(start, "Europe/Paris", BEGINNING, rhythm)
    assert dues.soon == datetime(2026, 11, 24, 16, 40, tzinfo=UTC)
    assert dues.check_in == datetime(2026, 11, 24, 18, 35, tzinfo=UTC)


def test_a_reminder_whose_moment_has_gone_by_is_not_sent() -> None:
    """A session agreed on for tonight has no reminder of yesterday; the check-in always comes."""
    start = datetime(2026, 11, 24, 17, tzinfo=UTC)
    tonight = compute_due_dates(start, "Europe/Paris", start - timedelta(hours=6), Rhythm())
    assert tonight.day_before is None
    assert tonight.soon == start - timedelta(hours=1)
    assert compute_due_dates(start, "Europe/Paris", start - timedelta(minutes=60), Rhythm()).soon is None
    assert compute_due_dates(start, "Europe/Paris", start, Rhythm()).check_in > start


def is_quiet(moment: datetime, zone: str, rhythm: Rhythm) -> bool:
    """Return whether the local hour is one of the quiet ones, counted round the clock from the first."""
    first, last = rhythm.quiet_from, rhythm.quiet_until
    return moment.astimezone(ZoneInfo(zone)).hour in [hour % 24 for hour in range(first, last + 24 * (first > last))]


@pytest.mark.parametrize(
    ("local", "leaves"),
    [
        ("2026-11-22T20:59", "2026-11-22T20:59"),
        ("2026-11-22T21:00", "2026-11-23T08:00"),
        ("2026-11-23T03:00", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-03-28T23:00", "2026-03-29T08:00"),
        ("2026-10-25T02:30", "2026-10-25T08:00"),
    ],
)
@pytest.mark.parametrize("zone", FRENCH)
def test_nothing_unprompted_leaves_in_the_quiet_hours(local: str, leaves: str, zone: str) -> None:
    """From nine in the evening to eight, where the person lives, it waits until eight."""
    moment, later = (datetime.fromisoformat(hour).replace(tzinfo=ZoneInfo(zone)) for hour in (local, leaves))
    assert skip_quiet_hours(moment.astimezone(UTC), zone, Rhythm()) == later


@given(
    number=some.integers(0, 4 * 24 * 365),
    zone=some.sampled_from(FRENCH + OTHERS),
    first=some.integers(0, 23),
    last=some.integers(0, 23),
)
def test_a_message_leaves_at_the_first_moment_that_is_not_quiet(number: int, zone: str, first: int, last: int) -> None:
    """Whatever the quiet hours, overnight or by day, and whatever the clocks do, it waits no longer than it must."""
    rhythm, moment = Rhythm(quiet_from=first, quiet_until=last), BEGINNING + QUARTER * number
    leaves = moment
    while is_quiet(leaves, zone, rhythm):
        leaves += QUARTER
    assert skip_quiet_hours(moment, zone, rhythm) == leaves


def test_quiet_hours_from_an_hour_to_itself_are_none() -> None:
    """An association that wants no quiet hours writes the same hour twice."""
    for hour in range(24):
        moment = BEGINNING + timedelta(hours=hour)
        assert skip_quiet_hours(moment, "Europe/Paris", Rhythm(quiet_from=8, quiet_until=8)) == moment


@given(
    number=some.integers(0, 4 * 24 * 365),
    zone=some.sampled_from(FRENCH + OTHERS),
    taken=some.sets(some.integers(-2, 5)),
)
def test_what_comes_once_a_day_waits_for_the_first_free_day(number: int, zone: str, taken: set[int]) -> None:
    """It leaves at once on a free day, else at eight on the first one after; never on a day that is taken."""
    when = skip_quiet_hours(BEGINNING + QUARTER * number, zone, Rhythm())
    today = when.astimezone(ZoneInfo(zone)).date()
    days = {today + timedelta(days=one) for one in taken}
    leaves = skip_taken_days(when, days, zone, Rhythm())
    local = leaves.astimezone(ZoneInfo(zone))
    first = next(day for day in (today + timedelta(days=one) for one in range(7)) if day not in days)
    assert local.date() == first
    assert leaves == when or local.time() == time(8)
    assert (leaves == when) == (today not in days)
