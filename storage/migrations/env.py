"""Alembic's entry: runs on the connection that storage/engine/upgrade.py hands over."""

from typing import Any, Literal

from alembic import context

from storage.schema import desk_tables, gate_tables, life_tables, safeguarding_tables, tables, talk_tables
from storage.schema.base import Base, Utc

TABLE_MODULES = (tables, desk_tables, gate_tables, safeguarding_tables, talk_tables, life_tables)
"""Imported so that their tables are known here."""


def render(kind: str, found: Any, _context: Any) -> str | Literal[False]:
    """Return the short name of our own type, as migrations write it."""
    return "Utc()" if kind == "type" and isinstance(found, Utc) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
