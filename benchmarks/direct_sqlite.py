"""The programme's own SQLite, without the thread that keeps the chat free: nobody chats during a benchmark."""

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine.database import connect


class ImmediateQueue:
    """Stands where calls wait for the thread: does each as it comes."""

    def put_nowait(self, call: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        """Do a call."""
        future, function = call
        future.set_result(function())


class DirectConnection(aiosqlite.Connection):
    """A connection whose calls are made at once; a hop to a thread and back costs more than most of them."""

    _tx: Any

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        """Open it."""
        self._tx = ImmediateQueue()
        return self._connect().__await__()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    async def close(self) -> None:
        """Close it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def connect_directly(url: str) -> AsyncEngine:
    """Return the usual engine of an SQLite database, but without a thread and without waiting for the disk."""
    engine = connect(url)

    @event.listens_for(engine.sync_engine, "do_connect")
    def open_here(_dialect: Any, _record: Any, _args: Any, options: dict[str, Any]) -> None:
        options["async_creator_fn"] = lambda path, **more: DirectConnection(partial(sqlite3.connect, path, **more), 64)

    @event.listens_for(engine.sync_engine, "connect")
    def skip_disk_waits(connection: Any, _record: Any) -> None:
        connection.cursor().execute("PRAGMA synchronous=OFF")

    return engine
