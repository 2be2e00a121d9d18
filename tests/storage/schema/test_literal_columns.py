"""States and roles in statements: mypy reads none of them, so each is compared here with its column's type."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, Literal, get_args, get_origin

import pytest

from storage import schema
from storage.schema.base import Base
from tests.test_house import find_last_name, list_files, list_nodes

ROOMS = ("use_cases", "storage", "scheduler", "bot", "cli")
COMPARES = {"in_", "not_in", "is_", "is_not", "is_distinct_from", "is_not_distinct_from"}
TAKES_COLUMNS = {"values", "filter_by"}
for module in pkgutil.iter_modules(schema.__path__):
    importlib.import_module(f"storage.schema.{module.name}")

Values = frozenset[Any]


def list_values(annotation: Any) -> Values:
    """Return what the `Literal`s of an annotation allow; nothing where there is none."""
    if get_origin(annotation) is Literal:
        return frozenset(get_args(annotation))
    return frozenset().union(*(list_values(part) for part in get_args(annotation)))


MAPPED: dict[str, dict[str, Values]] = {
    mapper.class_.__name__: {
        name: values
        for name, annotation in inspect.get_annotations(mapper.class_).items()
        if (values := list_values(annotation))
    }
    for mapper in Base.registry.mappers
}
"""Mapped class -> column -> what its type allows."""
BY_COLUMN: dict[str, Values] = {
    name: reduce(or_, (columns[name] for columns in MAPPED.values() if name in columns))
    for columns in MAPPED.values()
    for name in columns
    if all(name in MAPPED[mapper.class_.__name__] for mapper in Base.registry.mappers if name in mapper.columns)
}
"""Column -> the same of any class, where every class with such a column says what it holds: there only the running
program knows which class it is."""


def list_allowed(owner: ast.AST, column: str) -> Values:
    """Return what a column may hold: of the one mapped class that is named, else of any."""
    named = {node.id for node in ast.walk(owner) if isinstance(node, ast.Name)} & set(MAPPED)
    classes = [MAPPED[name] for name in named if column in MAPPED[name]]
    return classes[0][column] if len(classes) == 1 else BY_COLUMN[column]


def find_constants(node: ast.AST, names: dict[str, ast.expr]) -> Iterator[ast.Constant]:
    """Return the words that are written there: alone, in a row, as one of two, or in a row that has a name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for item in node.elts:
            yield from find_constants(item, names)
    elif isinstance(node, ast.IfExp):
        yield from find_constants(node.body, names)
        yield from find_constants(node.orelse, names)
    elif isinstance(node, ast.Starred):
        yield from find_constants(node.value, names)
    elif isinstance(node, ast.Name) and node.id in names:
        yield from find_constants(names[node.id], {})


def find_said(node: ast.AST) -> Iterator[tuple[ast.AST, str, ast.expr]]:
    """Return (owner, column, what it is compared with or set to) for each column of a statement that has a type."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for one in sides:
            if isinstance(one, ast.Attribute) and one.attr in BY_COLUMN:
                yield from ((one.value, one.attr, other) for other in sides)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in BY_COLUMN:
                yield key, str(key.value), value
    elif isinstance(node, ast.Call):
        yield from find_said_in_call(node)


def find_said_in_call(node: ast.Call) -> Iterator[tuple[ast.AST, str, ast.expr]]:
    """Return the same of ``column.in_(…)``, of ``values(column=…)``, and of a row that is made."""
    column = node.func.value if isinstance(node.func, ast.Attribute) else None
    if isinstance(column, ast.Attribute) and column.attr in BY_COLUMN and find_last_name(node.func) in COMPARES:
        yield from ((column.value, column.attr, value) for value in node.args)
    elif find_last_name(node.func) in {*MAPPED, *TAKES_COLUMNS} or isinstance(node.func, ast.Subscript):
        yield from ((node.func, each.arg, each.value) for each in node.keywords if each.arg in BY_COLUMN)


def list_named_rows(tree: list[ast.AST]) -> dict[str, ast.expr]:
    """Return the rows of constants that a file gives a name, by that name."""
    assigned = [(node.targets[0], node.value) for node in tree if isinstance(node, ast.Assign)]
    assigned += [(node.target, node.value) for node in tree if isinstance(node, ast.AnnAssign) and node.value]
    return {to.id: value for to, value in assigned if isinstance(to, ast.Name) and to.id.isupper()}


def find_strays(path: str, tree: list[ast.AST], names: dict[str, ast.expr]) -> Iterator[str]:
    """Return where a file says what a column never holds."""
    for node in tree:
        for owner, column, value in find_said(node):
            for word in find_constants(value, names):
                if word.value not in list_allowed(owner, column):
                    yield f"{path}:{value.lineno}: no {column} is {word.value!r}"


def test_the_types_of_columns_are_found() -> None:
    """They are read from the mapped classes: a column that gets a type is looked at from then on."""
    assert MAPPED["Binome"]["state"] >= {"frozen", "ended"}
    assert MAPPED["Staff"]["role"] == {"head", "coordinator"}
    assert {name for name, columns in MAPPED.items() if "state" in columns} == {
        mapper.class_.__name__ for mapper in Base.registry.mappers if hasattr(mapper.class_, "state")
    }


def test_a_statement_names_only_states_that_exist() -> None:
    """One that was renamed or mistyped would find nothing, and nobody would notice."""
    trees = {path: list_nodes(path) for path in list_files(*ROOMS)}
    rows = [list_named_rows(tree) for tree in trees.values()]
    names = {name: value for each in rows for name, value in each.items()}
    strays = [stray for path, tree in trees.items() for stray in find_strays(path, tree, names | list_named_rows(tree))]
    assert strays == []


@pytest.mark.parametrize(
    ("line", "stray"),
    [
        ("Binome.state == 'frozn'", True),
        ("'frozn' != Binome.state", True),
        ("Binome.state == 'closed'", True),
        ("Need.state == 'closed'", False),
        ("table.state == 'closed'", False),
        ("table.state == 'shut'", True),
        ("_TABLE.c.state == 'queud'", True),
        ("Binome.state.in_(('agreed', 'actif'))", True),
        ("Binome.state.not_in([*RUNNING, 'over'])", True),
        ("Outgoing.state.in_(('sent', 'expired'))", False),
        ("Outgoing.state.in_(UNSENT)", True),
        ("update(Outgoing).where(Outgoing.id == 1).values(state='cancelled')", False),
        ("update(Outgoing).where(Outgoing.id == 1).values(state='closed')", True),
        ("select(Staff).filter_by(role='boss')", True),
        ("Need(person_id=1, state='waitin')", True),
        ("TABLES[form](state='drafting')", False),
        ("TABLES[form](state='sketch')", True),
        ("insert(Outgoing).values({'state': 'gone away'})", True),
        ("Binome(state='agreed' if known else 'proposd')", True),
        ("SomeView(state='whatever')", False),
    ],
)
def test_a_stray_state_would_be_found(line: str, stray: bool) -> None:
    """The rule sees each way in which a statement names one, and asks the class that is meant where one is."""
    tree = list(ast.walk(ast.parse(f"UNSENT = ('queued', 'lost')\n{line}")))
    assert bool(list(find_strays("here", tree, list_named_rows(tree)))) is stray
