"""Whatever is typed, an answer comes; only the beginning of a long text is read."""

import json
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.masking.rules import read_words
from tests.test_house import ROOT
from tests.understanding.answers.readings import PROGRAMME, TODAY
from understanding.answers.births import read_birth
from understanding.answers.fields_topics import read_field, read_topics
from understanding.answers.first_names import MAX_NAME_CHARACTERS, read_first_name
from understanding.answers.levels import read_level
from understanding.answers.numbers import MAX_AGE, MIN_AGE, read_age, read_number
from understanding.answers.places import read_region
from understanding.answers.readers import READERS, Reader, is_asked, list_readers
from understanding.answers.roles_needs import is_need_text, read_role
from understanding.answers.spelling import MAX_READ_CHARACTERS
from understanding.answers.yes_no import read_yes_no

READINGS: dict[Reader, Callable[[str, bool], object]] = {
    "answer": lambda text, _asked: {True: "yes", False: "no", None: None}[read_yes_no(text)],
    "number": lambda text, _asked: read_number(text),
    "age": lambda text, _asked: read_age(text),
    "birth": lambda text, _asked: (birth := read_birth(text, TODAY)) and str(birth),
    "role": lambda text, _asked: read_role(text),
    "need_text": lambda text, asked: is_need_text(text, asked=asked),
    "first_name": lambda text, asked: read_first_name(text, asked=asked),
    "field": lambda text, asked: read_field(text, PROGRAMME.fields, PROGRAMME.synonyms, asked=asked),
    "level": lambda text, asked: read_level(text, PROGRAMME.levels, PROGRAMME.synonyms, asked=asked),
    "region": lambda text, _asked: read_region(text, PROGRAMME.regions, PROGRAMME.synonyms),
}
WORDS = sorted(
    read_words("""
        oui non pas mais deux 17 ans 04/11/2009 né mai 2008 je m'appelle Léa cherche stage droit bts 1ere année M2 d l
        infirmiere Saint-Denis 93 974 paris lyon habite à compta aidez moi 👍 ? , . + ’ c jsuis aide mentor bénévole ⭐
    """)
)
TYPED = st.one_of(
    st.text(max_size=2 * MAX_READ_CHARACTERS),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.binary(max_size=80).map(lambda said: said.decode("utf-8", "replace")),
)


@given(TYPED, st.booleans())
def test_any_text_is_answered_within_bounds(text: str, asked: bool) -> None:
    """No fault, no id that the programme lacks, no age nor name out of bounds."""
    read = {name: reading(text, asked) for name, reading in READINGS.items()}
    topics = read_topics(text, PROGRAMME.topics, PROGRAMME.synonyms)
    assert read["answer"] in ("yes", "no", None)
    assert read["age"] is None or read["age"] in range(MIN_AGE, MAX_AGE + 1)
    assert len(str(read["first_name"] or "")) <= MAX_NAME_CHARACTERS
    assert set(topics) <= set(PROGRAMME.topics)
    assert read["field"] in (*PROGRAMME.fields, None)
    assert read["level"] in (*PROGRAMME.levels, None)
    assert read["region"] in (*PROGRAMME.regions, None)


@pytest.mark.parametrize("name", READINGS)
def test_only_the_beginning_is_read(name: Reader) -> None:
    """What stands behind six hundred characters changes nothing, and costs nothing."""
    reading = READINGS[name]
    beginning = "a b c d " * (MAX_READ_CHARACTERS // 8)
    end = " oui 17 ans Léa je cherche un stage en droit L2 Lyon 04/11/2009"
    assert reading(beginning + end, True) == reading(beginning, True)
    begun = process_time()
    reading(beginning + end * 20_000, True)
    assert process_time() - begun < 0.5


def test_a_question_says_which_readings_are_welcome() -> None:
    """A name is not looked for in a place; an unknown question takes a yes, a no or a number."""
    assert set(READINGS) == {reader for readers in READERS.values() for reader in readers}
    assert list_readers("region") == ("region",)
    assert list_readers("something new") == list_readers(None) == ("answer", "number")


def test_what_others_wrote_is_read() -> None:
    """First sentences and answers of people who had not seen the code; since tuned on: docs/understanding.md."""
    rows = [json.loads(line) for line in (ROOT / "tests/data/said/first_1.jsonl").read_text("utf-8").splitlines()]
    right = [_is_read(row["text"], row["at"], row["want"]) for row in rows]
    assert sum(right) / len(right) >= 0.97


def _is_read(text: str, at: str, want: dict[str, object]) -> bool:
    read: dict[str, object] = {name: READINGS[name](text, is_asked(name, at)) for name in list_readers(at)}
    return all((read.get(key) or None) == (value or None) for key, value in want.items())
