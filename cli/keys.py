"""The key file: made at the first start, readable by its owner alone, kept apart from the data."""

import base64
import os
from pathlib import Path

from mentoring.errors import BinomeError

KEY_BYTES = 32


class BadKeyFile(BinomeError):
    """The key file cannot be used: put back the copy that was kept, or name the right one in BINOME_KEY_FILE."""


def read_or_make(path: Path) -> tuple[bytes, bool]:
    """Give the key (32 bytes), and whether it was made just now."""
    if path.exists():
        return _read(path), False
    path.parent.mkdir(parents=True, exist_ok=True)
    key = os.urandom(KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(key) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return key, True


def _read(path: Path) -> bytes:
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (OSError, ValueError):
        raise BadKeyFile(f"({path})") from None
    if len(key) != KEY_BYTES:
        raise BadKeyFile(f"({path})")
    return key
