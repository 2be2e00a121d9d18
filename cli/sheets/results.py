"""Results written as CSV, XLSX or JSON Lines: all of them whole, or none."""

import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from cli.sheets.people import People
from documents.csv_rows import FRENCH_SEPARATOR, write_rows
from documents.faults import Faults
from documents.values import write_cell
from mentoring.form_rules import fold

ResultLine = Mapping[str, Any]
COLUMN_WIDTHS = {"reasons": 60, "why": 60}
DEFAULT_WIDTH = 12


NAMING = {"name": ("name", "first_name", "last_name"), "email": ("email",)}
"""What people are called by beside their id -> the fields that say it."""


class Result(NamedTuple):
    """A file to write: where, its lines, and how its columns are headed in a table."""

    path: Path
    lines: Iterable[ResultLine]
    columns: Sequence[str]


class NotWritten(Exception):
    """A result could not be written: which, and the system's name of the reason."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(path, error)
        self.path, self.why = path, errno.errorcode.get(error.errno or 0, "?")


def list_carried(side: People, which: str, carry: Sequence[str], words: Mapping[str, Any]) -> list[str]:
    """Return how the columns are headed that a result has beside its own: name and address, and those asked for."""
    own = [name for name in ("name", "email") if name != side.named_by and side.source.understood.has(*NAMING[name])]
    headings = _find_headings(side, carry)
    extra = words["extra"]
    return [
        *(extra[f"{name}_{which}"] for name in own),
        *(extra[f"carried_{which}"].format(heading=side.source.table.headings[at]) for at in headings),
    ]


def carry(side: People, which: str, number: int, wanted: Sequence[str], words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in those columns of somebody."""
    person = side.said[number]
    own = [name for name in ("name", "email") if name != side.named_by and side.source.understood.has(*NAMING[name])]
    cells = [
        *(getattr(person, name) for name in own),
        *(write_cell(person.row[at]) for at in _find_headings(side, wanted)),
    ]
    return dict(zip(list_carried(side, which, wanted, words), cells, strict=True))


def _find_headings(side: People, wanted: Sequence[str]) -> list[int]:
    asked = set(map(fold, wanted))
    return [at for at, heading in enumerate(side.source.table.headings) if fold(heading) in asked]


def check(paths: Iterable[Path], read: Iterable[Path], faults: Faults) -> None:
    """Find before the work begins what would keep a result from being written."""
    taken = {path.resolve() for path in read}
    written: set[Path] = set()
    for path in paths:
        kind = _find_obstacle(path, taken, written)
        written.add(path.resolve())
        if kind:
            faults.add(str(path), kind)


def _find_obstacle(path: Path, read: set[Path], written: set[Path]) -> str:
    if path.suffix.lower() not in WRITERS:
        return "extension"
    if path.resolve() in read:
        return "same_file"
    if path.resolve() in written:
        return "twice_written"
    if path.is_dir():
        return "folder"
    return "" if os.access(path.resolve().parent, os.W_OK | os.X_OK) else "no_folder"


def write(results: Sequence[Result], separator: str, placed: list[Path]) -> None:
    """Write each into a file beside; they take the places of the old ones only when all are complete.

    `placed` is told of each before its place is taken: whoever stops the work then knows whether nothing was written.
    A CSV is `separator`-ed as the file of needs was; Excel in French opens only its own way with a click.
    """
    with ExitStack() as stack:
        beside = [stack.enter_context(_write_beside(one, separator)) for one in results]
        for name, (path, *_) in zip(beside, results, strict=True):
            placed.append(path)
            with _name_result_on_error(path):
                os.replace(name, path.resolve())


@contextmanager
def _write_beside(result: Result, separator: str) -> Iterator[Path]:
    """Return a complete file, which is taken away unless it has found its place."""
    target = result.path.resolve()
    with _name_result_on_error(result.path):
        number, name = tempfile.mkstemp(suffix=target.suffix, prefix=f".{target.stem}-", dir=target.parent)
        os.close(number)
    try:
        with _name_result_on_error(result.path):
            WRITERS[target.suffix.lower()](Path(name), result.lines, list(result.columns), separator)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _name_result_on_error(path: Path) -> Iterator[None]:
    """Say of an error of the system which result it concerns."""
    try:
        yield
    except OSError as error:
        raise NotWritten(path, error) from None


def _write_json_lines(path: Path, lines: Iterable[ResultLine], _columns: list[str], _separator: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _write_csv(path: Path, lines: Iterable[ResultLine], columns: list[str], separator: str) -> None:
    rows = ([line.get(column, "") for column in columns] for line in map(_flatten, lines))
    with path.open("w", encoding="utf-8-sig" if separator == FRENCH_SEPARATOR else "utf-8", newline="") as file:
        write_rows(file, chain([columns], rows), separator)


def _write_excel(path: Path, lines: Iterable[ResultLine], columns: list[str], _separator: str) -> None:
    from openpyxl import Workbook  # inside: most results are no workbooks
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("binome")
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns, 1):
        width = COLUMN_WIDTHS.get(column.rstrip("_0123456789"), DEFAULT_WIDTH)
        sheet.column_dimensions[get_column_letter(at)].width = width
    with closing(sheet):  # whoever stops the work meanwhile is told of no file left open
        sheet.append(columns)
        for line in map(_flatten, lines):
            row = []
            for column in columns:
                cell = WriteOnlyCell(sheet, line.get(column))
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # what begins with = is somebody's id, no formula
                row.append(cell)
            sheet.append(row)
    book.save(path)


def _flatten(line: ResultLine) -> ResultLine:
    """Return a line for a table: the offers of a need side by side, as offer_1, score_1, reasons_1, offer_2 …."""
    if "offers" not in line:
        return line
    found = {"id": line["id"]}
    for rank, offer in enumerate(line["offers"], 1):
        found |= {f"offer_{rank}": offer["id"], f"score_{rank}": offer["score"], f"reasons_{rank}": offer["reasons"]}
    return found


WRITERS: dict[str, Callable[[Path, Iterable[ResultLine], list[str], str], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_excel,
    ".jsonl": _write_json_lines,
}
