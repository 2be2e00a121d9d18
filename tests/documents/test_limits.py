"""What comes in is read up to a bound: a trap is named with what would do, before it costs memory."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from documents import tables, workbooks
from documents.cells import WORDS
from documents.faults import Faults
from documents.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROW_CHARACTERS,
    MAX_ROWS,
    MAX_SHEET_ROWS,
    MAX_UNPACKED_BYTES,
    TableTooLarge,
)

PIECE = b" " * (1 << 20)
BOMB_BYTES = 160 << 20
MAX_MEMORY_BYTES = 32 << 20
"""For Python, openpyxl once loaded, and the pieces in which a file is unpacked."""
SHEET = "xl/worksheets/sheet1.xml"
OPEN = "http://schemas.openxmlformats.org"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET_HEAD = f'<worksheet xmlns="{OPEN}/spreadsheetml/2006/main"><sheetData>'
PLAIN_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{OPEN}/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{KINDS}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OPEN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{OPEN}/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OPEN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def pack(rows: str) -> bytes:
    """Return a workbook with these rows of its only sheet, in the XML of the format."""
    sheet = f"{SHEET_HEAD}{rows}</sheetData></worksheet>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, words in {**PLAIN_PARTS, SHEET: sheet}.items():
            parts.writestr(name, words)
    return packed.getvalue()


def pack_bomb() -> bytes:
    """Return a small file that is far too large once it is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        for name, words in PLAIN_PARTS.items():
            parts.writestr(name, words)
        with parts.open(SHEET, "w") as sheet:
            sheet.write(SHEET_HEAD.encode())
            for _ in range(BOMB_BYTES // len(PIECE)):
                sheet.write(PIECE)
    return packed.getvalue()


def understate(bomb: bytes) -> bytes:
    """Return the same file, whose list of parts says that the sheet is small."""
    with zipfile.ZipFile(io.BytesIO(bomb)) as parts:
        declared = struct.pack("<I", parts.getinfo(SHEET).file_size)
    assert declared in bomb
    return bomb.replace(declared, struct.pack("<I", 4096))


def read(name: str, raw: bytes) -> str:
    """Return what is said in English of a file of needs."""
    faults = Faults(WORDS["en"])
    tables.read(name, raw, lambda heading: heading in ("id", "text"), faults)
    return faults.describe()


def measure_peak(work: Callable[[], object]) -> int:
    """Return how many bytes were taken at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_workbook_that_unpacks_into_a_huge_one_is_refused_unopened() -> None:
    """More than a hundred times its size: the list of parts says so; a file whose list lies is unpacked no further."""
    workbooks.read_lines(pack(""))  # the libraries are loaded
    bomb = pack_bomb()
    assert len(bomb) < BOMB_BYTES / 100
    for trap, said in ((bomb, "more than 100 MB once it is opened"), (understate(bomb), "not an Excel workbook")):
        assert said in read("n.xlsx", trap)
        assert measure_peak(lambda trap=trap: read("n.xlsx", trap)) < MAX_MEMORY_BYTES  # type: ignore[misc]


def test_a_workbook_of_too_many_parts_or_of_another_packing_is_refused() -> None:
    """Spreadsheets have some ten parts, and two ways of packing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for number in range(1_001):
            parts.writestr(str(number), "")
    with pytest.raises(TableTooLarge):
        workbooks.read_lines(packed.getvalue())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as parts:
        parts.writestr(SHEET, "")
    with pytest.raises(workbooks.NotAWorkbook):
        workbooks.read_lines(packed.getvalue())


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            f'<row r="{MAX_SHEET_ROWS * 1_000}"><c t="inlineStr"><is><t>a</t></is></c></row>',
            "cells, empty ones included",
        ),
        ('<row><c r="XFD1"><v>1</v></c></row>', f"more than {MAX_COLUMNS} columns"),
        ('<row><c r="XFD1"/></row>' * 400, "cells, empty ones included"),
    ],
)
def test_a_short_sheet_may_have_billions_of_cells_and_they_are_not_read(rows: str, said: str) -> None:
    """A number of a row or of a column is a few signs; what lies before it would be empty cells."""
    assert said in read("n.xlsx", pack(rows))


def test_a_plain_sheet_is_read() -> None:
    """Blank cells at the end of a line are none; a column without words has its title all the same."""
    cells = "".join(f'<c t="inlineStr"><is><t>{words}</t></is></c>' for words in ("id", "text", "region"))
    rows = f'<row r="1">{cells}</row><row r="3"><c><v>7</v></c><c t="inlineStr"><is><t>oral</t></is></c><c/></row>'
    assert workbooks.read_lines(pack(rows)) == [(1, ("id", "text", "region")), (3, (7, "oral", None))]


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
def test_a_table_of_too_much_is_named_with_what_would_do(name: str, raw: bytes, said: str) -> None:
    """Rows, columns, one endless row: nobody's memory is filled, and nothing of it is read."""
    assert said in read(name, raw)


def test_the_bounds_leave_room_for_a_large_association() -> None:
    """A hundred thousand people with half a page each, twenty columns."""
    assert MAX_UNPACKED_BYTES >= 100_000 * 500
    assert MAX_ROWS >= 100_000
