"""Answers in their reader's words, made from the questions as data: nothing here knows a question by its name."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from babel.lists import format_list
from jinja2 import Environment
from markupsafe import Markup

from mentoring.programme import Programme
from mentoring.questions import FORMS, Answers, Question
from mentoring.roles import SIDE_BY_FORM
from mentoring.views import Reader
from texts.files import Loader

NOTHING = "—"
AS_WRITTEN: Mapping[str, Callable[[str], str]] = {"text": str, "typed": str, "bold": Markup("<b>{}</b>").format}
"""Way -> the words of an answer that was typed, or is a number."""
CHOSEN = ("choice", "many")
Rows = list[tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One answer to read; words that were typed beside taps have no label of their own."""

    key: str
    label: str
    words: str
    personal: bool


class FormWords:
    """The words of the questions of both forms, in every language."""

    def __init__(self, jinja: Environment, loader: Loader, programme: Programme, spoken: Callable[[str], str]) -> None:
        """Take what reads the files; `spoken` tells in which language somebody who speaks another is answered."""
        self._jinja = jinja
        self._spoken = spoken
        self._loader = loader
        self._programme = programme
        self._files: dict[str, str] = {}

    def label(self, form: str, key: str, language: str) -> str:
        """Return what a question is about, in a word or two: « Disponibilités et sessions »."""
        labels = self._loader.labels[self._file(form, key, language)]
        return format_list(labels, locale=self._spoken(language))

    def lines(self, form: str, answers: Answers, language: str) -> list[Line]:
        """Return what was answered so far, in the order of the questions."""
        return self._lines([(form, item) for item in FORMS[form]], answers, language)

    def personal(self, answers: Answers, language: str) -> list[Line]:
        """Return what was answered of the personal questions, whichever form asks them."""
        asked = {item.key: (form, item) for form, items in FORMS.items() for item in items if item.personal}
        return self._lines(asked.values(), answers, language)

    def rows(self, form: str, keys: Collection[str], language: str) -> Rows:
        """Return rows of (key, label) for buttons: two questions a row, then alone those that ask for two things."""
        asked = [item for item in FORMS[form] if item.key in keys]
        named = {item.key: (item.key, self.label(form, item.key, language)) for item in asked}
        short = [named[item.key] for item in asked if not item.is_double]
        pairs = [tuple(short[at : at + 2]) for at in range(0, len(short), 2)]
        return pairs + [(named[item.key],) for item in asked if item.is_double]

    def _lines(self, asked: Iterable[tuple[str, Question]], answers: Answers, language: str) -> list[Line]:
        told: list[list[Line]] = []
        for form, item in asked:
            new = list(self._told(form, item, answers, language)) if item.key in answers else []
            if item.beside and new and told and told[-1]:
                new[0] = _on_one_line(told[-1].pop(), new[0])
            told.append(new)
        return [line for lines in told for line in lines]

    def _told(self, form: str, asked: Question, answers: Answers, language: str) -> Iterator[Line]:
        """Yield a line for each answer of a question."""
        labels = iter(self._loader.labels[self._file(form, asked.key, language)])
        for key, way in asked.shown.items():
            label = "" if way == "typed" else next(labels)
            if answers.get(key) or (label and key in answers):
                words = self._words(form, asked, way, answers[key], language)
                yield Line(key, label[:1].upper() + label[1:], words or NOTHING, asked.personal)

    def _words(self, form: str, asked: Question, way: str, answer: Any, language: str) -> str:
        """Return an answer in words; a way that stands in no table here is a macro of the language's ``_words.j2``."""
        if way in AS_WRITTEN:
            return AS_WRITTEN[way](answer)
        if way in CHOSEN:
            chosen = answer if isinstance(answer, list) else [answer]
            return ", ".join(self._choice(form, asked, one, language) for one in chosen)
        shared = self._jinja.get_template(f"{self._spoken(language)}/_words.j2")
        words: str = getattr(shared.make_module({"me": Reader(language)}), way)(answer)
        return words

    def _choice(self, form: str, asked: Question, chosen: str, language: str) -> str:
        """Return a choice in the words of its catalogue, or of its button."""
        if asked.among:
            return self._programme.label(asked.among, chosen, language)
        buttons = self._loader.choices[self._file(form, asked.key, language)]
        return buttons.get(f"{form}:{asked.key}:{chosen}", chosen)

    def _file(self, form: str, key: str, language: str) -> str:
        """Return the name of a question's own template, read once before its label is asked for."""
        name = f"{self._spoken(language)}/{form}_{key}"
        if name not in self._files:
            template = self._jinja.select_template([f"{name}.{SIDE_BY_FORM[form]}.j2", f"{name}.j2"])
            self._files[name] = template.name or ""
        return self._files[name]


def _on_one_line(before: Line, after: Line) -> Line:
    return replace(before, words=Markup(" · ").join([before.words, after.words]))
