"""Workbooks (.xlsx, .xlsm, .ods) read into grids, after a look at what is packed: a small file may hold a huge one."""

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from documents.grids import UNCOMPUTED, Grid, GridLine, Span, Unreadable, has_content, trim
from documents.limits import MAX_CELLS, MAX_PARTS, MAX_UNPACKED_BYTES, TableTooLarge, check_size

Place = tuple[int, int]
"""Line and column of a cell, from 0."""
PACKED_BY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only two that spreadsheets use; others may ask for gigabytes to unpack with."""
PIECE_BYTES = 1 << 20
"""In which parts are unpacked to be looked at: not all that a trap holds at once."""
ODS_CONTENT = "content.xml"
ODS_NAME = re.compile(rb'^[^>]*table:name="([^"]*)"')
ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)(?:/>|(?<!/)>(.*?)</table:table-row>)", re.DOTALL)
ODS_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b([^>]*)(?:/>|(?<!/)>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL
)
ODS_WORDS = re.compile(rb"<text:p[^>]*>([^<]*)<")
ROWS_REPEATED, COLUMNS_REPEATED, ROWS_SPANNED, COLUMNS_SPANNED = (
    re.compile(rb'table:number-%s="(\d+)"' % what)
    for what in (b"rows-repeated", b"columns-repeated", b"rows-spanned", b"columns-spanned")
)
FILLED_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]+)"(?:[^>]*[^/>])?>')
"""A cell of .xlsx that holds something: whatever is only styled closes itself."""
FILLED_ROW = re.compile(rb'<(?:\w+:)?row r="([0-9]+)"(?:[^>]*[^/>])?>\s*<(?:\w+:)?c(?: [a-qs-z]\w*="[^"]*")*>')
"""A line of .xlsx whose cells do not say where they stand."""
UNCOMPUTED_CELL = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula of .xlsx without the value that it had when somebody last looked."""
ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]+)"[^>]*\bt="e"[^>]*>'
    rb"(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<"
)
"""A cell of .xlsx that shows an error, which the library gives as an empty one."""


@dataclass(slots=True)
class Layout:
    """What the library does not tell of a sheet: cells without a value, and in .ods those that are merged."""

    broken: dict[Place, str] = field(default_factory=dict)
    """Line and column, from 0 -> the error that a cell shows, or `UNCOMPUTED`."""
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    """First and last cell."""


def read(raw: bytes, sheets: Collection[str] = ()) -> list[Grid]:
    """Return a grid for each sheet that a reader sees, or for those that are named.

    Raise `Unreadable`, or `TableTooLarge` before more is unpacked than may be.
    """
    try:
        parts = _unpack(raw)
        return _read_sheets(raw, parts, sheets)
    except (TableTooLarge, Unreadable, ImportError):  # a library that is not installed is no fault of the file
        raise
    except Exception:  # a damaged workbook fails anywhere: in zip, in XML, in the library's own tables
        raise Unreadable("excel") from None


def _unpack(raw: bytes) -> zipfile.ZipFile:
    """Return the workbook, no part of which gives more than its list says: the library would unpack what it hides."""
    packed = zipfile.ZipFile(io.BytesIO(raw))
    parts = packed.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise TableTooLarge("unpacked", MAX_UNPACKED_BYTES // 1_000_000)
    if any(part.compress_type not in PACKED_BY for part in parts):
        raise Unreadable("excel")
    for part in parts:
        with packed.open(part) as file:
            while file.read(PIECE_BYTES):  # zipfile stops where the list says, and finds the sum of a longer part wrong
                pass
    return packed


def _read_sheets(raw: bytes, packed: zipfile.ZipFile, named: Collection[str]) -> list[Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # inside: most files are none

    layouts = _look_through(packed)
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheets = [
        (at, about.name, about.visible == SheetVisibleEnum.Visible)
        for at, about in enumerate(book.sheets_metadata)
        if about.typ == SheetTypeEnum.WorkSheet
    ]
    shown = [sheet for sheet in sheets if sheet[1] in named] or [sheet for sheet in sheets if sheet[2]] or sheets
    return [_read_sheet(book.get_sheet_by_index(at), layouts.get(name) or Layout()) for at, name, _ in shown]


def _read_sheet(sheet: Any, layout: Layout) -> Grid:
    merged = [*(sheet.merged_cell_ranges or ()), *layout.merged]
    # The library gives lines from the first on, but cells from the first column that says something.
    _top, left = sheet.start or (0, 0)
    found = [[None] * left + [_simplify(cell) for cell in row] for row in sheet.iter_rows()]
    for (line, column), shown in layout.broken.items():
        if line < len(found):
            found[line].extend([None] * (column + 1 - len(found[line])))
            found[line][column] = shown
    downward = {(line, column): start for start, end in merged for line, column, start in _list_filled(start, end)}
    lines, widest = list[GridLine](), 0
    for number, cells in enumerate(found, 1):
        for column in range(len(cells)):
            if start := downward.get((number - 1, column)):
                cells[column] = found[start[0]][start[1]]
        full = trim(cells)
        if any(has_content(cell) and cell != UNCOMPUTED for cell in full):
            widest = max(widest, len(full))
            check_size(len(lines) + 1, widest, number)
            lines.append(GridLine(number, full))
    spans = [Span(start[0] + 1, start[1], end[1]) for start, end in merged if end[1] > start[1]]
    return Grid(lines, sheet=sheet.name, spans=spans)


def _list_filled(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield the cells below the first that are merged with it: they say what it says."""
    for line in range(start[0] + 1, min(end[0], start[0] + MAX_CELLS) + 1):
        yield line, start[1], start


def _simplify(cell: Any) -> Any:
    """Return a cell as people think of it: 29 rather than 29.0, and nothing rather than an empty text."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str):
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, bool | int | float | date | datetime | time | timedelta):
        return cell
    return None if cell is None else str(cell)


def _look_through(packed: zipfile.ZipFile) -> dict[str, Layout]:
    """Return the layout of each sheet. Raise `TableTooLarge` of a sheet too large to lay out."""
    if ODS_CONTENT in packed.namelist():
        return dict(_list_ods_layouts(packed.read(ODS_CONTENT)))
    found = {}
    for name, part in _list_sheet_parts(packed).items():
        content = packed.read(part)
        _check_xlsx(content)
        broken = {_find_place(letters, line): UNCOMPUTED for letters, line in UNCOMPUTED_CELL.findall(content)}
        errors = {_find_place(letters, line): shown.decode() for letters, line, shown in ERROR_CELL.findall(content)}
        found[name] = Layout(broken | errors)
    return found


def _list_sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet, by the sheet's name; whatever part no sheet names is looked at too."""
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    target_of = {link.get("Id", ""): link.get("Target", "").lstrip("/").removeprefix("xl/") for link in links}
    parts = set(packed.namelist())
    named = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if (part := f"xl/{target_of.get(link, '')}") in parts:
                named[sheet.get("name", "")] = part
    rest = {part for part in parts if part.startswith("xl/worksheets/") and part.endswith(".xml")} - {*named.values()}
    return named | {f"\0{part}": part for part in rest}


def _check_xlsx(content: bytes) -> None:
    """A sheet is laid out from its first to its last cell: two cells far apart would take gigabytes."""
    columns, lines = 0, 0
    for letters, line in FILLED_CELL.findall(content):
        columns, lines = max(columns, _find_column(letters) + 1), max(lines, int(line))
    lines = max(lines, *(int(line) for line in FILLED_ROW.findall(content)), 0)
    _check_area(lines, columns)


def _list_ods_layouts(content: bytes) -> Iterator[tuple[str, Layout]]:
    """Yield each sheet's name and layout. Lines and cells may be said once and meant a million times."""
    for table in content.split(b"<table:table ")[1:]:
        layout = Layout()
        lines = empty = width = 0
        for row in ODS_ROW.finditer(table):
            times, wide = _read_count(ROWS_REPEATED, row[1]), _read_ods_row(lines + empty, row[2] or b"", layout)
            lines, empty, width = (
                (lines, empty + times, width) if not wide else (lines + empty + times, 0, max(width, wide))
            )
        _check_area(lines, width)
        yield html.unescape((ODS_NAME.search(table) or [b"", b""])[1].decode()), layout


def _read_ods_row(line: int, row: bytes, layout: Layout) -> int:
    """Note what is merged or without a value; return how many cells a line has, up to the last that holds something."""
    width = filled = 0
    for attributes, said in ODS_CELL.findall(row):
        columns, rows = (_read_count(spanned, attributes) for spanned in (COLUMNS_SPANNED, ROWS_SPANNED))
        if columns > 1 or rows > 1:
            layout.merged.append(((line, width), (line + rows - 1, width + columns - 1)))
        if b'calcext:value-type="error"' in attributes:
            layout.broken[line, width] = html.unescape((ODS_WORDS.search(said) or [b"", b"#VALUE!"])[1].decode())
        elif b"table:formula=" in attributes and b"office:value-type=" not in attributes:
            layout.broken[line, width] = UNCOMPUTED
        width += _read_count(COLUMNS_REPEATED, attributes)
        if said:
            filled = width
    return filled


def _read_count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _check_area(lines: int, columns: int) -> None:
    if lines * max(columns, 1) > MAX_CELLS:
        raise TableTooLarge("cells", MAX_CELLS)


def _find_place(letters: bytes, line: bytes) -> Place:
    return int(line) - 1, _find_column(letters)


def _find_column(letters: bytes) -> int:
    """Return the number of a column, from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
