"""Answers in their reader's words, made from the questions as data: nothing here knows a question by its name."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from babel.lists import format_list
from jinja2 import Environment
from markupsafe import Markup

from mentoring.programme import Programme
from mentoring.questions import FORMS, Answers, Question, find_question
from mentoring.roles import SIDE_BY_FORM
from mentoring.states import Form
from mentoring.views import Reader
from texts.files import TemplateLoader
from texts.markdown import set_apostrophes

NOTHING = "—"
AS_WRITTEN: Mapping[str, Callable[[str], str]] = {"text": str, "typed": str, "bold": Markup("<b>{}</b>").format}
"""Way -> the words of an answer that was typed, or is a number."""
CHOICE_WAYS = ("choice", "many")
Rows = list[tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer to read; words that were typed beside taps have no label of their own."""

    key: str
    label: str
    words: str
    personal: bool


class FormWords:
    """The words of the questions of both forms, in every language."""

    def __init__(
        self, jinja: Environment, loader: TemplateLoader, programme: Programme, resolve_language: Callable[[str], str]
    ) -> None:
        """Take what reads the files; `resolve_language` tells in which language its speaker is answered."""
        self._jinja = jinja
        self._resolve_language = resolve_language
        self._loader = loader
        self._programme = programme
        self._files: dict[str, str] = {}

    def format_label(self, form: Form, key: str, language: str) -> str:
        """Return what a question is about, in a word or two: « Disponibilités et sessions »."""
        labels = self._loader.labels[self._find_file(form, key, language)]
        return format_list(labels, locale=self._resolve_language(language))

    def list_answers(self, form: Form, answers: Answers, language: str) -> list[AnswerLine]:
        """Return what was answered so far, in the order of the questions."""
        return self._build_lines([(form, item) for item in FORMS[form]], answers, language)

    def list_question_answers(self, form: Form, key: str, answers: Answers, language: str) -> list[AnswerLine]:
        """Return what one question was answered; what only completes an answer is read with that answer."""
        asked = find_question(form, key)
        whole = find_question(form, asked.completes or key) if asked else None
        return list(self._build_question_lines(form, whole, answers, language)) if whole else []

    def list_personal_answers(self, answers: Answers, language: str) -> list[AnswerLine]:
        """Return what was answered of the personal questions, whichever form asks them."""
        asked = {item.key: (form, item) for form, items in FORMS.items() for item in items if item.personal}
        return self._build_lines(asked.values(), answers, language)

    def build_button_rows(self, form: Form, keys: Collection[str], language: str) -> Rows:
        """Return rows of (key, label) for buttons: two questions a row, then alone those that ask for two things."""
        asked = [item for item in FORMS[form] if item.key in keys]
        named = {item.key: (item.key, self.format_label(form, item.key, language)) for item in asked}
        short = [named[item.key] for item in asked if not item.is_double]
        pairs = [tuple(short[at : at + 2]) for at in range(0, len(short), 2)]
        return pairs + [(named[item.key],) for item in asked if item.is_double]

    def _build_lines(
        self, questions: Iterable[tuple[Form, Question]], answers: Answers, language: str
    ) -> list[AnswerLine]:
        told: list[list[AnswerLine]] = []
        for form, item in questions:
            new = list(self._build_question_lines(form, item, answers, language)) if item.key in answers else []
            if item.beside and new and told and told[-1]:
                new[0] = _join_lines(told[-1].pop(), new[0])
            told.append(new)
        return [line for lines in told for line in lines]

    def _build_question_lines(
        self, form: Form, question: Question, answers: Answers, language: str
    ) -> Iterator[AnswerLine]:
        """Yield a line for each answer of a question."""
        labels = iter(self._loader.labels[self._find_file(form, question.key, language)])
        for key, way in question.ways_by_key.items():
            label = "" if way == "typed" else next(labels)
            if answers.get(key) or (label and key in answers):
                words = self._format_answer(form, question, way, answers[key], language)
                yield AnswerLine(key, label[:1].upper() + label[1:], words or NOTHING, question.personal)

    def _format_answer(self, form: Form, question: Question, way: str, answer: Any, language: str) -> str:
        """Return an answer in words; a way that stands in no table here is a macro of the language's ``_words.j2``."""
        if way in AS_WRITTEN:
            return AS_WRITTEN[way](answer)
        if way in CHOICE_WAYS:
            chosen = answer if isinstance(answer, list) else [answer]
            return ", ".join(self._format_choice(form, question, one, language) for one in chosen)
        shared = self._jinja.get_template(f"{self._resolve_language(language)}/_words.j2")
        words: str = getattr(shared.make_module({"me": Reader(language)}), way)(answer)
        return words

    def _format_choice(self, form: Form, question: Question, chosen: str, language: str) -> str:
        """Return a choice in the words of its catalogue, or of its button."""
        if question.among:
            return set_apostrophes(self._programme.find_label(question.among, chosen, language))
        buttons = self._loader.choices[self._find_file(form, question.key, language)]
        return buttons.get(f"{form}:{question.key}:{chosen}", chosen)

    def _find_file(self, form: Form, key: str, language: str) -> str:
        """Return the name of a question's own template, read once before its label is asked for."""
        name = f"{self._resolve_language(language)}/{form}_{key}"
        if name not in self._files:
            template = self._jinja.select_template([f"{name}.{SIDE_BY_FORM[form]}.j2", f"{name}.j2"])
            self._files[name] = template.name or ""
        return self._files[name]


def _join_lines(before: AnswerLine, after: AnswerLine) -> AnswerLine:
    return replace(before, words=Markup(" · ").join([before.words, after.words]))
