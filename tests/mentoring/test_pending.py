"""Which questions wait, and what is an answer to them."""

from itertools import chain
from typing import get_args

from mentoring.messages import MESSAGES
from mentoring.pending import ASKED_BY, SUBJECTS, TAKES, Pending, PendingKind, Said, select_fitting


def test_every_question_is_asked_by_a_message_and_takes_some_answer() -> None:
    """A question that no message asks would wait for nothing; one that takes nothing could not be answered."""
    assert set(TAKES) == set(get_args(PendingKind)) == {*chain(*ASKED_BY.values())}
    assert all(set(taken) <= set(get_args(Said)) and taken for taken in TAKES.values())
    assert all(MESSAGES[kind].args & set(SUBJECTS) for kind in ASKED_BY)


def test_only_what_fits_is_answered() -> None:
    """A number is for a rating alone; a yes is for neither an hour nor a rating."""
    waiting = [Pending("rating", 7), Pending("hour", 3), Pending("slot", 4)]
    assert select_fitting(waiting, {"number"}) == [waiting[0]]
    assert select_fitting(waiting, {"yes"}) == [waiting[2]]
    assert select_fitting(waiting, {"hours"}) == waiting[1:]
    assert select_fitting(waiting, set()) == []


def test_what_wants_something_else_is_no_answer_but_for_what_sounds_like_one() -> None:
    """« On annule » sounds like not coming; to a session that may be called off it is a no."""
    waiting = [Pending("move", 7), Pending("unanswered", 8), Pending("slot", 4)]
    assert select_fitting(waiting, {"yes"}, ["thanks"]) == waiting
    assert select_fitting(waiting, {"yes"}, ["late"]) == []
    assert select_fitting(waiting, {"no"}, ["cannot_come"]) == waiting[:2]
    assert select_fitting(waiting, {"yes", "hours", "moment"}, ["pause"]) == [waiting[2]]


def test_a_proposal_is_answered_before_a_wish_that_is_only_guessed() -> None:
    """A tap decides in any case; what is plainly wanted goes before a yes, and before any other question."""
    waiting = [Pending("proposal", 7), Pending("consent", 8), Pending("resume", 9)]
    assert select_fitting(waiting, {"yes"}, ["goal_reached"], is_guessed=True) == waiting[:2]
    assert select_fitting(waiting, {"yes"}, ["late"]) == []


def test_a_remark_answers_what_it_is_about() -> None:
    """« Je serai là » is no yes to a proposal, « c'était bien » none to a weekly hour."""
    waiting = [Pending("proposal", 7), Pending("coming", 1), Pending("check_in", 2), Pending("slot", 3)]
    assert select_fitting(waiting, {"coming"}) == [waiting[1]]
    assert select_fitting(waiting, {"good"}) == [waiting[2]]
