"""Changing one answer of what was sent."""

from mentoring import answer_changes, form_rules
from tests.mentoring.examples import COMPLETE, PROGRAMME, TODAY


def test_the_old_answer_stands_until_the_new_one_is_given() -> None:
    """While a question is asked again every answer is what it was."""
    begun = answer_changes.begin(COMPLETE["need"], "level")
    assert answer_changes.drop(begun) == COMPLETE["need"]
    writing = answer_changes.preview(begun)
    assert writing is not None
    assert "level" not in writing
    step = form_rules.answer_by_tap("need", "level", "bac3", writing, PROGRAMME, TODAY)
    assert step is not None
    assert answer_changes.keep("need", begun, step.answers, TODAY) == {**COMPLETE["need"], "level": "bac3"}


def test_taps_made_so_far_are_kept_beside_the_answers() -> None:
    """A question that takes several taps keeps them, and the answers stay whole."""
    begun = answer_changes.begin(COMPLETE["need"], "topics")
    writing = answer_changes.preview(begun)
    assert writing is not None
    step = form_rules.answer_by_tap("need", "topics", "exams", writing, PROGRAMME, TODAY)
    assert step is not None
    kept = answer_changes.keep("need", begun, step.answers, TODAY)
    assert answer_changes.drop(kept) == COMPLETE["need"]
    again = answer_changes.preview(kept)
    assert again is not None
    assert "exams" in again["draft"]["topics"]


def test_what_was_changed_elsewhere_meanwhile_is_not_undone() -> None:
    """Only the one answer is written anew, whatever became of the others."""
    begun = answer_changes.begin(COMPLETE["need"], "level") | {"name": "Zoé"}
    writing = answer_changes.preview(begun)
    assert writing is not None
    assert answer_changes.keep("need", begun, {**writing, "level": "bac3"}, TODAY)["name"] == "Zoé"


def test_nothing_is_written_when_no_question_is_asked_again() -> None:
    """A form that was sent is no draft."""
    assert answer_changes.preview(COMPLETE["need"]) is None


def test_age_and_charter_are_not_for_changing_at_will() -> None:
    """The charter is agreed to once; the age is the team's to correct as soon as anything was sent."""
    assert not answer_changes.may_change("offer", "charter", "available")
    assert answer_changes.may_change("need", "birth", "drafting")
    assert not any(answer_changes.may_change("need", "birth", state) for state in ("waiting", "paused", "in_binome"))
    assert not answer_changes.may_change("need", "no_such_question", "waiting")
