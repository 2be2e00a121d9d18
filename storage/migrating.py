"""Bringing a database to the present tables; a database from the future is refused."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from mentoring.errors import BinomeError
from storage.turns import STARTING, wait_for_turn

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseTooNew(BinomeError):
    """The database was made by a newer version of this program: use that version. Nothing was changed."""


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to the present tables, in one transaction; raise `DatabaseTooNew` for one from the future."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


async def is_current(engine: AsyncEngine) -> bool:
    """Tell whether the tables are the present ones."""
    async with engine.begin() as connection:
        return await connection.run_sync(
            lambda sync: _revision(sync) == ScriptDirectory(str(MIGRATIONS)).get_current_head()
        )


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    wait_for_turn(connection, STARTING)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    revision = _revision(connection)
    if revision is not None and revision not in known:
        raise DatabaseTooNew
    command.upgrade(config, "head")
