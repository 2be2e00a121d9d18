"""Files read into rows: CSV in any of the ways that spreadsheets save it, XLSX, JSON Lines."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple

from documents import workbooks
from documents.faults import Faults
from documents.limits import MAX_ROW_CHARACTERS, TableTooLarge, check_size

BYTE_ORDER_MARK = "\ufeff"
SEPARATORS = (",", ";", "\t")
SEPARATOR_LINE = re.compile(r'"?sep=([,;|\t])"?[,;|\s]*', re.IGNORECASE)
"""A first line that tells Excel how the others are separated."""
MAX_CELL_CHARACTERS = 1_000_000
"""Signs in a cell of a CSV; a workbook holds 32,767."""
OLD_ENCODINGS = ("cp1252", "mac_roman")
"""What Excel writes where nobody chose UTF-8, on Windows and on a Mac."""
FRENCH_SIGNS = set("àâäçéèêëîïñôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ«»’‘“”–—…·°€\xa0")
MAX_OTHER_SIGNS_SHARE = 0.1
"""Share of the signs beyond English; above it, the encoding was guessed wrong."""
EXAMPLE = '{"id": "J-1", "text": "…"}'


class Row(NamedTuple):
    """A line of a file: its number, and what stands under each heading."""

    line: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds."""

    rows: list[Row] = field(default_factory=list)
    top: int = 0
    """The line of the headings; 0 where each line says its own."""
    separator: str = ","

    def list_titles(self) -> set[str]:
        """Return all that stands above or before a cell."""
        return {title for row in self.rows for title in row.cells}


AddFault = Callable[..., None]
"""Names a fault of one file."""


def is_known(name: str) -> bool:
    """Return whether files of such a name can be read at all."""
    return PurePath(name).suffix.lower() in READERS


def read(name: str, raw: bytes, is_known: Callable[[str], bool], faults: Faults) -> Table:
    """Return the rows of a file; `is_known` knows our headings, which show how a CSV is separated."""
    before, find = len(faults.found), partial(faults.add, name)
    try:
        table = READERS[PurePath(name).suffix.lower()](raw, is_known, find)
    except TableTooLarge as error:
        find(error.kind, error.line, most=error.most)
        return Table()
    if not table.rows and len(faults.found) == before:
        find("empty")
    return table


def _read_json_lines(raw: bytes, _is_known: Callable[[str], bool], find: AddFault) -> Table:
    rows: list[Row] = []
    for number, line in enumerate(io.BytesIO(raw.removeprefix(BYTE_ORDER_MARK.encode())), 1):
        if not line.strip():
            continue
        _check_row(len(line), number)
        check_size(number, 1, number)
        try:
            said = json.loads(line.decode())
        except UnicodeDecodeError:
            find("encoding", number)
        except (ValueError, RecursionError):
            find("json", number, example=EXAMPLE)
        else:
            if isinstance(said, dict):
                rows.append(Row(number, said))
            else:
                find("json", number, example=EXAMPLE)
    return Table(rows)


def _read_csv(raw: bytes, is_known: Callable[[str], bool], find: AddFault) -> Table:
    text = _decode(raw)
    if text is None:
        find("encoding")
        return Table()
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "").rstrip("\n")
    if declared := SEPARATOR_LINE.fullmatch(first):
        return _build_table(_split_csv(text.replace(first, "", 1), declared[1], find), find, declared[1])
    separator = max(SEPARATORS, key=lambda sign: sum(map(is_known, first.replace('"', "").split(sign))))
    return _build_table(_split_csv(text, separator, find), find, separator)


def _split_csv(text: str, separator: str, find: AddFault) -> Iterator[tuple[int, Sequence[Any]]]:
    """Return the cells of each line; strict, or a quote that is never closed would swallow all that follows."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    line, taken = 1, 0

    def take_lines() -> Iterator[str]:
        """Bound what stands between two ends of rows, whatever quotes hold it together."""
        nonlocal taken
        for part in io.StringIO(text, newline=""):
            taken += len(part)
            _check_row(taken, line)
            yield part

    reader = csv.reader(take_lines(), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield line, cells
            line, taken = reader.line_num + 1, 0
    except csv.Error as error:
        find("long" if "field limit" in str(error) else "quotes", line)


def _check_row(characters: int, line: int) -> None:
    if characters > MAX_ROW_CHARACTERS:
        raise TableTooLarge("row", MAX_ROW_CHARACTERS, line)


def _decode(raw: bytes) -> str | None:
    """Return the text: UTF-8, UTF-16 where it says so, else what French reads well in."""
    is_wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        return (
            None if is_wide else next(filter(None, (_try_encoding(raw, encoding) for encoding in OLD_ENCODINGS)), None)
        )


def _try_encoding(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    others = [sign for sign in text if not sign.isascii()]
    strange = sum(sign not in FRENCH_SIGNS for sign in others)
    return text if strange <= MAX_OTHER_SIGNS_SHARE * len(others) and text.count("\0") == 0 else None


def _read_excel(raw: bytes, _is_known: Callable[[str], bool], find: AddFault) -> Table:
    try:
        lines = workbooks.read_lines(raw)
    except workbooks.NotAWorkbook:
        find("excel")
        return Table()
    return _build_table(lines, find, ",")


def _build_table(lines: Iterable[tuple[int, Sequence[Any]]], find: AddFault, separator: str) -> Table:
    """Return a table whose titles are the first line that says something."""
    full = ((line, cells) for line, cells in lines if any(map(has_content, cells)))
    top, titles = next(full, (0, ()))
    headings = [str(title if title is not None else "").strip() for title in titles]
    rows: list[Row] = []
    check_size(0, len(headings), top)
    for count, (line, cells) in enumerate(full, 1):  # those with a fault count too
        check_size(count, len(headings), line)
        if any(map(has_content, cells[len(headings) :])):
            find("wide", line, sign=separator)
        else:
            # Turned round: of two columns of the same name, the first counts.
            rows.append(Row(line, dict(reversed(list(zip(headings, cells, strict=False))))))
    return Table(rows, top if rows else 0, separator)


def has_content(cell: Any) -> bool:
    """Return whether something stands in a cell."""
    return cell is not None and str(cell).strip() != ""


READERS: dict[str, Callable[[bytes, Callable[[str], bool], AddFault], Table]] = {
    ".csv": _read_csv,
    ".xlsx": _read_excel,
    ".jsonl": _read_json_lines,
}
