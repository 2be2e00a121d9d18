"""What the tests of answers share: the shipped programme, and what was read otherwise than expected."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date

from mentoring.programme import parse
from tests.test_house import ROOT

PROGRAMME = parse(tomllib.loads((ROOT / "programme.toml").read_text("utf-8")))
TODAY = date(2026, 11, 30)


def split(texts: str) -> list[str]:
    """Return texts that stand one a bar."""
    return [text.strip() for text in texts.split("|")]


def list_misses(read: Callable[[str], object], texts: Iterable[str], expected: object) -> dict[str, object]:
    """Return the texts that were read otherwise, with what was read."""
    found = {text: read(text) for text in texts}
    return {text: answer for text, answer in found.items() if answer != expected}
