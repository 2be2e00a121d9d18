"""One after the other: transactions that must not meet, by a lock of the database that ends with them.

SQLite has one transaction at a time anyway.
"""

from collections.abc import Collection

from sqlalchemy import Connection, func, select
from sqlalchemy.ext.asyncio import AsyncSession

STARTING = 0
"""What processes do as they start. Other turns are named by a chat's id, which is never 0."""


async def take_turn(session: AsyncSession, turn: int) -> None:
    """Wait until no other transaction has this turn."""
    await take_turns(session, [turn])


async def take_turns(session: AsyncSession, turns: Collection[int]) -> None:
    """Wait until no other transaction has any of these turns; in order, so that no two can wait for each other."""
    if session.get_bind().dialect.name != "sqlite":
        for turn in sorted(turns):
            await session.execute(select(func.pg_advisory_xact_lock(turn)))


def wait_for_turn(connection: Connection, turn: int) -> None:
    """Do the same on a connection."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(turn)))
