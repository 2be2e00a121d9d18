"""The questions of the two forms, as data.

The next question is the first that applies and has no answer: no position is stored, so a question
may be added or removed while people are half-way. Words are in texts/, one file a question, which begins
with the question's label: summary, corrections and "my data" are made from both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from mentoring.births import is_month_needed
from mentoring.errors import NotPossible
from mentoring.programme import Programme
from mentoring.slots import PARTS, SLOTS
from mentoring.states import Form

AnswerKind = Literal["choice", "many", "text", "birth"]
Answers = Mapping[str, Any]
"""Question key -> answer: a string, a list of identifiers, or a number."""

MAX_WORDS_CHARACTERS = 600
MAX_NAME_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `kind`: how it is answered: ``choice`` (one tap), ``many`` (taps, then a closing tap), ``text``, ``birth``.
    `among`: the catalogue of the programme that the choices come from, or `choices` themselves.
    `closing`: for ``many``, closing tap -> answers that it adds.
    `groups`: for ``many``, a tap that stands for several choices at once.
    `typed`: the key under which typed words are kept beside the taps; typing closes the question too.
    `suggested`: the key of an answer already known that one tap takes over.
    `personal`: the answer belongs to the person and serves both forms.
    `shows`: how its answers are read, where the kind does not say it: key of an answer -> a way (texts/answers.py).
    `beside`: its answer is read on the line of the question before.
    `completes`: the key of the question whose answer it completes; it is not counted as another.
    """

    key: str
    kind: AnswerKind = "choice"
    among: str = ""
    choices: tuple[str, ...] = ()
    closing: Mapping[str, Answers] | None = None
    groups: Mapping[str, tuple[str, ...]] | None = None
    typed: str = ""
    suggested: str = ""
    max_characters: int = MAX_WORDS_CHARACTERS
    personal: bool = False
    shows: Mapping[str, str] | None = None
    beside: bool = False
    completes: str = ""
    applies: Callable[[Answers, date], bool] = lambda _answers, _today: True

    def list_options(self, programme: Programme) -> tuple[str, ...]:
        """Return the identifiers that may be chosen."""
        return self.choices or tuple(getattr(programme, self.among, ()))

    @property
    def ways_by_key(self) -> Mapping[str, str]:
        """Return how each of its answers is read: key of an answer -> a way."""
        typed = {self.typed: "typed"} if self.typed else {}
        return {self.key: self.kind, **typed} if self.shows is None else self.shows

    @property
    def is_double(self) -> bool:
        """Return whether the question asks for two things at once, each with a label."""
        return sum(way != "typed" for way in self.ways_by_key.values()) > 1


MODES = {
    "remote": {"modes": ["remote"]},
    "in_person": {"modes": ["in_person"]},
    "both": {"modes": ["remote", "in_person"]},
}

NAME = Question(
    "name", "text", suggested="called", max_characters=MAX_NAME_CHARACTERS, personal=True, shows={"name": "bold"}
)
REGION = Question("region", among="regions", personal=True)
TOPICS = Question("topics", "many", among="topics", closing={"done": {}}, typed="words")
COLUMNS = {f"={part}": tuple(slot for slot in SLOTS if slot.endswith(f"-{part}")) for part in PARTS}
SLOTS_AND_MODES = Question(
    "slots", "many", choices=SLOTS, closing=MODES, groups=COLUMNS, shows={"slots": "slots", "modes": "modes"}
)


BIRTH = Question("birth", "birth", personal=True)
BIRTH_MONTH = Question(
    "birth_month",
    choices=tuple(f"{month:02d}" for month in range(1, 13)),
    personal=True,
    shows={},
    completes="birth",
    applies=lambda answers, today: is_month_needed(str(answers.get("birth", "")), today),
)
FORMS: Mapping[Form, tuple[Question, ...]] = {
    "need": (
        NAME,
        BIRTH,
        BIRTH_MONTH,
        Question("level", among="levels"),
        Question("field", among="fields", beside=True),
        REGION,
        TOPICS,
        SLOTS_AND_MODES,
    ),
    "offer": (
        NAME,
        BIRTH,
        BIRTH_MONTH,
        Question("job", "text", max_characters=120),
        Question("field", among="fields"),
        REGION,
        TOPICS,
        SLOTS_AND_MODES,
        Question("capacity", choices=("1", "2", "3"), shows={"capacity": "text"}),
        Question("charter", choices=("yes",), shows={}),
    ),
}


def parse_form(name: str) -> Form:
    """Return the form that a button or a row names; raise `NotPossible` when there is none of this name."""
    for form in FORMS:
        if form == name:
            return form
    raise NotPossible(f"(form: {name})")


def find_question(form: Form, key: str) -> Question | None:
    """Return a form's question by its key."""
    return next((item for item in FORMS[form] if item.key == key), None)


def list_unanswered(form: Form, answers: Answers, today: date) -> list[Question]:
    """Return the questions that apply and wait for an answer, in order."""
    return [item for item in FORMS[form] if item.key not in answers and item.applies(answers, today)]


def count_progress(form: Form, answers: Answers, today: date, key: str = "") -> tuple[int, int]:
    """Return (number from 1 of the present question, or of another, how many there are).

    What completes an answer shares its number: asked of some alone, it would change the total half-way.
    """
    counted = [item for item in FORMS[form] if not item.completes and (item.applies(answers, today) or item.key == key)]
    asked = find_question(form, key) if key else next(iter(list_unanswered(form, answers, today)), None)
    if asked and asked.completes:
        return [item.key for item in counted].index(asked.completes) + 1, len(counted)
    answered = [item.key for item in counted].index(key) if key else sum(item.key in answers for item in counted)
    return min(answered + 1, len(counted)), len(counted)
