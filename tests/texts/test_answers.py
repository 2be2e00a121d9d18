"""Answers are read as the questions say: each under its label, whatever the question is called."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mentoring.contexts import FormContext
from mentoring.own_data import DataContext, OwnRecord
from mentoring.questions import FORMS, Question
from mentoring.roles import SIDE_BY_FORM, ReaderSide
from mentoring.states import Form
from mentoring.views import AnswersView
from tests.mentoring.examples import COMPLETE, NEED
from tests.texts.new_questions import ANSWERS, LABELS, LINES, QUESTIONS, add_questions
from tests.texts.plain_text import TEXTS, list_buttons, make_plain
from tests.texts.samples import PROGRAMME, Sample
from tests.texts.test_files import LANGUAGES
from tests.texts.test_overlay import lay_over
from texts import RenderedMessage, Texts
from texts.overlay import find_faults

EACH = [(form, item) for form, items in FORMS.items() for item in items]
SCREENS = ("summary", "profile", "edit")


def build_written(form: Form, language: str = "fr") -> FormContext:
    """Return a form that was filled in."""
    sample = Sample()
    return sample.form(sample.me(f"{form}_summary", SIDE_BY_FORM[form], language))


def build_data_context(side: ReaderSide = "volunteer", language: str = "fr") -> DataContext:
    """Return all that is kept of somebody."""
    sample = Sample()
    return sample.data(sample.me("my_data", side, language))


def read(form: Form, answers: dict[str, Any], language: str = "fr", texts: Texts = TEXTS) -> list[str]:
    """Return the answers of a form as a summary shows them."""
    context = replace(build_written(form, language), answers=AnswersView(answers), shown="")
    return make_plain(texts.render(f"{form}_summary", context).text).split("\n")[2:]


def list_labels(form: Form, language: str = "fr", texts: Texts = TEXTS) -> list[str]:
    """Return the words of the buttons that open an answer again."""
    context = replace(build_written(form, language), changeable=[item.key for item in FORMS[form]])
    rows = texts.render(f"{form}_edit", context).rows
    return [label for row in rows for label, data in row if ":edit:" in data]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_begins_with_a_label_for_each_thing_that_it_asks(language: str) -> None:
    """The first line of a question's file names what is asked; that of any other file names nothing."""
    wanted = {f"{language}/{form}_{item.key}.j2": max(1, count_named(item)) for form, item in EACH}
    mine = [name for name in TEXTS.list_names() if name.startswith(f"{language}/")]
    assert {name: len(TEXTS.read_labels(name)) for name in mine if TEXTS.read_labels(name)} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_choice_of_a_question_has_its_button_and_each_button_its_choice(language: str) -> None:
    """Who fills in a form can tap every answer that there is, and none that there is not."""
    for form, item in EACH:
        context = replace(build_written(form, language), asked=item, options=item.list_options(PROGRAMME))
        data = [data for row in TEXTS.render(f"{form}_question", context).rows for _label, data in row]
        offered = {one.rpartition(":")[2] for one in data if one.startswith(f"{form}:{item.key}:")} - {"back"}
        years = context.years if item.kind == "birth" else ()
        suggested = ("suggested",) if item.suggested else ()
        wanted = {*context.options, *(item.closing or ()), *(item.groups or ()), *years, *suggested}
        assert offered == wanted, (form, item.key)


def count_named(item: Question) -> int:
    """Return how many answers of a question have a label."""
    return sum(way != "typed" for way in item.ways_by_key.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_but_its_own_writes_a_questions_label(language: str) -> None:
    """No other line begins with a label and a colon: it would go on saying what the question said once."""
    written = {label for form, item in EACH for label in TEXTS.read_labels(f"{language}/{form}_{item.key}.j2")}
    label = re.compile(rf"^(?:{{%.*?%}})*(?:<b>)?({'|'.join(map(re.escape, written))})(?:</b>)?\s?:", re.MULTILINE)
    files = [name for name in TEXTS.list_names() if name.startswith(f"{language}/")]
    copies = {(name, found[1]) for name in files for found in label.finditer("\n".join(TEXTS.read_source(name)))}
    assert copies == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_a_new_question_is_read_wherever_answers_are(
    form: Form, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each new answer stands in the summary, the profile and "my data", each new label on a button."""
    add_questions(monkeypatch, tmp_path, form)
    texts, answers = Texts(PROGRAMME), AnswersView(Sample().answers() | ANSWERS)
    data, filled = (
        build_data_context(SIDE_BY_FORM[form], language),
        replace(build_written(form, language), answers=answers),
    )
    data = replace(data, data=replace(data.data, records=[replace(data.data.records[0], answers=answers)]))
    said = {kind: texts.render(kind, filled) for kind in (f"{form}_{one}" for one in SCREENS)}
    said["my_data"] = texts.render("my_data", data)
    said["data_page"] = RenderedMessage(texts.render_file("data", data), ())
    for kind in ("my_data", "data_page", f"{form}_summary", f"{form}_profile"):
        assert [line for line in LINES[language] if line not in make_plain(said[kind].text)] == [], kind
    for kind in (f"{form}_profile", f"{form}_edit"):
        offered = {data: label for row in said[kind].rows for label, data in row}
        assert all(offered[f"{form}:edit:{item.key}"].endswith(LABELS[language][item.key]) for item in QUESTIONS), kind


def test_only_what_was_answered_is_read() -> None:
    """A form that is half-way, or older than a question, shows no empty line."""
    assert read("need", {"name": "Inès", "region": "corse", "shoe_size": "42"}) == ["Prénom : Inès", "Région : Corse"]
    assert read("need", {"draft": {"topics": ["exams"]}, "birth": "2008"}) == ["Naissance : 2008"]


def test_a_question_that_asks_for_two_things_is_read_in_two_lines() -> None:
    """Free times and the way to meet have a line each; one button opens both."""
    asked = {key: NEED[key] for key in ("slots", "modes")}
    assert read("need", asked) == ["Disponibilités : mardi soir", "Sessions : à distance"]
    assert read("need", asked, "en") == ["Free times: Tuesday evening", "Sessions: online"]
    assert list_labels("need")[-1] == "Disponibilités et sessions"
    assert list_labels("need", "en")[-1] == "Free times and sessions"


def test_typed_words_are_read_even_where_nothing_was_tapped() -> None:
    """Below a dash come the words alone."""
    assert read("need", {"topics": [], "words": "un stage"}) == ["Besoin : —", "« un stage »"]
    assert read("need", {"topics": ["job"]}) == ["Besoin : Alternance ou emploi"]


def test_an_answer_beside_another_shares_its_line() -> None:
    """Level and field are read together, and each alone where the other was not answered."""
    assert read("need", {"level": "bac2", "field": "business"}) == [
        "Études : Bac +2 (BTS, BUT, L2…) · Commerce, gestion"
    ]
    alone = {"name": "Inès", "field": "business"}
    assert read("need", alone) == ["Prénom : Inès", "Domaine : Commerce, gestion"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_a_whole_form_is_read_in_the_order_of_its_questions(form: Form, language: str) -> None:
    """Every label stands at the beginning of a line, in order, but for those read beside another."""
    names = [
        TEXTS.read_labels(f"{language}/{form}_{item.key}.j2")
        for item in FORMS[form]
        if item.ways_by_key and not item.beside
    ]
    wanted = [label[:1].upper() + label[1:] for group in names for label in group]
    lines = read(form, COMPLETE[form], language)
    assert [line.partition(":")[0].strip() for line in lines if not line.startswith(("«", "“"))] == wanted


def render_my_data(personal: dict[str, Any], records: list[OwnRecord]) -> str:
    """Return what is shown to somebody who asks what is kept."""
    context = build_data_context()
    context = replace(context, data=replace(context.data, personal=AnswersView(personal), records=records))
    return make_plain(TEXTS.render("my_data", context).text)


def test_personal_answers_are_told_once_and_even_when_no_form_stands() -> None:
    """What belongs to the person is kept beyond a need or an offer: it is told first, once for all forms."""
    known = {"name": "Inès", "birth": "2008-03", "region": "corse", "language": "fr"}
    alone = render_my_data(known, [])
    assert "Prénom : Inès\nNaissance : mars 2008\nRégion : Corse\n" in alone
    (first, *_) = build_data_context().data.records
    records = [replace(first, form=form, answers=AnswersView(known | COMPLETE[form])) for form in FORMS]
    both = render_my_data(known, records)
    assert [both.count(word) for word in ("Prénom", "Naissance", "Région", "Domaine", "Métier")] == [1, 1, 1, 1, 1]


def test_an_association_names_a_question_its_own_way(tmp_path: Path) -> None:
    """The label of one's own file is read on every screen, in its language only."""
    lay_over(tmp_path, "fr/need_level.j2", ("# Études", "# Année d'études"))
    own = Texts(PROGRAMME, tmp_path)
    assert read("need", {"level": "bac2"}, texts=own)[0].startswith("Année d'études : ")
    assert "Année d'études" in list_labels("need", texts=own)
    assert list_labels("need", "en", texts=own) == list_labels("need", "en")
    assert find_faults(PROGRAMME, tmp_path) == []


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("fr/need_level.j2", ("# Études\n", ""), "begin with what is asked, for example # Études"),
        ("fr/need_slots.j2", (" | sessions", ""), "begin with what is asked, for example # Disponibilités | sessions"),
        ("fr/sorry.j2", ("", "# Pardon\n"), "this is no question, write no # at its beginning"),
    ],
)
def test_a_label_that_would_not_do_is_named(name: str, change: tuple[str, str], said: str, tmp_path: Path) -> None:
    """A question of one's own without its label, or a label where nothing is asked, is told with its line."""
    text = lay_over(tmp_path, name).read_text("utf-8")
    (tmp_path / name).write_text(text.replace(*change, 1), "utf-8")
    assert find_faults(PROGRAMME, tmp_path) == [f"{name}, line 1: {said}"]


def test_a_label_is_no_part_of_what_is_asked() -> None:
    """The question itself is read without it."""
    for form in FORMS:
        for item, context in Sample().list_questions(form):
            assert not TEXTS.render(f"{form}_question", context).text.startswith("#"), item.key
            assert all(not label.startswith("#") for label, _data in list_buttons(f"{form}_question", context))
