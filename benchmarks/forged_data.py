"""Button data that no message of ours carries, and data of others' messages: seeded, of four kinds."""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bot.buttons import VERBS
from tests.rights.shapes import list_templates

SIGNS = string.ascii_lowercase + string.digits + "_-=.+"
ODD_NUMBERS = ("0", "-1", "00", "999999999", "9999999999", "-150000", "٣", "²", "1e3", " 1", "1;", "--1")
MAX_NUMBER = 16
"""No row of the town has a larger number, but people and the drawn ones."""


@dataclass(slots=True)
class ForgedData:
    """A seeded source; `drawn` are numbers of urgent cases and of people, which somebody might have seen."""

    random: Random
    drawn: tuple[int, ...]

    def list_kinds(self) -> dict[str, Callable[[list[str], list[str]], str]]:
        """Return each kind: made of the tapper's own buttons and of somebody else's."""
        return {
            "random": lambda _own, _others: self._make_random(),
            "mutated": lambda own, _others: self._mutate(self.random.choice(own)),
            "of another": lambda _own, others: self.random.choice(others),
            "at another moment": lambda _own, _others: self._fill(),
        }

    def _make_random(self) -> str:
        pick = self.random
        verb = pick.choice([*VERBS, "".join(pick.choices(SIGNS, k=5))])
        return f"{verb}:{self._draw_words(8)}:{self._draw_words(12)}"

    def _draw_words(self, most: int) -> str:
        return "".join(self.random.choices(SIGNS, k=self.random.randint(0, most)))

    def _draw_number(self) -> str:
        small, drawn = self.random.randint(1, MAX_NUMBER), self.random.choice(self.drawn)
        return str(self.random.choice((small, small, drawn, self.random.choice(ODD_NUMBERS))))

    def _fill(self) -> str:
        """Return a button that some message shows at some moment, about any row."""
        verb = self.random.choice([*VERBS])
        return self.random.choice(list_templates(verb)).replace("#", self._draw_number())

    def _mutate(self, data: str) -> str:
        verb, subject, choice = (*data.split(":"), "", "")[:3]
        other = self.random.choice(list_templates(self.random.choice([*VERBS]))).replace("#", self._draw_number())
        ways = (
            f"{self.random.choice([*VERBS])}:{subject}:{choice}",
            f"{verb}:{self._step(subject)}:{choice}",
            f"{verb}:{self._draw_number()}:{choice}",
            f"{verb}:{subject}:{other.split(':')[2]}",
            f"{verb}:{subject}:{self._step(choice)}",
            f"{verb}:{subject}:{re.sub('[0-9]+', self._draw_number(), choice, count=1)}",
            f"{verb}:{subject}",
            f"{data}:{self._draw_words(4)}",
            f"{data}{'x' * 64}",
            data.upper(),
            data.translate(str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")),
            data.replace("-", "\u2212", 1),
            f" {data}",
        )
        return self.random.choice(ways)

    def _step(self, text: str) -> str:
        """Return a text with its number one up or down; with a number of its own where it has none."""
        head, number = text.rstrip(string.digits), text[len(text.rstrip(string.digits)) :]
        return f"{head}{int(number) + self.random.choice((-1, 1))}" if number else f"{head}{self._draw_number()}"
