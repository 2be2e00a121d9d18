"""The key file: made at the first start, readable by its owner alone, kept apart from the data."""

import base64
import hashlib
import os
from pathlib import Path

from cli.bounded_files import read_bytes
from mentoring.errors import BadSettings, BinomeError

KEY_BYTES = 32
MAX_FILE_BYTES = 1_000
MIN_ENDING_CHARACTERS = 8
"""Characters that nobody types right by chance, and that leave the rest of the key unguessable."""


class NotTheCopy(BinomeError):
    """The copy does not end like the key in use: copy the key file again. Read the last 8 characters on the copy."""


class KeyMissing(BinomeError):
    """The key file is not there, and this database was used with one: put back its copy. No new key was made."""


class BadKeyFile(BadSettings):
    """The key file cannot be used."""

    def __init__(self, fault: str) -> None:
        super().__init__([f"BINOME_KEY_FILE: {fault}"])


def read_or_make(path: Path) -> tuple[bytes, bool]:
    """Return the key (32 bytes), and whether it was made just now; raise `BadKeyFile` when there can be none."""
    key = read(path)
    return (_make_key(path), True) if key is None else (key, False)


def read_required(path: Path) -> bytes:
    """Return the key; raise `BadKeyFile` when there is none."""
    key = read(path)
    if key is None:
        raise BadKeyFile(f"none in {path}: put the association's key there; at the first start `binome run` makes it")
    return key


def read(path: Path) -> bytes | None:
    """Return the key; None when there is no file yet."""
    try:
        key = base64.b64decode(read_bytes(path, MAX_FILE_BYTES).strip(), validate=True)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadKeyFile(f"cannot read {path}: {error.strerror}") from None
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKeyFile(f"{path} holds no key: put back the copy that was kept, or name the right file")
    return key


def confirm_copy(path: Path, key: bytes, ending: str) -> None:
    """Note that somebody read the end of the key on a copy of it; raise `NotTheCopy` when it is another's."""
    said = "".join(ending.split())
    if len(said) < MIN_ENDING_CHARACTERS or not _encode(key).endswith(said):
        raise NotTheCopy
    _find_note(path).write_text(f"{_compute_mark(key)}\n", encoding="ascii")


def is_confirmed(path: Path, key: bytes) -> bool:
    """Return whether somebody confirmed a copy of this very key."""
    try:
        return _find_note(path).read_text(encoding="ascii").strip() == _compute_mark(key)
    except (OSError, UnicodeDecodeError):
        return False


def _find_note(path: Path) -> Path:
    """Return the path of the note: beside the key, not in the database, which a running program may hold."""
    return path.with_name(f"{path.name}.copied")


def _compute_mark(key: bytes) -> str:
    return hashlib.sha256(b"copied " + key).hexdigest()


def _encode(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _make_key(path: Path) -> bytes:
    key = os.urandom(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(f"{_encode(key)}\n".encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise BadKeyFile(f"cannot make {path}: {error.strerror}") from None
    return key
