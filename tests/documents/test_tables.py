"""What Excel and people in a hurry leave in a file is read, or named in plain words."""

from pathlib import Path

import pytest

from cli.sheets import people
from cli.sheets.lists import build_lists
from documents.cells import WORDS
from documents.faults import Faults
from documents.headings import NEED_COLUMNS, OFFER_COLUMNS, Headings
from tests.cli.spreadsheets import PROGRAMME, read_needs


def _describe_faults(path: Path) -> str:
    """Return what is said in French of a file of needs."""
    faults = Faults(WORDS["fr"])
    people.read_needs(path, build_lists(PROGRAMME), faults)
    return faults.describe()


def test_a_long_text_is_read_whole(tmp_path: Path) -> None:
    """A whole letter may stand in a cell; that its quotes are not closed would be false."""
    letter = "Je prépare un oral. " * 10_000
    (tmp_path / "n.csv").write_text(f'id,text\n1,"{letter}"\n2,oral\n', encoding="utf-8")
    side, said = read_needs(tmp_path / "n.csv")
    assert said == ""
    assert [len(need.text) for need in side.profiles] == [len(letter) - 1, 4]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;"])
def test_excels_own_first_line_is_no_heading(tmp_path: Path, first: str) -> None:
    """Excel is told there how the file is separated; the headings follow, and lines keep their numbers."""
    (tmp_path / "n.csv").write_text(f"{first}\r\nid;texte\r\n1;oral, puis stage\r\n;deux\r\n", encoding="utf-8-sig")
    side, said = read_needs(tmp_path / "n.csv")
    assert [need.text for need in side.profiles] == ["oral, puis stage"]
    assert (side.separator, side.unread) == (";", [])
    assert "n.csv, line 4, id" in said


def test_a_separator_may_be_one_that_only_excel_is_told(tmp_path: Path) -> None:
    """With `sep=|` the columns are cut there, whatever else the headings hold."""
    (tmp_path / "n.csv").write_text("sep=|\nid|texte\n1|oral\n", encoding="utf-8")
    assert [need.text for need in read_needs(tmp_path / "n.csv")[0].profiles] == ["oral"]


def test_a_missing_column_is_told_by_headings_that_would_do(tmp_path: Path) -> None:
    """French headings stand in the hint beside the field's own name, and each of them is understood."""
    (tmp_path / "n.csv").write_text("nom;texte\nA;oral\n", encoding="utf-8")
    said = _describe_faults(tmp_path / "n.csv")
    assert "n.csv, ligne 1, id : il manque cette colonne" in said
    assert "id, identifiant, référence" in said
    for columns in (NEED_COLUMNS, OFFER_COLUMNS):
        for field, names in columns.items():
            assert {Headings(columns).find_field(name) for name in (field, *names)} == {field}


def test_a_file_that_cannot_be_read_is_told_in_ones_own_language(tmp_path: Path) -> None:
    """Why it cannot is said in plain words, not in those of the system."""
    (tmp_path / "dossier.csv").mkdir()
    assert "nulle-part.csv : lecture impossible : ce fichier n'existe pas" in _describe_faults(
        tmp_path / "nulle-part.csv"
    )
    assert "dossier.csv : lecture impossible : c'est un dossier" in _describe_faults(tmp_path / "dossier.csv")
    for name in ("nulle-part.csv", "dossier.csv", "n" * 300 + ".csv"):
        said = _describe_faults(tmp_path / name)
        assert "lecture impossible" in said
        assert not any(words in said for words in ("No such", "directory", "too long"))
