"""Every bad line of a spreadsheet is named, nothing is half done, and there is never a traceback."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.faults import MAX_SHOWN
from documents.headings import NEED_COLUMNS, OFFER_COLUMNS
from tests.cli.spreadsheets import FORMATS, NEEDS, OFFERS, SheetFolder, SheetLine, read, read_needs


@pytest.fixture
def desk(tmp_path: Path) -> SheetFolder:
    """Return an empty folder to work in."""
    return SheetFolder(tmp_path)


BAD_VALUES = [
    ("id", ""), ("id", "a\x00b"), ("slots", "noonish"), ("modes", "pigeon"), ("waiting_days", "-1"),
    ("waiting_days", "nan"), ("waiting_days", "2024-01-01"), ("minor", "perhaps"),
]  # fmt: skip
BAD_JSON = [
    ("id", None), ("id", True), ("id", ["a"]), ("text", None), ("text", 5 * [""]), ("needs", {"a": 1}),
    ("needs", [["a"]]), ("field", ["law"]), ("level", {}), ("region", True), ("slots", True), ("modes", 3),
    ("languages", [None]), ("waiting_days", [1]), ("waiting_days", 1e300), ("minor", 2), ("minor", {}),
]  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("column", "value"), BAD_VALUES)
def test_a_bad_cell_is_named(desk: SheetFolder, suffix: str, column: str, value: str) -> None:
    """File, line and field are named in each format, and nothing is read of that line."""
    if suffix != "jsonl" and "\x00" in value:
        value = "a\x7fb"
    usual = {"id": "x", "text": "oral", **dict.fromkeys(("slots", "modes", "waiting_days", "minor"), "")}
    path = desk.write_file(f"n.{suffix}", [usual, usual | {"id": "y", column: value}])
    side, said = read_needs(path)
    line = 2 if suffix == "jsonl" else 3
    assert f"- n.{suffix}, line {line}, {column}: " in said
    assert list(side.names.values()) == ["x"]


@pytest.mark.parametrize(("column", "value"), BAD_JSON)
def test_a_bad_value_of_json_is_named(desk: SheetFolder, column: str, value: Any) -> None:
    """JSON can hold anything anywhere; what is of the wrong kind is no guess."""
    _, said = read_needs(desk.write_file("n.jsonl", [NEEDS[0], {"id": "y", "text": "", column: value}]))
    assert f"- n.jsonl, line 2, {column}: " in said


def test_all_bad_lines_are_named_at_once(desk: SheetFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Both files, every kind of fault, in the order of their lines; status 2, and the old result stays."""
    needs = desk.write_file(
        "n.csv", [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}, {"id": "", "text": "c", "slots": "x"}]
    )
    offers = desk.write_file("o.jsonl", [{"id": "v", "capacity": 1.5}, {"text": "w"}])
    offers.write_bytes(offers.read_bytes() + b'{"id": \n[1]\n\xe9\n' + b"[" * 100_000 + b"\n" + b"9" * 5000 + b"\n")
    old = desk.folder / "result.jsonl"
    old.write_text("old")
    assert desk.match(needs, offers, unmatched=desk.folder / "none" / "u.csv", language="en") == 2
    said = capsys.readouterr().err
    places = ["n.csv, line 3, id", "n.csv, line 4, id", "n.csv, line 4, slots", "o.jsonl, line 1, text"]
    places += ["o.jsonl, line 1, capacity", "o.jsonl, line 2, id", *(f"o.jsonl, line {line}:" for line in range(3, 8))]
    found = [said.find(f"- {place}") for place in [f"{desk.folder / 'none' / 'u.csv'}: this folder", *places]]
    assert -1 not in found
    assert found == sorted(found)
    assert "already on line 2" in said
    assert old.read_text() == "old"
    assert {path.name for path in desk.folder.iterdir()} == {"n.csv", "o.jsonl", "result.jsonl"}


def test_a_long_list_of_faults_is_cut(desk: SheetFolder) -> None:
    """Who saved a file in a wrong way reads some lines, and how many more there are."""
    _, said = read_needs(
        desk.write_file("n.csv", [{"id": at, "text": "", "slots": "?x"} for at in range(MAX_SHOWN + 12)])
    )
    assert len(said.splitlines()) == MAX_SHOWN + 2
    assert said.endswith("… and 12 more.")


BAD_FILES = [
    ("n.txt", b"id,text\n1,a\n", "n.txt: unknown format"),
    ("n", b"id,text\n1,a\n", "n: unknown format"),
    ("n.jsonl", b"", "n.jsonl: nobody is in this file"),
    ("n.csv", b"\xef\xbb\xbf\n", "n.csv: nobody is in this file"),
    ("n.csv", b"id,text\n", "n.csv: nobody is in this file"),
    ("n.csv", b"1,oral\n2,oral\n", "n.csv, line 1, id: this column is missing"),
    ("n.csv", b"id,topics\n1,oral\n", "n.csv, line 1, text: this column is missing"),
    ("n.csv", b'id,text\n1,"oral\n2,b\n', "n.csv, line 2: quotes are not closed"),
    ("n.csv", b"id,text\n1,oral, and so on\n", "n.csv, line 2: more cells than headings"),
    ("n.csv", b"id,text\n1,\xd6\xd0\xb9\xfa\n", "n.csv: its letters cannot be read"),
    ("n.csv", b"\xff\xfei", "n.csv: its letters cannot be read"),
    ("n.csv", b"id,text\n1," + b"a" * 1_000_001, "n.csv, line 2: more than a million signs"),
    ("n.csv", b"id,text,capacity\n1,a,2\n", "n.csv: these columns are those of the other file"),
    ("n.xlsx", b"no workbook", "n.xlsx: this is not an Excel workbook"),
    ("n.xlsx", b"PK\x05\x06" + bytes(18), "n.xlsx: this is not an Excel workbook"),
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
KEYS = st.sampled_from(sorted(NEED_COLUMNS.keys() | OFFER_COLUMNS.keys())) | st.text(max_size=8)


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
    """Ids and topics of any letters are written as they were read; what cannot be is a fault."""
    desk = SheetFolder(tmp_path_factory.mktemp("words"))
    needs = [{"id": f"{at}{name}", "text": "", "needs": [words]} for at, (name, words) in enumerate(cells_of)]
    offers = [{"id": f"{at}{name}", "text": "", "helps": [words]} for at, (name, words) in enumerate(cells_of)]
    paths = desk.write_file("n.jsonl", [*needs, NEEDS[1]]), desk.write_file("o.jsonl", [*offers, OFFERS[1]])
    if desk.match(*paths, f"r.{suffix}") == 0:
        known = {str(line["id"]).strip() for line in [*needs, NEEDS[1]]}
        assert {str(line["need"]) for line in read(desk.folder / f"r.{suffix}")} <= known


@given(
    raw=st.binary(max_size=200),
    suffix=st.sampled_from(FORMATS),
    head=st.sampled_from([b"", b"id,text\n", b"PK\x03\x04"]),
)
def test_hostile_bytes_are_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str, head: bytes
) -> None:
    """A file of any bytes gives people or faults, never neither."""
    path = tmp_path_factory.mktemp("bytes") / f"n.{suffix}"
    path.write_bytes(head + raw)
    side, said = read_needs(path)
    assert side.profiles or said
