"""Typed words that are nearly a choice."""

import pytest

from bot.members.suggestions import find_nearest
from mentoring.questions import find_question
from tests.mentoring.examples import PROGRAMME
from tests.people import sign_up_young
from tests.town import Town


@pytest.mark.parametrize(
    ("key", "text", "choice"),
    [
        ("region", "bretange", "bretagne"),
        ("region", "Britany", "bretagne"),
        ("region", "ile de frace", "idf"),
        ("field", "informatik", "computing"),
        ("level", "licence", "bac3"),
        ("field", "comerce", "business"),
        ("field", "numerque", "computing"),
    ],
)
def test_it_finds_the_choice_that_was_meant(key: str, text: str, choice: str) -> None:
    """A typo, a part of a label and the other language are near enough to ask."""
    asked = find_question("need", key)
    assert asked is not None
    assert find_nearest(text, asked, PROGRAMME) == choice


@pytest.mark.parametrize("text", ["", "ab", "je ne sais pas", "qwertyuiop", "12345"])
def test_it_finds_nothing_in_other_words(text: str) -> None:
    """What is near to no label is no guess."""
    asked = find_question("need", "region")
    assert asked is not None
    assert find_nearest(text, asked, PROGRAMME) == ""


async def test_it_asks_before_it_takes_a_guess(small_town: Town) -> None:
    """An exact label is taken whatever its accents; a near one is asked back, and a no shows the question again."""
    young = await sign_up_young(small_town)
    await young.write("/profil")
    await young.tap("Région")
    await young.write("ile de frace")
    assert "Tu voulais dire « Île-de-France » ?" in await young.reads()
    await young.tap("Non")
    assert "Dans quelle région" in await young.reads()
    await young.write("ile de frace")
    await young.write("non")
    assert "Dans quelle région" in await young.reads()
    await young.write("ile de frace")
    await young.write("oui")
    assert "Région : Île-de-France" in await young.reads()
    await young.tap("Région")
    await young.write("normandie")
    assert "Région : Normandie" in await young.reads()
