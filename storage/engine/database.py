"""Opening the database: SQLite as the embedded default, PostgreSQL for more."""

from typing import Any

from sqlalchemy import Engine, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine

from mentoring.programme import Programme
from storage.crypto.vault import Vault
from storage.engine import change_events, identity_map
from storage.engine.app_session import AppSession
from storage.engine.inline_sqlite import run_inline

Sessions = async_sessionmaker[AppSession]
EVENT_LISTENERS = (identity_map, change_events)
"""Imported so that their listeners are there before the first transaction."""
UNAVAILABLE = (DBAPIError, PoolTimeout, OSError)
"""What is raised while the database cannot be reached: a driver's own refusal to connect is a plain `OSError`."""
PROGRAMMING_ERRORS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
QUERY_ERROR_CLASSES = ("22", "23", "42")
"""Classes of PostgreSQL's errors (values, constraints, names) that come back however often the same is asked."""
MAX_IDLE = "15s"
"""A process that is stopped within a transaction would hold up all others: the database ends it instead."""
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def connect(url: str) -> AsyncEngine:
    """Return an engine. Parameters never reach the logs: they hold what people said."""
    parsed = make_url(url)
    parsed = parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername))
    if parsed.get_backend_name() != "sqlite":
        told = {"server_settings": {"idle_in_transaction_session_timeout": MAX_IDLE}}
        return create_async_engine(parsed, hide_parameters=True, pool_pre_ping=True, connect_args=told)
    engine = create_async_engine(parsed, hide_parameters=True, pool_size=1, max_overflow=0, pool_timeout=60)
    run_inline(engine.sync_engine)
    _tune_sqlite(engine.sync_engine)
    return engine


def is_unavailable(error: BaseException) -> bool:
    """Return whether the database itself is at fault, so that a retry makes sense."""
    asked_wrongly = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")[:2] in QUERY_ERROR_CLASSES
    return isinstance(error, UNAVAILABLE) and not isinstance(error, PROGRAMMING_ERRORS) and not asked_wrongly


def build_sessions(engine: AsyncEngine, vault: Vault, programme: Programme) -> Sessions:
    """Return the maker of transactions: ``async with sessions.begin() as session:``."""
    return async_sessionmaker(engine, class_=AppSession, expire_on_commit=False, vault=vault, programme=programme)


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # We begin transactions ourselves: the driver's deferred BEGIN fails at once when two of them meet.
        connection.isolation_level = None
        cursor = connection.cursor()
        # One connection holds the file: a second program is refused, and no WAL is ever shared.
        for pragma in (
            "busy_timeout=2000",
            "locking_mode=EXCLUSIVE",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
