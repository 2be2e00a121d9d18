"""Answering a form: taps and typed words in, new answers or a kind problem out.

Taps of a question that is still open are kept under ``draft`` so that nothing is lost by a restart.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring.births import compute_age, find_mark, is_too_old, parse_birth
from mentoring.programme import Programme
from mentoring.questions import BIRTH, FORMS, Answers, Question, list_unanswered
from mentoring.shown_choices import forget_choice
from mentoring.states import Form

MIN_AGE_SHOWN = 15
"""Year buttons go down to this age, so that somebody too young can say so."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer led to: the answers as they are now, and the problem to tell, if any.

    Of somebody too young the problem is the account's mark (`births.CLOSED_FORMS`), and the birth alone is left.
    """

    answers: dict[str, Any]
    problem: str = ""


def find_next_question(form: Form, answers: Answers, today: date) -> Question | None:
    """Return the question to ask now; None when the form is complete."""
    return next(iter(list_unanswered(form, answers, today)), None)


def answer_by_tap(
    form: Form, key: str, choice: str, answers: Answers, programme: Programme, today: date
) -> Step | None:
    """Return the form answered by a button; None when the button is not one of the present question."""
    asked = find_next_question(form, answers, today)
    if choice == "back" and asked and asked.key == key:
        if asked.kind == "birth" and list_drafted(asked, answers):
            return Step(_forget_draft(asked, answers))  # all years again
        return Step(go_back(form, answers, asked.key, today))
    if asked is None or asked.key != key:
        return None
    if asked.kind == "birth":
        shown = {*list_drafted(asked, answers), *list_years(form, programme, today)}
        return _take_birth(form, answers, choice, programme, today) if choice in shown else None
    if asked.suggested and choice == "suggested" and answers.get(asked.suggested):
        return answer_by_text(form, str(answers[asked.suggested]), answers, programme, today)
    if asked.closing and choice in asked.closing:
        return _close(asked, dict(answers), asked.closing[choice])
    group = (asked.groups or {}).get(choice)
    if choice not in asked.list_options(programme) and not group:
        return None
    if asked.kind == "many":
        return Step(_toggle(asked, answers, group or (choice,), programme))
    return (
        _add_birth_month(form, answers, choice, programme, today)
        if key == "birth_month"
        else Step({**answers, key: choice})
    )


def answer_by_text(form: Form, text: str, answers: Answers, programme: Programme, today: date) -> Step | None:
    """Return the form answered by typed words; None when the form is complete."""
    asked = find_next_question(form, answers, today)
    if asked is None:
        return None
    words = tidy(text)
    if asked.kind == "birth":
        return _take_birth(form, answers, words, programme, today)
    if asked.typed:
        return _check_length(asked, answers, words) or _close(
            asked, {**forget_choice(answers, asked.typed), asked.typed: words}, {}
        )
    if asked.kind == "text":
        return _check_length(asked, answers, words) or Step({**forget_choice(answers, asked.key), asked.key: words})
    found = [key for key in asked.list_options(programme) if _has_same_words(words, asked, key, programme)]
    return (
        answer_by_tap(form, asked.key, found[0], answers, programme, today) if found else Step(dict(answers), "choose")
    )


def tick(question: Question, answers: Answers, choices: Collection[str], programme: Programme) -> Step:
    """Return the answers with more choices ticked, none of them taken away; the question stays open."""
    taken = {*list_drafted(question, answers), *choices}
    return Step(_draft(question, answers, [key for key in question.list_options(programme) if key in taken]))


def offer_years(answers: Answers, age: int, today: date) -> Step:
    """Return the answers with the two years of birth that an age leaves open, one of which is to be chosen."""
    years = [str(today.year - age - 1), str(today.year - age)]
    return Step({**answers, "draft": {**answers.get("draft", {}), "birth": years}}, "age")


def close(question: Question, answers: Answers, choice: str) -> Step:
    """Return the answers with a question of several taps closed by one of its closing taps."""
    return _close(question, dict(answers), (question.closing or {})[choice])


def add_words(question: Question, answers: Answers, more: str) -> Step:
    """Return the answers with more words behind those that were typed for a question."""
    key = question.typed or question.key
    words = f"{answers.get(key, '')} {tidy(more)}".strip()
    return _check_length(question, answers, words) or Step({**forget_choice(answers, key), key: words})


def takes_words(question: Question, answers: Answers) -> bool:
    """Return whether a question was answered by a sentence, to which more may be added."""
    is_sentence = question.kind == "text" and not question.suggested
    return is_sentence or bool(question.typed and answers.get(question.typed))


def reopen(answers: Answers, key: str) -> dict[str, Any]:
    """Return the answers with a question asked again, its present answer kept as a draft."""
    left = {name: value for name, value in answers.items() if name != key}
    if isinstance(answers.get(key), list):
        left["draft"] = {**left.get("draft", {}), key: answers[key]}
    return left


def go_back(form: Form, answers: Answers, key: str, today: date) -> dict[str, Any]:
    """Return the answers with the question before this one asked again; the same answers at the first."""
    applying = [item.key for item in FORMS[form] if item.applies(answers, today)]
    at = applying.index(key)
    return reopen(answers, applying[at - 1]) if at else dict(answers)


def list_drafted(question: Question, answers: Answers) -> list[str]:
    """Return the taps made so far on a question that takes several."""
    return list(answers.get("draft", {}).get(question.key, ()))


def is_minor(birth: str, today: date) -> bool:
    """Return whether somebody born in ``YYYY-MM`` is under 18; in the month of their 18th birthday they still are.

    Of those long of age only the year is known.
    """
    return compute_age(birth, today) < 18


def tidy(text: str) -> str:
    """Return typed words without control or direction marks, as one line; emoji and accents stay."""
    kept = (
        char
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co") or char in "\n\t\u200d"
    )
    line = re.sub(r"\s+", " ", "".join(kept)).strip()
    return line if any(unicodedata.category(char)[0] in "LNPS" for char in line) else ""  # joiners alone show nothing


def fold(text: str) -> str:
    """Return words as they are compared: no capitals, accents or punctuation."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare))


def list_years(form: Form, programme: Programme, today: date) -> list[str]:
    """Return the years of birth shown as buttons, oldest first; volunteers have too many of them, and type theirs."""
    if form == "offer":
        return []
    return [str(today.year - age) for age in range(programme.maximum_age, MIN_AGE_SHOWN - 1, -1)]


def _toggle(question: Question, answers: Answers, tapped: tuple[str, ...], programme: Programme) -> dict[str, Any]:
    taken = set(list_drafted(question, answers))
    after = taken - set(tapped) if taken >= set(tapped) else taken | set(tapped)
    return _draft(question, answers, [key for key in question.list_options(programme) if key in after])


def _draft(question: Question, answers: Answers, chosen: list[str]) -> dict[str, Any]:
    return {**answers, "draft": {**answers.get("draft", {}), question.key: chosen}}


def _forget_draft(question: Question, answers: Answers) -> dict[str, Any]:
    draft = {key: value for key, value in answers.get("draft", {}).items() if key != question.key}
    rest = {key: value for key, value in answers.items() if key != "draft"}
    return {**rest, **({"draft": draft} if draft else {})}


def _close(question: Question, answers: dict[str, Any], more: Answers) -> Step:
    chosen = list_drafted(question, answers)
    if not chosen and not (question.typed and answers.get(question.typed)):
        return Step(answers, "choose_one")
    return Step({**_forget_draft(question, answers), **more, question.key: chosen})


def _check_length(question: Question, answers: Answers, words: str) -> Step | None:
    if not words:
        return Step(dict(answers), "empty")
    return Step(dict(answers), "too_long") if len(words) > question.max_characters else None


def _take_birth(form: Form, answers: Answers, words: str, programme: Programme, today: date) -> Step:
    birth = parse_birth(words, today)
    if birth is None:
        return Step(dict(answers), "birth_unclear")
    return _check_age(form, {**_forget_draft(BIRTH, answers), "birth": birth}, programme, today)


def _add_birth_month(form: Form, answers: Answers, month: str, programme: Programme, today: date) -> Step:
    return _check_age(form, {**answers, "birth": f"{answers['birth']}-{month}"}, programme, today)


def _check_age(form: Form, answers: dict[str, Any], programme: Programme, today: date) -> Step:
    birth = answers["birth"]
    if mark := find_mark(form, birth, programme, today):
        return Step({"birth": birth}, mark)
    if is_too_old(form, birth, programme, today):
        return Step({key: value for key, value in answers.items() if key != "birth"}, "too_old")
    return Step(answers)


def _has_same_words(words: str, question: Question, key: str, programme: Programme) -> bool:
    labels = getattr(programme, question.among).get(key, {}).values() if question.among else ()
    return fold(words) in {fold(key), *map(fold, labels)}
