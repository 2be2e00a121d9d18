"""Alembic's entry: runs on the connection that storage/engine/upgrade.py hands over."""

from typing import Any, Literal

from alembic import context

from storage.schema.base import Utc
from storage.schema.desk_tables import Note


def render(kind: str, found: Any, _context: Any) -> str | Literal[False]:
    """Write our own type by its short name."""
    return "Utc()" if kind == "type" and isinstance(found, Utc) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Note.metadata,
    render_as_batch=True,
    render_item=render,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
