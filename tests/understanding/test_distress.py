"""Distress words: what is heard, what is not, and that the published figures hold."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.distress import make_ordinary, report
from understanding.distress import MORE_EXACT, Sign, find_sign
from understanding.distress_patterns import STRONG, WEAK
from understanding.distress_patterns.idioms import IDIOMS, JESTS
from understanding.distress_patterns.rows import compile_pattern
from understanding.distress_spelling import simplify

README = (report.HERE / "README.md").read_text(encoding="utf-8")
DOCS = Path(__file__).parents[2].joinpath("docs", "distress.md").read_text(encoding="utf-8")
EXAMPLES = [(("strong", category), row) for category, rows in STRONG.items() for row in rows]
EXAMPLES += [(("weak", category), row) for category, rows in WEAK.items() for row in rows]
LABELLED = st.sampled_from([message.text for message in report.read_messages()])


def level(text: str) -> str | None:
    """Return the level heard."""
    found = find_sign(text)
    return found.level if found else None


@pytest.mark.parametrize("half", report.HALVES)
def test_it_hears_nearly_every_strong_message(half: str) -> None:
    """Of strong messages 95 % are heard as strong, 98 % at all, and 9 in 10 urgent alerts are right."""
    found = report.compute_figures("French", half)
    assert found["strong recall"] >= 0.95
    assert found["strong heard at all"] >= 0.98
    assert found["strong precision"] >= 0.90


@pytest.mark.parametrize("half", report.HALVES)
def test_it_leaves_ordinary_french_alone(half: str) -> None:
    """At most one ordinary message in a hundred raises anything: many of them are full of grave words."""
    assert report.compute_figures("French", half)["false alarms"] <= 0.01


def test_it_hears_what_the_docs_publish() -> None:
    """Every table and every miss printed by the report stands in docs/distress.md, word for word."""
    assert [line for line in report.build_lines(("held-out",)) if line not in DOCS.splitlines()] == []


def test_the_labelled_set_is_the_frozen_one() -> None:
    """The set has the SHA-256 that its README gives: labels are not changed after tuning."""
    assert report.compute_digest() in README


def test_the_labelled_set_is_as_large_as_promised() -> None:
    """There are 250 strong, 150 weak and 3,000 ordinary French messages at least, and none twice."""
    french = [message.label for message in report.read_messages() if message.language == "French"]
    assert french.count("strong") >= 250
    assert french.count("weak") >= 150
    assert french.count("none") >= 3000
    assert len({message.text for message in report.read_messages()}) == len(report.read_messages())


def test_the_ordinary_messages_can_be_made_again() -> None:
    """The frames and the seed give the frozen file, to the byte."""
    assert make_ordinary.build_lines() == (report.HERE / "ordinary_frames_fr.tsv").read_text(encoding="utf-8")


def test_every_row_hears_its_own_example() -> None:
    """A row's example raises at least the row's level, and its category or a more exact one; that row alone would."""
    heard = [(level, category, find_sign(row[-1])) for (level, category), row in EXAMPLES]
    assert [one for one in heard if one[2] is None or (one[0] == "strong" and one[2].level == "weak")] == []
    assert [one for one in heard if one[2] and one[2].category not in (one[1], *MORE_EXACT.get(one[1], ()))] == []
    assert [row for _, row in EXAMPLES if not compile_pattern(row[1]).search(simplify(row[-1]))] == []


@pytest.mark.parametrize("example", [example for _, _, example in IDIOMS + JESTS])
def test_it_knows_that_an_idiom_is_no_alert(example: str) -> None:
    """A saying is not taken at its word."""
    assert find_sign(example) is None


@pytest.mark.parametrize(
    "text",
    ["je ne veux pas mourir", "j'ai jamais pensé à me suicider", "mon père ne me frappe pas", "personne ne me frappe",
     "je ne suis pas en danger", "je vais pas me tuer pour une note", "i am not suicidal"],
)  # fmt: skip
def test_it_hears_a_denial(text: str) -> None:
    """What is denied is no sign."""
    assert find_sign(text) is None


@pytest.mark.parametrize("text", ["ça va pas je veux mourir", "ça va pas mon père me frappe", "non je veux mourir"])
def test_it_is_not_fooled_by_a_negation_of_something_else(text: str) -> None:
    """A "pas" that belongs to the words before does not deny a sign with its own subject."""
    assert level(text) == "strong"


@pytest.mark.parametrize(
    "text",
    ["jveu mourir", "jen peu plus de vivre", "g envi den finir", "JE VEUX MOURIR", "je veuuuux mouriiiir",
     "jveu mou\u200brir", "j e v e u x m o u r i r", "je veux moruir", "chui en dangé", "mon pere me frape",
     "je veux mourir 😭"],
)  # fmt: skip
def test_it_reads_what_people_type(text: str) -> None:
    """SMS spelling, typing errors, repeated letters and invisible characters hide nothing."""
    assert level(text) == "strong"


def test_it_counts_laughter_against_weariness_but_not_against_plain_words() -> None:
    """Weary words said with a laugh are no sign; plain words are one even so."""
    assert find_sign("j'en peux plus") == Sign("weak", "low")
    assert find_sign("j'en peux plus mdr") is None
    assert level("je veux mourir mdr") == "strong"


def test_it_gives_the_strongest_sign_of_a_long_text() -> None:
    """Weak words do not cover strong ones, wherever these stand among ordinary ones."""
    ordinary = "Je cherche un stage de deux mois en informatique à Lyon. " * 30
    assert find_sign(f"j'en peux plus. {ordinary} jveu mourir. {ordinary}") == Sign("strong", "suicide")


def test_it_never_hands_on_the_words() -> None:
    """A sign holds a level, a category and who is in danger, and nothing of the message."""
    assert Sign.__slots__ == ("level", "category", "who")


@given(st.text(max_size=4096))
def test_it_reads_anything(text: str) -> None:
    """Any text gives a sign or none, never an error."""
    assert level(text) in (None, "weak", "strong")


@given(LABELLED)
def test_case_and_accents_change_nothing(text: str) -> None:
    """In capitals, without accents or in decomposed letters, a message raises the same sign."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = re.sub("[\u0300-\u036f]", "", decomposed)
    assert find_sign(text) == find_sign(text.upper()) == find_sign(decomposed) == find_sign(bare)


@given(
    st.lists(st.sampled_from(sorted({word for m in report.read_messages() for word in m.text.split()})), max_size=900)
)
def test_it_reads_four_thousand_characters_of_anything_said(words: list[str]) -> None:
    """The longest message Telegram carries, made of the very words that rows look for, is read to its end."""
    assert level(" ".join(words)[:4096]) in (None, "weak", "strong")


@given(st.text(max_size=300))
def test_plain_words_are_plain(text: str) -> None:
    """Plain words hold small letters, figures and commas, one space apart."""
    assert re.fullmatch(r" (?:[a-z0-9,]+ )+", simplify(text))


@pytest.mark.parametrize("before", [0, 4000, 4090, 4096, 8000, 20_000])
def test_a_long_text_is_read_to_its_end(before: int) -> None:
    """Wherever the words stand in it, across the edges of its pieces too."""
    text = ("bla " * before)[:before] + " je veux mourir " + "bla " * 3000
    assert find_sign(text) == Sign("strong", "suicide")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Exposé sur le mariage forcé", None),
        ("aide pour mon exposé sur le mariage forcé", None),
        ("mariage forcé", "strong"),
        ("mon mariage forcé après le bac", "strong"),
        ("après le bac on me marie de force, mariage forcé", "strong"),
    ],
)
def test_a_violence_that_is_only_studied_is_doubtful(text: str, level: str | None) -> None:
    """A subject at school swallows no answer: at most it asks; where anybody is meant it stays strong."""
    sign = find_sign(text)
    assert (sign.level if sign else None) in (level, "weak" if level is None else level)
