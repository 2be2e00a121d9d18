"""Typed words at a question of a form: what they answer, what is asked back, and what would do instead."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.members import births
from bot.members.suggestions import find_nearest
from mentoring import form_rules
from mentoring.form_rules import Step, fold, tidy
from mentoring.programme import Programme
from mentoring.questions import MAX_NAME_CHARACTERS, MAX_WORDS_CHARACTERS, Question
from mentoring.states import Form
from understanding.answers.fields_topics import read_topics
from understanding.answers.questions_back import is_question_back
from understanding.answers.yes_no import read_yes_no
from understanding.reading import Reading

MAX_NICKNAME_WORDS = 3
"""More words are no name, and are not offered as one."""
_MODES: Mapping[str, re.Pattern[str]] = {
    "remote": re.compile(r"\b(?:visio\w*|distance|distanciel|remote\w*|ligne|online|video|zoom|teams|call)\b"),
    "in_person": re.compile(r"\b(?:presentiel|personne|person|vrai|place|irl|face)\b"),
    "both": re.compile(r"\b(?:les deux|both|importe|either|egal)\b(?! (?:soir|matin|jour|midi|apres|quand|quel))"),
}
"""Closing tap of the hours -> the words that say it, folded."""
_NOT = re.compile(r"\b(?:pas|non|sans|not|no|jamais|never)\b")
_DONE = re.compile(
    r"(?:c est (?:tout|bon|fini)|fini|termine|rien d autre|suivant|that s (?:all|it)|done|next|nothing else)"
)
"""That nothing is to be added."""
_JOB_BEGINNING = re.compile(r"^(?:moi,? )?(?:je suis|j\W?suis|i\W?m|i am)(?: une?| an?)? (?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words typed at a question of a form, what was read in them, and what was answered so far."""

    form: Form
    asked: Question
    text: str
    reading: Reading
    given: Mapping[str, Any]
    programme: Programme
    today: date

    def tap(self, choice: str) -> Step | None:
        """Return the form as a tap on a choice leaves it."""
        return form_rules.answer_by_tap(self.form, self.asked.key, choice, self.given, self.programme, self.today)

    def write(self, words: str) -> Step:
        """Return the form as these very words leave it."""
        step = form_rules.answer_by_text(self.form, words, self.given, self.programme, self.today)
        return step or Step(dict(self.given), "text")

    def ask_again(self) -> Step:
        """Return the form as it was: the question is asked again, with what would do."""
        return Step(dict(self.given), "example")


@dataclass(frozen=True, slots=True)
class Heard:
    """What typed words came to: the form as they leave it, or a choice to ask back."""

    step: Step
    guess: str = ""


def read_answer(typed: Typed) -> Heard:
    """Return what typed words answer; a question is no answer, and is told what the answer is for."""
    words = tidy(typed.text)
    if not words:
        return Heard(Step(dict(typed.given), "empty"))
    if is_question_back(words):
        return Heard(Step(dict(typed.given), "why"))
    if len(words) > max(MAX_WORDS_CHARACTERS, typed.asked.max_characters):
        return Heard(Step(dict(typed.given), "too_long"))
    read = _READERS.get(typed.asked.key)
    return read(typed) if read else _read_choice(typed)


def _read_name(typed: Typed) -> Heard:
    known, words = str(typed.given.get("called", "")), tidy(typed.text)
    if name := typed.reading.first_name:
        return Heard(typed.write(name))
    if "?" in words:
        return Heard(Step(dict(typed.given), "why"))
    if known and (words == known or read_yes_no(words)):
        return Heard(typed.write(known))
    if len(words.split()) > MAX_NICKNAME_WORDS or typed.reading.need_text or read_yes_no(words) is not None:
        return Heard(typed.ask_again())
    if len(words) > MAX_NAME_CHARACTERS:
        return Heard(typed.write(words))
    return Heard(Step({**typed.given, "called": words}, "nickname"))


def _read_birth(typed: Typed) -> Heard:
    if said := births.read_words(typed.text, typed.today):
        return Heard(typed.write(births.say(said)))
    if typed.reading.age is not None:
        return Heard(form_rules.offer_years(typed.given, typed.reading.age, typed.today))
    return Heard(Step(dict(typed.given), "why" if "?" in typed.text else "birth_unclear"))


def _read_month(typed: Typed) -> Heard:
    """Read a month alone, or the whole birth once more, in another year perhaps."""
    year = str(typed.given["birth"])[:4]
    said = births.read_words(typed.text, typed.today)
    month = births.read_month(typed.text, year, typed.today)
    if said and len(said) > len(year) and not (month and said.startswith(year)):
        other = {key: value for key, value in typed.given.items() if key != "birth"}
        step = form_rules.answer_by_text(typed.form, births.say(said), other, typed.programme, typed.today)
        return Heard(step or typed.ask_again())
    return Heard((month and typed.tap(month)) or typed.ask_again())


def _read_choice(typed: Typed) -> Heard:
    """Read one of the choices: by its very label, by what it means, or nearly; what is nearly one is asked back."""
    exact = typed.write(typed.text)
    if exact.problem != "choose":
        return Heard(exact)
    choice = getattr(typed.reading, typed.asked.key, None) or ""
    near = choice if "?" in typed.text else "" if choice else find_nearest(typed.text, typed.asked, typed.programme)
    if near:
        return Heard(typed.ask_again(), near)
    if choice and (step := typed.tap(choice)):
        return Heard(step)
    return Heard(Step(dict(typed.given), "why") if "?" in typed.text else typed.ask_again())


def _read_words(typed: Typed) -> Heard:
    """Read a sentence; a mere yes, or « c'est tout », is none, and ends a question that has something ticked."""
    is_end = _DONE.fullmatch(fold(typed.text)) or read_yes_no(typed.text) is not None
    if not is_end:
        return Heard(_tick_topics(typed).write(_drop_beginning(typed)))
    closing = next(iter(typed.asked.closing or ()), "")
    return Heard((closing and typed.tap(closing)) or typed.ask_again())


def _drop_beginning(typed: Typed) -> str:
    """Return a sentence, of a job without its « je suis »: it is read behind a name."""
    return _JOB_BEGINNING.sub("", tidy(typed.text)) if typed.asked.key == "job" else typed.text


def _tick_topics(typed: Typed) -> Typed:
    """Return the question with the topics ticked that a sentence names, where none was ticked by hand."""
    if typed.asked.among != "topics" or form_rules.list_drafted(typed.asked, typed.given):
        return typed
    read = read_topics(typed.text, typed.programme.topics, typed.programme.synonyms)
    return replace(typed, given=form_rules.tick(typed.asked, typed.given, read, typed.programme).answers)


def _read_slots(typed: Typed) -> Heard:
    """Tick the hours that are named, and close the question by how the sessions are to be held."""
    ticked = form_rules.tick(typed.asked, typed.given, typed.reading.slots or (), typed.programme)
    if mode := _find_mode(typed.text):
        return Heard(form_rules.close(typed.asked, ticked.answers, mode))
    if typed.reading.slots or (read_yes_no(typed.text) and form_rules.list_drafted(typed.asked, typed.given)):
        return Heard(Step(ticked.answers, "ticked"))
    return Heard(typed.ask_again())


def _find_mode(text: str) -> str:
    words = fold(text)
    said = [mode for mode, pattern in _MODES.items() if pattern.search(words)]
    if not said or _NOT.search(words):
        return ""
    return "both" if "both" in said or len(said) > 1 else said[0]


def _read_capacity(typed: Typed) -> Heard:
    number = typed.reading.number
    return Heard((number is not None and typed.tap(str(number))) or typed.ask_again())


def _read_charter(typed: Typed) -> Heard:
    if typed.reading.answer or read_yes_no(typed.text):
        return Heard(typed.tap("yes") or typed.ask_again())
    return Heard(Step(dict(typed.given), "why"))


_READERS: Mapping[str, Callable[[Typed], Heard]] = {
    "name": _read_name,
    "birth": _read_birth,
    "birth_month": _read_month,
    "topics": _read_words,
    "job": _read_words,
    "slots": _read_slots,
    "capacity": _read_capacity,
    "charter": _read_charter,
}
"""Question -> how words typed at it are read; at any other one of its choices is looked for, if it has some."""
