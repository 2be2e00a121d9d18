"""What stands in a cell is read as people write it, in French and English; what could be anything is not guessed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from documents import ages, values
from documents.faults import CellError
from documents.words import WORDS
from mentoring.slots import PARTS, SLOTS, WEEKDAYS
from tests.cli.spreadsheets import TODAY

EVERY_PART = tuple(PARTS)


def _list_slots(day: str, *parts: str) -> set[str]:
    return {f"{day}-{part}" for part in parts}


TUESDAY = _list_slots("tue", "evening")
WEEKS = {
    "mon-evening": {"mon-evening"},
    "Lundi soir": {"mon-evening"},
    "lun. soir | mar. midi": {"mon-evening", "tue-noon"},
    "mardi et jeudi soir": {"tue-evening", "thu-evening"},
    "mardi soir et jeudi matin": {"tue-evening", "thu-morning"},
    "Wednesday afternoon, Friday noon": {"wed-afternoon", "fri-noon"},
    "mercredi après-midi": {"wed-afternoon"},
    "samedi": _list_slots("sat", *EVERY_PART),
    "le week-end": _list_slots("sat", *EVERY_PART) | _list_slots("sun", *EVERY_PART),
    "tous les soirs": {f"{day}-evening" for day in WEEKDAYS},
    "du lundi au vendredi": {f"{day}-{part}" for day in list(WEEKDAYS)[:5] for part in PARTS},
    "mardi 18h-20h": TUESDAY,
    "mardi de 18h30 à 20h": TUESDAY,
    "mardi entre 18 h et 20 h": TUESDAY,
    "Tuesday 18:00-20:00": TUESDAY,
    "mardi 18-20h": TUESDAY,
    "mardi soir (18h–20h)": TUESDAY,
    "mardi 9h-18h": _list_slots("tue", "morning", "noon", "afternoon"),
    "mardi 16h-20h": _list_slots("tue", "afternoon", "evening"),
    "samedi 10h-12h et 14h-16h": _list_slots("sat", "morning", "afternoon"),
    "mardi 18h-20h, jeudi aprem": TUESDAY | _list_slots("thu", "afternoon"),
    "jeudi après midi": _list_slots("thu", "afternoon"),
    "after 6 on Mondays": {"mon-evening"},
    "Friday from 3pm": _list_slots("fri", "afternoon", "evening"),
    "tous les jours": set(),
    "n'importe quand": set(),
    "quand vous voulez": set(),
    "any time really": set(),
    "": set(),
}


@pytest.mark.parametrize("written", WEEKS)
def test_hours_are_read_as_people_write_them(written: str) -> None:
    """Short or in full, in French or English, several in a cell; none means any hour."""
    assert values.read_week(written) == WEEKS[written]


def test_a_list_of_hours_is_read() -> None:
    """As JSON holds them."""
    assert values.read_week(["sun-noon", "dimanche matin"]) == {"sun-noon", "sun-morning"}


def test_every_slot_is_known_by_its_words() -> None:
    """What a result calls a slot can be written in a file."""
    for words in WORDS.values():
        for slot in SLOTS:
            day, part = slot.split("-")
            assert values.read_week(f"{words['days'][day]} {words['parts'][part]}") == {slot}


MEANT: list[tuple[Callable[[Any], object], Any, object]] = [
    (values.read_modes, "à distance", {"remote"}),
    (values.read_modes, "visio; en personne", {"remote", "in_person"}),
    (values.read_modes, "les deux", {"remote", "in_person"}),
    (values.read_modes, "peu importe", {"remote", "in_person"}),
    (values.read_modes, "either", {"remote", "in_person"}),
    (values.read_modes, "en vrai", {"in_person"}),
    (values.read_modes, "présentiel, pas de visio", {"in_person"}),
    (values.read_modes, "", {"remote"}),
    (values.read_languages, "français, EN-gb, Español, LSF", {"fr", "en", "es", "lsf"}),
    (values.read_languages, "français (débutant)", {"fr"}),
    (values.read_languages, "anglais C1 / espagnol B2", {"en", "es"}),
    (values.read_languages, "English, French (none yet)", {"en"}),
    (values.read_languages, "", set()),
    (values.read_count, 2, 2),
    (values.read_count, "2 jeunes max", 2),
    (values.read_count, "2 ou 3", 2),
    (values.read_count, "Up to three", 3),
    (values.read_count, "deux maxi", 2),
    (values.read_count, "none at the moment", 0),
    (values.read_count, 0, 0),
    (ages.read_years, "17 ans", 17),
    (ages.read_minor, "moins de 18 ans", True),
    (ages.read_minor, "18-25", False),
    (ages.read_minor, "16-20", None),
    (ages.read_minor, "majeure", False),
    (ages.read_minor, "", None),
    (values.read_yes_no, "oui, depuis 2025", True),
    (values.read_yes_no, "Non", False),
    (values.read_yes_no, True, True),
]


@pytest.mark.parametrize(("read", "written", "meant"), MEANT, ids=[f"{one[0].__name__}-{one[1]}" for one in MEANT])
def test_a_cell_means_what_it_says(read: Callable[[Any], object], written: Any, meant: object) -> None:
    """Ways of meeting, languages with levels, numbers in words, ages; of two numbers the smaller."""
    assert read(written) == meant


BIRTHS = [
    (datetime(2009, 11, 4), date(2009, 11, 4)),
    (40121, date(2009, 11, 4)),
    ("04/11/2009", date(2009, 11, 4)),
    ("2009-11-04 00:00:00", date(2009, 11, 4)),
    ("4 novembre 2009", date(2009, 11, 4)),
    ("2009", date(2009, 12, 28)),
]


@pytest.mark.parametrize(("written", "born"), BIRTHS, ids=[str(written) for written, _ in BIRTHS])
def test_a_date_of_birth_is_read(written: Any, born: date) -> None:
    """A date, a spreadsheet's count of days, words; of a year alone the latest day: nobody under 18 is missed."""
    assert ages.read_birth_date(written, TODAY) == born


UNREADABLE: list[tuple[Callable[[Any], object], Any]] = [
    *((values.read_week, written) for written in ("et", "noonish", 5, "lundi 20h-18h", "18/11 20h-21h")),
    *((values.read_modes, written) for written in ("pigeon", "pas de visio")),
    *((values.read_count, written) for written in ("beaucoup", "", True, 1.5, -1)),
    (ages.read_years, "jeune"),
    (ages.read_minor, "peut-être"),
    (values.read_yes_no, "en cours"),
]


@pytest.mark.parametrize(("read", "written"), UNREADABLE, ids=[f"{one[0].__name__}-{one[1]}" for one in UNREADABLE])
def test_what_could_be_anything_is_not_guessed(read: Callable[[Any], object], written: Any) -> None:
    """Rather a question than an evening, a place or an age that nobody meant."""
    with pytest.raises(CellError):
        read(written)


TOPICS = {"rédiger mon cv, ma lettre de motivation", "cv", "oral"}


@pytest.mark.parametrize(
    ("written", "entries"),
    [
        ("Rédiger mon CV, ma lettre de motivation, Oral", ["Rédiger mon CV, ma lettre de motivation", "Oral"]),
        ("CV + oral", ["CV", "oral"]),
        ("CV;Oral", ["CV", "Oral"]),
        (["CV", " "], ["CV"]),
        ("des mots, et d'autres", ["des mots", "et d'autres"]),
    ],
)
def test_a_choice_whose_label_holds_the_separator_is_one(written: Any, entries: list[str]) -> None:
    """Forms put a comma between choices, and people put one inside them."""
    known = TOPICS.__contains__
    found = values.split_entries(written, lambda said: known(said.casefold()), lambda said: known(said.casefold()))
    assert found == entries
