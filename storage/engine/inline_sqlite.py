"""SQLite in the program's own thread: a hop to another one and back costs more than most statements.

Only what waits for the disk is left to aiosqlite's thread, a commit and the emptying of the log: the chat goes on
meanwhile.
"""

import sqlite3
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import Engine, event

ROWS_AT_ONCE = 64
THREADED_CALL = "commit"


class InlineConnection(aiosqlite.Connection):
    """A connection whose statements are run at once. One transaction at a time uses it."""

    _changes_committed = 0

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        waits_for_disk = fn.__name__ == THREADED_CALL and self._take_changes()
        if self._connection is not None and not waits_for_disk:
            return fn(*args, **kwargs)
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]

    async def truncate_log(self) -> bool:
        """Empty the write-ahead log, outside of any transaction; return False while a reader keeps it as it is."""
        is_busy, *_ = await super()._execute(_truncate_log, self._conn)  # type: ignore[no-untyped-call]
        return not is_busy

    def _take_changes(self) -> int:
        """Return how many rows were written since the last commit."""
        before, self._changes_committed = self._changes_committed, self.total_changes
        return self._changes_committed - before


def _truncate_log(connection: sqlite3.Connection) -> tuple[int, int, int]:
    found: tuple[int, int, int] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return found


def _open_connection(path: str, **options: Any) -> InlineConnection:
    connect = partial(sqlite3.connect, path, **{**options, "check_same_thread": False})
    made = InlineConnection(connect, ROWS_AT_ONCE)
    made._thread.daemon = True  # as SQLAlchemy does for connections that it makes: else one left open keeps the program
    return made


def run_inline(engine: Engine) -> None:
    """Have an engine's connections made so."""

    @event.listens_for(engine, "do_connect")
    def make(_dialect: Any, _record: Any, _args: Any, options: dict[str, Any]) -> None:
        options["async_creator_fn"] = _open_connection
