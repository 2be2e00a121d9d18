"""Opening the database for a command: tables brought to the present, one program at a time on SQLite."""

import secrets
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from cli.settings import Settings
from mentoring.errors import BinomeError
from storage import migrating
from storage import settings as facts
from storage.database import connect, sessions_of
from storage.vault import Vault


class DatabaseNotReached(BinomeError):
    """The database cannot be opened. Is another run of this program using it? Is its address right?"""


class NoFreePort(BinomeError):
    """No port is free for the page: name another address in BINOME_LISTEN."""


async def database(settings: Settings) -> AsyncEngine:
    """Give an engine whose database has the present tables."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.database)
    try:
        await migrating.upgrade(engine)
    except (DBAPIError, OSError) as error:
        await engine.dispose()
        raise DatabaseNotReached(f"({type(error).__name__}: {getattr(error, 'orig', error)})") from None
    return engine


async def installation(settings: Settings) -> str:
    """Give the name of this installation: what the simulator keeps is kept under it."""
    engine = await database(settings)
    try:
        async with sessions_of(engine, Vault(bytes(32)), settings.programme).begin() as session:
            return await facts.installation(session, secrets.token_hex(4))
    finally:
        await engine.dispose()
