"""The birth question: a year by one tap, a month only when it matters, and who is a minor."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring import births, form_rules
from mentoring.questions import FORMS
from mentoring.states import Form
from tests.mentoring.examples import NEED, PROGRAMME, TODAY, find_asked_key, leave_out, tap_all, type_words

NAMED = {"name": "Inès"}
OTHERS = leave_out(NEED, "birth")


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("2004", "2004"),
        ("03/2008", "2008-03"),
        ("3/2008", "2008-03"),
        ("3.2008", "2008-03"),
        ("12 2008", "2008-12"),
        ("03-2008", "2008-03"),
        ("31/12/2008", "2008-12"),
        (" 03/2008\n", "2008-03"),
    ],
)
def test_a_birth_is_understood_as_people_write_it(text: str, birth: str) -> None:
    """A year, a month and year, or a whole date; of a date the day is not kept."""
    assert type_words("need", OTHERS, text).answers == {**OTHERS, "birth": birth}


@pytest.mark.parametrize("text", ["", "hier", "08", "13/2008", "0/2008", "1899", "2027", "20088", "2008-03", "٢٠٠٨"])
def test_a_birth_that_is_not_understood_is_asked_again(text: str) -> None:
    """Nothing is guessed and nothing is lost."""
    assert type_words("need", OTHERS, text) == form_rules.Step(OTHERS, "birth_unclear")


@pytest.mark.parametrize(("year", "month"), [("2007", False), ("2008", True), ("2009", True), ("2010", True)])
def test_the_month_is_asked_only_when_it_matters(year: str, month: bool) -> None:
    """Whoever is an adult whatever the month is not asked for it; the others tap it, and it joins the year."""
    answers = tap_all("need", NAMED, year).answers
    assert find_asked_key("need", answers) == ("birth_month" if month else "level")
    if month:
        after = tap_all("need", answers, "03").answers
        assert after == {**NAMED, "birth": f"{year}-03"}
        assert find_asked_key("need", after) == "level"


def test_a_month_typed_with_the_year_is_not_asked_again() -> None:
    """Month and year in one answer spare a question."""
    assert find_asked_key("need", type_words("need", NAMED, "03/2009").answers) == "level"


def test_back_from_the_month_asks_the_year_again() -> None:
    """A year tapped by mistake can be put right."""
    year = tap_all("need", NAMED, "2009").answers
    assert tap_all("need", year, "back").answers == NAMED
    with_month = tap_all("need", year, "03").answers
    assert tap_all("need", with_month, "back").answers == NAMED


@pytest.mark.parametrize(
    ("text", "kept"),
    [("11/2010", "2010-11"), ("12/2010", "2010-12"), ("2011", "2011"), ("10/2010", ""), ("2020", "2020")],
)
def test_of_somebody_too_young_the_birth_alone_is_left(text: str, kept: str) -> None:
    """Below the minimum age every other answer goes, the whole month of the birthday included."""
    after = type_words("need", OTHERS, text)
    expected = (
        form_rules.Step({"birth": kept}, "too_young") if kept else form_rules.Step({**OTHERS, "birth": "2010-10"})
    )
    assert after == expected


def test_the_month_may_tell_too_young() -> None:
    """A year that leaves it open is settled by the month."""
    year = tap_all("need", NAMED, "2010").answers
    assert tap_all("need", year, "12") == form_rules.Step({"birth": "2010-12"}, "too_young")
    assert tap_all("need", year, "10").problem == ""


@pytest.mark.parametrize(
    ("text", "mark"),
    [("11/2008", "no_offer"), ("2009", "no_offer"), ("11/2010", "too_young"), ("2015", "too_young"), ("10/2008", "")],
)
def test_volunteers_are_of_age_and_whoever_is_younger_is_told_apart(text: str, mark: str) -> None:
    """Somebody of 16 or 17 may look for help; below that no form is open."""
    assert type_words("offer", NAMED, text).problem == mark


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("today", [date(2026, 1, 1), TODAY, date(2026, 12, 31)])
def test_a_form_opens_on_the_very_day_on_which_a_mark_ends(form: Form, today: date) -> None:
    """Not a day before, whatever was said; of a year alone the month is asked again then."""
    months = [f"{year}-{month:02d}" for year in (2008, 2012) for month in range(1, 13)]
    for birth in [*map(str, range(2000, 2026)), *months]:
        mark = births.find_mark(form, birth, PROGRAMME, today)
        if mark is None:
            continue
        term = births.compute_term(mark, birth, PROGRAMME)
        assert today < term
        assert births.find_mark(form, birth, PROGRAMME, term - timedelta(days=1)) is not None
        after = births.find_mark(form, birth, PROGRAMME, term)
        assert after is None or (mark, after) == ("too_young", "no_offer")


@pytest.mark.parametrize("zone", ["Pacific/Noumea", "Europe/Paris", "Pacific/Tahiti"])
def test_the_end_of_a_mark_tells_the_birth_of_which_it_is(zone: str) -> None:
    """To the month, wherever it was said; of a year alone, the month before it."""
    for month in range(1, 13):
        for mark in births.CLOSED_FORMS:
            for said, told in ((f"2009-{month:02d}", f"2009-{month:02d}"), ("2009", "2008-12")):
                until = datetime.combine(births.compute_term(mark, said, PROGRAMME), time(), ZoneInfo(zone))
                assert births.compute_birth(mark, until, PROGRAMME) == told


@pytest.mark.parametrize(
    ("words", "known"), [("2015 > 2005-03", True), (" > 2005", True), ("un mot > 2005", False), ("2005", False)]
)
def test_what_was_said_before_and_what_is_said_now_are_read_back(words: str, known: bool) -> None:
    """A case keeps both in one line; anything else is no such line."""
    change = births.BirthChange.parse(words)
    assert (change is not None) == known
    assert change is None or str(change) == words


@pytest.mark.parametrize(
    ("text", "problem"), [("2000", ""), ("1999", "too_old"), ("10/2000", "too_old"), ("12/2000", "")]
)
def test_whoever_is_too_old_is_told_and_keeps_the_other_answers(text: str, problem: str) -> None:
    """A year that leaves it open is taken; above the maximum age the birth alone is not kept."""
    after = type_words("need", OTHERS, text)
    assert after.problem == problem
    assert leave_out(after.answers, "birth") == OTHERS
    assert ("birth" in after.answers) == (not problem)


@pytest.mark.parametrize(
    ("today", "minor"),
    [
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
        (date(2025, 12, 31), True),
    ],
)
def test_the_whole_month_of_the_eighteenth_birthday_counts_as_minor(today: date, minor: bool) -> None:
    """As the day is not known, somebody born in March 2008 is an adult from the first of April 2026."""
    assert form_rules.is_minor("2008-03", today) is minor


@pytest.mark.parametrize("year", range(2000, 2011))
def test_whoever_gave_only_a_year_is_an_adult_whatever_the_month(year: int) -> None:
    """No minor passes without a month, on any day of the year."""
    for today in (date(2026, 1, 1), TODAY, date(2026, 12, 31)):
        answers = type_words("need", NAMED, str(year), today).answers
        if find_asked_key("need", answers, today) == "level":
            assert not form_rules.is_minor(answers["birth"], today)
            assert not form_rules.is_minor(f"{year}-12", today)


def test_the_year_buttons_go_from_the_oldest_to_one_below_the_youngest() -> None:
    """Every age of the programme has a button, and so has somebody just too young."""
    years = form_rules.list_years("need", PROGRAMME, TODAY)
    assert years == [str(year) for year in range(2001, 2012)]
    assert tap_all("need", NAMED, years[0]).problem == ""
    assert tap_all("need", NAMED, years[-1]).problem == "too_young"
