"""What comes in is read up to a bound: a trap is named with what would do, before it costs memory."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import workbooks
from documents.grids import Unreadable
from documents.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROW_CHARACTERS,
    MAX_ROWS,
    MAX_SHEET_ROWS,
    MAX_UNPACKED_BYTES,
    TableTooLarge,
)
from tests.cli.spreadsheets import read_needs
from tests.documents.workbook_parts import (
    PLAIN_PARTS,
    SHEET,
    SHEET_HEAD,
    build_ods_row,
    pack_ods,
    pack_xlsx,
)

PIECE = b" " * (1 << 20)
BOMB_BYTES = 160 << 20
PLAIN_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>text</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>region</t></is></c></row><row r="3"><c r="A3"><v>7</v></c>'
    '<c r="B3" t="inlineStr"><is><t>oral</t></is></c><c r="C3"/></row>'
)
MAX_MEMORY_BYTES = 32 << 20
"""For Python, the library once loaded, and the pieces in which a file is unpacked."""


def pack_bomb(part: str = SHEET) -> bytes:
    """Return a small file of which one part is far too large once it is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        for name, words in PLAIN_PARTS.items():
            parts.writestr(name, words)
        with parts.open(part, "w") as sheet:
            sheet.write(SHEET_HEAD.encode())
            for _ in range(BOMB_BYTES // len(PIECE)):
                sheet.write(PIECE)
    return packed.getvalue()


def understate(bomb: bytes, part: str = SHEET) -> bytes:
    """Return the same file, whose list of parts says that this one is small."""
    with zipfile.ZipFile(io.BytesIO(bomb)) as parts:
        declared = struct.pack("<I", parts.getinfo(part).file_size)
    assert declared in bomb
    return bomb.replace(declared, struct.pack("<I", 4096))


def read(folder: Path, name: str, raw: bytes) -> str:
    """Return what is said in English of a file of needs."""
    (folder / name).write_bytes(raw)
    return read_needs(folder / name)[1]


def measure_peak(work: Callable[[], object]) -> int:
    """Return how many bytes were taken at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _try_to_read(trap: bytes) -> None:
    with pytest.raises((TableTooLarge, Unreadable)):
        workbooks.read(trap)


def test_a_workbook_that_unpacks_into_a_huge_one_is_refused_unopened(tmp_path: Path) -> None:
    """More than a hundred times its size: the list of parts says so; a file whose list lies is unpacked no further."""
    workbooks.read(pack_xlsx(PLAIN_ROWS))  # the libraries are loaded
    bomb, words = pack_bomb(), "xl/sharedStrings.xml"
    assert len(bomb) < BOMB_BYTES / 100
    for trap, said in (
        (bomb, "more than 100 MB once it is opened"),
        (understate(bomb), "not a workbook that can be"),
        (understate(pack_bomb(words), words), "not a workbook that can be"),
    ):
        assert said in read(tmp_path, "n.xlsx", trap)
        assert measure_peak(lambda trap=trap: _try_to_read(trap)) < MAX_MEMORY_BYTES  # type: ignore[misc]


def test_a_workbook_of_too_many_parts_or_of_another_packing_is_refused() -> None:
    """Spreadsheets have some ten parts, and two ways of packing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for number in range(1_001):
            parts.writestr(str(number), "")
    with pytest.raises(TableTooLarge):
        workbooks.read(packed.getvalue())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as parts:
        parts.writestr(SHEET, "")
    with pytest.raises(Unreadable):
        workbooks.read(packed.getvalue())


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            f'<row r="{MAX_SHEET_ROWS * 1_000}"><c t="inlineStr"><is><t>a</t></is></c></row>',
            "cells, empty ones included",
        ),
        ('<row><c r="XFD1"><v>1</v></c></row>', f"more than {MAX_COLUMNS} columns"),
        ('<row><c r="XFD1"/></row>' * 400, "nobody is in this file"),
    ],
)
def test_a_short_sheet_may_have_billions_of_cells_and_they_are_not_read(tmp_path: Path, rows: str, said: str) -> None:
    """A number of a row or of a column is a few signs; what lies before it would be empty cells."""
    assert said in read(tmp_path, "n.xlsx", pack_xlsx(rows))


@pytest.mark.parametrize(
    "row",
    [
        build_ods_row("id", attributes=' table:number-rows-repeated="1000000000"'),
        build_ods_row('<table:table-cell table:number-columns-repeated="900000000"/>', "id"),
    ],
    ids=["rows", "columns"],
)
def test_what_an_ods_says_once_and_means_a_billion_times_is_not_read(tmp_path: Path, row: str) -> None:
    """Repeated lines and cells are counted before they are laid out."""
    said = read(tmp_path, "n.ods", pack_ods({"a": build_ods_row("id", "texte") + row}))
    assert "cells, empty ones included" in said


def test_a_plain_sheet_is_read() -> None:
    """Blank cells at the end of a line are none; lines keep their numbers."""
    [grid] = workbooks.read(pack_xlsx(PLAIN_ROWS))
    assert [tuple(line) for line in grid.lines] == [(1, ["id", "text", "region"]), (3, [7, "oral"])]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("n.csv", b"id,text\n" + b"," * (MAX_ROW_CHARACTERS + 1), "a row of more than"),
        ("n.csv", b"id,text\n" + b'"\n",' * (MAX_ROW_CHARACTERS // 4 + 1), "a row of more than"),
        ("n.csv", b",".join([b"a"] * (MAX_COLUMNS + 1)), f"more than {MAX_COLUMNS} columns"),
        (
            "n.csv",
            b",".join([b"a"] * MAX_COLUMNS) + b"\n1" * (MAX_CELLS // MAX_COLUMNS + 1),
            "cells, empty ones included",
        ),
        ("n.jsonl", b"\n" * MAX_ROWS + b"{}\n", f"more than {MAX_ROWS} rows"),
        ("n.jsonl", b'{"a": "' + b"a" * MAX_ROW_CHARACTERS + b'"}', "a row of more than"),
    ],
)
def test_a_table_of_too_much_is_named_with_what_would_do(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    """Rows, columns, one endless row: nobody's memory is filled, and nothing of it is read."""
    assert said in read(tmp_path, name, raw)


def test_the_bounds_leave_room_for_a_large_association() -> None:
    """A hundred thousand people with half a page each, twenty columns."""
    assert MAX_UNPACKED_BYTES >= 100_000 * 500
    assert MAX_ROWS >= 100_000
