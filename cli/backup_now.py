"""`binome backup`: made here, or by the running program where that holds the database."""

from pathlib import Path

from cli import backups, database, keys
from cli.command_client import ask_or_open
from cli.settings import Settings
from storage.backup.transfer import NothingToMove
from storage.crypto.vault import Vault

PATIENCE_SECONDS = 600.0
"""A large backup takes some seconds, on a slow disk minutes."""


async def make_backup(settings: Settings, to: Path | None) -> Path:
    """Make a backup into the folder of the settings, and one more copy where asked; return the file."""
    key = keys.read_required(settings.key_file)
    if database.is_creation_needed(settings):
        raise NothingToMove
    made = await ask_or_open(settings, key, "backup", patience_seconds=PATIENCE_SECONDS)
    file = Path(made.found["file"])
    # By the command itself: the running program may be forbidden to write elsewhere.
    return backups.copy_to(Vault(key), file, to) if to else file
