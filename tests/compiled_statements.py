"""One memory of compiled SQL for all databases of a test process."""

from functools import partial
from typing import Any

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import LRUCache

from storage.engine import database

MAX_STATEMENTS = 10_000
STATEMENTS: Any = LRUCache(MAX_STATEMENTS)


def share_compiled_statements() -> None:
    """Let all engines find what another one has compiled.

    Each town has a database of its own, and so an engine; to compile its statements again and again took a third of the
    processor's time. What is remembered is named by its dialect: two of one class are alike here, since all tests speak
    to one server in one way.
    """
    for dialect in (SQLiteDialect_aiosqlite, PGDialect_asyncpg):
        dialect.__eq__ = _is_alike  # type: ignore[method-assign]
        dialect.__hash__ = _hash_class  # type: ignore[method-assign, assignment]
    shared = partial(create_async_engine, execution_options={"compiled_cache": STATEMENTS})
    database.create_async_engine = shared  # type: ignore[attr-defined]


def _is_alike(one: object, other: object) -> bool:
    return type(one) is type(other)


def _hash_class(one: object) -> int:
    return hash(type(one))
