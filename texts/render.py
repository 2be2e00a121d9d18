"""From a message's name and its facts to what Telegram shows.

A message is one Jinja2 file: words in Telegram's HTML, a line ``---``, then its buttons, one row a
line: ``Label => verb:subject:choice | Label => verb:subject:choice``. A file ``name.young.j2`` or
``name.volunteer.j2`` is preferred for that side. Facts are escaped by Jinja2, in words and labels:
no ``<`` or ``>`` of theirs arrives here, so that no fact can end the words or forge a button.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from mentoring.actions import parse
from mentoring.errors import BinomeError
from mentoring.programme import Programme
from texts import formats
from texts.markdown import markdown, unbroken

HERE = Path(__file__).parent
MOST_CHARACTERS = 4096
LONGEST_LABEL = 60
BUTTON = re.compile(r"(?P<label>.+?) => (?P<data>\S+)(?: \| |$)")
BUTTONS = "<buttons>"
"""Stands for the line ``---``: unlike it, no escaped fact can contain it."""


class BadMessage(BinomeError):
    """A message cannot be shown."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What Telegram shows: HTML words, and rows of (label, data)."""

    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


class _Loader(FileSystemLoader):
    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_fresh = super().get_source(environment, template)
        words, *buttons = re.split(r"^---$", source, maxsplit=1, flags=re.MULTILINE)
        return BUTTONS.join([unbroken(words), *buttons]), path, is_fresh


class _Compiled(BytecodeCache):
    """Keeps compiled files for as long as the process lives: who makes `Texts` again compiles what differs alone."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Return the code of a file to Jinja2, if its source is still the same."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a file."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Texts:
    """The words of a programme, in every language that we have; an association's `own` folder goes first."""

    def __init__(self, programme: Programme, own: Path | None = None) -> None:
        self._languages = programme.languages
        self._jinja = Environment(
            loader=_Loader([own, HERE] if own else HERE), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False,
            bytecode_cache=_COMPILED,
        )  # fmt: skip
        self._jinja.globals.update(programme=programme, label=_label)
        self._jinja.filters.update(formats.FILTERS, markdown=markdown)

    def render(self, kind: str, facts: Mapping[str, Any]) -> Rendered:
        """Give a message as its addressee sees it; raise `BadMessage` when Telegram would refuse it."""
        words, _, buttons = self._template(kind, facts).render(**facts).partition(BUTTONS)
        if problem := facts.get("problem"):
            words = f"{self._template(f'problem_{problem}', facts).render(**facts).strip()}\n\n{words.strip()}"
        text = re.sub(r"\n{3,}", "\n\n", words.strip())
        if not 0 < visible_length(text) <= MOST_CHARACTERS:
            raise BadMessage(f"({kind}: {visible_length(text)} characters)")
        lines = [] if facts.get("closed") else buttons.split("\n")
        return Rendered(text, tuple(row for line in lines if (row := _row(line.strip(), kind))))

    def language_of(self, code: str | None) -> str:
        """Give the programme's language that is nearest to a Telegram language code."""
        spoken = (code or "")[:2]
        return spoken if spoken in self._languages else self._languages[0]

    def broken(self) -> list[str]:
        """Give the files that Jinja2 cannot read, each with its line."""
        faults = []
        for name in self.names():
            try:
                self._jinja.get_template(name)
            except TemplateSyntaxError as error:
                faults.append(f"{name}, line {error.lineno}: {error.message}")
        return faults

    def source(self, name: str) -> list[str]:
        """Give the lines of a file such as ``fr/menu.j2``."""
        assert self._jinja.loader is not None
        return self._jinja.loader.get_source(self._jinja, name)[0].splitlines()

    def file_of(self, kind: str, facts: Mapping[str, Any]) -> str:
        """Give the name of the file that a message is read from."""
        return self._template(kind, facts).name or ""

    def names(self) -> list[str]:
        """Give every file of words, as ``fr/menu.j2``."""
        return self._jinja.list_templates(extensions=["j2"])

    def _template(self, kind: str, facts: Mapping[str, Any]) -> Template:
        me = facts["me"]
        if kind.endswith(("_question", "_summary")):
            # What is asked is what waits for an answer when this leaves, not when it was queued.
            kind = f"{facts['form']}_{facts['asked'].key if facts['asked'] else 'summary'}"
        names = (f"{kind}.{me['side']}.j2", f"{kind}.j2")
        return self._jinja.select_template([f"{formats.spoken(me['language'])}/{name}" for name in names])


def visible_length(text: str) -> int:
    """Give the characters that Telegram counts: without tags, each escaped one as itself."""
    return len(html.unescape(re.sub(r"<[^>]*>", "", text)))


def _row(line: str, kind: str) -> tuple[tuple[str, str], ...]:
    row = tuple(
        (html.unescape(found["label"]).strip()[:LONGEST_LABEL], html.unescape(found["data"]))
        for found in BUTTON.finditer(line)
    )
    for label, data in row:
        if not label or parse(data) is None:
            raise BadMessage(f"({kind}: button {label!r} carries {data!r})")
    if line and not row:
        raise BadMessage(f"({kind}: {line!r} is not a row of buttons)")
    return row


@pass_context
def _label(context: Context, catalogue: str, key: str) -> str:
    programme: Programme = context["programme"]
    return programme.label(catalogue, key, context["me"]["language"])
