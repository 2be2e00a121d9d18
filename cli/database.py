"""Opening the database for a command: tables brought to the present, one program at a time on SQLite."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from cli import keys
from cli.settings import Settings
from mentoring.errors import BinomeError
from storage import installation
from storage.backup import transfer
from storage.crypto.vault import Vault, WrongKey
from storage.engine import upgrade
from storage.engine.advisory_locks import STARTUP_LOCK, lock_chats
from storage.engine.database import build_sessions, connect
from use_cases.people import staff


class DatabaseNotReached(BinomeError):
    """The database cannot be opened. Is another run of this program using it? Is its address right?"""


class TransferRefused(BinomeError):
    """The new database refused something. Nothing was changed."""


class NoFreePort(BinomeError):
    """No port is free for the page: name another address in BINOME_LISTEN."""


async def open_database(settings: Settings) -> AsyncEngine:
    """Return an engine whose database has the present tables."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.database)
    try:
        await upgrade.upgrade_tables(engine)
    except BaseException as error:
        await engine.dispose()
        if not isinstance(error, DBAPIError | OSError):
            raise
        raise DatabaseNotReached(f"({type(error).__name__}: {getattr(error, 'orig', error)})") from None
    return engine


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known before the bot starts: the installation's name, and the code that names the first head."""

    installation: str
    head_code: str | None  # None once there is a head


async def read_entry(settings: Settings, key: bytes, *, may_name_head: bool = True) -> Entry:
    """Open the database before all else; raise `WrongKey` for another key.

    A new code for the first head makes the one before invalid: of several processes only those that speak give one.
    """
    engine = await open_database(settings)
    try:
        async with build_sessions(engine, Vault(key), settings.programme).begin() as session:
            await lock_chats(session, [STARTUP_LOCK])
            if not await installation.is_key_right(session):
                raise WrongKey
            name = await installation.read_installation_id(session, secrets.token_hex(4))
            return Entry(name, await staff.issue_head_code(session) if may_name_head else None)
    finally:
        await engine.dispose()


async def has_been_used(settings: Settings) -> bool:
    """Return whether the database holds what a key once sealed."""
    if is_creation_needed(settings):
        return False
    engine = await open_database(settings)
    try:
        async with build_sessions(engine, Vault(bytes(32)), settings.programme).begin() as session:
            return bool(await installation.read(session, installation.KEY_CHECK))
    finally:
        await engine.dispose()


def is_creation_needed(settings: Settings) -> bool:
    """Return whether the first opening makes the database: no SQLite file is there."""
    url = make_url(settings.database)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


async def read_or_make_key(settings: Settings) -> tuple[bytes, bool]:
    """Return the key and whether it is new; raise `KeyMissing` if one existed."""
    if keys.read(settings.key_file) is None and await has_been_used(settings):
        raise keys.KeyMissing(f"({settings.key_file})")
    return keys.read_or_make(settings.key_file)


async def transfer_all(settings: Settings, target_settings: Settings) -> dict[str, int]:
    """Copy all that is in the database of some settings into the empty one of others; return the rows of each table."""
    source = await open_database(settings)
    try:
        target = await open_database(target_settings)
        try:
            return await transfer.transfer_rows(source, target)
        except DBAPIError as error:
            raise TransferRefused(f"({type(error).__name__}: {error.orig})") from None
        finally:
            await target.dispose()
    finally:
        await source.dispose()
