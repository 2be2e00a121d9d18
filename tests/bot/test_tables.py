"""The tables of messages, cases and acts against the code that uses them: no row is dead, and none is missing."""

import ast
import re
from collections.abc import Iterator

from bot.commands import COMMANDS
from bot.desk.cases import ACTS
from cli.settings import ROOT
from mentoring.cases import ACTS_WITH_REASON, CASES, PRIVATE_ACTS, SAFETY_ACTS
from mentoring.messages import MESSAGES
from mentoring.pauses import POSSIBLE
from mentoring.questions import FORMS
from tests.test_house import BELOW, find_last_name, list_files, list_nodes

ACTING = [room for room in BELOW if room not in ("mentoring", "texts", "simulator", "matching")]
ANY = f"(?:{'|'.join([*FORMS, *POSSIBLE])})"
"""What may be put into the name of a kind of message: a form, or what can be done with something of one's own."""
NO_COMMANDS = {"newbot", "start", "metrics", "healthz"}
"""BotFather's, the one that aiogram hears by itself, and addresses of the local port."""
OPENING = ("open_case", "keep_count")


def list_written() -> set[str]:
    """Return a pattern for each string that these rooms write, with what may be put into one."""
    patterns = (_build_pattern(node) for path in list_files(*ACTING) for node in list_nodes(path))
    return {pattern for pattern in patterns if pattern is not None}


def _build_pattern(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANY for part in node.values)
    return None


def list_opened() -> Iterator[str]:
    """Return the kinds of case that are opened by name."""
    for node in (node for path in list_files(*ACTING) for node in list_nodes(path)):
        if isinstance(node, ast.Call) and find_last_name(node.func) in OPENING:
            yield from (str(kind.value) for kind in node.args[2:3] if isinstance(kind, ast.Constant))


def test_every_kind_of_message_is_said_somewhere() -> None:
    """A row that no code names is a message that nobody ever gets."""
    anything = re.compile("|".join(list_written()))
    assert [kind for kind in MESSAGES if not anything.fullmatch(kind)] == []


def test_every_kind_of_case_is_opened_somewhere() -> None:
    """A row that no code names is a card that the team never sees."""
    anything = re.compile("|".join(list_written()))
    assert [kind for kind in CASES if not anything.fullmatch(kind)] == []


def test_a_case_that_is_opened_has_its_row() -> None:
    """Otherwise nobody knows how urgent it is, and opening it fails."""
    assert {"distress", "blocked"} <= set(list_opened()) <= set(CASES)


def test_every_act_of_a_case_can_be_done_and_every_act_that_can_be_done_is_offered() -> None:
    """The buttons of a card and what they do are two tables."""
    offered = {act for rules in CASES.values() for act in (*rules.acts, *rules.decisions)}
    assert offered | {*PRIVATE_ACTS, *SAFETY_ACTS} == set(ACTS)
    assert set(ACTS_WITH_REASON) <= set(ACTS)


def test_every_command_that_the_readme_names_is_heard() -> None:
    """A row that is forgotten would be a promise that nobody keeps."""
    promised = set(re.findall(r"`/(\w+)", (ROOT / "README.md").read_text("utf-8")))
    assert promised - {name for row in COMMANDS for name in row.names} <= NO_COMMANDS
