"""Whatever is typed has an answer, soon, and the table of words is well kept."""

import json
import tomllib
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.slots import SLOTS, WEEKDAYS
from tests.data.said import report
from understanding.plain_words import fold
from understanding.shipped_files import read_shipped
from understanding.when import read_date, read_moment, read_slots, read_weekly
from understanding.when.wording import MAX_CHARACTERS, load_lexicon, write_out

NOW = datetime(2027, 3, 10, 14)
PHRASES = sorted(load_lexicon().phrases)
TEXTS = st.one_of(
    st.text(),
    st.binary().map(lambda raw: raw.decode("utf-8", "replace")),
    st.lists(st.sampled_from([*PHRASES, "18h", "18", "7", "15/05", "6pm", "25h", "32", "2027", "-", ","])).map(
        " ".join
    ),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))
MAX_SECONDS = 0.25
"""A hang, not a slow machine: a text takes well under a millisecond."""


@settings(max_examples=400)
@given(TEXTS, MOMENTS, st.none() | st.timedeltas(timedelta(days=-30), timedelta(days=30)))
def test_any_text_has_an_answer(text: str, now: datetime, ahead: timedelta | None) -> None:
    """Slots that exist, hours of a day, days and moments that are not past; or none."""
    slots, hours = read_slots(text), read_weekly(text)
    assert slots is None or (slots and list(slots) == [slot for slot in SLOTS if slot in slots])
    assert hours is None or all(day in WEEKDAYS and 0 <= hour < 24 and 0 <= minute < 60 for day, hour, minute in hours)
    assert (read_date(text, now.date()) or date.max) >= now.date()
    assert (read_moment(text, now, None if ahead is None else now + ahead) or datetime.max) > now


@pytest.mark.parametrize("words", ["mardi 18h ", "du ", "18 ", "lundi-", "1" * 50, "tous les soirs sauf ", "🙂", "a'"])
def test_a_long_text_takes_no_longer_than_its_beginning(words: str) -> None:
    """What stands behind the first characters is not read."""
    text = words * 2_000
    started = perf_counter()
    assert write_out(text) == write_out(text[:MAX_CHARACTERS])
    assert (read_slots(text), read_moment(text, NOW, NOW)) == (
        read_slots(text[:MAX_CHARACTERS]),
        read_moment(text[:MAX_CHARACTERS], NOW, NOW),
    )
    assert perf_counter() - started < MAX_SECONDS


@given(
    st.sampled_from(("mardi 19h30", "Mardi à 19H30 !", "  MARDI, 19 h 30 ", "mardiii 19:30", "mardi\u200b 19h30 🙂"))
)
def test_spelling_changes_nothing(text: str) -> None:
    """Capitals, spaces, letters held down, what cannot be seen, pictures."""
    assert read_weekly(text) == (("tue", 19, 30),)


def test_french_and_english_words_are_told_apart_by_their_neighbours() -> None:
    """« mon », « mar », « sept » and « tue » are words of both languages."""
    assert write_out("mon mentor, mon 6pm") == ", mon 6 pm"
    assert write_out("mar 18h, 15 mar") == "tue 18 hour , 15 m03"
    assert write_out("sept heures le 3 sept") == "7 hour the 3 m09"
    assert write_out("le stress me tue") == "the ? hurt"


def test_the_table_holds_folded_words_once() -> None:
    """A phrase with an accent, or one that stands twice, would never be found."""
    tables = tomllib.loads(read_shipped("when/words.toml"))
    phrases = [
        " ".join(phrase.split()) for table in tables.values() for many in table.values() for phrase in many.split(",")
    ]
    assert [phrase for phrase in phrases if phrase != fold(phrase).replace("'", " ") or not phrase] == []
    said = [
        phrase
        for name, table in tables.items()
        if name not in ("slips", "suffixes")
        for many in table.values()
        for phrase in many.split(",")
    ]
    spoken = [" ".join(phrase.split()) for phrase in said]
    assert sorted(spoken) == sorted(set(spoken))


@pytest.mark.parametrize("name", ["when_1.jsonl", "when_2.jsonl", "when_3.jsonl", "when_4.jsonl"])
def test_the_labelled_sets_stay_read(name: str) -> None:
    """Nineteen in twenty of each kind; each set was read once before anybody tuned on it, and is unchanged."""
    path = Path(report.HERE, name)
    assert sha256(path.read_bytes()).hexdigest()[:16] in Path(report.HERE, "README.md").read_text("utf-8")
    for kind, (right, total) in report.count(report.read_rows(path), report.judge_when).items():
        assert right >= 0.95 * total, kind


def test_a_wrong_reading_is_counted_as_one() -> None:
    """The report would see it."""
    row = json.loads('{"text": "mardi 18h", "now": "2027-03-10T14:00 (Wed)", "kind": "weekly", "want": null}')
    assert report.count([row], report.judge_when) == {"weekly": (0, 1)}
    assert list(report.list_misses([row], report.judge_when)) == ["- weekly: mardi 18h"]
