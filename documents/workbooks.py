"""Workbooks (.xlsx) read into lines, after a look at what is packed in them: a small file may hold a huge one."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from documents.limits import MAX_CELLS, MAX_PARTS, MAX_SHEET_ROWS, MAX_UNPACKED_BYTES, TableTooLarge, check_size

PACKED_BY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only two that spreadsheets use; others may ask for gigabytes to unpack with."""


class NotAWorkbook(ValueError):
    """The bytes are no workbook that can be read."""


def read_lines(raw: bytes) -> list[tuple[int, Sequence[Any]]]:
    """Return the lines of the first sheet that say something, with their numbers.

    Raise `NotAWorkbook`, or `TableTooLarge` before more is unpacked than may be.
    """
    try:
        _check_parts(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that openpyxl does not know, which hold no words
            return [*_read_sheet(raw)]
    except TableTooLarge:
        raise
    except Exception:  # a damaged workbook fails anywhere: in zip, in XML, in openpyxl's own tables
        raise NotAWorkbook from None


def _check_parts(raw: bytes) -> None:
    """Look at the list of parts alone. No part gives more than the list says: zipfile stops there, and refuses it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = packed.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise TableTooLarge("unpacked", MAX_UNPACKED_BYTES // 1_000_000)
    if any(part.compress_type not in PACKED_BY for part in parts):
        raise NotAWorkbook


def _read_sheet(raw: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    import openpyxl  # inside: most files are no workbooks

    sheet = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()  # some programs write a wrong size
    rows = cells = widest = titles = 0
    for line, found in enumerate(sheet.iter_rows(values_only=True), 1):
        cells += len(found)
        if line > MAX_SHEET_ROWS or cells > MAX_CELLS:  # empty ones too, which a short file may have by the billion
            raise TableTooLarge("cells", MAX_CELLS, line)
        filled = len(found)
        while filled and found[filled - 1] in (None, ""):
            filled -= 1
        if filled:
            rows, widest, titles = rows + 1, max(widest, filled), titles or filled
            check_size(rows, widest, line)
            yield line, found[: max(filled, titles)]
