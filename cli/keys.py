"""The key file: made at the first start, readable by its owner alone, kept apart from the data."""

import base64
import os
from pathlib import Path

from mentoring.errors import BadSettings

KEY_BYTES = 32


class BadKeyFile(BadSettings):
    """The key file cannot be used."""

    def __init__(self, fault: str) -> None:
        super().__init__([f"BINOME_KEY_FILE: {fault}"])


def read_or_make(path: Path) -> tuple[bytes, bool]:
    """Give the key (32 bytes), and whether it was made just now; raise `BadKeyFile` when there can be none."""
    key = read(path)
    return (_make(path), True) if key is None else (key, False)


def read(path: Path) -> bytes | None:
    """Give the key; None when there is no file yet."""
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadKeyFile(f"cannot read {path}: {error.strerror}") from None
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKeyFile(f"{path} holds no key: put back the copy that was kept, or name the right file")
    return key


def _make(path: Path) -> bytes:
    key = os.urandom(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BadKeyFile(f"cannot make {path}: {error.strerror}") from None
    return key
