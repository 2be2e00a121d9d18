"""SQLite's write-ahead log, emptied: until then it holds rows as they were before somebody was erased."""

import sqlite3
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine


async def truncate_log(engine: AsyncEngine) -> bool:
    """Copy the log into the database and empty it; return False while a reader or a full disk keeps it as it is.

    No transaction runs meanwhile. On PostgreSQL nothing is done: its log and its archive are the server's own.
    """
    if engine.dialect.name != "sqlite":
        return True
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        try:
            return bool(await driver.truncate_log())
        except sqlite3.OperationalError:
            return False
