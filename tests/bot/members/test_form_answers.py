"""What is typed at a question of a form: taken as it is meant, asked back in doubt, never taken for something else."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.members.form_answers import Heard, Typed, read_answer
from mentoring import form_rules
from mentoring.births import CLOSED_FORMS
from mentoring.questions import FORMS, list_unanswered
from mentoring.roles import SIDE_BY_FORM
from mentoring.states import Form
from tests.mentoring.examples import COMPLETE, PROGRAMME, TODAY
from tests.texts.plain_text import TEXTS
from tests.texts.samples import Sample
from understanding.reading import Saying, TextReader

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12)
QUESTIONS: list[tuple[Form, str]] = [(form, asked.key) for form in FORMS for asked in FORMS[form]]
ANSWERS: list[tuple[Form, str, str, dict[str, Any]]] = [
    ("need", "name", "moi c'est Inès", {"name": "Inès"}),
    ("need", "birth", "née en mars 2008", {"birth": "2008-03"}),
    ("need", "birth", "2006", {"birth": "2006"}),
    ("need", "birth_month", "mars", {"birth": "2008-03"}),
    ("need", "birth_month", "3", {"birth": "2008-03"}),
    ("need", "birth_month", "en fait mars 2007", {"birth": "2007-03"}),
    ("need", "level", "je suis en terminale", {"level": "terminale"}),
    ("need", "field", "compta", {"field": "business"}),
    ("need", "region", "je vis à Lyon", {"region": "ara"}),
    ("need", "topics", "comment trouver un stage ?", {"words": "comment trouver un stage ?"}),
    ("need", "topics", "je cherche un stage", {"topics": ["internship"], "words": "je cherche un stage"}),
    ("need", "slots", "n'importe quand le mardi, en visio", {"modes": ["remote"]}),
    ("need", "slots", "mardi soir en visio", {"slots": ["tue-evening"], "modes": ["remote"]}),
    ("need", "slots", "mardi soir, les deux", {"slots": ["tue-evening"], "modes": ["remote", "in_person"]}),
    ("need", "slots", "jeudi soir en présentiel", {"slots": ["thu-evening"], "modes": ["in_person"]}),
    ("offer", "name", "Je m'appelle Marc", {"name": "Marc"}),
    ("offer", "job", "comptable", {"job": "comptable"}),
    ("offer", "job", "je suis développeuse web", {"job": "développeuse web"}),
    ("offer", "capacity", "deux", {"capacity": "2"}),
    ("offer", "capacity", "un seul", {"capacity": "1"}),
    ("offer", "charter", "oui", {"charter": "yes"}),
    ("offer", "charter", "ok pour moi", {"charter": "yes"}),
    ("offer", "charter", "d'accord", {"charter": "yes"}),
]
BACK = ("c'est quoi exactement ?", "?", "hein", "pourquoi vous demandez ça ?", "ça veut dire quoi", "why do you ask?")
REFUSED = [
    ("need", "name", "bonjour je voudrais de l'aide pour trouver un stage", "example"),
    ("need", "birth", "je sais pas", "birth_unclear"),
    ("need", "level", "xyz", "example"),
    ("need", "region", "oui", "example"),
    ("need", "topics", "ok", "choose_one"),
    ("need", "slots", "je sais pas", "example"),
    ("need", "slots", "en visio", "choose_one"),
    ("need", "name", "x" * 4096, "too_long"),
    ("need", "topics", "mot " * 1024, "too_long"),
    ("offer", "capacity", "cinq", "example"),
    ("offer", "charter", "non", "why"),
]
DRAFTED = ("draft", "called")
"""What is not answered yet, and may be written while a question stays open."""


@cache
def build_reader() -> TextReader:
    """Return the reader of the shipped programme."""
    return TextReader(PROGRAMME)


def list_before(form: Form, key: str) -> dict[str, Any]:
    """Return the answers of somebody who is asked a question now."""
    keys = [item.key for item in FORMS[form]]
    left = keys[keys.index(key) :]
    answers = {name: value for name, value in COMPLETE[form].items() if name not in (*left, "words", "modes", "called")}
    return {**answers, "birth": "2008"} if key == "birth_month" else answers


def hear(form: Form, key: str, text: str, answers: dict[str, Any] | None = None) -> Heard:
    """Return what typed words come to at a question."""
    before = list_before(form, key) if answers is None else answers
    asked = next(item for item in list_unanswered(form, before, TODAY) if item.key == key)
    said = Saying(text, NOON, key, SIDE_BY_FORM[form])
    return read_answer(Typed(form, asked, text, build_reader().read(said), before, PROGRAMME, TODAY))


def test_what_is_typed_answers_the_question_that_waits() -> None:
    """As people say it: a town is a region, an everyday word a field, a name stands in a sentence."""
    faults = []
    for form, key, text, answers in ANSWERS:
        after = hear(form, key, text).step
        told = {name: after.answers.get(name) for name in answers}
        if after.problem or told != answers or (key != "birth_month" and key not in after.answers):
            faults.append(f"{form}:{key} {text!r}: {told} {after.problem}")
    assert faults == []


@pytest.mark.parametrize(("form", "key"), QUESTIONS)
def test_a_question_is_no_answer_and_is_told_what_the_answer_is_for(form: Form, key: str) -> None:
    """Each question says in both languages why it is asked, in a sentence of its own."""
    before = list_before(form, key)
    for text in BACK:
        after = hear(form, key, text).step
        assert (after.problem, after.answers) == ("why", before), text
    for language, rest in (("fr", "Cette réponse m'aide"), ("en", "This answer helps me")):
        shown = {asked.key: context for asked, context in Sample().list_questions(form, language)}
        assert rest not in TEXTS.render(f"{form}_question", replace(shown[key], problem="why")).text
        assert set("«“") & set(TEXTS.render(f"{form}_question", replace(shown[key], problem="example")).text)


@pytest.mark.parametrize(("form", "key", "text", "problem"), REFUSED)
def test_what_cannot_be_read_is_asked_back(form: Form, key: str, text: str, problem: str) -> None:
    """Nothing is taken, and nothing that was answered is lost."""
    after = hear(form, key, text).step
    assert after.problem == problem
    assert after.answers.items() >= list_before(form, key).items()
    assert key not in after.answers


@pytest.mark.parametrize(
    ("form", "text", "years"),
    [
        ("need", "17 ans", ["2008", "2009"]),
        ("need", "j'ai 19 ans", ["2006", "2007"]),
        ("need", "je suis agée de 17 ans", ["2008", "2009"]),
        ("need", "j'ai 17 ans, je suis en terminale à Lyon", ["2008", "2009"]),
        ("offer", "42 ans", ["1983", "1984"]),
    ],
)
def test_an_age_leaves_two_years_to_choose_from(form: Form, text: str, years: list[str]) -> None:
    """No year is taken that was not said: who may take part depends on it. What else is said is not taken either."""
    after = hear(form, "birth", text).step
    assert after.problem == "age"
    assert after.answers == {**list_before(form, "birth"), "draft": {"birth": years}}
    chosen = form_rules.answer_by_tap(form, "birth", years[0], after.answers, PROGRAMME, TODAY)
    assert chosen is not None
    assert "draft" not in chosen.answers
    again = form_rules.answer_by_tap(form, "birth", "back", after.answers, PROGRAMME, TODAY)
    assert again == form_rules.Step(list_before(form, "birth"))


def test_a_doubtful_choice_is_asked_back() -> None:
    """A question that names a choice, and a word that is only near to one."""
    assert hear("need", "region", "Lyon ?").guess == "ara"
    assert hear("need", "region", "ile de frace").guess == "idf"


def test_an_unknown_name_is_taken_once_it_is_said_again_or_confirmed() -> None:
    """A nickname is fine, and nobody is called by what they did not mean as one."""
    doubtful = hear("need", "name", "zozo").step
    assert doubtful.problem == "nickname"
    for yes in ("oui", "zozo"):
        assert hear("need", "name", yes, doubtful.answers).step.answers["name"] == "zozo"
    assert hear("need", "name", "non", doubtful.answers).step.problem == "example"


def test_hours_are_added_until_the_way_to_meet_is_said() -> None:
    """One sentence after the other ticks more of the grid."""
    first = hear("need", "slots", "mardi soir").step
    second = hear("need", "slots", "jeudi soir", first.answers).step
    assert (first.problem, second.problem) == ("ticked", "ticked")
    closed = hear("need", "slots", "à distance", second.answers).step
    assert closed.answers["slots"] == ["tue-evening", "thu-evening"]
    assert closed.answers["modes"] == ["remote"]


@given(some.sampled_from(QUESTIONS), some.text(max_size=80) | some.sampled_from([*BACK, *(row[2] for row in ANSWERS)]))
def test_nothing_that_is_typed_raises_or_loses_an_answer(asked: tuple[Form, str], text: str) -> None:
    """At any question, in any script: what was answered before is still there, or the age has closed the form."""
    form, key = asked
    before, after = list_before(form, key), hear(form, key, text)
    if after.step.problem in CLOSED_FORMS:
        return
    kept = {name: value for name, value in before.items() if not (key in ("birth", "birth_month") and name == "birth")}
    assert after.step.answers.items() >= kept.items()
    assert after.guess == "" or after.guess in next(item for item in FORMS[form] if item.key == key).list_options(
        PROGRAMME
    )
    assert {*after.step.answers} - {*before} <= {key, "birth", "modes", "words", *DRAFTED}
