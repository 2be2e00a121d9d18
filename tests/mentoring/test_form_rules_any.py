"""Whatever is tapped and typed, in whatever order: no error, and nothing lost but what was asked again."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from mentoring import form_rules
from mentoring.births import CLOSED_FORMS
from mentoring.questions import FORMS, Question
from mentoring.states import Form
from tests.mentoring.examples import COMPLETE, PROGRAMME, TODAY

KEYS = [*(item.key for items in FORMS.values() for item in items), "shoe_size"]
CHOICES = ["back", "suggested", "done", "remote", "both", "yes", "2", "2008", "2004", "2011", "03", "12", "=evening"]
CHOICES += ["bac2", "law", "corse", "exams", "orals", "mon-noon", "tue-evening", "nonsense", ""]
TEXTS = ["Inès", "03/2009", "2004", "1970", "2011", "bac2", "Droit, science politique", "Corse", "exams", "yes", "2"]

answer = some.tuples(some.just("answer"), some.integers(0, 40))
tap = some.tuples(some.just("tap"), some.tuples(some.sampled_from(KEYS), some.sampled_from(CHOICES)))
text = some.tuples(some.just("write"), some.sampled_from(TEXTS) | some.text(some.characters(), max_size=50))
correction = some.tuples(some.just("reopen"), some.sampled_from(KEYS))
moves = some.lists(answer | tap | text | correction, max_size=40)


def buttons(form: Form, asked: Question) -> list[str]:
    """Return every button of a question."""
    years = form_rules.list_years(form, PROGRAMME, TODAY) if asked.kind == "birth" else []
    return [*asked.list_options(PROGRAMME), *(asked.closing or ()), *(asked.groups or ()), *years, "back"]


def done(form: Form, move: tuple[str, Any], answers: dict[str, Any]) -> form_rules.Step | None:
    """Return the step of one move: ``answer`` taps a button that is there, or types where there is none."""
    kind, what = move
    asked = form_rules.find_next_question(form, answers, TODAY)
    if kind == "write":
        return form_rules.answer_by_text(form, what, answers, PROGRAMME, TODAY)
    if kind == "reopen":
        return form_rules.Step(form_rules.reopen(answers, what))
    if kind == "tap":
        key, choice = what
        return form_rules.answer_by_tap(form, key, choice, answers, PROGRAMME, TODAY)
    if asked is None:
        return None
    if asked.kind == "text" and what:
        return form_rules.answer_by_text(form, "Inès", answers, PROGRAMME, TODAY)
    shown = buttons(form, asked)
    return form_rules.answer_by_tap(form, asked.key, shown[what % len(shown)], answers, PROGRAMME, TODAY)


def may_change(form: Form, move: tuple[str, Any], answers: dict[str, Any]) -> set[str]:
    """Return the answers that a move may touch: the question asked, the one before, or the one asked again."""
    asked = form_rules.find_next_question(form, answers, TODAY)
    if move[0] == "reopen":
        return {move[1]}
    applying = [item.key for item in FORMS[form] if item.applies(answers, TODAY)]
    at = applying.index(asked.key) if asked else 0
    birth = {"birth"} if asked and asked.key == "birth_month" else set()
    closed = {"topics": {"words"}, "slots": {"modes"}}.get(asked.key, set()) if asked else set()
    return {*applying[max(0, at - 1) : at + 1], *birth, *closed}


@given(form=some.sampled_from(sorted(FORMS)), half=some.sets(some.sampled_from(KEYS)), moves=moves)
def test_nothing_is_lost_whatever_is_tapped_and_typed(form: Form, half: set[str], moves: list[tuple[str, Any]]) -> None:
    """From any half-filled form, every move keeps all answers that it is not about, through JSON at each step."""
    answers = {key: value for key, value in COMPLETE[form].items() if key not in half} | {"called": "Inès"}
    for move in moves:
        step = done(form, move, answers)
        if step is None:
            continue
        if step.problem in CLOSED_FORMS:
            assert step.answers.keys() == {"birth"}
            return
        untouched = {*answers} - may_change(form, move, answers) - {"draft"}
        assert {key: step.answers.get(key) for key in untouched} == {key: answers[key] for key in untouched}
        drafts, kept = answers.get("draft", {}), step.answers.get("draft", {})
        about = may_change(form, move, answers)
        assert all(kept.get(key) == value for key, value in drafts.items() if key not in about)
        assert json.loads(json.dumps(step.answers)) == step.answers
        answers = step.answers


@given(text=some.text(some.characters()))
def test_any_text_is_tidied_to_one_line_that_stays_so(text: str) -> None:
    """Tidy words hold no line break, can be stored, and tidying them again changes nothing."""
    words = form_rules.tidy(text)
    assert words == form_rules.tidy(words)
    assert "\n" not in words
    words.encode()
