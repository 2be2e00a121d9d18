"""Taking a whole programme from one database to another: every row as it is, into tables that are empty."""

from collections.abc import Collection

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from mentoring.errors import BinomeError
from storage.engine import lease
from storage.schema import desk_tables, gate_tables, life_tables, safeguarding_tables, tables, talk_tables
from storage.schema.base import Base

ROWS_AT_ONCE = 500
"""Rows that are read and written at once: memory stays small however long the programme has lived."""
TABLE_MODULES = (tables, desk_tables, gate_tables, safeguarding_tables, talk_tables, life_tables, lease)
"""Imported so that their tables are known here."""


class NotEmpty(BinomeError):
    """The new database already holds something: name an empty one. Nothing was changed."""


class NothingToMove(BinomeError):
    """The present database holds nothing: is BINOME_DATABASE its address? Nothing was changed."""


async def transfer_rows(source: AsyncEngine, target: AsyncEngine, excluded: Collection[str] = ()) -> dict[str, int]:
    """Copy every table but the `excluded` ones, as they are at one moment; return how many rows each has.

    It is one transaction. Both have the present tables. The source may be in use meanwhile.
    """
    tables = [table for table in Base.metadata.sorted_tables if table.name not in excluded]
    async with _isolate_snapshot(source).begin() as old, target.begin() as new:
        for table in tables:
            if await new.scalar(select(func.count()).select_from(table)):
                raise NotEmpty
        moved = {table.name: await _copy_rows(table, old, new) for table in tables}
        if not any(moved.values()):
            raise NothingToMove
        return moved


def _isolate_snapshot(source: AsyncEngine) -> AsyncEngine:
    """On SQLite every transaction sees one moment; PostgreSQL is asked for it."""
    if source.dialect.name == "sqlite":
        return source
    return source.execution_options(isolation_level="REPEATABLE READ")


async def _copy_rows(table: Table, old: AsyncConnection, new: AsyncConnection) -> int:
    copied = 0
    async with old.stream(select(table).order_by(*table.primary_key)) as found:
        async for rows in found.mappings().partitions(ROWS_AT_ONCE):
            await new.execute(insert(table), [dict(row) for row in rows])
            copied += len(rows)
    if "id" in table.columns and (last := await _read_last_number(table, old)):
        await _set_last_number(table, new, last)
    return copied


async def _read_last_number(table: Table, old: AsyncConnection) -> int:
    """Return the last id that was ever given, its row erased since or not: it never comes back."""
    if old.dialect.name == "sqlite":
        given = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        return int(await old.scalar(given, {"table": table.name}) or 0)
    return int(await old.scalar(text(f"SELECT last_value FROM {table.name}_id_seq WHERE is_called")) or 0)


async def _set_last_number(table: Table, new: AsyncConnection, last: int) -> None:
    if new.dialect.name == "sqlite":
        await new.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table.name})
        put = "INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"
        await new.execute(text(put), {"table": table.name, "last": last})
    else:
        await new.execute(text(f"SELECT setval('{table.name}_id_seq', :last)"), {"last": last})
