"""What a button carries, and what is made of data that nobody of ours wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mentoring.actions import MAX_BYTES, Action, parse

verbs = some.from_regex(r"[a-z_]{1,12}", fullmatch=True)
subjects = some.from_regex(r"[a-z0-9_-]{0,20}", fullmatch=True)
choices = some.from_regex(r"[A-Za-z0-9_=.+-]{0,28}", fullmatch=True)


@given(verb=verbs, subject=subjects, choice=choices)
def test_a_button_is_read_as_it_was_written(verb: str, subject: str, choice: str) -> None:
    """What goes into a button comes out of it, within what Telegram takes."""
    action = Action(verb, subject, choice)
    assert parse(str(action)) == action
    assert len(str(action).encode()) <= MAX_BYTES


@given(data=some.text(some.characters()) | some.from_regex(r"[a-z_]{1,20}:[a-z0-9_-]{0,32}:[A-Za-z0-9_=.+-]{0,40}"))
def test_whatever_is_read_is_ours_and_short(data: str) -> None:
    """Any text is either refused, or is exactly what a button of ours would carry."""
    action = parse(data)
    assert action is None or (str(action) == data and len(data.encode()) <= MAX_BYTES)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "accept",
        "accept:12",
        "accept:12:yes:more",
        ":12:yes",
        "Accept:12:yes",
        "accept:12:yes\n",
        "accept:12:oui é",
        "accept:１２:yes",
        "accept:12:'; drop table person",
        "accept:../12:",
        "accept:\ud800:",
        "accept:" + "1" * 32 + ":" + "x" * 40,
    ],
)
def test_forged_data_is_no_action(data: str) -> None:
    """Data of another shape, too long or of other signs is refused without an error."""
    assert parse(data) is None


@pytest.mark.parametrize(
    ("subject", "number"),
    [("12", 12), ("0", 0), ("", 0), ("-1", 0), ("slots", 0), ("9" * 9, 10**9 - 1), ("9" * 10, 0)],
)
def test_a_subject_that_is_no_number_is_no_row(subject: str, number: int) -> None:
    """A row's number is positive and fits in a database; anything else is 0, which no row has."""
    assert Action("accept", subject).number == number


def test_the_longest_data_that_telegram_takes_is_read() -> None:
    """Sixty-four bytes are fine, one more is not."""
    data = "accept:" + "1" * 16 + ":" + "x" * 40
    assert len(data) == MAX_BYTES
    assert parse(data) is not None
    assert parse(f"a{data}") is None
