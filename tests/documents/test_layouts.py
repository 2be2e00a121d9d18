"""How headings of several lines, paths, ticks and nested objects are laid out."""

from datetime import date

import pytest

from documents import json_lines
from documents.columns import understand
from documents.evidence import Judge
from documents.grids import Grid, GridLine
from documents.headings import find_fields, split_heading, weigh_words
from documents.layout import lay_out
from tests.mentoring.examples import PROGRAMME


def _lay_out(*lines: list[object]) -> tuple[tuple[str, ...], list[int]]:
    grid = Grid([GridLine(number, cells) for number, cells in enumerate(lines, 1)])
    table = lay_out(grid, find_fields)
    return table.headings, [row.line for row in table.rows]


def test_choices_below_a_question_are_joined_to_it() -> None:
    """The question stands above its first choice alone."""
    headings, lines = _lay_out(
        ["Prénom", "Nom", "Tes disponibilités", None, None, "Langues"],
        [None, None, "Lundi soir", "Mardi soir", "Samedi matin", None],
        ["Inès", "Roy", "X", None, None, "français"],
    )
    assert headings[1:4] == ("Nom", "Tes disponibilités [Lundi soir]", "Tes disponibilités [Mardi soir]")
    assert lines == [3]


def test_somebody_below_headings_that_are_missing_is_no_line_of_choices() -> None:
    """Cells below empty headings alone make no choices."""
    headings, lines = _lay_out(
        ["Prénom", "Nom", "Besoin", None, None, "Langues"], ["Inès", "Roy", "oral", "vite", "merci", "français"]
    )
    assert headings[2] == "Besoin"
    assert lines == [2]


def test_a_path_of_a_survey_program_is_a_question_and_its_part() -> None:
    """Survey programs write groups before a slash; so do people, of two names."""
    assert split_heading("langues/fr") == ("langues", "fr")
    assert split_heading("nom/prenom") == ("nom/prenom", "")


def test_hours_of_objects_are_said_from_one_to_the_other() -> None:
    """The number of a day is left out beside its name."""
    said = (
        b'{"dispo": [{"jour": 3, "nom": "mercredi", "de": "14:00", "a": "17:00"}], "lundi": {"de": "18h", "a": "20h"}}'
    )
    assert list(json_lines.read(said)[0].lines[0].cells) == [["mercredi 14:00-17:00"], "18h-20h"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("G01Q02. Ton prénom", "first_name"), ("Hi there! What's your first name?", "first_name"),
        ("And your surname?", "last_name"), ("Prénom adhérent", "first_name"), ("Case status", "status"),
        ("Slots left", "capacity"), ("Nom payeur", "ignored.payment"),
    ],
)  # fmt: skip
def test_a_heading_is_known_behind_its_number_or_greeting(heading: str, field: str) -> None:
    """Survey programs number their questions, and forms greet whoever answers."""
    assert field in weigh_words(heading, "offers")


def test_a_day_with_am_and_pm_is_hours_and_no_language() -> None:
    """« am » is a language, too: a day before it says that it is none here."""
    lines = [["Nom", "LUNDI [AM]", "MARDI [PM]"], ["Léa Martin", "x", ""], ["Omar Sy", "", "x"]]
    table = lay_out(Grid([GridLine(at, cells) for at, cells in enumerate(lines, 1)]), find_fields)
    found = understand(table, "needs", Judge(PROGRAMME, date(2026, 12, 1)), {})
    assert [(column.field, column.inner) for column in found.columns[1:]] == [
        ("slots", "LUNDI AM"),
        ("slots", "MARDI PM"),
    ]
