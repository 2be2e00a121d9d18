"""The story that the simulator's page plays: `story.toml`, its forms and its training written out button by button."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mentoring.example_answers import fill_in, list_acts
from mentoring.programme import Programme
from mentoring.states import Form

Step = dict[str, Any]
OF_AGE = date.max
"""Nobody in the story is a minor, whenever it is told: what depends on age is not asked."""
WORDS = {"fr": "Cela dépend", "en": "It depends"}
"""What is typed to a question that the story has no answer for."""


def read(programme: Programme, head_code: str | None) -> dict[str, Any]:
    """Return the story; nobody becomes head in it when there is one already."""
    told = tomllib.loads(Path(__file__).with_name("story.toml").read_text(encoding="utf-8"))
    steps: list[Step] = []
    for step in told["steps"]:
        if step.pop("training", False):
            steps += [step, *({"who": step["who"], "tap": data} for data in _list_training_taps(programme))]
        elif "form" in step:
            steps += ({"who": step["who"], **act} for act in _list_form_steps(programme, step["form"], step["answers"]))
        elif "{head_code}" not in step.get("write", ""):
            steps.append(step)
        elif head_code is not None:
            steps.append(step | {"write": step["write"].format(head_code=head_code)})
    return told | {"steps": steps}


def _list_form_steps(programme: Programme, form: Form, answers: dict[str, Any]) -> Iterator[Step]:
    """Yield every button and every text of a form; the name is the one that Telegram knows."""
    given = fill_in(form, {"name": "", "called": "", **answers}, programme, OF_AGE, WORDS)
    for asked, acts in list_acts(form, given, OF_AGE):
        anything = next(iter(asked.closing or "*"))
        for act, what in acts:
            waits = {"when": f"{form}:{asked.key}:{anything}"} if act == "write" else {}
            yield {**waits, act: what}


def _list_training_taps(programme: Programme) -> Iterator[str]:
    """Yield every button of the association's own training; the first question is answered wrong before it is right."""
    is_first = True
    for number, screen in enumerate(programme.find_screens(programme.languages[0]), 1):
        right = [at for at, answer in enumerate(screen.answers) if answer.right]
        wrong = [at for at, answer in enumerate(screen.answers) if not answer.right and is_first]
        yield from (f"train:*:{number}-{at}" for at in wrong[:1] + right[:1])
        is_first &= not screen.answers
        if not screen.answers:
            yield f"train:*:{number}"
