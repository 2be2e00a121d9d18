"""A question that is added to a form is heard, and read wherever answers are read, without a line written for it."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from tests.people import fill_in, write_need
from tests.texts.new_questions import ANSWERS, LABELS, LINES, QUESTIONS, add_questions
from tests.town import Town, Visitor, open_town


@pytest.fixture
async def asking_town(tmp_path: Path, worker_process: Executor, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Return a town whose need asks some questions more."""
    add_questions(monkeypatch, tmp_path, "need")
    async with open_town(f"sqlite:///{tmp_path}/binome.sqlite3", tmp_path, worker_process) as found:
        yield found


async def test_an_answer_to_a_new_question_is_read_wherever_answers_are(asking_town: Town) -> None:
    """Summary, corrections, profile and "my data" tell each new answer under its label."""
    young = await write_need(asking_town, until=QUESTIONS[0].key)
    await fill_in(young, "need", ANSWERS)
    assert list_missing(await young.reads()) == []
    await young.tap("Corriger")
    assert await list_unnamed(young) == []
    await young.tap("Retour")
    await young.tap("Tout est bon")
    await young.write("/profil")
    assert list_missing(await young.reads()) == []
    assert await list_unnamed(young) == []
    await young.write("/mesdonnees")
    assert list_missing(await young.reads()) == []


def list_missing(text: str) -> list[str]:
    """Return the answers that a message does not tell."""
    return [line for line in LINES["fr"] if line not in text]


async def list_unnamed(young: Visitor) -> list[str]:
    """Return the new questions that the newest message has no button for."""
    labels = [button["text"] for row in (await young.messages())[-1]["keyboard"] for button in row]
    return [one for one in LABELS["fr"].values() if not any(label.endswith(one) for label in labels)]
