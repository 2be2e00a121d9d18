"""CSV as spreadsheets read it with a click, written so that none of them takes anybody's words for a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""With which a spreadsheet begins to compute; some do with the wide signs too. Source: OWASP, CSV Injection."""
FRENCH_SEPARATOR = ";"
"""Where it separates, Excel reads lines that end its own way, and decimal commas."""


def write_rows(file: TextIO, rows: Iterable[Sequence[Any]], separator: str) -> None:
    """Write rows into a file, each cell as `show_cell` has it."""
    is_french = separator == FRENCH_SEPARATOR
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n" if is_french else "\n")
    writer.writerows([show_cell(cell, is_french=is_french) for cell in row] for row in rows)


def show_cell(cell: Any, *, is_french: bool = False) -> Any:
    """Return words behind an apostrophe where a spreadsheet would compute them; numbers stay numbers."""
    if isinstance(cell, str):
        shown = cell.replace("\r\n", "\n").replace("\r", "\n")  # else, without quotes, it would begin another row
        return f"'{shown}" if shown.startswith(FORMULA_SIGNS) else shown
    return str(cell).replace(".", ",") if is_french and isinstance(cell, float) else cell
