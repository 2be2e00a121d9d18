"""What the writer of a typed answer that a partner reads chose: whether names, schools and addresses stay in it.

What they are, and the words without them, is found by `understanding.shown_words`.
"""

from collections.abc import Mapping
from typing import Any

from mentoring.questions import Answers
from mentoring.states import Form

READ_BY_PARTNER: Mapping[str, str] = {"need": "words", "offer": "job"}
"""Form -> the typed answer that a partner reads before both have said yes."""
CHOICES = "shown"
"""The answer that keeps what was chosen: key of a typed answer -> whether names and the like stay in it."""
TAPS = {"remove": False, "leave": True}


def choose(form: Form, answers: Answers, *, leaves: bool) -> dict[str, Any]:
    """Return the answers with what their writer wants done with names, schools and addresses."""
    return {**answers, CHOICES: {**answers.get(CHOICES, {}), READ_BY_PARTNER[form]: leaves}}


def forget_choice(answers: Answers, key: str) -> dict[str, Any]:
    """Return the answers after one of them was typed anew: what was chosen for the old words is over."""
    if key not in answers.get(CHOICES, {}):
        return dict(answers)
    return {**answers, CHOICES: {name: leaves for name, leaves in answers[CHOICES].items() if name != key}}
