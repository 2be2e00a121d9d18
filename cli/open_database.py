"""An installation's database, opened, with what a command needs beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from cli import database
from cli.backups import BackupFolder
from cli.settings import Settings
from scheduler.nightly_backup import NightlyBackup
from storage.crypto.vault import Vault
from storage.engine.clock import Clock
from storage.engine.database import Sessions, build_sessions


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """The parts, the same in the running program and in a command that opened the database itself."""

    settings: Settings
    key: bytes
    sessions: Sessions
    nightly_backup: NightlyBackup


@asynccontextmanager
async def open_for_command(settings: Settings, key: bytes) -> AsyncIterator[OpenDatabase]:
    """Open the database for one command, where nobody else holds it."""
    engine, vault = await database.open_database(settings), Vault(key)
    try:
        sessions = build_sessions(engine, vault, settings.programme)
        nightly = NightlyBackup(sessions, Clock(), settings.programme, BackupFolder(engine, vault, settings).make)
        yield OpenDatabase(settings, key, sessions, nightly)
    finally:
        await engine.dispose()
