"""How a part that identifies is described: a pattern for words without accents, and a look at what it found."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["mail", "link", "handle", "phone", "number", "address", "school", "name"]
Found = re.Match[str]

CAPITAL = r"(?-i:[A-Z])[\w'-]{0,40}"
"""A word that begins with a capital."""

JOINING = re.compile(r"(?:\s|-|(?:de\sla|de|du|des|of|a|au)\s|(?:de\s)?[dl]')+", re.IGNORECASE)
"""What only joins a part to the word before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a kind of part is written; the group ``part`` identifies, or all of it; `accepts` looks at what was found."""

    kind: Kind
    pattern: re.Pattern[str]
    accepts: Callable[[Found], bool] = lambda _found: True
    needs: tuple[str, ...] = ()
    """One of these stands in whatever the pattern finds: without any, a text need not be searched."""

    def find_spans(self, plain: str) -> Iterator[tuple[int, int]]:
        """Return where the parts of a text begin and end."""
        if self.needs and not any(one in plain.lower() for one in self.needs):
            return
        group = "part" if "part" in self.pattern.groupindex else 0
        for found in filter(self.accepts, self.pattern.finditer(plain)):
            start, end = found.span(group)
            joined = JOINING.match(plain, start, end)
            yield joined.end() if joined else start, end


def compile_pattern(*pieces: str) -> re.Pattern[str]:
    """Return a pattern made of pieces; in it a capital is asked for by ``(?-i:…)``."""
    return re.compile("".join(pieces), re.IGNORECASE)


def join_words(words: str) -> str:
    """Return a pattern for any of some words, which may be patterns themselves; ``_`` stands for a space."""
    return f"(?:{'|'.join(words.split())})".replace("_", r"\s")


def read_words(words: str) -> frozenset[str]:
    """Return the words of a table."""
    return frozenset(words.split())
