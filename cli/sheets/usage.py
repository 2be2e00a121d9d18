"""How `binome match` is used, in the language of the programme: its help, and what was wrong in what was typed."""

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from cli.settings import read_programme
from documents.words import WORDS
from mentoring.errors import BadSettings

UNUSABLE = 2
Words = Mapping[str, Any]


def find_language(arguments: Sequence[str]) -> str:
    """Return the language that is asked for, else the programme's first; where neither can be read, our first."""
    if (asked := _find_value(arguments, "--language")) in WORDS:
        return asked
    programme = _find_value(arguments, "--programme")
    try:
        languages = read_programme(Path(programme) if programme else None).languages
    except (BadSettings, OSError):
        languages = ()
    return next((language for language in languages if language in WORDS), next(iter(WORDS)))


def _find_value(arguments: Sequence[str], option: str) -> str:
    for at, said in enumerate(arguments):
        if said == option:
            return next(iter(arguments[at + 1 :]), "")
        if said.startswith(f"{option}="):
            return said.partition("=")[2]
    return ""


def build_parser(options: Mapping[str, Mapping[str, Any]], typed: Sequence[str]) -> argparse.ArgumentParser:
    """Return what reads the command line, in the language that what was typed asks for."""
    parser = UsageParser(WORDS[find_language(typed)]["usage"])
    for option, meaning in options.items():
        name = option.split()[-1].lstrip("-")
        placeholder = parser.words["placeholders"].get(meaning.get("metavar"))
        shown = {"metavar": placeholder} if placeholder else {}
        parser.add_argument(*option.split(), **{**meaning, **shown, "help": parser.words["options"][name]})
    return parser


class UsageParser(argparse.ArgumentParser):
    """A parser that speaks the language of whoever uses the command."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(
            prog="binome match",
            description=words["description"],
            add_help=False,
            formatter_class=lambda prog: _Formatter(prog, words["usage"]),
        )
        self._positionals.title, self._optionals.title = words["files"], words["options_title"]
        self.add_argument("-h", "--help", action="help", help=words["help"])

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what was wrong, and end with status 2."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"{translate(message, self.words['errors'])}\n")


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog)
        self.begins = usage

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with the word for usage."""
        super().add_usage(usage, actions, groups, prefix or self.begins)


def translate(message: str, sentences: Iterable[Sequence[str]]) -> str:
    """Return what argparse says in English, as the first sentence has it whose pattern fits."""
    for pattern, sentence in sentences:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*found.groups())
    return message
