"""How headings of several lines, paths, ticks and nested objects are laid out."""

from documents import json_lines
from documents.grids import Grid, GridLine
from documents.headings import find_fields, split_heading
from documents.layout import lay_out


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
