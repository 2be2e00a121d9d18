"""Bringing a database to the present tables; one that is too new or too old is refused."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from mentoring.errors import BinomeError
from storage.engine.advisory_locks import STARTUP_LOCK, lock_on_connection

MIGRATIONS = Path(__file__).parents[1] / "migrations"
SQUASHED = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Revisions that were put together into 0008: no file leads from them any more."""


class DatabaseTooNew(BinomeError):
    """The database was made by a newer version of this program: use that version. Nothing was changed."""


class DatabaseTooOld(BinomeError):
    """The database is too old: start afresh, or upgrade in two steps (docs/operate.md, 5). Nothing was changed."""


async def upgrade_tables(engine: AsyncEngine, migrations: Path = MIGRATIONS) -> None:
    """Bring the database to the present tables, in one transaction.

    Raise `DatabaseTooNew` for one from the future, `DatabaseTooOld` for one that no migration leads on from.
    """
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade, migrations)


async def is_current(engine: AsyncEngine, migrations: Path = MIGRATIONS) -> bool:
    """Return whether the tables are the present ones."""
    async with engine.begin() as connection:
        return await connection.run_sync(_read_revision) == find_newest(migrations)


def find_newest(migrations: Path = MIGRATIONS) -> str:
    """Return the revision of the present tables; the file of each is named after it."""
    return max(file.name for file in (migrations / "versions").glob("[0-9]*.py")).partition("_")[0]


def _read_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(connection: Connection, migrations: Path) -> None:
    lock_on_connection(connection, [STARTUP_LOCK])
    revision = _read_revision(connection)
    if revision in SQUASHED:
        raise DatabaseTooOld
    if revision != find_newest(migrations):
        _migrate(connection, revision, migrations)


def _migrate(connection: Connection, revision: str | None, migrations: Path) -> None:
    # Loaded here: nearly every start finds the present tables, and Alembic with what it needs takes 11 MB.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseTooNew
    command.upgrade(config, "head")
