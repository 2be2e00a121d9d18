"""Files read into grids, each format by its reader: CSV, TSV, XLSX, XLSM, ODS, JSON Lines."""

from collections.abc import Callable, Collection
from pathlib import PurePath

from documents import delimited, json_lines, workbooks
from documents.grids import Grid, Unreadable

READERS: dict[str, Callable[[bytes, Collection[str]], list[Grid]]] = {
    **dict.fromkeys((".csv", ".tsv"), delimited.read),
    **dict.fromkeys((".xlsx", ".xlsm", ".ods"), workbooks.read),
    **dict.fromkeys((".jsonl", ".json"), json_lines.read),
}


def is_known(name: str) -> bool:
    """Return whether files of such a name can be read at all."""
    return PurePath(name).suffix.lower() in READERS


def read(name: str, raw: bytes, sheets: Collection[str] = ()) -> list[Grid]:
    """Return what a file holds, sheet by sheet; of a workbook the `sheets` alone that are named, hidden ones too.

    Raise `Unreadable`, or `TableTooLarge` before more is unpacked than may be.
    """
    grids = [grid for grid in READERS[PurePath(name).suffix.lower()](raw, sheets) if grid.lines]
    if not grids:
        raise Unreadable("empty")
    return grids
