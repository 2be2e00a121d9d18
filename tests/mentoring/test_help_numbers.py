"""Which numbers somebody reads, and in what order; and what is said of a file that would not do."""

import copy
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.help_numbers import (
    CATEGORIES,
    MAX_FIRST_NUMBERS,
    Category,
    HelpNumbers,
    Situation,
    order_numbers,
    parse,
)
from tests.texts.samples import PROGRAMME

KNOWN = PROGRAMME.help_numbers
NOON, NIGHT, SUNDAY_EVENING = (
    datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Europe/Paris")) for day, hour in ((23, 12), (23, 3), (22, 21))
)
SITUATIONS = st.builds(
    Situation,
    category=st.sampled_from(("", *CATEGORIES)),
    minor=st.sampled_from((None, True, False)),
    region=st.sampled_from((None, "nowhere", *PROGRAMME.regions)),
)
MOMENTS = st.none() | st.datetimes(
    datetime(2026, 11, 23), datetime(2026, 11, 30), timezones=st.just(ZoneInfo("Europe/Paris"))
)


def list_names(situation: Situation, now: datetime | None = NOON) -> list[str]:
    """Return the names of the numbers on the first screen, in order."""
    return [line.number.name for line in order_numbers(KNOWN, situation, now)[0]]


@pytest.mark.parametrize(
    ("category", "first"),
    [
        ("danger", "emergency"),
        ("street", "shelter"),
        ("suicide", "suicide"),
        ("self_harm", "suicide"),
        ("violence", "emergency"),
        ("sexual", "emergency"),
        ("partner", "emergency"),
        ("grooming", "harassment"),
        ("harassment", "harassment"),
        ("hunger", "shelter"),
        ("low", "suicide"),
    ],
)
def test_what_was_heard_comes_first(category: Category, first: str) -> None:
    """By day, an adult of mainland France reads the line for what they wrote at the top."""
    assert list_names(Situation(category, minor=False, region="idf"))[0] == first


def test_every_category_has_its_first_number_tested() -> None:
    """The table above leaves no category out."""
    (marks,) = [one for one in test_what_was_heard_comes_first.pytestmark if one.name == "parametrize"]  # type: ignore[attr-defined]
    assert {category for category, _first in marks.args[1]} == {*CATEGORIES}


def test_of_whom_nobody_asked_the_line_for_everybody_goes_first() -> None:
    """Whoever sleeps outside reads 115 before 119; whoever wrote nothing reads the lines as the file has them."""
    assert list_names(Situation("street"))[:2] == ["shelter", "children"]
    assert list_names(Situation())[:3] == ["emergency", "suicide", "children"]


@pytest.mark.parametrize("region", [None, *PROGRAMME.regions])
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_has_a_number_in_every_region(category: Category, region: str | None) -> None:
    """Day and night, wherever somebody is, a line for it is open."""
    lines, _ = order_numbers(KNOWN, Situation(category, None, region), NIGHT)
    assert [line for line in lines if line.opens_at is None and (category in line.number.heard or line.number.always)]


@pytest.mark.parametrize("category", ["", "violence", "sexual", "street", "hunger"])
def test_somebody_under_18_reads_119_first(category: Any) -> None:
    """Whatever it is that the line is for; an adult reads another one first."""
    assert list_names(Situation(category, minor=True))[0] == "children"
    assert list_names(Situation(category, minor=False))[0] != "children"


@pytest.mark.parametrize("category", CATEGORIES)
def test_119_is_on_the_first_screen_of_everybody_under_18(category: Category) -> None:
    """Whatever was heard, by day and by night."""
    assert all("children" in list_names(Situation(category, minor=True), now) for now in (NOON, NIGHT))


def test_what_is_open_comes_before_what_is_closed() -> None:
    """The line for sexual violence answers on working days: at night and on Sunday those that are open go before it."""
    situation = Situation("sexual", minor=False)
    assert list_names(situation, NOON) == ["emergency", "women", "sexual", "victims", "children"]
    for closed in (NIGHT, SUNDAY_EVENING):
        assert list_names(situation, closed) == ["emergency", "women", "children", "sexual", "victims"]
        told = {line.number.name: line.opens_at for line in order_numbers(KNOWN, situation, closed)[0]}
        assert [name for name, opens_at in told.items() if opens_at] == ["sexual", "victims"]


@pytest.mark.parametrize(
    ("region", "there", "absent"),
    [
        ("idf", "suicide", "emergency_abroad"),
        ("reunion", "suicide", "emergency_pacific"),
        ("polynesie", "emergency_pacific", "suicide"),
        ("abroad", "emergency_abroad", "children"),
    ],
)
def test_only_numbers_that_answer_there_are_shown(region: str, there: str, absent: str) -> None:
    """Overseas, in the Pacific and abroad have their own rows, and a note that tells the truth."""
    lines = [
        *order_numbers(KNOWN, Situation(region=region), NOON)[0],
        *order_numbers(KNOWN, Situation(region=region), NOON)[1],
    ]
    names = {line.number.name for line in lines}
    assert there in names
    assert absent not in names
    note = KNOWN.areas[area].note if (area := KNOWN.find_area(region)) in KNOWN.areas else {}
    assert bool(note) == (region != "idf")


@given(SITUATIONS, MOMENTS)
def test_the_first_screen_is_short_and_nothing_is_lost(situation: Situation, now: datetime | None) -> None:
    """Whoever reads, whenever: at most five numbers, one of them for danger, open before closed, all of them once."""
    first, others = order_numbers(KNOWN, situation, now)
    assert len(first) <= MAX_FIRST_NUMBERS
    assert any(line.number.always and line.opens_at is None for line in first)
    area = KNOWN.find_area(situation.region)
    assert {line.number.name for line in (*first, *others)} == {one.name for one in KNOWN.numbers if area in one.areas}
    assert len({line.number.name for line in (*first, *others)}) == len(first) + len(others)
    for lines in (first, others):
        is_closed = [line.opens_at is not None for line in lines]
        assert is_closed == sorted(is_closed)


DOCUMENT: dict[str, Any] = {
    "checked_on": date(2026, 11, 30),
    "areas": {"abroad": {"regions": ["abroad"], "note": {"fr": "Ailleurs"}}},
    "numbers": {
        "all": {"about": {"fr": "Tout"}, "call": ["112"], "heard": [*CATEGORIES], "always": True, "source": "here"},
    },
}


def find_faults(*path: str, value: Any) -> list[str]:
    """Return what is said of the document once something in it is changed, or taken away."""
    spoilt = copy.deepcopy(DOCUMENT)
    place = spoilt
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    if value is None:
        del place[path[-1]]
    faults = list[str]()
    parse(spoilt, faults, PROGRAMME.regions)
    return faults


def test_a_sound_file_is_taken_as_it_is_written() -> None:
    """What stays unsaid is free, day and night, everywhere."""
    faults = list[str]()
    found = parse(DOCUMENT, faults, PROGRAMME.regions)
    (one,) = found.numbers
    assert faults == []
    assert (found.checked_on, one.areas, one.free, one.hours.spans) == (
        date(2026, 11, 30),
        ("home", "abroad"),
        True,
        (),
    )
    assert found.list_unchecked() == ["all"]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("numbers", "all", "about"), None, "numbers.all: say whom it is for"),
        (("numbers", "all", "about"), "Tout", "numbers.all.about: 'Tout' is not words"),
        (("numbers", "all", "call"), [], "numbers.all: give at least one of call, sms and chat"),
        (("numbers", "all", "call"), [112], "numbers.all.call: [112] is not a list of numbers between quotes"),
        (("numbers", "all", "call"), ["call us"], "numbers.all: 'call us' is not a number to dial"),
        (("numbers", "all", "chat"), "chat", "numbers.all: 'chat' is not an address"),
        (("numbers", "all", "heard"), [*CATEGORIES, "suicid"], "'suicid' is no category, did you mean suicide?"),
        (("numbers", "all", "heard"), [*CATEGORIES[1:]], "numbers: none is for danger"),
        (("numbers", "all", "hours"), ["10-19"], "hours: '10-19' is not written as mon-fri 10:00-19:00"),
        (("numbers", "all", "zone"), "Paris", "numbers.all: 'Paris' is not a time zone"),
        (("numbers", "all", "areas"), ["home", "abraod"], "'abraod' is no area, did you mean abroad?"),
        (("numbers", "all", "areas"), ["home"], "areas.abroad: give at least one number that is always shown there"),
        (("numbers", "all", "source"), None, "numbers.all: say where it is from"),
        (("numbers", "all", "always"), "yes", "numbers.all.always: 'yes' is not true or false"),
        (("numbers", "all", "checked_on"), "2026-11-30", "numbers.all.checked_on: '2026-11-30' is not a date"),
        (("numbers", "all", "hour"), ["mon 10:00-19:00"], "numbers.all.hour: unknown, did you mean hours?"),
        (("numbers", "all"), "112", "numbers.all: write it as a table, [numbers.all]"),
        (("areas", "home"), {}, "areas.home: this name is taken"),
        (("areas", "abroad", "regions"), ["mars"], "areas.abroad.regions: the programme has no region 'mars'"),
        (("checked_on",), datetime(2026, 11, 30), "checked_on: "),
        (("number",), {}, "number: unknown, did you mean numbers?"),
    ],
)
def test_a_fault_is_named_with_its_place(path: tuple[str, ...], value: Any, said: str) -> None:
    """Whatever would not do is told in one sentence that says what to write."""
    assert any(said in fault for fault in find_faults(*path, value=value)), find_faults(*path, value=value)


def test_a_file_without_anything_leaves_gaps_everywhere() -> None:
    """Every category, and whoever is in no area, would be without a number."""
    faults = list[str]()
    assert parse({}, faults) == HelpNumbers()
    assert len(faults) == len(CATEGORIES) + 1


def test_an_hour_is_counted_from_when_the_message_is_read() -> None:
    """Without a clock every line is taken for open, so that none is hidden."""
    lines, others = order_numbers(KNOWN, Situation(), None)
    assert all(line.opens_at is None for line in (*lines, *others))
    later = order_numbers(KNOWN, Situation("harassment"), NIGHT + timedelta(hours=8))[0]
    assert later[0].number.name == "harassment"
