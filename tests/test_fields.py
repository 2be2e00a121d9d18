"""How much one object holds: beyond that a reader cannot keep in mind what it works with."""

import ast

from tests.test_house import ROOMS, list_nodes

MAX_FIELDS = 9


def count_fields(made: ast.ClassDef) -> int:
    """Return how many fields a class declares."""
    return sum(isinstance(node, ast.AnnAssign) for node in made.body)


def is_actor(made: ast.ClassDef) -> bool:
    """Return whether a class does something that takes time; others are rows, settings or facts."""
    return any(isinstance(node, ast.AsyncFunctionDef) for node in made.body)


def test_what_acts_holds_at_most_nine_things() -> None:
    """Of its collaborators and its state, those that belong together are an object with a noun of its own."""
    classes = [(path, node) for path in ROOMS for node in list_nodes(path) if isinstance(node, ast.ClassDef)]
    actors = [(path, node) for path, node in classes if is_actor(node)]
    assert {"Sender", "Heartbeat", "UpdateProcessor"} <= {node.name for _, node in actors}
    assert {f"{path}: {node.name}" for path, node in actors if count_fields(node) > MAX_FIELDS} == set()
