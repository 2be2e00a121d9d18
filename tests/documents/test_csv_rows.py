"""A CSV that we write is read by a spreadsheet as words and numbers, whatever people typed."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.csv_rows import FORMULA_SIGNS, show_cell, write_rows
from tests.cli.spreadsheets import OFFERS, SheetFolder

ROOT = Path(__file__).parents[2]
SIGNS = st.sampled_from([*FORMULA_SIGNS, "\r", "a\r="])


@given(words=st.text() | st.tuples(SIGNS, st.text()).map("".join))
def test_no_cell_of_words_begins_as_a_formula_does(words: str) -> None:
    """Whatever somebody typed: the words are all there, behind an apostrophe where they would be computed."""
    written = io.StringIO(newline="")
    write_rows(written, [[words, 1]], ",")
    written.seek(0)
    ((cell, number),) = csv.reader(written)
    assert not cell.startswith(FORMULA_SIGNS)
    assert cell.removeprefix("'" if words.startswith((*FORMULA_SIGNS, "\r")) else "") == re.sub("\r\n?", "\n", words)
    assert number == "1"


@pytest.mark.parametrize(
    ("cell", "is_french", "shown"), [(-3.5, False, -3.5), (-3.5, True, "-3,5"), (-7, True, -7), ("-3.5", True, "'-3.5")]
)
def test_our_own_numbers_stay_numbers(cell: object, is_french: bool, shown: object) -> None:
    """Below zero too; what somebody typed is words."""
    assert show_cell(cell, is_french=is_french) == shown


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_id_that_looks_like_a_formula_is_written_as_words(tmp_path: Path, suffix: str) -> None:
    """In both formats of a spreadsheet, in every cell that an id comes into."""
    desk, formula = SheetFolder(tmp_path), '+HYPERLINK("http://example.org")'
    needs = desk.write_file("n.jsonl", [{"id": formula, "text": "oral", "needs": ["orals"]}])
    offers = desk.write_file("o.jsonl", [{**OFFERS[1], "id": "@SUM(A1)", "slots": []}])
    assert desk.match(needs, offers, f"r.{suffix}") == 0
    if suffix == "csv":
        _titles, row = csv.reader(io.StringIO((tmp_path / "r.csv").read_text("utf-8")))
        assert row[:2] == [f"'{formula}", "'@SUM(A1)"]
    else:
        cells = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0][2]
        assert [(cell.value, cell.data_type) for cell in cells[:2]] == [(formula, "s"), ("@SUM(A1)", "s")]


def test_csv_is_written_in_one_place() -> None:
    """Any other place would have to know what a spreadsheet takes for a formula."""
    sources = [path for path in ROOT.glob("*/**/*.py") if path.relative_to(ROOT).parts[0] not in ("tests", ".venv")]
    writing = [path.relative_to(ROOT).as_posix() for path in sources if "csv.writer(" in path.read_text("utf-8")]
    assert writing == ["documents/csv_rows.py"]
