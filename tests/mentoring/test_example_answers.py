"""Somebody made up answers every question of a form, those too that nobody has heard of."""

from typing import Any

import pytest

from mentoring import form_rules
from mentoring.example_answers import fill_in, list_acts
from mentoring.questions import FORMS, Question
from mentoring.states import Form
from tests.mentoring.examples import COMPLETE, PROGRAMME, TODAY, find_asked_key

NEW = (
    Question("journey", choices=("bus", "bike")),
    Question("home", among="regions"),
    Question("hobbies", "many", among="topics", closing={"done": {}}, typed="hobby_words"),
    Question("places", "many", among="regions", closing={"near": {"distance": "10"}, "far": {"distance": "100"}}),
    Question("dream", "text", max_characters=80),
)
"""One of each kind but the birth, which stands in one form alone, with every way to close it."""


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return each form in turn, with the new questions in its middle."""
    items = FORMS[request.param]
    monkeypatch.setitem(FORMS, request.param, items[:2] + NEW + items[2:])
    return str(request.param)


def play(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of somebody who gives these answers, one tap and text after the other."""
    kept: dict[str, Any] = {key: answers[key] for key in ("called",) if key in answers}
    for item, acts in list_acts(form, answers, TODAY):
        assert find_asked_key(form, kept) == item.key
        for act, what in acts:
            step = (
                form_rules.answer_by_tap(form, item.key, what.rpartition(":")[2], kept, PROGRAMME, TODAY)
                if act == "tap"
                else form_rules.answer_by_text(form, what, kept, PROGRAMME, TODAY)
            )
            assert step is not None
            assert not step.problem
            kept = step.answers
    assert find_asked_key(form, kept) is None
    return kept


def test_every_question_is_answered_by_somebody_who_has_no_answer_ready(form: Form) -> None:
    """Whatever a form asks, it can be played to its end."""
    answers = fill_in(form, {}, PROGRAMME, TODAY, "Cela dépend")
    assert play(form, answers) == answers
    assert {item.key for item in NEW} <= answers.keys()


def test_the_answers_that_were_given_are_the_ones_that_are_kept(form: Form) -> None:
    """What somebody made up is to say is said, in as few taps as there are."""
    wanted = COMPLETE[form] | {"called": "Inès", "name": "Inès", "places": ["corse"], "distance": "100"}
    wanted |= {"hobbies": ["exams", "orals"], "hobby_words": "les échecs", "home": "bretagne"}
    answers = fill_in(form, wanted, PROGRAMME, TODAY, "Cela dépend")
    assert play(form, answers) == answers
    assert wanted.items() <= answers.items()


def test_a_minor_answers_by_month_and_year_or_by_two_taps() -> None:
    """Whether the month is asked depends on the year that is tapped."""
    by_taps = fill_in("need", {"birth": "2009"}, PROGRAMME, TODAY, "Inès")
    assert play("need", by_taps)["birth"] == f"2009-{by_taps['birth_month']}"
    typed = fill_in("need", {"birth": "2010-03"}, PROGRAMME, TODAY, "Inès")
    assert play("need", typed)["birth"] == "2010-03"
