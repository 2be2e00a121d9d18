"""Whose list of commands may be another one: noticed as rows change, whoever changes them and why.

A list follows from a role and from states. Both are columns, so the one place that sees every change of them is
where rows are written: nobody who changes a state has to remember the list.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from mentoring.message_kinds import LIST, LIST_RULES
from storage.engine.app_session import AppSession, SyncAppSession
from storage.schema.tables import Binome, Need, Offer, Outgoing, Person, Staff

DUE_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Due by any clock: a list keeps no quiet hours, and whoever changes a state need not say when."""
DECIDING_COLUMNS: dict[type[Any], str] = {
    Need: "state",
    Offer: "state",
    Binome: "state",
    Staff: "role",
    Person: "state",
}
"""Table -> the column on which lists depend."""


def refresh_command_list(session: AppSession, person_id: int) -> None:
    """Queue a look at a person's command list that no column change triggers."""
    session.sync_session.changed.add(person_id)


def put_command_list(
    session: AppSession | Session, person_id: int | None, *, due: datetime = DUE_AT_ONCE, **args: int
) -> None:
    """Queue a look at a list: a person's, or the staff group's (None)."""
    session.add(Outgoing(**build_list_row(person_id, due, **args)))


def build_list_row(person_id: int | None, due: datetime, **args: int) -> dict[str, Any]:
    """Return the values of such a row."""
    rules = {"kind": LIST, "priority": LIST_RULES.priority}
    return {"person_id": person_id, "args": args, "due_at": due, "changed_at": due, **rules}


@event.listens_for(SyncAppSession, "after_flush")
def _note_changes(session: SyncAppSession, _context: Any) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        column = DECIDING_COLUMNS.get(type(row))
        if column is not None and (row not in session.dirty or inspect(row).attrs[column].history.has_changes()):
            session.changed.update(_find_people(row))


@event.listens_for(SyncAppSession, "before_commit")
def _put_command_lists(session: SyncAppSession) -> None:
    if session.in_nested_transaction():
        return  # what it did may still be undone
    session.flush()
    if not session.changed:
        return
    changed, session.changed = session.changed, set()
    # Who was erased meanwhile is nobody any more.
    for person_id in session.scalars(select(Person.id).where(Person.id.in_(changed), Person.state == "active")):
        put_command_list(session, person_id)


def _find_people(row: Any) -> tuple[int, ...]:
    if isinstance(row, Binome):
        return row.need.person_id, row.offer.person_id
    return (row.id if isinstance(row, Person) else row.person_id,)
