"""The programme's languages: which is meant, which stands in for another, and which cannot be spoken."""

import copy

import pytest

from mentoring.errors import BadSettings
from mentoring.programme import Programme, parse
from tests.mentoring.examples import DOCUMENT


def test_words_that_are_missing_are_said_in_the_programmes_first_language() -> None:
    """Not in the first that the entry happens to name; plain words are everybody's."""
    programme = Programme("P", "c", languages=("en", "eo"), topics={"exams": {"fr": "Examens", "en": "Exams"}})
    assert programme.find_label("topics", "exams", "eo") == "Exams"
    document = copy.deepcopy(DOCUMENT)
    document["topics"]["cv"] = "CV"
    assert [parse(document).find_label("topics", "cv", language) for language in ("fr", "en", "eo")] == ["CV"] * 3


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("fr", "fr"),
        ("en-GB", "en"),
        ("kab", "kab"),
        ("kab-DZ", "kab"),
        ("ka", "fr"),
        ("de", "fr"),
        ("", "fr"),
        (None, "fr"),
    ],
)
def test_the_nearest_language_is_the_code_without_its_country(code: str | None, language: str) -> None:
    """Whoever speaks none of the programme's reads its first; a code of three letters is none of two."""
    assert Programme("P", "c", languages=("fr", "en", "kab")).choose_language(code) == language


def test_a_language_that_cannot_be_spoken_is_one_fault_among_the_others() -> None:
    """What is in files is asked of whoever reads them."""
    document = copy.deepcopy(DOCUMENT) | {"languages": ["fr", "es"], "zone": "Paris"}
    with pytest.raises(BadSettings) as caught:
        parse(document, lambda language: "" if language == "fr" else f"{language} has no words")
    assert caught.value.faults[1:] == ["languages: es has no words"]
    assert caught.value.faults[0].startswith("zone: ")
