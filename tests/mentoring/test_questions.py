"""The questions as data: which comes next, and that each can be shown and tapped."""

from typing import Any

import pytest

from mentoring.actions import Action, parse
from mentoring.questions import COLUMNS, FORMS, MODES, Question, count_progress, find_question, list_unanswered
from mentoring.slots import SLOTS
from mentoring.states import Form
from tests.mentoring.examples import COMPLETE, NEED, PROGRAMME, TODAY, find_asked_key, leave_out

EACH = [(form, item) for form, items in FORMS.items() for item in items]


@pytest.mark.parametrize("form", FORMS)
def test_questions_come_in_the_order_they_are_written(form: Form) -> None:
    """Whoever has answered the first questions is asked the next one that applies."""
    answers: dict[str, Any] = {}
    for item in FORMS[form]:
        if not item.applies(answers, TODAY):
            continue
        assert find_asked_key(form, answers) == item.key
        answers[item.key] = COMPLETE[form][item.key]
    assert find_asked_key(form, answers) is None


@pytest.mark.parametrize(("form", "item"), EACH)
def test_a_question_added_half_way_is_asked_next(form: Form, item: Question) -> None:
    """Whoever had answered all the others when a question was added is asked that one, and then is done."""
    if item.applies(COMPLETE[form], TODAY):
        assert find_asked_key(form, leave_out(COMPLETE[form], item.key)) == item.key


@pytest.mark.parametrize("form", FORMS)
def test_a_question_removed_half_way_is_no_more_asked(form: Form) -> None:
    """An answer to a question that is gone disturbs nothing: neither the next question nor the count."""
    old = {"shoe_size": "42"}
    assert find_asked_key(form, COMPLETE[form] | old) is None
    assert find_asked_key(form, old) == FORMS[form][0].key
    assert count_progress(form, old, TODAY) == count_progress(form, {}, TODAY)


def test_what_some_are_asked_beside_an_answer_changes_no_count() -> None:
    """Whoever is asked the month of birth too has as many questions before them, and never goes back in the count."""
    adult, young = {"birth": "2006"}, {"birth": "2008"}
    assert "birth_month" not in [item.key for item in list_unanswered("need", adult, TODAY)]
    assert "birth_month" in [item.key for item in list_unanswered("need", young, TODAY)]
    assert count_progress("need", adult, TODAY) == (2, len(FORMS["need"]) - 1)
    assert count_progress("need", young, TODAY) == (2, len(FORMS["need"]) - 1)
    assert count_progress("need", {"name": "Inès", "birth": "2008"}, TODAY) == (2, len(FORMS["need"]) - 1)
    assert count_progress("need", {"name": "Inès", "birth": "2008-03"}, TODAY) == (3, len(FORMS["need"]) - 1)


@pytest.mark.parametrize("form", FORMS)
def test_the_count_never_passes_its_end(form: Form) -> None:
    """A complete form shows the last number, not one more."""
    done, of = count_progress(form, COMPLETE[form], TODAY)
    assert done == of
    assert count_progress(form, {}, TODAY)[0] == 1


def test_the_two_forms_ask_for_the_same_personal_answers() -> None:
    """What belongs to the person is asked once, in the same words: the second form of one account skips it."""
    personal = {item.key: item for items in FORMS.values() for item in items if item.personal}
    assert {"name", "region"} <= personal.keys()
    assert all(item == personal[item.key] for items in FORMS.values() for item in items if item.key in personal)
    known = {key: NEED[key] for key in personal if key in NEED}
    assert [item.key for item in list_unanswered("offer", known, TODAY)] == [
        item.key for item in FORMS["offer"] if item.key not in known and item.applies(known, TODAY)
    ]


@pytest.mark.parametrize(("form", "item"), EACH)
def test_every_choice_fits_in_a_button(form: Form, item: Question) -> None:
    """Whatever a question offers is read back from its button as it was written."""
    choices = [*item.list_options(PROGRAMME), *(item.closing or ()), *(item.groups or ()), "back", "suggested"]
    for choice in choices:
        action = Action(form, item.key, choice)
        assert parse(str(action)) == action


@pytest.mark.parametrize(("form", "item"), EACH)
def test_every_question_can_be_answered(form: Form, item: Question) -> None:
    """A question to be tapped has choices, and one that takes several has a tap that ends it."""
    assert item.kind in {"choice", "many", "text", "birth"}
    assert bool(item.list_options(PROGRAMME)) == (item.kind in {"choice", "many"})
    assert bool(item.closing) == (item.kind == "many")
    assert find_question(form, item.key) is item


@pytest.mark.parametrize("form", FORMS)
def test_no_two_questions_of_a_form_share_a_key(form: Form) -> None:
    """Answers are found by key: a double would hide one."""
    keys = [item.key for item in FORMS[form]]
    assert len(keys) == len(set(keys))
    assert find_question(form, "shoe_size") is None


def test_the_columns_hold_every_slot_once() -> None:
    """One tap on a part of the day stands for its seven slots, and nothing is left out."""
    assert sorted(slot for column in COLUMNS.values() for slot in column) == sorted(SLOTS)
    assert {len(column) for column in COLUMNS.values()} == {7}


def test_each_closing_tap_says_how_to_meet() -> None:
    """At a distance, in person, or both: the tap that ends the grid answers that too."""
    assert MODES["both"]["modes"] == MODES["remote"]["modes"] + MODES["in_person"]["modes"]
