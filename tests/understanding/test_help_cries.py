"""A cry for help in any spelling; one with an object is an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.help_cries import MAX_CRY_CHARACTERS, is_cry_for_help

CRIES = (
    "aide", "/aide", "/Aide", "/AIDE", "/aide@un_bot", "aide!", "🆘", "🆘🆘", "aide moi", "aidez-moi svp", "help",
    "HELP ME", "sos", "S.O.S", "besoin d'aide", "Besoin d’aide !!!", "j'ai besoin d'aide", "au secours", "à l'aide",
    "i need help", "can you help me?", "pouvez-vous m'aider ?", "aide aide aide", "🙏 aide 🙏",
    "bonjour, aidez-moi s'il vous plaît",
)  # fmt: skip
ANSWERS = (
    "aidez-moi à trouver une alternance", "aide pour mon CV", "aide-soignante", "je cherche de l'aide", "je veux aider",
    "aide à domicile", "besoin d'aide pour mon stage", "help with my CV", "secours populaire", "premiers secours",
    "bonjour", "merci", "", "🙂", "svp", "aider les autres", "sos médecins",
)  # fmt: skip
ACCENTS = {"a": "aàâä", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùû", "c": "cç"}
AROUND = st.text(" !?.,;:…'’()-*_\n\u200b🙏😭😢", max_size=6)


@pytest.mark.parametrize("text", CRIES)
def test_a_cry_is_heard(text: str) -> None:
    """With or without a slash, politeness, a picture."""
    assert is_cry_for_help(text)


@pytest.mark.parametrize("text", ANSWERS)
def test_what_has_an_object_is_an_answer(text: str) -> None:
    """It says with what somebody wants help, or offers it, or is a profession."""
    assert not is_cry_for_help(text)


@given(st.sampled_from(("aide", "aide moi", "help", "besoin d'aide", "au secours", "sos")), st.data())
def test_its_spelling_changes_nothing(cry: str, data: st.DataObject) -> None:
    """Capitals, accents, letters held down, spaces, punctuation and pictures around it."""
    letters = []
    for letter in cry:
        typed = data.draw(st.sampled_from(ACCENTS.get(letter, letter)))
        typed = data.draw(st.sampled_from((typed, typed.upper())))
        letters.append(typed * data.draw(st.integers(1, 3)) if letter.isalpha() else letter)
    words = "".join(letters).replace(" ", data.draw(st.sampled_from((" ", "  ", "-", " ,"))))
    assert is_cry_for_help(data.draw(AROUND) + words + data.draw(AROUND))


@given(st.text(max_size=3 * MAX_CRY_CHARACTERS))
def test_any_text_is_read(text: str) -> None:
    """Whatever is typed is no fault, and what is long is no cry."""
    assert is_cry_for_help(text) in (True, False)
    assert not is_cry_for_help("aide " * MAX_CRY_CHARACTERS)
