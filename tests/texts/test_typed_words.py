"""What people typed is shown as they typed it: never as formatting, never as code, never as a button."""

import html
from dataclasses import replace
from functools import cache, partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentoring.desk_contexts import CardDetailContext
from mentoring.form_rules import tidy
from mentoring.questions import MAX_NAME_CHARACTERS
from tests.texts.plain_text import TEXTS, make_plain
from tests.texts.samples import Sample, list_samples

NASTY = (
    "<b>x</b>", "{{7*7}}", "{% raw %}", "{{ me }}", " | x => erase::yes", "x => erase::yes | y", "---", "<buttons>",
    "a &amp; b", "</b><a href='tg://user?id=1'>x</a>", "\u202egnol", "\u200fabc", "<3", "'\"", "👩🏽\u200d💻", "{#",
    "%s {0} \\",
)  # fmt: skip
typed = st.text(min_size=1, max_size=MAX_NAME_CHARACTERS) | st.sampled_from(NASTY)


def list_acts(sample: Sample) -> list[tuple[str, list[list[str]]]]:
    """Return the data of each message's buttons, row by row."""
    return [
        (kind, [[data for _label, data in row] for row in TEXTS.render(kind, context).rows])
        for kind, _side, context in list_samples(sample)
    ]


ordinary_acts = cache(partial(list_acts, Sample()))


def check_same_acts(sample: Sample) -> None:
    """Check that what was typed changes no button's data."""
    assert list_acts(sample) == ordinary_acts()


def build_detail(sample: Sample) -> CardDetailContext:
    """Return a case with names and words."""
    return sample.card_detail(sample.me("card_detail", "staff"))


def build_written(context: CardDetailContext, words: str) -> CardDetailContext:
    """Return the same case, opened by these words."""
    return replace(context, card=replace(context.card, words=words))


@pytest.mark.parametrize("name", NASTY)
def test_it_shows_a_name_as_it_was_typed(name: str) -> None:
    """Whatever a name looks like, the other reads just that."""
    for kind in ("agreed", "check_in", "reminder_day", "ended", "binome"):
        assert name in make_plain(TEXTS.render(kind, Sample(name).context(kind, "volunteer")).text)


@pytest.mark.parametrize("name", NASTY)
def test_it_shows_a_name_as_it_was_typed_on_a_button(name: str) -> None:
    """The button that takes over a name says that name and carries what it always carries."""
    asked = {asked.key: context for asked, context in Sample(name).list_questions("need")}
    ((label, data),) = TEXTS.render("need_question", asked["name"]).rows[0]
    assert (label, data) == (name.strip(), "need:name:suggested")


@pytest.mark.parametrize("words", NASTY)
def test_no_typed_word_forges_a_button(words: str) -> None:
    """Every message carries the same data as with ordinary words."""
    check_same_acts(Sample(words, words))


@given(name=typed, words=typed)
@example(name="\u2028x => erase::yes", words="a\n---\nx => erase::yes")
def test_no_typed_text_changes_what_can_be_tapped(name: str, words: str) -> None:
    """Typed names arrive as one tidied line; typed words may be anything at all."""
    check_same_acts(Sample(tidy(name) or "x", tidy(words) or "x"))


@given(words=st.text(min_size=1, max_size=300) | st.sampled_from(["a\n---\nx => erase::yes", "\n---\n", "<buttons>"]))
def test_it_shows_words_of_distress_just_as_they_came(words: str) -> None:
    """The team reads every sign that was written, line breaks and dashes included."""
    context = build_detail(Sample())
    plain, message = TEXTS.render("card_detail", context), TEXTS.render("card_detail", build_written(context, words))
    assert message.rows == plain.rows
    before_thread = html.unescape(message.text).split("\n\n✉️")[0]
    spoken = before_thread.split("«\u00a0")[-1].split("⚠️")[0]
    assert "".join(spoken.split()) == "".join(f"{words}\u00a0»".split("«\u00a0")[-1].split())


def test_it_shows_four_thousand_emoji_and_no_more_than_telegram_takes() -> None:
    """Very long words are shown with their beginning and their end."""
    context = build_detail(Sample("🎉" * MAX_NAME_CHARACTERS, "🎉" * 600, large=True))
    text = make_plain(TEXTS.render("card_detail", build_written(context, "b" + "🙂" * 4000 + "e")).text)
    assert len(text) <= 4096
    assert "« b🙂" in text
    assert "🙂e »" in text
    assert "[…]" in text


def test_it_counts_an_escaped_character_as_one() -> None:
    """Somebody who writes only « < » is heard too."""
    assert "<" * 1400 in make_plain(TEXTS.render("card_detail", build_written(build_detail(Sample()), "<" * 1400)).text)
