"""What a transaction has read of people stays at hand until its end: SQLAlchemy forgets what nobody holds.

A message reads the same two people and their keys again and again: each time would be a query.
"""

from typing import Any

from sqlalchemy import event

from storage.noticing import Noticing as Noticing
from storage.tables import Person, PersonKey

__all__ = ["Noticing"]
HELD = "held"


@event.listens_for(Noticing, "loaded_as_persistent")
def _hold(session: Noticing, row: Any) -> None:
    if isinstance(row, Person | PersonKey):
        session.info.setdefault(HELD, []).append(row)
