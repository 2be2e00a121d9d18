"""Every message has its file in every language, and no file is there for nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentoring.messages import MESSAGES
from mentoring.questions import FORMS
from mentoring.roles import SIDE_BY_FORM
from scheduler.delivery.documents import TOO_LARGE
from texts.languages import FILE_PREFIX, list_with_words

ROOT = Path(__file__).parents[2]
LANGUAGES = tuple(list_with_words())
PUTTING = {"put", "reply", "redraw", "queue_message"}
OF_THE_QUEUE = {"edit", "delivery"}
"""What `outbox.put` itself takes."""


def find_calls(*folders: str) -> Iterator[ast.Call]:
    """Return every call in the code of some rooms."""
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            yield from (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


def read_word(node: ast.expr | None) -> str:
    """Return a written string; nothing of anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def list_problems() -> set[str]:
    """Return the problems that forms and handlers can tell."""
    found = set()
    for call in find_calls("bot", "mentoring", "use_cases"):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = {"Step": call.args[1:2], "show_present": call.args[:1]}.get(name, [])
        given += [keyword.value for keyword in call.keywords if keyword.arg == "problem"]
        found |= {read_word(node) for node in given}
    return found - {""}


def list_toasts() -> set[str]:
    """Return the toasts that handlers can show."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "bot").rglob("*.py"))
    words = {read_word(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {found for found in words if found.startswith("toast_")}


def list_documents() -> set[str]:
    """Return the documents whose words are rendered, and what is said instead of one that is too large."""
    rendered = (call for call in find_calls("scheduler", "bot") if getattr(call.func, "attr", "") == "render_file")
    return {TOO_LARGE, *(f"{FILE_PREFIX}{read_word(call.args[0])}" for call in rendered)}


def list_wanted() -> dict[str, tuple[str, ...]]:
    """Return each name that is rendered and the sides that read it."""
    names: dict[str, tuple[str, ...]] = {
        kind: rules.read_by for kind, rules in MESSAGES.items() if not kind.endswith("_question")
    }
    asked = {f"{form}_{item.key}": (SIDE_BY_FORM[form],) for form in FORMS for item in FORMS[form]}
    others = (*(f"problem_{one}" for one in list_problems()), *list_toasts(), *list_documents())
    return names | asked | dict.fromkeys(others, ("",))


def list_written(language: str) -> set[str]:
    """Return the templates of a language, those that others import left out."""
    return {path.name for path in (ROOT / "texts" / language).glob("*.j2") if not path.name.startswith("_")}


def test_it_finds_the_problems_and_toasts_in_the_code() -> None:
    """The code that tells a problem or shows a toast is found, or the rules below would check nothing."""
    assert {"choose", "text", "too_old"} <= list_problems()
    assert {"toast_saved", "toast_erased"} <= list_toasts()


def test_each_message_is_queued_with_the_arguments_of_its_row() -> None:
    """Wherever the code names a kind of message it gives arguments that the outbox takes."""
    wrong, found = [], 0
    for call in find_calls("bot", "scheduler", "use_cases"):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        kind = next((read_word(one) for one in call.args if read_word(one) in MESSAGES), "")
        if name in PUTTING and kind:
            given = {one.arg for one in call.keywords if one.arg} - OF_THE_QUEUE
            wrong += [f"{kind}: {one}" for one in given - MESSAGES[kind].args]
            found += 1
    assert wrong == []
    assert found > len(MESSAGES) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_words_for_everything_that_may_be_said(language: str) -> None:
    """Each kind, question, problem and toast has a file for each side that reads it."""
    names = list_written(language)
    missing = [
        (name, side)
        for name, sides in list_wanted().items()
        for side in sides
        if not {f"{name}.j2", f"{name}.{side}.j2"} & names
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_no_words_that_nobody_reads(language: str) -> None:
    """Each file is the one chosen for some reader of some message."""
    names = list_written(language)
    chosen = {
        f"{name}.{side}.j2" if f"{name}.{side}.j2" in names else f"{name}.j2"
        for name, sides in list_wanted().items()
        for side in sides
    }
    assert names - chosen == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_imports_only_from_its_own_language(language: str) -> None:
    """A message never borrows the words of another language."""
    folder = ROOT / "texts" / language
    borrowed = [
        path.name
        for path in folder.glob("*.j2")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("{% import") and f'"{language}/' not in line
    ]
    assert borrowed == []
