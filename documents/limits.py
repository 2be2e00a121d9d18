"""How much of a file is read: what is larger is split by whoever has it, and a trap costs little memory."""

MAX_FILE_BYTES = 50_000_000
"""A hundred thousand people with half a page each."""
MAX_UNPACKED_BYTES = 100_000_000
"""A workbook is packed: what it says that its parts are unpacked, all together. No more is ever unpacked."""
MAX_PARTS = 1_000
MAX_ROWS = 200_000
MAX_SHEET_ROWS = 1 << 20
"""As many as Excel has, the empty ones included."""
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
MAX_CELL_CHARACTERS = 1_000_000
MAX_ROW_CHARACTERS = 2_000_000


class TableTooLarge(ValueError):
    """A file holds more than is read: which bound, and at which line where that is known."""

    def __init__(self, kind: str, most: int, line: int = 0) -> None:
        super().__init__(kind)
        self.kind, self.most, self.line = kind, most, line


def check_size(rows: int, columns: int, line: int) -> None:
    """Raise `TableTooLarge` where a table has too many rows, columns or cells by some line."""
    for kind, found, most in (
        ("columns", columns, MAX_COLUMNS),
        ("rows", rows, MAX_ROWS),
        ("cells", rows * columns, MAX_CELLS),
    ):
        if found > most:
            raise TableTooLarge(kind, most, line)
