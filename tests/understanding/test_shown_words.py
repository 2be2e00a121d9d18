"""What a partner reads of typed answers, and what their writer decided about it."""

import pytest

from mentoring.questions import FORMS
from mentoring.shown_choices import READ_BY_PARTNER, choose
from mentoring.states import Form
from tests.mentoring.examples import COMPLETE, leave_out, type_words
from understanding.shown_words import drop_identifying, find_unasked, mask_shown

SAYS = "Je m'appelle Inès Benali, 06 12 34 56 78"
ASKED_IN = {"need": "topics", "offer": "job"}
"""Form -> the question in which the words that a partner reads are typed."""


@pytest.mark.parametrize("form", FORMS)
def test_names_go_until_their_writer_leaves_them_in(form: Form) -> None:
    """Who has not decided is protected; numbers go in any case."""
    answers = {READ_BY_PARTNER[form]: SAYS}
    assert mask_shown(form, answers) == "Je m'appelle ▒▒▒, ▒▒▒"
    assert mask_shown(form, choose(form, answers, leaves=False)) == "Je m'appelle ▒▒▒, ▒▒▒"
    assert mask_shown(form, choose(form, answers, leaves=True)) == "Je m'appelle Inès Benali, ▒▒▒"


@pytest.mark.parametrize("form", FORMS)
def test_a_decision_is_asked_for_once(form: Form) -> None:
    """Of names and the like only; what was decided is not asked again."""
    answers = {ASKED_IN[form]: [], READ_BY_PARTNER[form]: SAYS}
    assert [one.words for one in find_unasked(form, answers)] == ["Inès Benali"]
    assert find_unasked(form, choose(form, answers, leaves=True)) == []
    assert find_unasked(form, {**answers, READ_BY_PARTNER[form]: "aide pour mon CV, 06 12 34 56 78"}) == []
    assert find_unasked(form, {}) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_decision_ends_with_the_words_that_it_was_about(form: Form) -> None:
    """Who types other words is asked about those."""
    given = choose(form, leave_out(COMPLETE[form], ASKED_IN[form]), leaves=True)
    after = type_words(form, given, SAYS).answers
    assert [one.words for one in find_unasked(form, after)] == ["Inès Benali"]
    assert "Benali" not in mask_shown(form, after)


def test_words_in_common_name_nobody() -> None:
    """Of the words that brought two people together those are told that identify neither."""
    texts = ["Je suis au lycée Jean Moulin de Roanne, je cherche un stage", "comptable"]
    words = ["stage", "roanne", "moulin", "benali", "0612345678", "comptable"]
    assert drop_identifying(words, texts, ["Inès Benali"]) == ["stage", "comptable"]


@pytest.mark.parametrize("form", FORMS)
def test_words_that_are_written_anew_are_not_asked_about(form: Form) -> None:
    """Their question is open: the old words stand until the new ones are there."""
    assert find_unasked(form, leave_out({**COMPLETE[form], READ_BY_PARTNER[form]: SAYS}, ASKED_IN[form])) == []
