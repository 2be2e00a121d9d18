"""One after the other: transactions that must not meet, by a lock of the database that ends with them.

SQLite has one transaction at a time anyway.
"""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from storage.engine.app_session import AppSession

STARTUP_LOCK = 0
"""What processes do as they start. Other turns are named by a chat's id, which is never 0."""


async def lock_chats(session: AppSession, chat_ids: Collection[int]) -> None:
    """Lock these chats until the transaction ends, in sorted order against deadlocks."""
    await session.run_sync(lambda sync: lock_on_connection(sync.connection(), chat_ids))


def lock_on_connection(connection: Connection, locks: Collection[int]) -> None:
    """Take the same locks on a connection."""
    if connection.dialect.name != "sqlite":
        for turn in sorted(locks):
            connection.execute(select(func.pg_advisory_xact_lock(turn)))
