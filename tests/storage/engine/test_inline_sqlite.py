"""What SQLite does in the program's own thread, and what is left to another."""

import sqlite3
import threading
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine.database import connect

WRITING = "CREATE TABLE note AS SELECT 1 AS words", "INSERT INTO note VALUES (2)", "UPDATE note SET words = 3"


async def test_only_a_commit_of_what_was_written_is_left_to_another_thread(blank_sqlite_url: str) -> None:
    """A transaction that only reads has nothing to wait for."""
    engine, committers = connect(blank_sqlite_url), list[threading.Thread]()

    @event.listens_for(engine.sync_engine, "connect")
    def watch(connection: Any, _record: Any) -> None:
        _watch_commits(connection.driver_connection._conn, committers)

    await _run(engine, WRITING[0])
    committers.clear()
    for statement in (*WRITING[1:], "SELECT words FROM note", "SELECT 1"):
        await _run(engine, statement)
    await engine.dispose()
    ours = threading.current_thread()
    assert [thread is ours for thread in committers] == [False, False, True, True]


def _watch_commits(connection: sqlite3.Connection, committers: list[threading.Thread]) -> None:
    def note(statement: str) -> None:
        if statement == "COMMIT":
            committers.append(threading.current_thread())

    connection.set_trace_callback(note)


async def _run(engine: AsyncEngine, statement: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(statement))
