"""The birth question: a year by one tap, a month only when it matters, and who is a minor."""

from datetime import date

import pytest

from mentoring import form_rules
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
    ("text", "kept"), [("11/2010", False), ("12/2010", False), ("2011", False), ("10/2010", True), ("2020", False)]
)
def test_nothing_is_kept_of_somebody_too_young(text: str, kept: bool) -> None:
    """Below the minimum age every answer goes, the whole month of the birthday included."""
    after = type_words("need", OTHERS, text)
    assert after == (form_rules.Step({**OTHERS, "birth": "2010-10"}) if kept else form_rules.Step({}, "too_young"))


def test_nothing_is_kept_when_the_month_tells_too_young() -> None:
    """A year that leaves it open is settled by the month."""
    year = tap_all("need", NAMED, "2010").answers
    assert tap_all("need", year, "12") == form_rules.Step({}, "too_young")
    assert tap_all("need", year, "10").problem == ""


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
    years = form_rules.list_years(PROGRAMME, TODAY)
    assert years == [str(year) for year in range(2001, 2012)]
    assert tap_all("need", NAMED, years[0]).problem == ""
    assert tap_all("need", NAMED, years[-1]).problem == "too_young"
