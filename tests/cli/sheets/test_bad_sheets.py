"""Every bad line of a spreadsheet is named, nothing is half done, and there is never a traceback."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.faults import MAX_SHOWN
from documents.tables import READERS
from documents.words import WORDS
from mentoring.form_rules import tidy
from tests.cli.spreadsheets import (
    FORMATS,
    NEEDS,
    OFFERS,
    SheetFolder,
    SheetLine,
    read,
    read_needs,
    read_sides,
    write_rows,
)


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return an empty folder to work in."""
    return SheetFolder(tmp_path)


BAD_VALUES = [("slots", "noonish"), ("modes", "pigeon"), ("waiting_days", "soon"), ("minor", "perhaps")]
USUAL: SheetLine = {
    "id": "x", "text": "oral", "slots": "lundi soir", "modes": "visio", "waiting_days": "3", "minor": "non",
}  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("column", "value"), BAD_VALUES)
def test_a_bad_cell_is_named(desk: SheetFolder, suffix: str, column: str, value: str) -> None:
    """File, line and heading are named in each format, and nothing is read of that line."""
    lines = [USUAL | {"id": at} for at in range(3)]
    path = desk.write_file(f"n.{suffix}", [*lines, USUAL | {"id": "y", column: value}])
    found, said = read_needs(path)
    line = 4 if suffix == "jsonl" else 5
    assert f"- n.{suffix}, line {line}, “{column}”: " in said
    assert value in said
    assert len(found) == 3


def test_one_cause_is_one_line(desk: SheetFolder) -> None:
    """Forty people whose answer is the same have the same fault."""
    lines = [USUAL | {"id": at, "slots": "noonish" if at % 4 == 0 else "lundi soir"} for at in range(160)]
    _, said = read_needs(desk.write_file("n.csv", lines))
    assert len(said.splitlines()) == 2
    assert '“slots”: "noonish" is no slot' in said


def test_all_faults_are_named_at_once(desk: SheetFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Results, both files, in the order of their lines; status 2, and the old result stays."""
    lines = [USUAL | {"id": at} for at in range(4)]
    needs = desk.write_file("n.csv", [*lines, USUAL | {"slots": "noonish"}, USUAL | {"modes": "pigeon"}])
    offers = desk.write_file(
        "o.csv", [{"id": at, "text": "oral", "capacity": 1} for at in range(4)] + [{"capacity": "lots"}]
    )
    old = desk.folder / "result.jsonl"
    old.write_text("old")
    assert desk.match(needs, offers, unmatched=desk.folder / "none" / "u.csv", language="en") == 2
    said = capsys.readouterr().err
    places = ["n.csv, line 6, “slots”", "n.csv, line 7, “modes”"]
    found = [said.find(f"- {place}") for place in [f"{desk.folder / 'none' / 'u.csv'}: this folder", *places]]
    assert -1 not in found
    assert found == sorted(found)
    assert old.read_text() == "old"


def test_a_long_list_of_faults_is_cut(desk: SheetFolder) -> None:
    """Who saved a file in a wrong way reads some lines, and how many more there are."""
    many = [USUAL | {"id": at} for at in range(200)]
    bad = [USUAL | {"id": f"b{at}", "slots": f"noonish {at}"} for at in range(MAX_SHOWN + 12)]
    _, said = read_needs(desk.write_file("n.csv", [*many, *bad]))
    assert len(said.splitlines()) == MAX_SHOWN + 2
    assert said.endswith("… and 12 more.")


BAD_FILES = [
    ("n.txt", b"id,text\n1,a\n", "n.txt: unknown format"),
    ("n", b"id,text\n1,a\n", "n: unknown format"),
    ("n.jsonl", b"", "n.jsonl: nobody is in this file"),
    ("n.csv", b"\xef\xbb\xbf\n", "n.csv: nobody is in this file"),
    ("n.csv", b"id,text\n", "n.csv: this file gives nobody on this side"),
    ("n.csv", b"1,2\n2,3\n", "n.csv: no heading of a column is known"),
    ("n.csv", b"id,region\n1,Rennes\n", "n.csv, line 1: no column tells what people look for or offer"),
    ("n.csv", b'id,text\n1,"oral\n2,b\n', "n.csv, line 2: quotes are not closed"),
    ("n.csv", b"id,text\n1,oral, and so on\n", "n.csv, line 2: more cells than headings"),
    ("n.csv", b"id,text\n1,\xd6\xd0\xb9\xfa\n", "n.csv: its letters cannot be read"),
    ("n.csv", b"\xff\xfei", "n.csv: its letters cannot be read"),
    ("n.csv", b"id,text\n1," + b"a" * 1_000_001, "n.csv, line 2: more than a million signs"),
    ("n.xlsx", b"no workbook", "n.xlsx: this is not a workbook that can be read"),
    ("n.xlsx", b"PK\x05\x06" + bytes(18), "n.xlsx: this is not a workbook that can be read"),
]


@pytest.mark.parametrize(("name", "raw", "said"), BAD_FILES)
def test_a_file_that_cannot_be_used_is_named(desk: SheetFolder, name: str, raw: bytes, said: str) -> None:
    """It says of the file what would do, once."""
    (desk.folder / name).write_bytes(raw)
    assert said in read_needs(desk.folder / name)[1]


def test_a_file_that_is_not_there_is_named(desk: SheetFolder) -> None:
    """So is a folder in its place."""
    (desk.folder / "folder.csv").mkdir()
    for name in ("nowhere.csv", "folder.csv"):
        assert f"{name}: cannot be read" in read_needs(desk.folder / name)[1]


@pytest.mark.parametrize("result", ["n.jsonl", "./n.jsonl", "folder.csv", "none/r.csv", "r.pdf", "r"])
def test_a_result_that_cannot_be_written_is_named_before_the_work(desk: SheetFolder, result: str) -> None:
    """One of the files read, a folder, a place that is not there, a format that is not known."""
    needs, offers = desk.write_file("n.jsonl", NEEDS), desk.write_file("o.jsonl", OFFERS)
    (desk.folder / "folder.csv").mkdir()
    before = needs.read_bytes()
    assert desk.match(needs, offers, result) == 2
    assert needs.read_bytes() == before
    assert {path.name for path in desk.folder.iterdir()} == {"n.jsonl", "o.jsonl", "folder.csv"}


def test_a_ranking_leaves_nobody_out(desk: SheetFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Who asks for both is told that one of them means nothing, and nothing is written."""
    needs, offers = desk.write_file("n.jsonl", NEEDS), desk.write_file("o.jsonl", OFFERS)
    assert desk.match(needs, offers, rank=1, unmatched=desk.folder / "u.csv") == 2
    assert "--unmatched" in capsys.readouterr().err


def test_two_results_need_two_names(desk: SheetFolder) -> None:
    """The second would write over the first."""
    needs, offers = desk.write_file("n.jsonl", NEEDS), desk.write_file("o.jsonl", OFFERS)
    assert desk.match(needs, offers, unmatched=desk.folder / "result.jsonl") == 2


SINGLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
NESTED = st.lists(SINGLE, max_size=3) | st.dictionaries(st.text(), SINGLE, max_size=3)
ANYTHING = SINGLE | NESTED | st.lists(NESTED, max_size=2)
KEYS = st.sampled_from(sorted(WORDS["en"]["fields"])) | st.text(max_size=8)


@given(lines=st.lists(st.dictionaries(KEYS, ANYTHING, max_size=8), max_size=4))
def test_hostile_lines_are_named_or_matched(tmp_path_factory: pytest.TempPathFactory, lines: list[SheetLine]) -> None:
    """Whatever stands in JSON, it ends in a result of complete lines, or in faults and no result."""
    desk = SheetFolder(tmp_path_factory.mktemp("hostile"))
    needs, offers = desk.write_file("n.jsonl", [*lines, NEEDS[1]]), desk.write_file("o.jsonl", [*lines, OFFERS[1]])
    status = desk.match(needs, offers, "r.xlsx")
    assert status in (0, 2)
    assert (desk.folder / "r.xlsx").exists() == (status == 0)


@given(
    cells_of=st.lists(st.tuples(st.text(max_size=10), st.text(max_size=30)), max_size=5),
    suffix=st.sampled_from(FORMATS),
)
def test_any_words_come_through_every_format(
    tmp_path_factory: pytest.TempPathFactory, cells_of: list[tuple[str, str]], suffix: str
) -> None:
    """Ids and topics of any letters are written as they were read, but for signs that nothing shows."""
    desk = SheetFolder(tmp_path_factory.mktemp("words"))
    needs = [{"id": f"{at}{name}", "text": "", "needs": [words]} for at, (name, words) in enumerate(cells_of)]
    offers = [{"id": f"{at}{name}", "text": "", "helps": [words]} for at, (name, words) in enumerate(cells_of)]
    paths = desk.write_file("n.jsonl", [*needs, NEEDS[1]]), desk.write_file("o.jsonl", [*offers, OFFERS[1]])
    if desk.match(*paths, f"r.{suffix}") == 0:
        known = {tidy(str(line["id"])) for line in [*needs, NEEDS[1]]}
        assert {str(line["need"]) for line in read(desk.folder / f"r.{suffix}")} <= known


HEADS = [b"", b"id,text\n", b"nom;besoin;dispos\n", b"sep=;\n", b"PK\x03\x04", b"\xff\xfe", b"[", b'{"text": "a"}\n']


@given(raw=st.binary(max_size=300), suffix=st.sampled_from(sorted(READERS)), head=st.sampled_from(HEADS))
def test_hostile_bytes_are_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str, head: bytes
) -> None:
    """A file of any bytes gives people or faults, never neither."""
    path = tmp_path_factory.mktemp("bytes") / f"n{suffix}"
    path.write_bytes(head + raw)
    found, said = read_needs(path)
    assert found or said


CELLS = st.text(max_size=12) | st.sampled_from(
    ["Nom", "Dispo [Lundi]", "Mineur", "oui", "#REF!", "=A1", "lundi soir", "17", "Total", "visio", "X", "1/2/2010", ""]
)


@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=7), suffix=st.sampled_from(["csv", "xlsx"]))
def test_any_table_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], suffix: str
) -> None:
    """Whatever stands where: both sides of it are read, or what is wrong is told."""
    path = tmp_path_factory.mktemp("table") / f"n.{suffix}"
    write_rows(path, rows)
    found, said = read_sides(path, path)
    assert said or all(side.reading.people for side in found)


MONSTERS = {"brackets": "(" * 250_000, "days": "lundi " * 40_000, "accents": "é" * 250_000, "addresses": "a@" * 120_000}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monstrous_cell_is_not_looked_at_word_by_word(desk: SheetFolder, name: str) -> None:
    """Under any heading, and as one: what is too long to be an answer is refused as such."""
    cell = MONSTERS[name]
    headings = ["text", "slots", "languages", "region", "modes", "needs", f"z {cell}"]
    usual = ["oral", "lundi soir", "français", "Rennes", "visio", "Oraux", "a"]
    write_rows(desk.folder / "n.csv", [headings, *[usual] * 9, [cell] * 7])
    found, said = read_needs(desk.folder / "n.csv")
    assert len(found) == 9
    assert "more than 2000 signs; keep the answer alone" in said
