"""Files that come in are read up to a bound: what is larger is none that this program needs, or somebody's trap."""

import errno
from pathlib import Path

MAX_CONFIGURATION_BYTES = 1_000_000
"""A programme, its words and its numbers; the shipped ones have some 10,000 each."""


class FileTooLarge(OSError):
    """A file has more bytes than are read of its kind."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(errno.EFBIG, f"it has more than {max_bytes:,} bytes; shorten it, or name the right file")


def read_bytes(path: Path, max_bytes: int = MAX_CONFIGURATION_BYTES) -> bytes:
    """Return what is in a file; raise `FileTooLarge` once there is more, whatever the system says of its size."""
    with path.open("rb") as file:
        found = file.read(max_bytes + 1)
    if len(found) > max_bytes:
        raise FileTooLarge(max_bytes)
    return found


def read_text(path: Path, max_bytes: int = MAX_CONFIGURATION_BYTES) -> str:
    """Return the words of a file in UTF-8, likewise; each line ends as ours do."""
    return read_bytes(path, max_bytes).decode().replace("\r\n", "\n")
