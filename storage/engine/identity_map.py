"""What a transaction has read of people stays at hand until its end: SQLAlchemy forgets what nobody holds.

A message reads the same two people and their keys again and again: each time would be a query.
"""

from typing import Any

from sqlalchemy import event

from storage.engine.app_session import SyncAppSession
from storage.schema.tables import Person, PersonKey


@event.listens_for(SyncAppSession, "loaded_as_persistent")
def _retain_row(session: SyncAppSession, row: Any) -> None:
    if isinstance(row, Person | PersonKey):
        session.retained_rows.append(row)
