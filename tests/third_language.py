"""A third language, made of the French words: each message begins by saying so, and Babel knows its dates."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from mentoring.programme import Programme, parse
from tests.texts.samples import PROGRAMME

ROOT = Path(__file__).parents[1]
CODE, NAME, MARK = "eo", "Esperanto", "[eo] "


def write_words(own: Path) -> Path:
    """Write a complete folder of words, and return the folder that it lies in."""
    (own / CODE).mkdir(parents=True)
    for path in (ROOT / "texts" / "fr").glob("*.j2"):
        words = path.read_text("utf-8").replace('import "fr/', f'import "{CODE}/')
        (own / CODE / path.name).write_text(words if path.name.startswith("_") else _mark_words(words), "utf-8")
    return own


def _mark_words(words: str) -> str:
    """Return words with the mark at their beginning; a question's label keeps its line, and gets the mark too."""
    label, rest = words.split("\n", 1) if words.startswith("# ") else ("", words)
    return (f"# {MARK}{label.removeprefix('# ')}\n" if label else "") + MARK + rest


def replace_words(own: Path, name: str, old: str, new: str) -> None:
    """Change the words of a file."""
    path = own / CODE / name
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new), "utf-8")


def build_programme_file(*languages: str) -> str:
    """Return the shipped programme file in some languages, its catalogues with words in the third."""
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    told = shipped.replace('languages = ["fr", "en"]', f"languages = {list(languages)}")
    assert told != shipped
    return re.sub(r'{ fr = "([^"]*)"', rf'{{ {CODE} = "{MARK}\1", fr = "\1"', told)


def build_programme(*languages: str) -> Programme:
    """Return that programme, with the shipped training."""
    return replace(parse(tomllib.loads(build_programme_file(*languages))), training=PROGRAMME.training)
