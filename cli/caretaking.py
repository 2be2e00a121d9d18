"""What looks after the data by hand: a backup now, and a backup back."""

from pathlib import Path

from sqlalchemy import make_url

from cli import backups, health, keys, opening, restoring
from cli.settings import Settings
from mentoring.errors import BinomeError
from scheduler.clock import Clock, real_now
from scheduler.nightly import Nightly
from storage import settings as facts
from storage.database import sessions_of
from storage.moving import NothingToMove
from storage.vault import Vault, WrongKey


class NobodyToAsk(BinomeError):
    """The database cannot be opened. If the program runs on it: set BINOME_HEALTH for both, so that it can be asked."""


async def backup(settings: Settings, to: Path | None) -> Path:
    """Make a backup into the folder of the settings, and one more copy where asked; give the file."""
    key = _key(settings)
    try:
        file = await _made_here(settings, key)
    except opening.DatabaseNotReached as error:
        if make_url(settings.database).get_backend_name() != "sqlite":
            raise
        if settings.health is None:
            raise NobodyToAsk(f"({error})") from None
        file = await _made_there(settings, key)  # the running program holds the database
    return backups.also_to(file, to) if to else file


async def restore(settings: Settings, file: Path) -> list[str]:
    """Put a backup into the empty database of the settings; give what to say of it."""
    done = await restoring.restore(settings, _key(settings), file, real_now())
    return [
        f"The database is as it was on {done.copied_at:%Y-%m-%d at %H:%M} UTC.",
        *(f"- {table}: {rows}" for table, rows in done.rows.items() if rows),
        f"{done.erased} people erased since then stay erased.",
        f"{done.unsaid.total()} messages that waited will not be sent; the team gets one card:",
        *(f"- {kind}: {count}" for kind, count in sorted(done.unsaid.items())),
    ]


def _key(settings: Settings) -> bytes:
    key = keys.read(settings.key_file)
    if key is None:
        raise keys.BadKeyFile(
            f"none in {settings.key_file}: put the association's key there, without it no backup can be read"
        )
    return key


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
    status, said = await health.ask(settings, "POST", "/backup", key)
    if status != 200:
        raise health.Refused(f"({said.get('problem', status)})")
    return Path(str(said["file"]))
