"""The training of volunteers: what an association writes in Markdown, parsed and checked, every fault with its line.

A module begins with ``# Title``; a line ``---`` ends a screen. A screen may end with ``## Question`` and its answers:
``- [x] right → why`` and ``- [ ] wrong → explanation``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_SCREEN_CHARACTERS = 900
"""Characters that can be read on a small phone without scrolling much."""
MAX_BUTTON_CHARACTERS = 40
MIN_ANSWERS = 2
ANSWER = re.compile(r"[-*] \[(?P<mark>[ xX])\] (?P<words>.*?)(?: *(?:→|->) *(?P<why>.*))?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be answered to a question, and what is then said, in Markdown."""

    words: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One message of the training; with answers, a question ends it. Words are Markdown."""

    module: int
    title: str
    words: str
    question: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def shape(self) -> tuple[bool, ...]:
        """Return what must be alike in every language: which answers are right."""
        return tuple(answer.right for answer in self.answers)


Screens = tuple[Screen, ...]
Training = Mapping[str, Screens]
"""Language -> all screens, in order."""


def parse(modules: Mapping[str, str], faults: list[str]) -> Screens:
    """Return the screens of a language's modules (file name -> Markdown, in order); add each fault with its line."""
    screens = []
    for number, (name, text) in enumerate(modules.items(), 1):
        lines = text.splitlines()
        title = lines[0].removeprefix("# ").strip() if lines and lines[0].startswith("# ") else ""
        if not title:
            faults.append(f"{name}, line 1: begin with a title, for example # Your role")
        for first, part in _split_screens(lines):
            screens.append(_parse_screen(number, title, part, f"{name}, line {first}", faults))
    if screens and screens[-1].answers:
        faults.append(f"{list(modules)[-1]}: end with a screen without a question, it shows why the answer was right")
    return tuple(screens)


def find_differences(training: Training) -> list[str]:
    """Return where a language has other questions than the first: one place in the training fits them all."""
    first, *others = training
    faults = []
    for language in others:
        here, there = training[language], training[first]
        if len(here) != len(there):
            faults.append(f"{language}: {len(here)} screens, {first} has {len(there)}: write the same in each language")
        different = (
            at for at, (one, other) in enumerate(zip(here, there, strict=False), 1) if one.shape != other.shape
        )
        if at := next(different, 0):
            faults.append(f"{language}, screen {at}: not the same answers, in the same order, as in {first}")
    return faults


def _split_screens(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Return each screen's lines with the number of the first; the title is none of them."""
    begun, part = 2, list[str]()
    for number, line in enumerate(lines[1:], 2):
        if line.strip() == "---":
            yield begun, part
            begun, part = number + 1, []
        else:
            part.append(line)
    yield begun, part


def _parse_screen(module: int, title: str, lines: list[str], where: str, faults: list[str]) -> Screen:
    asked = next((at for at, line in enumerate(lines) if line.startswith("## ")), len(lines))
    words = "\n".join(lines[:asked]).strip()
    question = "".join(lines[asked : asked + 1]).removeprefix("## ").strip()
    answers = tuple(_parse_answers(lines[asked + 1 :], where, faults))
    if not words and not question:
        faults.append(f"{where}: an empty screen, write something or remove its ---")
    if len(words) > MAX_SCREEN_CHARACTERS:
        faults.append(f"{where}: {len(words)} characters, at most {MAX_SCREEN_CHARACTERS}: cut it in two with ---")
    if any(ANSWER.fullmatch(line.strip()) for line in lines[:asked]):
        faults.append(f"{where}: answers without a question, write ## and the question above them")
    if question and (len(answers) < MIN_ANSWERS or {answer.right for answer in answers} != {True, False}):
        faults.append(f"{where}: a question needs a right answer, - [x] …, and a wrong one, - [ ] …")
    return Screen(module, title, words, question, answers)


def _parse_answers(lines: list[str], where: str, faults: list[str]) -> Iterator[Answer]:
    for line in filter(None, map(str.strip, lines)):
        found = ANSWER.fullmatch(line)
        if found is None:
            faults.append(f"{where}: {line[:30]!r} is no answer, write - [ ] words → why")
            continue
        words, why = found["words"].strip(), (found["why"] or "").strip()
        if not 0 < len(words) <= MAX_BUTTON_CHARACTERS:
            faults.append(
                f"{where}: {words[:30]!r} has {len(words)} characters, a button holds 1 to {MAX_BUTTON_CHARACTERS}"
            )
        if not why:
            faults.append(f"{where}: {words[:30]!r} says not why, write → and the reason after it")
        yield Answer(words, found["mark"] != " ", why)
