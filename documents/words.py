"""The tables of words of this room: what is said of files, and what their columns and cells are known by."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def _read_table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


WORDS: Mapping[str, Mapping[str, Any]] = _read_table("words.toml")
"""What is said of files and of the match, in each language."""
HEADINGS: list[dict[str, Any]] = _read_table("headings.toml")["heads"]
"""Which words head which columns."""
LANGUAGES: Mapping[str, list[str]] = _read_table("languages.toml")["names"]
"""Code of a language -> how it may be written."""
PHRASES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{'|'.join(words)})\b") for name, words in _read_table("phrases.toml").items()
}
"""Words that cells and headings are known by, to be looked for in folded words."""
