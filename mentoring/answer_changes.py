"""Changing one answer of a form that was sent: the old answer stays in force until the new one is given.

What is being written lies beside the answers under ``change``, so that leaving half-way loses nothing.
"""

from datetime import date
from typing import Any

from mentoring.form_rules import present, reopen
from mentoring.questions import FORMS, Answers, question

NOT_ONCE_SENT = ("birth_month", "charter")
NOT_WITH_SOMEBODY = ("birth",)
"""What an age would put in doubt concerns the other too: the team looks at it."""
FREE = ("drafting", "waiting", "paused")


def may_change(form: str, key: str, state: str) -> bool:
    """Tell whether this answer of a need or offer in this state can be given anew."""
    if question(form, key) is None or key in NOT_ONCE_SENT:
        return False
    return key not in NOT_WITH_SOMEBODY or state in FREE


def changeable(form: str, answers: Answers, state: str, today: date) -> list[str]:
    """Return the keys of the answers of a need or offer in this state that can be given anew, in order."""
    return [item.key for item in FORMS[form] if item.applies(answers, today) and may_change(form, item.key, state)]


def begin(answers: Answers, key: str) -> dict[str, Any]:
    """Ask one question again; all its answers stand meanwhile."""
    return {**answers, "change": {"key": key, "given": _differing(answers, reopen(answers, key))}}


def written(answers: Answers) -> dict[str, Any] | None:
    """Give the answers as they would be, the question that is asked again left open; None when none is."""
    change = answers.get("change")
    if not change:
        return None
    standing = {key: value for key, value in answers.items() if key not in ("change", change["key"])}
    return {**standing, **change["given"]}


def keep(form: str, answers: Answers, after: Answers, today: date) -> dict[str, Any]:
    """Take in what was written: half-way beside the answers, complete in their place."""
    if present(form, after, today) is None:
        return dict(after)
    return {**answers, "change": {**answers["change"], "given": _differing(answers, after)}}


def drop(answers: Answers) -> dict[str, Any]:
    """Let a change go: the old answer stays."""
    return {key: value for key, value in answers.items() if key != "change"}


def _differing(answers: Answers, after: Answers) -> dict[str, Any]:
    return {key: value for key, value in after.items() if answers.get(key) != value}
