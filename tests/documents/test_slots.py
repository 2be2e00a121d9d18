"""Slots as people write them: whole days, hours, short words; and what is rather asked back than guessed."""

import pytest

from documents import cells
from documents.faults import CellError
from documents.slots import parse_week
from mentoring.slots import PARTS, WEEKDAYS

EVERY_PART = set(PARTS)


def _list_slots(day: str, *parts: str) -> set[str]:
    return {f"{day}-{part}" for part in parts}


@pytest.mark.parametrize(
    ("written", "slots"),
    [
        ("mardi 18h-20h", _list_slots("tue", "evening")),
        ("mardi 18h à 20h", _list_slots("tue", "evening")),
        ("mardi de 18h30 à 20h", _list_slots("tue", "evening")),
        ("mardi entre 18 h et 20 h", _list_slots("tue", "evening")),
        ("Tuesday 18:00-20:00", _list_slots("tue", "evening")),
        ("mardi 18-20h", _list_slots("tue", "evening")),
        ("mardi soir (18h–20h)", _list_slots("tue", "evening")),
        ("mardi et jeudi 18h-20h", _list_slots("tue", "evening") | _list_slots("thu", "evening")),
        ("mardi 9h-18h", _list_slots("tue", "morning", "noon", "afternoon")),
        ("mardi 16h-20h", _list_slots("tue", "afternoon", "evening")),
        ("mardi 17h-20h", _list_slots("tue", "evening")),
        ("mardi 19h-22h", _list_slots("tue", "evening")),
        ("mardi 14h-15h", _list_slots("tue", "afternoon")),
        ("samedi 10h-12h et 14h-16h", _list_slots("sat", "morning", "afternoon")),
        ("mardi 18h-20h, jeudi aprem", _list_slots("tue", "evening") | _list_slots("thu", "afternoon")),
        ("jeudi aprèm", _list_slots("thu", "afternoon")),
        ("jeudi après midi", _list_slots("thu", "afternoon")),
        ("samedi toute la journée", _list_slots("sat", *EVERY_PART)),
        ("les week-ends", _list_slots("sat", *EVERY_PART) | _list_slots("sun", *EVERY_PART)),
        ("tous les jours", {f"{day}-{part}" for day in WEEKDAYS for part in PARTS}),
        ("tous les jours 18h-20h", {f"{day}-evening" for day in WEEKDAYS}),
    ],
)
def test_hours_and_short_words_are_slots(written: str, slots: set[str]) -> None:
    """Hours are the parts of the day they lie in, or of which they cover half; short words mean what they say."""
    assert parse_week(written) == slots


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("lundi 18h", "slot"),
        ("lundi 18h, 19h", "slot"),
        ("lundi 18h et 20h", "slot"),
        ("lundi 20h-18h", "slot"),
        ("lundi 18-20", "slot"),
        ("lundi 18h-45h", "slot"),
        ("18/11 20h-21h", "slot"),
        ("lundi 17h-19h", "hours"),
        ("lundi 6h-8h", "hours"),
        ("lundi 22h-23h", "hours"),
    ],
)
def test_hours_that_could_mean_two_things_are_asked_back(written: str, kind: str) -> None:
    """An hour without its end, hours between two parts of the day, numbers that may be a date: none is guessed."""
    with pytest.raises(CellError) as wrong:
        parse_week(written)
    assert wrong.value.kind == kind


@pytest.mark.parametrize("language", cells.WORDS)
def test_the_hours_of_each_part_are_told_as_they_are(language: str) -> None:
    """The sentence that asks back names the hours that the programme gives to its parts of the day."""
    words = cells.WORDS[language]
    hour = "h" if language == "fr" else ""
    for part, covered in PARTS.items():
        name = words["parts"][part]
        assert f"{name} ({covered.start}{hour}-{covered.stop}{hour})" in words["faults"]["hours"]
