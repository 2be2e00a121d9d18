"""Workbooks (.xlsx, .xlsm, .ods) read into grids, after a look at what is packed: a small file may hold a huge one."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from documents.grids import Grid, GridLine, Span, Unreadable, trim
from documents.limits import MAX_CELLS, MAX_PARTS, MAX_UNPACKED_BYTES, TableTooLarge, check_size

PACKED_BY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only two that spreadsheets use; others may ask for gigabytes to unpack with."""
ODS_CONTENT = "content.xml"
FILLED_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"(?:[^>]*[^/>])?>')
"""A cell of .xlsx that holds something: whatever is only styled closes itself."""
FILLED_ROW = re.compile(rb'<(?:\w+:)?row r="([0-9]{1,7})"(?:[^>]*[^/>])?>\s*<(?:\w+:)?c(?: [a-qs-z]\w*="[^"]*")*>')
"""A line of .xlsx whose cells do not say where they stand."""
UNCOMPUTED_CELL = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula of .xlsx without the value that it had when somebody last looked."""
ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
ODS_EMPTY_ROW = re.compile(rb"<table:table-row\b([^>]*)/>")
ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
ROWS_REPEATED = re.compile(rb'table:number-rows-repeated="(\d+)"')
COLUMNS_REPEATED = re.compile(rb'table:number-columns-repeated="(\d+)"')


def read(raw: bytes, sheets: Collection[str] = ()) -> list[Grid]:
    """Return a grid for each sheet that a reader sees, or for those that are named.

    Raise `Unreadable`, or `TableTooLarge` before more is unpacked than may be.
    """
    try:
        parts = _unpack(raw)
        return _read_sheets(raw, parts, sheets)
    except (TableTooLarge, Unreadable):
        raise
    except Exception:  # a damaged workbook fails anywhere: in zip, in XML, in the library's own tables
        raise Unreadable("excel") from None


def _unpack(raw: bytes) -> zipfile.ZipFile:
    """Return the workbook. No part gives more than its list says: zipfile stops there, and refuses it."""
    packed = zipfile.ZipFile(io.BytesIO(raw))
    parts = packed.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise TableTooLarge("unpacked", MAX_UNPACKED_BYTES // 1_000_000)
    if any(part.compress_type not in PACKED_BY for part in parts):
        raise Unreadable("excel")
    return packed


def _read_sheets(raw: bytes, packed: zipfile.ZipFile, named: Collection[str]) -> list[Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # inside: most files are none

    uncomputed = _look_through(packed)
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheets = [
        (at, about.name, about.visible == SheetVisibleEnum.Visible)
        for at, about in enumerate(book.sheets_metadata)
        if about.typ == SheetTypeEnum.WorkSheet
    ]
    shown = [sheet for sheet in sheets if sheet[1] in named] or [sheet for sheet in sheets if sheet[2]] or sheets
    return [_read_sheet(book.get_sheet_by_index(at), uncomputed.get(name, frozenset())) for at, name, _ in shown]


def _read_sheet(sheet: Any, uncomputed: frozenset[tuple[int, int]]) -> Grid:
    merged = list(sheet.merged_cell_ranges or ())
    # The library gives cells from the first that says something on: what stands above or left of it is empty.
    _top, left = sheet.start or (0, 0)
    downward = {(line, column): start for start, end in merged for line, column, start in _list_filled(start, end)}
    lines: list[GridLine] = []
    found = [[None] * left + [_simplify(cell) for cell in row] for row in sheet.iter_rows()]
    for number, cells in enumerate(found, 1):
        for column in range(len(cells)):
            if start := downward.get((number - 1, column)):
                cells[column] = found[start[0]][start[1]]
        if full := trim(cells):
            check_size(len(lines) + 1, len(full), number)
            lines.append(GridLine(number, full))
    spans = [Span(start[0] + 1, start[1], end[1]) for start, end in merged if end[1] > start[1]]
    return Grid(lines, sheet=sheet.name, spans=spans, uncomputed=uncomputed)


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


def _look_through(packed: zipfile.ZipFile) -> dict[str, frozenset[tuple[int, int]]]:
    """Return the formulas without a value, sheet by sheet. Raise `TableTooLarge` of a sheet too large to lay out."""
    if ODS_CONTENT in packed.namelist():
        _check_ods(packed.read(ODS_CONTENT))
        return {}
    found = {}
    for name, part in _list_sheet_parts(packed).items():
        content = packed.read(part)
        _check_xlsx(content)
        cells = ((int(line), _find_column(letters)) for letters, line in UNCOMPUTED_CELL.findall(content))
        found[name] = frozenset(cells)
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


def _check_ods(content: bytes) -> None:
    """Lines and cells may be said once and meant a million times."""
    for table in content.split(b"<table:table ")[1:]:
        lines = empty = width = 0
        for row in re.finditer(rb"<table:table-row\b[^>]*/>|<table:table-row\b.*?</table:table-row>", table, re.DOTALL):
            times = int((ROWS_REPEATED.search(row[0]) or [0, 1])[1])
            if (wide := _measure_ods_row(row[0])) == 0:
                empty += times
            else:
                lines, empty, width = lines + empty + times, 0, max(width, wide)
        _check_area(lines, width)


def _measure_ods_row(row: bytes) -> int:
    """Return how many cells a line has, up to the last that holds something."""
    width = filled = 0
    for cell in ODS_CELL.finditer(row):
        width += int((COLUMNS_REPEATED.search(cell[1]) or [0, 1])[1])
        if not cell[1].endswith(b"/"):
            filled = width
    return filled


def _check_area(lines: int, columns: int) -> None:
    if lines * max(columns, 1) > MAX_CELLS:
        raise TableTooLarge("cells", MAX_CELLS)


def _find_column(letters: bytes) -> int:
    """Return the number of a column, from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
