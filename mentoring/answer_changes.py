"""Changing one answer of a form that was sent: the old answer stays in force until the new one is given.

What is being written lies beside the answers under ``change``, so that leaving half-way loses nothing.
"""

from datetime import date
from typing import Any

from mentoring.form_rules import find_next_question, reopen
from mentoring.questions import FORMS, Answers, find_question
from mentoring.states import Form

FIXED = ("birth_month", "charter")
FIXED_ONCE_SENT = ("birth",)
"""Who may be with whom depends on an age: another one is the team's to look at."""


def may_change(form: Form, key: str, state: str) -> bool:
    """Return whether this answer of a need or offer in this state can be given anew."""
    if find_question(form, key) is None or key in FIXED:
        return False
    return state == "drafting" or key not in FIXED_ONCE_SENT


def list_changeable(form: Form, answers: Answers, state: str, today: date) -> list[str]:
    """Return the keys of the answers of a need or offer in this state that can be given anew, in order."""
    return [item.key for item in FORMS[form] if item.applies(answers, today) and may_change(form, item.key, state)]


def begin(answers: Answers, key: str) -> dict[str, Any]:
    """Return the answers with one question asked again; all of them stand meanwhile."""
    return {**answers, "change": {"key": key, "given": _find_differences(answers, reopen(answers, key))}}


def preview(answers: Answers) -> dict[str, Any] | None:
    """Return the answers as they would be, the question that is asked again left open; None when none is."""
    change = answers.get("change")
    if not change:
        return None
    standing = {key: value for key, value in answers.items() if key not in ("change", change["key"])}
    return {**standing, **change["given"]}


def keep(form: Form, answers: Answers, after: Answers, today: date) -> dict[str, Any]:
    """Return the answers with what was written: beside the old ones until complete, then in their place."""
    if find_next_question(form, after, today) is None:
        return dict(after)
    return {**answers, "change": {**answers["change"], "given": _find_differences(answers, after)}}


def drop(answers: Answers) -> dict[str, Any]:
    """Return the answers without the change; the old answer stays."""
    return {key: value for key, value in answers.items() if key != "change"}


def _find_differences(answers: Answers, after: Answers) -> dict[str, Any]:
    return {key: value for key, value in after.items() if answers.get(key) != value}
