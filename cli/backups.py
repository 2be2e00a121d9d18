"""The folder of backups: sealed copies with their moments in their names; beside them everybody's keys, newest only."""

import asyncio
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from cli.settings import Settings
from mentoring.errors import BinomeError
from mentoring.programme import BackupRules
from storage.backup import snapshot
from storage.crypto.encrypted_files import PIECE_BYTES, decrypt_pieces, encrypt_pieces
from storage.crypto.vault import Vault

KEYS_FILE = "binome.keys"
BACKUP_NAME_FORMAT = "binome-{:%Y%m%dT%H%M%SZ}.backup"
BACKUP_NAME_PATTERN = re.compile(r"binome-(\d{8}T\d{6}Z)\.backup")
STAGING_FOLDER = ".copying"
"""Where the copy lies before it is sealed: on the database's own disk, since it held people's keys for a moment."""


class BackupNotMade(BinomeError):
    """The backup could not be made. Is there room on the disk, and is the folder of BINOME_BACKUPS there?"""


@dataclass(slots=True)
class BackupFolder:
    """Makes backups of one database into one folder, and removes the old ones."""

    engine: AsyncEngine
    vault: Vault
    settings: Settings
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def make(self, now: datetime) -> Path:
        """Make a backup and return its file; raise `BackupNotMade` when the disk or the database refuses."""
        folder, near = self.settings.backups, _find_staging_parent(self.settings) / STAGING_FOLDER
        async with self._lock:
            try:
                folder.mkdir(exist_ok=True)  # never its parents: a disk that is not mounted is a fault
                shutil.rmtree(near, ignore_errors=True)
                near.mkdir()
                await snapshot.write_copy(self.engine, str(near / "copy"), now)
                keys = {"at": now.isoformat(), "keys": await snapshot.read_keys(self.engine)}
                return await asyncio.to_thread(self._store, near / "copy", keys, folder, now)
            except (OSError, DBAPIError, sqlite3.Error) as error:
                raise BackupNotMade(f"({type(error).__name__}: {getattr(error, 'strerror', None) or error})") from None
            finally:
                shutil.rmtree(near, ignore_errors=True)

    def _store(self, copy: Path, keys: dict[str, Any], folder: Path, now: datetime) -> Path:
        _check_ours(self.vault, folder / KEYS_FILE)
        file = folder / BACKUP_NAME_FORMAT.format(now)
        # The keys first: a copy without the keys of those who came last would have lost them.
        write(folder / KEYS_FILE, encrypt_pieces(self.vault, [json.dumps(keys).encode()]))
        with copy.open("rb") as plain:
            write(file, encrypt_pieces(self.vault, iter(lambda: plain.read(PIECE_BYTES), b"")))
        for old in select_expired((path.name for path in folder.iterdir()), self.settings.programme.backups):
            (folder / old).unlink()
        return file


def read_keys(vault: Vault, file: Path) -> dict[str, Any]:
    """Return what the file of keys holds: when it was written, and the keys by person."""
    with file.open("rb") as source:
        return dict(json.loads(b"".join(decrypt_pieces(vault, source.read))))


def _check_ours(vault: Vault, keys: Path) -> None:
    """Leave another association's folder alone: what is written over here opens its backups."""
    if keys.exists():
        read_keys(vault, keys)


def copy_to(vault: Vault, file: Path, to: Path) -> Path:
    """Put a backup, with the keys of its folder, into another folder or file; return the file."""
    target = to / file.name if to.is_dir() else to
    _check_ours(vault, target.parent / KEYS_FILE)
    for source, copied in ((file.parent / KEYS_FILE, target.parent / KEYS_FILE), (file, target)):
        try:
            with source.open("rb") as plain:
                write(copied, iter(lambda plain=plain: plain.read(PIECE_BYTES), b""))  # type: ignore[misc]
        except OSError as error:
            raise BackupNotMade(f"({copied}: {error.strerror})") from None
    return target


def select_expired(names: Iterable[str], rules: BackupRules) -> set[str]:
    """Return the names that rotation removes: the newest of each of the last days and weeks stay."""
    made = {name: moment for name in sorted(names, reverse=True) if (moment := _parse_moment(name))}
    stay = set(_select_newest(made, "%Y%j", rules.daily)) | set(_select_newest(made, "%G%V", rules.weekly))
    return set(made) - stay


def _select_newest(made: dict[str, datetime], period: str, limit: int) -> list[str]:
    newest: dict[str, str] = {}
    for name, moment in made.items():  # newest first
        newest.setdefault(moment.strftime(period), name)
    return list(newest.values())[:limit]


def _parse_moment(name: str) -> datetime | None:
    found = BACKUP_NAME_PATTERN.fullmatch(name)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if found else None


def write(file: Path, pieces: Iterator[bytes]) -> None:
    """Write a file whole or not at all, its owner's alone, and have the disk keep it."""
    part = file.with_name(f"{file.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.writelines(pieces)
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        part.unlink(missing_ok=True)


def _find_staging_parent(settings: Settings) -> Path:
    url = make_url(settings.database)
    # What is copied from PostgreSQL never holds keys: the folder of backups will do.
    return Path(url.database or "").parent if url.get_backend_name() == "sqlite" else settings.backups
