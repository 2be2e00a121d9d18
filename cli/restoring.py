"""`binome restore`: a backup back into an empty database, whole or not at all, and nothing old is said again."""

import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from cli import backups, database, turned_away
from cli.settings import Settings
from mentoring.errors import BinomeError
from scheduler.heartbeat import tick
from storage import installation
from storage.backup import transfer
from storage.crypto.encrypted_files import decrypt_pieces
from storage.crypto.vault import Vault
from storage.engine import upgrade
from storage.engine.database import Sessions, build_sessions, connect
from use_cases import lasting_marks, restoring


class KeysMissing(BinomeError):
    """The keys that belong to the backup are not beside it: copy binome.keys from the same folder too."""


class KeysTooOld(BinomeError):
    """The file binome.keys is older than the backup: who came between would be lost. Take the newest one."""


class BackupTooOld(BinomeError):
    """The backup is too old: restore it with the version before, then upgrade in two steps (docs/operate.md, 5)."""


class CannotRead(BinomeError):
    """The backup cannot be read."""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What came of it."""

    copied_at: datetime
    rows: dict[str, int]
    erased: int
    unsaid: Counter[str]


async def restore(settings: Settings, key: bytes, file: Path, now: datetime) -> RestoreReport:
    """Put a backup into the empty database of the settings. The program must not run on it meanwhile."""
    vault = Vault(key)
    with tempfile.TemporaryDirectory(prefix="binome-") as folder:
        engine = connect(f"sqlite:///{_decrypt(vault, file, Path(folder))}")
        target = await database.open_database(settings)
        try:
            await _upgrade_copy(engine)
            sessions = build_sessions(engine, vault, settings.programme)
            # All of it in the copy: the new database gets it at rest, in one transaction, or stays empty.
            copied_at, erased = await _return_keys_and_time(sessions, _read_keys(vault, file), now)
            async with sessions.begin() as session:
                await lasting_marks.return_marks(session, turned_away.read(settings.key_file), now)
            while await tick(sessions, now):
                pass  # the time since then passes, and what it would have said is not said
            async with sessions.begin() as session:
                unsaid = await restoring.settle_unsent(session, copied_at, now)
            return RestoreReport(copied_at, await transfer.transfer_rows(engine, target), erased, unsaid)
        except DBAPIError as error:
            raise database.TransferRefused(f"({type(error).__name__}: {error.orig})") from None
        finally:
            await engine.dispose()
            await target.dispose()


async def _upgrade_copy(engine: AsyncEngine) -> None:
    try:
        await upgrade.upgrade_tables(engine)
    except upgrade.DatabaseTooOld:
        raise BackupTooOld from None


async def _return_keys_and_time(sessions: Sessions, keys: dict[str, Any], now: datetime) -> tuple[datetime, int]:
    async with sessions.begin() as session:
        copied_at = await installation.read_moment(session, installation.LAST_BACKUP_AT) or now
        if datetime.fromisoformat(keys["at"]) < copied_at:
            raise KeysTooOld
        await restoring.extend_deadlines(session, copied_at, now)
        return copied_at, await restoring.return_keys(session, keys["keys"], now)


def _read_keys(vault: Vault, file: Path) -> dict[str, Any]:
    try:
        return backups.read_keys(vault, file.parent / backups.KEYS_FILE)
    except FileNotFoundError:
        raise KeysMissing from None
    except (OSError, json.JSONDecodeError) as error:
        raise CannotRead(f"({type(error).__name__})") from None


def _decrypt(vault: Vault, file: Path, folder: Path) -> Path:
    try:
        with file.open("rb") as source, (folder / "copy").open("wb") as plain:
            plain.writelines(decrypt_pieces(vault, source.read))
    except OSError as error:
        raise CannotRead(f"({file}: {error.strerror})") from None
    return folder / "copy"


def describe(done: RestoreReport) -> list[str]:
    """Return what to say of it, a line each."""
    return [
        f"The database is as it was on {done.copied_at:%Y-%m-%d at %H:%M} UTC.",
        *(f"- {table}: {rows}" for table, rows in done.rows.items() if rows),
        f"{done.erased} people erased since then stay erased.",
        f"{done.unsaid.total()} messages that waited will not be sent; the team gets one card:",
        *(f"- {kind}: {count}" for kind, count in sorted(done.unsaid.items())),
    ]
