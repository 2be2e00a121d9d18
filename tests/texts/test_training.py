"""The shipped training, and the little Markdown that it is written in."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.contexts import TrainingContext
from simulator.formatting import parse_html
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.samples import PROGRAMME, Sample
from tests.texts.test_files import LANGUAGES
from texts.markdown import render_markdown


def list_trainings(language: str) -> Iterator[TrainingContext]:
    """Return every screen of the training, before and after each answer."""
    sample = Sample()
    return sample.list_trainings(sample.me("training", "volunteer", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_goes_through_the_training_screen_by_screen(language: str) -> None:
    """Each screen says where one is, and has one button a possible answer, or one to go on."""
    for context in list_trainings(language):
        training, message = context.training, TEXTS.render("training", context)
        acts = [data for row in message.rows[:-1] for _label, data in row]
        answers = training.screen.answers
        here = f"train:31:{training.at}"
        assert acts == [f"{here}-{index}" for index in range(len(answers))] or (acts == [here] and not answers)
        assert f"({training.at}/{training.out_of})" in message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_explains_each_answer(language: str) -> None:
    """After an answer its reason comes first, and right and wrong read differently."""
    marks = set()
    for context in list_trainings(language):
        if answered := context.training.answered:
            text = TEXTS.render("training", context).text
            assert make_plain(str(render_markdown(answered.why))) in make_plain(text.split("📖")[0])
            marks.add((text[0], answered.right))
    assert len(marks) == 2


def test_it_says_vous_to_volunteers() -> None:
    """Outside what is quoted, no screen says « tu »."""
    for screen in PROGRAMME.find_screens("fr"):
        said = " ".join([screen.words, screen.question, *(f"{one.words} {one.why}" for one in screen.answers)])
        assert not re.search(r"(?i)\b(?:tu|te|toi|ton|ta|tes|t')\b", re.sub("«[^»]*»", "", said)), said


def test_it_says_where_the_help_numbers_are_and_names_none_by_hand() -> None:
    """The numbers stand in one dated file; a volunteer has learnt which button shows them, and where the team is."""
    for language in LANGUAGES:
        said = " ".join(screen.words for screen in PROGRAMME.find_screens(language))
        assert "🆘" in said
        assert not re.findall(r"\b(?:15|17|112|11[4-9]|3\d{3})\b", said)


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("**a b** and *c*", "<b>a b</b> and <i>c</i>"),
        ("_a_ and snake_case_name", "<i>a</i> and snake_case_name"),
        ("- one\n- two", "• one\n• two"),
        ("[us](https://x.org/a_b_c?d=1&e=2)", '<a href="https://x.org/a_b_c?d=1&amp;e=2">us</a>'),
        ("[no](javascript:alert)", "[no](javascript:alert)"),
        ("2 * 3 * 4 < 5 & 6", "2 * 3 * 4 &lt; 5 &amp; 6"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("**", "**"),
        ("*a **b* c**", "*a <b>b* c</b>"),
    ],
)
def test_it_knows_bold_italics_lists_and_links(written: str, html: str) -> None:
    """All else is shown as it was typed."""
    assert str(render_markdown(written)) == html


@given(st.text(alphabet="*_[]()<>&- abc\n\"'https://", max_size=60))
def test_it_never_writes_what_telegram_refuses(written: str) -> None:
    """Whatever is typed, tags are closed in order, and no character that was typed becomes a tag."""
    said = str(render_markdown(written))
    parse_html(said)
    assert "<" not in re.sub(r'</?(?:b|i)>|<a href="[^"<>]*">|</a>', "", said)
