"""Print what masking finds in a labelled set. Run: ``python tests/data/masking/report.py [--misses] [dev|frozen]``."""

import json
import re
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from understanding.identifying import find_parts  # noqa: E402  the root must be on the path first when run as a script

SETS = tuple(sorted(path.stem for path in HERE.glob("*.jsonl")))
UNSEEN = ("frozen_d",)
"""Sets that nobody has tuned on yet: their figures alone are published, and hold nobody to the bar."""
WORD = re.compile(r"\w+")
LITTLE = """
a afpa agricole appelle at au bahut btp c campus cfa chez college collège d de des du ecole en est et fac general
général insta institut institution iut je l la le lep les lp lycee lycée m ma madame mail mfr mme moi mon monsieur mr
mrs n numero of pro professionnel prépa snap suis sur technologique tel the universite université à école
"""
SAYS_LITTLE = frozenset(LITTLE.split())
"""Words around a name, such as « lycée » and « de »: that they stay tells nobody who it is."""


@dataclass(frozen=True)
class Sentence:
    """A need, the parts of it that identify somebody, and the characters that masking hides."""

    text: str
    identifying: tuple[str, ...]

    @cached_property
    def hidden(self) -> set[int]:
        """Return the places of the characters that are hidden, or asked about."""
        return {at for part in find_parts(self.text) for at in range(part.start, part.end)}

    def list_left(self) -> list[str]:
        """Return the identifying parts of which a word that says something is still read."""
        hidden = self.hidden
        return [part for part in self.identifying if not hidden >= self._list_telling(part)]

    def list_blanked(self) -> list[str]:
        """Return the harmless words that are no longer read."""
        labelled = {at for part in self.identifying for at in self._list_places(part)}
        hidden = self.hidden - labelled
        return [word[0] for word in WORD.finditer(self.text) if hidden & set(range(*word.span()))]

    def count_harmless(self) -> int:
        """Return how many words identify nobody."""
        labelled = {at for part in self.identifying for at in self._list_places(part)}
        return sum(not labelled & set(range(*word.span())) for word in WORD.finditer(self.text))

    def _list_places(self, part: str) -> range:
        start = self.text.index(part)
        return range(start, start + len(part))

    def _list_telling(self, part: str) -> set[int]:
        start = self.text.index(part)
        words = [word for word in WORD.finditer(part) if word[0].lower() not in SAYS_LITTLE] or WORD.finditer(part)
        return {start + at for word in words for at in range(*word.span())}


@cache
def read_sentences(name: str) -> tuple[Sentence, ...]:
    """Return a labelled set."""
    rows = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return tuple(Sentence(row["text"], tuple(row["identifying"])) for row in rows)


def compute_digest(name: str) -> str:
    """Return the SHA-256 of a set."""
    return sha256((HERE / f"{name}.jsonl").read_bytes()).hexdigest()


@cache
def compute_figures(name: str) -> dict[str, int]:
    """Return how many parts and words there are in a set, and how many of them were got wrong."""
    read = read_sentences(name)
    return {
        "needs": len(read),
        "identifying parts": sum(len(one.identifying) for one in read),
        "identifying parts left": sum(len(one.list_left()) for one in read),
        "harmless words": sum(one.count_harmless() for one in read),
        "harmless words blanked": sum(len(one.list_blanked()) for one in read),
        "needs with a harmless word blanked": sum(bool(one.list_blanked()) for one in read),
    }


def build_lines(name: str, *, with_misses: bool = False) -> list[str]:
    """Return the report on a set: the figures, then every miss; those of an unseen set only if they are asked for."""
    found = compute_figures(name)
    lines = [f"| {name} |  |", "|---|---|", *(f"| {what} | {count} |" for what, count in found.items())]
    return lines + (_list_misses(name) if with_misses or name not in UNSEEN else [])


def _list_misses(name: str) -> list[str]:
    lines = ["", "Left:", ""]
    lines += [f"- {part} | {_join_lines(one.text)}" for one in read_sentences(name) for part in one.list_left()]
    lines += ["", "Blanked:", ""]
    return lines + [
        f"- {' '.join(words)} | {_join_lines(one.text)}"
        for one in read_sentences(name)
        if (words := one.list_blanked())
    ]


def _join_lines(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    asked = [each for each in sys.argv[1:] if each != "--misses"]
    for each in asked or SETS:
        print(f"SHA-256 {compute_digest(each)}\n")
        print("\n".join(build_lines(each, with_misses="--misses" in sys.argv)))
