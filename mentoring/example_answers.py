"""Answers of somebody made up to every question of a form, and how each is given: stories and tests play people.

A question that is added to a form is answered too: with its first choice, or with some words.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from mentoring.programme import Programme
from mentoring.questions import FORMS, Answers, Question
from mentoring.states import Form

Act = tuple[Literal["tap", "write"], Any]
"""One act of whoever answers: the data of a button, or words."""


def fill_in(form: Form, answers: Answers, programme: Programme, today: date, words: Any) -> dict[str, Any]:
    """Return answers to every question of a form: these, and one for each question that they leave out.

    `words` are typed to a question without choices.
    """
    found = dict(answers)
    for asked in FORMS[form]:
        if asked.key not in found and asked.applies(found, today):
            found |= _choose_answer(asked, programme, today, words)
    return found


def list_acts(form: Form, answers: Answers, today: date) -> Iterator[tuple[Question, list[Act]]]:
    """Return each question that is asked, in order, with what whoever gives these answers taps and writes."""
    for asked in FORMS[form]:
        if asked.applies(answers, today):
            acts = _build_acts(form, asked, answers)
            yield asked, [(act, f"{form}:{asked.key}:{what}" if act == "tap" else what) for act, what in acts]


def _choose_answer(asked: Question, programme: Programme, today: date, words: Any) -> dict[str, Any]:
    if asked.kind == "text":
        return {asked.key: words}
    if asked.kind == "birth":
        return {asked.key: str(today.year - max(programme.maximum_age, programme.volunteer_minimum_age))}
    first = asked.list_options(programme)[0]
    return {asked.key: first} if not asked.closing else {asked.key: [first], **next(iter(asked.closing.values()))}


def _build_acts(form: Form, asked: Question, answers: Answers) -> list[Act]:
    answer = answers[asked.key]
    if asked.closing:
        return [*(("tap", one) for one in answer), _find_closing_act(asked, answers)]
    if asked.suggested and answer == answers.get(asked.suggested):
        return [("tap", "suggested")]
    if asked.kind == "birth" and "-" in answer:
        return [("write", "/".join(reversed(answer.split("-"))))]
    return [("write" if asked.kind == "text" or (asked.kind == "birth" and form == "offer") else "tap", answer)]


def _find_closing_act(asked: Question, answers: Answers) -> Act:
    """Return the last act of a question of several taps: the words beside them, or the tap that adds the rest."""
    if answers.get(asked.typed):
        return "write", answers[asked.typed]
    closing = asked.closing or {}
    return "tap", next(tap for tap, adds in closing.items() if all(answers.get(key) == adds[key] for key in adds))
