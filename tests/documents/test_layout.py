"""A sheet is read as it is kept: what stands above, beside and below the people is told, and nobody is made of it."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.cli.spreadsheets import list_fields, read_needs, read_sides
from tests.documents.workbook_parts import build_ods_row, pack_ods

HEADINGS = ["Nom", "Besoin", "Dispos", "Ville"]
ROWS = [
    ["Élise Marchal", "Oraux", "lundi soir", "Rennes"],
    ["Noé Dubreuil", "Orientation", "mardi midi", "Brest"],
    ["Ana Le Goff", "CV", "jeudi soir", "Quimper"],
]
NAMES = [row[0] for row in ROWS]
GONE = ["Gil Away", "Lia Away", "Max Away", "Tom Away", "Zoé Away"]


def _write_csv(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    path.write_text(written.getvalue(), encoding="utf-8")
    return path


QUALTRICS = [
    ["Q1", "Q2", "Q3", "Q4"],
    ["Votre nom", "Votre besoin", "Vos disponibilités", "Votre ville"],
    ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3"}', '{"ImportId":"QID4"}'],
]
KEPT = {
    "headings first": ([HEADINGS, *ROWS], 1, {}),
    "a title and a date above": ([["Jeunes 2026"], ["au", "20/11/2026"], [], HEADINGS, *ROWS], 4, {}),
    "the question below its code": ([*QUALTRICS, *ROWS], 2, {3: "headings"}),
    "a total and a remark below": (
        [HEADINGS, *ROWS, [], ["Total", "", "", "3"], ["(Ana est en congé jusqu'en mai)"]], 1,
        {6: "total", 7: "remark"},
    ),
    "headings once more": ([HEADINGS, *ROWS[:2], HEADINGS, ROWS[2]], 1, {4: "headings"}),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_people_are_found_wherever_the_headings_stand(tmp_path: Path, name: str) -> None:
    """Titles, dates and questions above, totals and remarks below: each line that is nobody is told with its reason."""
    rows, top, left_out = KEPT[name]
    [side], said = read_sides(_write_csv(tmp_path / "n.csv", rows))
    assert said == ""
    assert side.table.top == top
    assert [person.name for person in side.reading.people] == NAMES
    assert dict(side.reading.left_out) == left_out


def test_a_group_above_headings_says_before_each_what_it_says_of_all(tmp_path: Path) -> None:
    """A form's question stands above its choices."""
    rows = [
        ["Qui es-tu ?", "", "Quand peux-tu ?", ""],
        ["Nom", "Besoin", "Lundi", "Mardi"],
        ["Élise", "Oraux", "soir", ""],
        ["Noé", "CV", "", "midi, soir"],
    ]
    [side], _ = read_sides(_write_csv(tmp_path / "n.csv", rows))
    assert list_fields(side)["Quand peux-tu ? [Lundi]"] == "slots"
    assert [person.slots for person in side.reading.people] == [{"mon-evening"}, {"tue-noon", "tue-evening"}]


@pytest.fixture
def book() -> openpyxl.Workbook:
    """Return a workbook as it is kept: a merged title, people, merged towns, and a hundred painted lines below."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B2"] = "Jeunes 2026-2027"
    sheet.merge_cells("B2:E2")
    for at, row in enumerate([HEADINGS, *ROWS], 4):
        for column, cell in enumerate(row, 2):
            sheet.cell(at, column, cell)
    sheet.merge_cells("E5:E6")
    for at in range(8, 108):
        sheet.cell(at, 2).fill = PatternFill("solid", "FFEEEEEE")
    return book


def test_a_workbook_is_read_as_it_is_kept(tmp_path: Path, book: openpyxl.Workbook) -> None:
    """Merged cells say the same of each line; painted lines are nobody, and nothing is said of them."""
    book.save(tmp_path / "n.xlsx")
    [side], said = read_sides(tmp_path / "n.xlsx")
    assert (said, side.table.top, side.reading.left_out) == ("", 4, [])
    assert [(person.line, person.name) for person in side.reading.people] == list(zip((5, 6, 7), NAMES, strict=True))
    assert [person.row[4] for person in side.reading.people] == ["Rennes", "Rennes", "Quimper"]


def test_merged_cells_of_an_ods_say_the_same_of_each_line(tmp_path: Path) -> None:
    """The first of them holds what all say."""
    spans = 'table:number-rows-spanned="2" office:value-type="string"'
    town = f"<table:table-cell {spans}><text:p>Brest</text:p></table:table-cell>"
    rows = [HEADINGS, [*ROWS[0][:3], town], [*ROWS[1][:3], "<table:covered-table-cell/>"], ROWS[2]]
    (tmp_path / "n.ods").write_bytes(pack_ods({"a": "".join(build_ods_row(*row) for row in rows)}))
    assert [person.row[3] for person in read_needs(tmp_path / "n.ods")[0]] == ["Brest", "Brest", "Quimper"]


def _fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for row in rows:
        sheet.append(row)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
@pytest.mark.parametrize(("asked", "names"), [((), NAMES), (("Ancien",), GONE)], ids=["usual", "named"])
def test_a_hidden_sheet_is_read_only_when_it_is_named(
    tmp_path: Path, suffix: str, asked: tuple[str, ...], names: list[str]
) -> None:
    """Those on it have mostly left; a sheet without people is not the one that is meant either."""
    old = [HEADINGS, *([name, "Oraux", "lundi soir", "Brest"] for name in GONE)]
    path = tmp_path / f"n.{suffix}"
    if suffix == "xlsx":
        book = openpyxl.Workbook()
        book.worksheets[0].title = "Ancien"
        book.worksheets[0].sheet_state = "hidden"
        _fill(book.worksheets[0], old)
        _fill(book.create_sheet("Notice"), [["Comment remplir ce classeur"]])
        _fill(book.create_sheet("Feuil3"), [HEADINGS, *ROWS])
        book.active = 2
        book.save(path)
    else:
        sheets = {"Ancien": old, "Notice": [["Comment remplir"]], "Feuil3": [HEADINGS, *ROWS]}
        packed = {name: "".join(build_ods_row(*row) for row in rows) for name, rows in sheets.items()}
        path.write_bytes(pack_ods(packed, hidden="Ancien"))
    found, said = read_needs(path, sheets=asked)
    assert (said, [person.name for person in found]) == ("", names)


def test_two_sides_in_one_workbook_are_told_apart(tmp_path: Path) -> None:
    """By the names of its sheets and by the columns that one side alone has."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Bénévoles"
    _fill(book.worksheets[0], [["Nom", "Aide sur", "Nb de jeunes"], ["Zoé", "Oraux", 2]])
    _fill(book.create_sheet("Jeunes"), [["Nom", "Besoin", "Âge"], ["Noé", "Oraux", 17]])
    book.save(tmp_path / "both.xlsx")
    (needs, offers), said = read_sides(tmp_path / "both.xlsx", tmp_path / "both.xlsx")
    assert said == ""
    assert [(side.table.sheet, side.reading.people[0].name) for side in (needs, offers)] == [
        ("Jeunes", "Noé"), ("Bénévoles", "Zoé"),
    ]  # fmt: skip
    assert (needs.reading.people[0].minor, offers.reading.people[0].capacity) == (True, 2)


def test_a_column_of_roles_parts_one_sheet(tmp_path: Path) -> None:
    """« Les deux » is on both sides, and is never their own binôme; a role that says nothing is told."""
    rows = [
        ["Nom", "Je suis", "Thèmes"],
        ["Noé", "étudiant, je cherche", "Oraux"],
        ["Zoé", "mentor bénévole", "Oraux"],
        ["Max", "les deux", "CV"],
        ["Lou", "?", "CV"],
    ]
    path = _write_csv(tmp_path / "both.csv", rows)
    (needs, offers), said = read_sides(path, path)
    assert said == ""
    assert [person.name for person in needs.reading.people] == ["Noé", "Max"]
    assert [person.name for person in offers.reading.people] == ["Zoé", "Max"]
    assert dict(needs.reading.left_out) == {5: "no_role"}


WITHOUT_VALUE = {
    "a formula that was never computed": ("=B2&C2", "formula", "holds no result"),
    "an error": ("#REF!", "broken", "is the error of a formula"),
}


@pytest.mark.parametrize("name", WITHOUT_VALUE)
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_a_cell_that_a_formula_left_without_value_is_refused(tmp_path: Path, suffix: str, name: str) -> None:
    """Hours that cannot be read are not any hour: the cell is named, and nobody is read from its line."""
    written, kind, sentence = WITHOUT_VALUE[name]
    rows = [HEADINGS, *ROWS[:2], ["Ana Le Goff", "CV", written, "Quimper"]]
    path = tmp_path / f"n.{suffix}"
    if suffix == "csv":
        _write_csv(path, rows)
    elif suffix == "xlsx":
        book = openpyxl.Workbook()
        _fill(book.worksheets[0], rows)
        book.save(path)
    else:
        formula = (
            'table:formula="of:=[.B2]" office:value-type="string" office:string-value="" calcext:value-type="error"'
        )
        cell = {
            "formula": '<table:table-cell table:formula="of:=[.B2]"/>',
            "broken": f"<table:table-cell {formula}><text:p>#REF!</text:p></table:table-cell>",
        }[kind]
        rows[3][2] = cell
        path.write_bytes(pack_ods({"a": "".join(build_ods_row(*row) for row in rows)}))
    found, said = read_needs(path)
    assert f"n.{suffix}, line 4, “Dispos”: " in said
    assert sentence in said
    assert [person.name for person in found] == NAMES[:2]


def test_a_column_of_formulas_that_may_keep_people_apart_stops_the_work(tmp_path: Path) -> None:
    """It is one cause, said once; other formulas without a result are told, and stop nothing."""
    book = openpyxl.Workbook()
    _fill(book.worksheets[0], [["Réf", *HEADINGS], *(["=ROW()", *row[:2], "=A1&B1", row[3]] for row in ROWS)])
    book.save(tmp_path / "n.xlsx")
    [side], said = read_sides(tmp_path / "n.xlsx")
    assert len(side.reading.people) == 3
    assert len(said.splitlines()) == 2
    assert "“Dispos”: this column may answer" in said
    assert "the file holds no result of its formulas" in said


def test_dates_and_numbers_of_a_workbook_mean_what_they_show(tmp_path: Path) -> None:
    """A date, its serial, a number that is an id, a tick."""
    book = openpyxl.Workbook()
    rows: list[list[Any]] = [
        ["id", "besoin", "né le", "cp"],
        [12, "oral", date(2010, 1, 1), 6000],
        [13.0, "oral", 36526, 75011],
        [14, "oral", "1/2/2010", "2A"],
    ]
    _fill(book.worksheets[0], rows)
    book.save(tmp_path / "n.xlsx")
    found, said = read_needs(tmp_path / "n.xlsx")
    assert said == ""
    assert [(person.id, person.minor, person.region) for person in found] == [
        (12, True, "paca"), (13, False, "idf"), (14, True, "corse"),
    ]  # fmt: skip


def test_a_line_with_more_cells_than_headings_is_named(tmp_path: Path) -> None:
    """Somebody's words hold the separator: what stands behind is in the wrong column, and counts for nobody."""
    (tmp_path / "n.csv").write_text("nom,besoin\nNoé,oral, et le reste\nZoé,oral\nAna,oral\n", encoding="utf-8")
    found, said = read_needs(tmp_path / "n.csv")
    assert "n.csv, line 2: more cells than headings" in said
    assert [person.name for person in found] == ["Zoé", "Ana"]
