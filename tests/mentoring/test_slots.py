"""Availability: the hours of a week as bits, and the hours that two people share."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.slots import (
    HOURS_IN_WEEK,
    PARTS,
    SLOTS,
    WEEKDAYS,
    compute_week_mask,
    find_common_hours,
    gather_days,
    list_hours,
)

WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)
MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
WHOLE_HOURS = ["Europe/Paris", "Indian/Reunion", "Pacific/Noumea", "America/Miquelon", "Pacific/Tahiti"]
WHOLE_HOURS += ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "UTC"]

chosen = some.frozensets(some.sampled_from(SLOTS))
zones = some.sampled_from(WHOLE_HOURS)
moments = some.sampled_from([WINTER, SUMMER])


def compute_local_time(bit: int, zone: str, when: datetime) -> datetime:
    """Return what clocks show, at the offset of `when`, in one UTC hour of the week."""
    offset = when.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return (MONDAY + timedelta(hours=bit)).astimezone(timezone(offset))


def is_free(local: datetime, slots: frozenset[str]) -> bool:
    """Return whether a local hour lies in one of the slots."""
    parts = [part for part, covered in PARTS.items() if local.hour in covered]
    return any(f"{WEEKDAYS[local.weekday()]}-{part}" in slots for part in parts)


@given(slots=chosen, zone=zones, when=moments)
def test_the_mask_holds_exactly_the_hours_of_the_slots(slots: frozenset[str], zone: str, when: datetime) -> None:
    """Each of the 168 hours is in the mask when the person's own clock shows an hour of theirs."""
    mask = compute_week_mask(slots, zone, when)
    assert mask < 1 << HOURS_IN_WEEK
    for bit in range(HOURS_IN_WEEK):
        assert bool(mask >> bit & 1) == is_free(compute_local_time(bit, zone, when), slots)


@given(ours=chosen, our_zone=zones, theirs=chosen, their_zone=zones, when=moments)
def test_the_shared_hours_are_those_free_on_both_clocks(
    ours: frozenset[str], our_zone: str, theirs: frozenset[str], their_zone: str, when: datetime
) -> None:
    """An hour is shared when both are free then; it is written as our own clock shows it, in order."""
    both = [
        (local.weekday(), local.hour)
        for bit in range(HOURS_IN_WEEK)
        if is_free(local := compute_local_time(bit, our_zone, when), ours)
        and is_free(compute_local_time(bit, their_zone, when), theirs)
    ]
    assert find_common_hours(ours, our_zone, theirs, their_zone, when) == sorted(both)


def test_monday_evening_in_paris_is_tuesday_morning_further_east() -> None:
    """In Kiritimati it is Tuesday from seven to ten: of the Tuesday morning only the last of these hours is shared."""
    shared = find_common_hours(["mon-evening"], "Europe/Paris", ["tue-morning"], "Pacific/Kiritimati", WINTER)
    assert shared == [(0, 20)]
    assert find_common_hours(["mon-evening"], "Europe/Paris", SLOTS, "Pacific/Noumea", WINTER) == []


def test_monday_morning_far_east_lies_at_the_end_of_the_week() -> None:
    """Nine on Monday in Nouméa is still Sunday in UTC: the week is a ring."""
    mask = compute_week_mask(["mon-morning"], "Pacific/Noumea", WINTER)
    assert [bit for bit in range(HOURS_IN_WEEK) if mask >> bit & 1] == [0, 166, 167]


def test_the_offset_in_force_counts() -> None:
    """In summer Paris is an hour further from UTC, and shares another hour with Réunion, which never changes."""
    evenings, afternoon = ["tue-evening"], ["tue-afternoon"]
    assert find_common_hours(afternoon, "Europe/Paris", evenings, "Indian/Reunion", WINTER) == [
        (1, 15),
        (1, 16),
        (1, 17),
    ]
    assert find_common_hours(afternoon, "Europe/Paris", evenings, "Indian/Reunion", SUMMER) == [(1, 16), (1, 17)]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/St_Johns", "Pacific/Marquesas"])
def test_zones_of_half_an_hour_share_whole_hours(zone: str) -> None:
    """Two people of the same zone share all that both chose; with others the hour is right within the half hour."""
    evening = ["mon-evening"]
    assert find_common_hours(evening, zone, evening, zone, WINTER) == list_hours(evening)
    mask = compute_week_mask(evening, zone, WINTER)
    first = min(bit for bit in range(HOURS_IN_WEEK) if mask >> bit & 1)
    assert abs(compute_local_time(first, zone, WINTER).replace(tzinfo=None) - datetime(2024, 1, 1, 18)) == timedelta(
        minutes=30
    )


def test_parts_of_the_day_neither_overlap_nor_leave_a_hole() -> None:
    """From nine to nine every hour belongs to one part of the day."""
    assert [hour for covered in PARTS.values() for hour in covered] == list(range(9, 21))
    assert len(list_hours(SLOTS)) == 7 * 12


def test_what_is_no_slot_covers_nothing() -> None:
    """A slot that is no longer offered is left out, not an error."""
    assert list_hours(["mon-night", "", "evening"]) == []
    assert compute_week_mask([], "Europe/Paris", WINTER) == 0


def test_every_evening_is_said_once_and_what_is_left_after_it() -> None:
    """Seven evenings are « tous les soirs »; six are six, and a whole week is four parts of the day."""
    evenings = [f"{day}-evening" for day in WEEKDAYS]
    assert gather_days(["tue-noon", *evenings]) == ["=evening", "tue-noon"]
    assert gather_days(evenings[:6]) == evenings[:6]
    assert gather_days(SLOTS) == [f"={part}" for part in PARTS]
