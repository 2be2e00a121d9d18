"""A copy of the whole programme at one moment, for a backup: a SQLite file, whatever the database is.

People's keys are not in it. They go beside it, newest only: without theirs, an erased person is silent in every copy.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from storage import installation
from storage.backup import transfer
from storage.engine import upgrade
from storage.engine.database import connect
from storage.schema.safeguarding_tables import CaseKey
from storage.schema.tables import ParkedUpdate, PersonKey, Setting

EXCLUDED_TABLES = (PersonKey, CaseKey, ParkedUpdate)
"""Keys, and updates that no person's key seals: in a copy they would outlive an erasure."""

CASE_PREFIX = "case-"
"""Before a case's number, where its key stands beside those of people."""


async def write_copy(engine: AsyncEngine, path: str, now: datetime) -> None:
    """Write the copy into a new file. On SQLite the database stands still meanwhile: some milliseconds a megabyte."""
    if engine.dialect.name == "sqlite":
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.execute("VACUUM INTO ?", (path,))
    target = connect(f"sqlite:///{path}")
    try:
        if engine.dialect.name != "sqlite":
            await upgrade.upgrade_tables(target)
            await transfer.transfer_rows(engine, target, excluded={table.__tablename__ for table in EXCLUDED_TABLES})
        async with target.begin() as connection:
            for table in EXCLUDED_TABLES:
                await connection.execute(delete(table))
            await connection.execute(delete(Setting).where(Setting.name == installation.LAST_BACKUP_AT))
            await connection.execute(insert(Setting).values(name=installation.LAST_BACKUP_AT, value=now.isoformat()))
    finally:
        await target.dispose()


async def read_keys(engine: AsyncEngine) -> dict[str, str]:
    """Return everybody's wrapped data keys, by person (``7``), and those of cases (``case-7``)."""
    async with async_sessionmaker(engine)() as session:
        people = await session.execute(select(PersonKey.person_id, PersonKey.wrapped))
        found = {str(person_id): wrapped.hex() for person_id, wrapped in people}
        cases = await session.execute(select(CaseKey.card_id, CaseKey.wrapped))
        return found | {f"{CASE_PREFIX}{card_id}": wrapped.hex() for card_id, wrapped in cases}
