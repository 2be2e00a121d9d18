"""The shape of the house: which room may use which, who reads clocks and files, how large a file grows."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW = {
    "mentoring": set(),
    "matching": {"mentoring"},
    "understanding": {"mentoring"},
    "documents": {"understanding", "mentoring"},
    "texts": {"mentoring"},
    "storage": {"mentoring"},
    "use_cases": {"storage", "understanding", "mentoring"},
    "bot": {"use_cases", "storage", "understanding", "texts", "documents", "mentoring"},
    "scheduler": {"use_cases", "storage", "matching", "texts", "documents", "mentoring"},
    "simulator": set(),
    "cli": {
        "bot", "scheduler", "simulator", "use_cases", "storage", "matching", "understanding", "texts", "documents",
        "mentoring",
    },
}  # fmt: skip
"""Room -> the rooms that it may import."""
WINGS: dict[str, tuple[set[str], ...]] = {
    "use_cases": (
        {"messages", "due", "restoring", "lasting_marks"},
        {"desk"},
        {"pairing", "talk"},
        {"binomes"},
        {"needs_offers", "sessions", "inbox"},
        {"team"},
        {"outbox"},
        {"people"},
    ),
    "storage": ({"backup"}, {"installation"}, {"engine"}, {"migrations"}, {"schema", "crypto"}),
    "scheduler": (
        {"runner"},
        {"heartbeat"},
        {
            "delivery",
            "matching_rounds",
            "nightly_backup",
            "figures_picture",
            "pruning",
            "nightly_reviews",
            "wal_truncation",
        },
        {"matching_client", "what_if", "unavailable_database"},
    ),
    "bot": (
        {"transport", "router"},
        {"commands"},
        {"handlers"},
        {"buttons", "typed_words", "signs"},
        {"members", "desk", "middleware"},
        {"refusals", "rights"},
        {"turn", "message_text", "recent_words", "albums", "group_guests"},
    ),
}
"""Room -> its wings and files from the top floor down, those that do not know each other on one floor."""
LIVES_IN = {
    "numpy": {"matching"},
    "scipy": {"matching"},
    "sklearn": {"matching"},
    "Stemmer": {"matching", "understanding"},
    "aiogram": {"bot", "cli"},
    "telegram": {"scheduler", "cli"},
    "apscheduler": {"scheduler"},
    "alembic": {"storage"},
    "cryptography": {"storage"},
    "jinja2": {"texts"},
    "babel": {"texts"},
    "matplotlib": {"texts"},
    "openpyxl": {"documents", "cli"},
    "python_calamine": {"documents"},
    "rapidfuzz": {"bot", "understanding"},
    "aiohttp": {"bot", "scheduler", "simulator", "cli"},
    "sqlalchemy": {"storage", "use_cases", "bot", "scheduler", "cli"},
    "structlog": {"cli"},
    "prometheus_client": {"cli"},
}
"""Library -> the only rooms that know it."""
CLOCKS = {"datetime": {"now", "utcnow", "today"}, "date": {"today"}, "func": {"now", "current_timestamp"}}
CLOCKS["time"] = {"time", "time_ns", "localtime", "gmtime", "ctime"}
MAY_READ_CLOCKS = {"storage/engine/clock.py", "simulator/simulator.py"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "environ", "getenv", "putenv"}
MAY_READ_FILES = {"documents/words.py", "matching/normalise.py", "understanding/shipped_files.py"}
"""They read the lexicon that ships inside their own room."""
TRAINER = "understanding/train.py"
"""It runs by itself, in a checkout: it reads what is labelled there, with libraries that the chat's process has not."""
OUTSIDE = {"os", "pathlib", "asyncio", "socket", "subprocess", "io", "shutil", "tempfile", "time", "random", "secrets"}


def list_files(*folders: str, kinds: tuple[str, ...] = (".py",)) -> list[str]:
    """Return the files of some folders, as paths from the root."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds)
    return sorted(path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts)


ROOMS = list_files(*BELOW)
EVERYTHING = list_files(*BELOW, "tests", "benchmarks", kinds=(".py", ".js", ".css", ".html"))


@cache
def list_nodes(path: str) -> list[ast.AST]:
    """Return all that a file says, functions' insides too."""
    return list(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"), path)))


def list_imported(path: str) -> Iterator[str]:
    """Return the top name of every import of a file, those inside functions and by name too."""
    for node in list_nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield path.partition("/")[0] if node.level else (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call) and find_last_name(node.func) in {"import_module", "__import__"}:
            yield from (str(said.value).partition(".")[0] for said in node.args[:1] if isinstance(said, ast.Constant))


def find_wing(path: str) -> str:
    """Return the folder of a room that a file lies in, or the file's own name when it lies in the room itself."""
    return path.split("/")[1].removesuffix(".py")


def list_imported_wings(path: str) -> Iterator[str]:
    """Return the wings of its own room that a file imports."""
    room = path.partition("/")[0]
    for node in list_nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module == room:
            yield from (alias.name for alias in node.names if alias.name.islower())
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{room}."):
            yield str(node.module).split(".")[1]


def find_last_name(node: ast.AST) -> str:
    """Return the last name of what is called or taken: ``open`` of ``path.open``."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def reads_clock(node: ast.AST) -> bool:
    """Return whether something is taken from a clock of the machine or of the database."""
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return any(alias.name in CLOCKS["time"] for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr in CLOCKS.get(find_last_name(node.value), ())


def reads_file(node: ast.AST) -> bool:
    """Return whether a file or the environment is read or written."""
    if isinstance(node, ast.ImportFrom) and node.module == "os":
        return any(alias.name in FILES for alias in node.names)
    if isinstance(node, ast.Attribute) and find_last_name(node.value) == "os":
        return node.attr in FILES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in FILES - {"open"}  # a vault opens too
    return isinstance(node, ast.Call) and find_last_name(node.func) == "open"


def test_the_rooms_are_those_of_the_plan() -> None:
    """Every package at the top is a room with its arrows, and every room is there and says what it is."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages == set(BELOW)
    assert all(ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8"))) for room in BELOW)


@pytest.mark.parametrize("room", BELOW)
def test_imports_run_one_way(room: str) -> None:
    """A room uses itself and the rooms below it; none uses the tests, even inside a function."""
    ours = set(BELOW) | {"tests", "benchmarks"}
    wrong = {
        f"{path} imports {name}"
        for path in list_files(room)
        for name in list_imported(path)
        if name in ours - BELOW[room]
    }
    assert {said for said in wrong if not said.endswith(f" {room}")} == set()


@pytest.mark.parametrize("room", WINGS)
def test_wings_import_downwards(room: str) -> None:
    """Within a room, too, imports run one way; each wing stands on a floor."""
    floors = {wing: number for number, wings in enumerate(WINGS[room]) for wing in wings}
    found = {
        path: find_wing(path) for path in list_files(room) if path.count("/") > 1 or not path.endswith("__init__.py")
    }
    assert set(found.values()) == set(floors)
    wrong = {
        f"{path} imports {wing}"
        for path, own in found.items()
        for wing in list_imported_wings(path)
        if wing != own and floors[wing] <= floors[own]
    }
    assert wrong == set()


@pytest.mark.parametrize("library", LIVES_IN)
def test_each_library_lives_in_its_rooms(library: str) -> None:
    """What a library does is done in one place, so that it can be replaced there."""
    users = {path for path in ROOMS if library in list_imported(path)} - {TRAINER}
    assert users != set()
    assert {path.partition("/")[0] for path in users} <= LIVES_IN[library]


def test_the_rules_of_the_programme_are_pure() -> None:
    """`mentoring` uses the language alone: no library, no file, no clock, no chance, and nothing to wait for."""
    names = {name for path in list_files("mentoring") for name in list_imported(path)}
    assert names <= (set(sys.stdlib_module_names) | {"mentoring"}) - OUTSIDE
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    assert not [path for path in list_files("mentoring") if any(isinstance(node, waiting) for node in list_nodes(path))]


def test_time_is_an_argument() -> None:
    """One file reads the clock, and one of the simulator; everybody else is told what time it is."""
    assert {path for path in ROOMS if any(map(reads_clock, list_nodes(path)))} == MAY_READ_CLOCKS


def test_files_and_the_environment_are_read_at_the_front_door() -> None:
    """Apart from `cli` and what ships inside a room, nobody reads a file or a variable."""
    found = {path for path in ROOMS if any(map(reads_file, list_nodes(path)))}
    assert {path for path in found if not path.startswith("cli/")} == MAY_READ_FILES | {TRAINER}
    assert {"cli/keys.py", "cli/settings.py"} <= found


@pytest.mark.parametrize(
    ("line", "stray"),
    [
        ("datetime.now(UTC)", True),
        ("datetime.datetime.utcnow()", True),
        ("date.today()", True),
        ("time.time()", True),
        ("from time import time", True),
        ("Column(default=func.now())", True),
        ("clock.now()", False),
        ("turn.now", False),
        ("from time import monotonic", False),
    ],
)
def test_a_stray_clock_would_be_found(line: str, stray: bool) -> None:
    """The rule sees each way of asking for the time, and leaves a clock that was handed over."""
    assert any(map(reads_clock, ast.walk(ast.parse(line)))) is stray


@pytest.mark.parametrize(
    ("line", "stray"),
    [
        ("open('x')", True),
        ("os.environ['X']", True),
        ("os.getenv('X')", True),
        ("os.open(path)", True),
        ("from os import environ", True),
        ("Path('x').read_text()", True),
        ("vault.open(key, box)", False),
    ],
)
def test_a_stray_file_would_be_found(line: str, stray: bool) -> None:
    """The rule sees each way to a file or a variable, and leaves a vault that is opened."""
    assert any(map(reads_file, ast.walk(ast.parse(line)))) is stray


def test_use_cases_never_end_a_transaction() -> None:
    """Whoever began the transaction ends it: a change and its messages are kept together or not at all."""
    ends = {"commit", "rollback"}
    assert {
        path for path in list_files("storage", "use_cases") for node in list_nodes(path) if find_last_name(node) in ends
    } == set()
    assert any(find_last_name(node) in ends for node in ast.walk(ast.parse("await session.commit()")))


def test_the_audit_is_written_in_one_place() -> None:
    """Its acts and subjects are then all of a known kind; whoever writes one there sees which there are."""
    calls = {
        path
        for path in ROOMS
        for node in list_nodes(path)
        if isinstance(node, ast.Call) and find_last_name(node.func) == "Audit"
    }
    assert calls == {"use_cases/people/audit.py"}


def test_only_the_front_door_prints() -> None:
    """Everything else speaks through messages and logs."""
    prints = {
        path
        for path in ROOMS
        for node in list_nodes(path)
        if isinstance(node, ast.Call) and find_last_name(node.func) == "print"
    }
    assert {path.partition("/")[0] for path in prints} == {"cli"}
