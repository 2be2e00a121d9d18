"""Files and functions: how long they are, how many things they are given, what they are called."""

import ast
import re

import pytest

from tests.test_house import BELOW, EVERYTHING, ROOMS, ROOT, find_last_name, list_nodes

MAX_LINES = 320
TABLES = {"mentoring/messages.py": 350, "mentoring/desk_messages.py": 350, "texts/samples.py": 350}
"""Files that are one table of data."""
MAX_PARAMETERS = 6
COMPILED = "compile_loop"
"""Marks what runs as machine code: it is given plain arrays, for a look into a tuple costs more than the work."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "misc"}


def test_no_file_is_too_long() -> None:
    """A file of more than 320 lines is asked whether it is two things; a table of data may be a little longer."""
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in EVERYTHING}
    assert {path: length for path, length in lengths.items() if length > TABLES.get(path, MAX_LINES)} == {}


def list_parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Return the names of a function's parameters, but for its own object and for what it only passes on."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [name for name in names if name not in ("self", "cls")]


def test_a_function_has_at_most_six_parameters() -> None:
    """Those that always come together are one thing, with a name; compiled loops alone are given plain arrays."""
    functions = [
        (path, node)
        for path in ROOMS
        for node in list_nodes(path)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and COMPILED not in map(find_last_name, node.decorator_list)
    ]
    long = {f"{path}: {node.name}" for path, node in functions if len(list_parameters(node)) > MAX_PARAMETERS}
    assert long == set()


@pytest.mark.parametrize(
    ("line", "count"),
    [("def f(a, b, /, c, *, d=1): ...", 4), ("async def f(self, a, *rest, **more): ...", 1), ("def f(cls): ...", 0)],
)
def test_every_kind_of_parameter_is_counted(line: str, count: int) -> None:
    """By position or by name, with a default or without, each is one that a reader must keep in mind."""
    function = ast.parse(line).body[0]
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
    assert len(list_parameters(function)) == count


def test_a_file_is_named_for_a_thing() -> None:
    """No name says merely that something is in it."""
    names = {path: set(re.split(r"[/_.]", path)) for path in EVERYTHING}
    assert {path for path, words in names.items() if words & VAGUE} == set()


def test_only_libraries_are_renamed_as_they_are_imported() -> None:
    """Two names of ours that clash are a rename, not an alias: what is searched for has one name."""
    renamed = [
        f"{path}: {alias.name} as {alias.asname}"
        for path in ROOMS
        for node in list_nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in BELOW
        for alias in node.names
        if alias.asname and alias.asname != alias.name
    ]
    assert renamed == []
