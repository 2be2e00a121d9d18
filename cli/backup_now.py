"""`binome backup`: made here, or by the running program where that holds the database."""

from pathlib import Path

from sqlalchemy import make_url

from cli import asking, backups, keys, opening
from cli.settings import Settings
from mentoring.errors import BinomeError
from scheduler.clock import Clock
from scheduler.nightly import Nightly
from storage import settings as facts
from storage.database import sessions_of
from storage.moving import NothingToMove
from storage.vault import Vault, WrongKey


class NobodyToAsk(BinomeError):
    """The database cannot be opened. If the program runs on it: set BINOME_HEALTH for both, so that it can be asked."""


class Refused(BinomeError):
    """The running program could not do it."""


async def backup(settings: Settings, to: Path | None) -> Path:
    """Make a backup into the folder of the settings, and one more copy where asked; give the file."""
    key = keys.needed(settings.key_file)
    try:
        file = await _made_here(settings, key)
    except opening.DatabaseNotReached as error:
        if make_url(settings.database).get_backend_name() != "sqlite":
            raise
        if settings.health is None:
            raise NobodyToAsk(f"({error})") from None
        file = await _made_there(settings, key)  # the running program holds the database
    return backups.also_to(Vault(key), file, to) if to else file


async def _made_here(settings: Settings, key: bytes) -> Path:
    if not await opening.was_used(settings):
        raise NothingToMove
    engine, vault = await opening.database(settings), Vault(key)
    try:
        sessions = sessions_of(engine, vault, settings.programme)
        async with sessions.begin() as session:
            if not await facts.key_fits(session):
                raise WrongKey
        return await Nightly(sessions, Clock(), settings.programme, backups.Backups(engine, vault, settings).make).run()
    finally:
        await engine.dispose()


async def _made_there(settings: Settings, key: bytes) -> Path:
    status, said = await asking.ask(settings, "POST", "/backup", key)
    if status != 200:
        raise Refused(f"({said.get('problem', status)})")
    return Path(str(said["file"]))
