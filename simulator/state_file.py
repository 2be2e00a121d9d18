"""The state file: named JSON documents and uploaded files in one SQLite file."""

import json
import sqlite3
from pathlib import Path

from simulator.chats import Json

TABLES = """
create table if not exists document (name text primary key, json text not null);
create table if not exists file (id text primary key, bytes blob not null);
"""

# Unlike "insert or replace" it leaves a row in its place, so that documents come back in the order they were made.
UPSERT = "insert into document values (?, ?) on conflict (name) do update set json = excluded.json"


class StateFile:
    """Documents by name in a SQLite file, or in memory when there is no path; each write is one transaction."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.database = sqlite3.connect(path or ":memory:")
        # A killed process loses nothing that was committed; a power cut is not worth an fsync of the event loop.
        self.database.execute("pragma synchronous = off")
        self.database.executescript(TABLES)

    def read_documents(self) -> dict[str, Json]:
        """Return every saved document by name."""
        return {
            name: json.loads(text)
            for name, text in self.database.execute("select name, json from document order by rowid")
        }

    def write(self, documents: dict[str, Json]) -> None:
        """Save these documents, all or none."""
        rows = [(name, json.dumps(document, ensure_ascii=False)) for name, document in documents.items()]
        with self.database:
            self.database.executemany(UPSERT, rows)

    def read_file(self, file_id: str) -> bytes | None:
        """Return the bytes of an uploaded file, or None."""
        row = self.database.execute("select bytes from file where id = ?", (file_id,)).fetchone()
        return row[0] if row else None

    def add_file(self, file_id: str, content: bytes) -> None:
        """Keep an uploaded file."""
        with self.database:
            self.database.execute("insert into file values (?, ?)", (file_id, content))

    def close(self) -> None:
        """Close the file."""
        self.database.close()
