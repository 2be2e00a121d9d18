"""CSV and TSV in any of the ways that spreadsheets and forms save them, read into lines of cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator

from documents.encodings import decode
from documents.grids import Grid, GridLine, Note, Unreadable, has_content, trim
from documents.limits import MAX_CELL_CHARACTERS, MAX_ROW_CHARACTERS, TableTooLarge, check_size

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r'"?sep=([,;|\t])"?[,;|\t ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
"""A first line that tells Excel how the others are separated."""
LOOKED_AT = 400
"""Lines from which the separator is found."""
LOOKED_AT_CHARACTERS = 200_000


def read(raw: bytes, _sheets: Collection[str] = ()) -> list[Grid]:
    """Return the one grid of a file. Raise `Unreadable`, or `TableTooLarge`."""
    decoded = decode(raw)
    if decoded is None:
        raise Unreadable("encoding")
    notes = (
        [Note("encoding", {"encoding": decoded.encoding, "words": ", ".join(decoded.evidence)})]
        if decoded.evidence
        else []
    )
    text, skipped, separator = decoded.text, 0, ""
    if declared := SEPARATOR_LINE.match(text):
        text, skipped, separator = text[declared.end() :], 1, declared[1]
    separator = separator or find_separator(text)
    lines = [
        GridLine(number, cells)
        for number, cells in _list_lines(text, separator, 1 + skipped)
        if any(map(has_content, cells))
    ]
    return [Grid(lines, separator=separator, notes=notes)]


def find_separator(text: str) -> str:
    """Return the separator that cuts most lines into equally many cells, of which there should be many."""
    lines = io.StringIO(text[:LOOKED_AT_CHARACTERS], newline="")
    head = "".join(part for part, _ in zip(lines, range(LOOKED_AT), strict=False))
    return max(SEPARATORS, key=lambda separator: _weigh(head, separator))


def _weigh(head: str, separator: str) -> tuple[float, int]:
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    try:
        found = [
            len(trim(cells)) and len(cells) for cells in csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        ]
    except csv.Error:
        return 0.0, 0
    widths = Counter(width for width in found if width)
    width, lines = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
    return (lines / widths.total() if width > 1 else 0.0) * min(width, 4), width


def _list_lines(text: str, separator: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each line; strict, or a quote that is never closed would swallow all that follows."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    line, taken, rows, widest = first, 0, 0, 0

    def take_lines() -> Iterator[str]:
        """Bound what stands between two ends of rows, whatever quotes hold it together."""
        nonlocal taken
        for part in io.StringIO(text, newline=""):
            taken += len(part)
            if taken > MAX_ROW_CHARACTERS:
                raise TableTooLarge("row", MAX_ROW_CHARACTERS, line)
            yield part

    reader = csv.reader(take_lines(), delimiter=separator, strict=True)
    try:
        for cells in reader:
            rows += 1
            widest = max(widest, len(cells))
            check_size(rows, widest, line)
            yield line, cells
            line, taken = reader.line_num + first, 0
    except csv.Error as error:
        raise Unreadable("long" if "field limit" in str(error) else "quotes", line) from None
