"""How a file of words is written: a question's label on the first line, words, a line ``---``, then buttons.

A label is written ``# Studies``, and ``# Free times | sessions`` where one question fills in two answers.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader, TemplateNotFound
from jinja2.bccache import Bucket

from texts.markdown import keep_together, set_apostrophes

LABEL = re.compile(r"# (?P<labels>.+)")
BUTTON = re.compile(r"(?P<label>.+?) => (?P<data>\S+)(?: \| |$)")
MOMENTS = "_moments.j2"
"""How moments are said, in Babel's patterns: an apostrophe is a sign there."""
BUTTONS = "<buttons>"
"""Stands for the line ``---``: unlike it, no escaped fact can contain it."""


FIXED_PIECES = ("_kit_limits",)
"""What no folder of one's own replaces, in a language that we ship: it keeps people safe."""


class TemplateLoader(FileSystemLoader):
    """Loads files of words for Jinja2, and keeps what is read of them apart from a message; ours is the last folder.

    `labels`: file -> the labels on its first line.
    `choices`: file -> data of a button -> its words, for buttons that are written out.
    """

    def __init__(self, folders: list[Path]) -> None:
        super().__init__(folders)
        self._shipped = FileSystemLoader(folders[-1])
        self.labels: dict[str, tuple[str, ...]] = {}
        self.choices: dict[str, Mapping[str, str]] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the source without its label; the other lines keep their numbers."""
        source, path, is_fresh = self._find_source(environment, template)
        label = LABEL.match(source)
        if Path(template).name != MOMENTS:
            source = set_apostrophes(source)
        words, *buttons = re.split(r"^---$", source[label.end() :] if label else source, maxsplit=1, flags=re.MULTILINE)
        self.labels[template] = tuple(keep_together(label["labels"]).strip().split(" | ")) if label else ()
        self.choices[template] = dict(_parse_buttons(buttons))
        return BUTTONS.join([keep_together(words), *buttons]), path, is_fresh

    def would_replace_fixed(self, environment: Environment, template: str) -> bool:
        """Return whether a folder of one's own has other words for a piece that stays ours."""
        if not self._is_fixed(template):
            return False
        try:
            ours, *_ = self._shipped.get_source(environment, template)
        except TemplateNotFound:
            return True
        return super().get_source(environment, template)[0] != ours

    def _find_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if self._is_fixed(template):
            return self._shipped.get_source(environment, template)
        return super().get_source(environment, template)

    def _is_fixed(self, template: str) -> bool:
        language, _, name = template.partition("/")
        return name.partition(".")[0] in FIXED_PIECES and Path(self._shipped.searchpath[0], language).is_dir()


def _parse_buttons(buttons: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in "\n".join(buttons).split("\n"):
        yield from ((found["data"], html.unescape(found["label"]).strip()) for found in BUTTON.finditer(line))


class _CompiledFiles(BytecodeCache):
    """Keeps compiled files for as long as the process lives: a second `Texts` compiles only what differs."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Return the code of a file to Jinja2, if its source is still the same."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a file."""
        self._code[bucket.key, bucket.checksum] = bucket.code


COMPILED_FILES = _CompiledFiles()
