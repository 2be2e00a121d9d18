"""What looks like soliciting: each row hears its own example, and everyday talk between the two is left alone."""

import json
from pathlib import Path

import pytest

from understanding.soliciting import ROWS, ROWS_ENGLISH, is_soliciting

SAID = Path(__file__).parents[1] / "data" / "said"
EVERYDAY = sorted(SAID.glob("everyday_*.jsonl"))
MAX_ONE_IN = 1_000
"""What the team would look at for nothing: at most one everyday message in so many."""


@pytest.mark.parametrize("example", [row[2] for row in ROWS + ROWS_ENGLISH])
def test_each_row_hears_its_own_example(example: str) -> None:
    """Also without accents, in capitals, and in the middle of something else."""
    assert is_soliciting(example)
    assert is_soliciting(f"Bonsoir, {example.upper()} stp")


@pytest.mark.parametrize(
    "words",
    [
        "Envoie-moi une photo de ton CV", "Tu peux m'envoyer la photo de tes notes de cours ?", "Très belle lettre !",
        "C'est une belle phrase", "J'aime bien ta présentation", "Je t'aide samedi", "On se voit au café à 14 h",
        "Tu es très fort en maths", "Je suis chez moi, on peut commencer", "Passe ton dossier à l'équipe",
        "Parles-en à tes parents", "J'ai effacé le message par erreur", "send me a picture of your homework",
        "Ton CV est très beau", "As-tu un ordinateur ?", "Dis-le à l'équipe si ça ne va pas",
    ],
)  # fmt: skip
def test_ordinary_help_is_left_alone(words: str) -> None:
    """What mentors and young people write about work, meetings and each other's progress."""
    assert not is_soliciting(words)


def test_everyday_messages_are_left_alone() -> None:
    """Some four thousand of them, by seven hands."""
    said = [json.loads(line)["text"] for path in EVERYDAY for line in path.read_text(encoding="utf-8").splitlines()]
    assert len([words for words in said if is_soliciting(words)]) * MAX_ONE_IN <= len(said)
