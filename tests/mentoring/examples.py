"""The shipped programme, a day, and two forms filled in to the end."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mentoring import example_answers, form_rules
from mentoring.programme import parse
from mentoring.states import Form

DOCUMENT: dict[str, Any] = tomllib.loads((Path(__file__).parents[2] / "programme.toml").read_text(encoding="utf-8"))
PROGRAMME = parse(DOCUMENT)
TODAY = date(2026, 11, 22)

WORDS = "Cela dépend"
"""What is typed to a question that has no answer among these examples."""


def complete_form(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers to every question of a form: these, and one for each question that they leave out."""
    return example_answers.fill_in(form, answers, PROGRAMME, TODAY, WORDS)


NEED: dict[str, Any] = complete_form("need", {
    "name": "Inès", "birth": "2006", "level": "bac2", "field": "business", "region": "bretagne",
    "topics": ["cv_letter", "job"], "words": "Je cherche une alternance", "slots": ["tue-evening"],
    "modes": ["remote"],
})  # fmt: skip
OFFER: dict[str, Any] = complete_form("offer", {
    "name": "Marc", "job": "comptable en cabinet", "field": "business", "region": "bretagne",
    "topics": ["cv_letter"], "slots": ["tue-evening"], "modes": ["remote", "in_person"], "capacity": "2",
    "charter": "yes",
})  # fmt: skip
COMPLETE = {"need": NEED, "offer": OFFER}


def leave_out(answers: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return the answers as if some questions had not been asked yet."""
    return {key: value for key, value in answers.items() if key not in keys}


def find_asked_key(form: Form, answers: Mapping[str, Any], today: date = TODAY) -> str | None:
    """Return the key of the question that is asked now; None when the form is complete."""
    question = form_rules.find_next_question(form, answers, today)
    return question.key if question else None


def tap_all(form: Form, answers: Mapping[str, Any], *choices: str, today: date = TODAY) -> form_rules.Step:
    """Tap buttons of whatever question is asked, one after the other, through JSON as storage does."""
    step = form_rules.Step(dict(answers))
    for choice in choices:
        after = form_rules.answer_by_tap(
            form, find_asked_key(form, step.answers, today) or "", choice, step.answers, PROGRAMME, today
        )
        assert after is not None, f"{choice} is no button of {find_asked_key(form, step.answers, today)}"
        assert json.loads(json.dumps(after.answers)) == after.answers
        step = after
    return step


def type_words(form: Form, answers: Mapping[str, Any], text: str, today: date = TODAY) -> form_rules.Step:
    """Type words to whatever question is asked."""
    after = form_rules.answer_by_text(form, text, answers, PROGRAMME, today)
    assert after is not None, "the form is complete"
    return after
