"""Bringing a database to the present tables; a database from the future is refused."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from mentoring.errors import BinomeError
from storage.engine.advisory_locks import STARTUP_LOCK, lock_on_connection

MIGRATIONS = Path(__file__).parents[1] / "migrations"
NEWEST = max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]
"""The revision of the present tables; the file of each is named after it."""


class DatabaseTooNew(BinomeError):
    """The database was made by a newer version of this program: use that version. Nothing was changed."""


async def upgrade_tables(engine: AsyncEngine) -> None:
    """Bring the database to the present tables, in one transaction; raise `DatabaseTooNew` for one from the future."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


async def is_current(engine: AsyncEngine) -> bool:
    """Return whether the tables are the present ones."""
    async with engine.begin() as connection:
        return await connection.run_sync(_read_revision) == NEWEST


def _read_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(connection: Connection) -> None:
    lock_on_connection(connection, [STARTUP_LOCK])
    revision = _read_revision(connection)
    if revision == NEWEST:
        return
    # Loaded here: nearly every start finds the present tables, and Alembic with what it needs takes 11 MB.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseTooNew
    command.upgrade(config, "head")
