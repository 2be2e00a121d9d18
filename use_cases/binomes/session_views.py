"""Sessions as one of the two sees them."""

from datetime import datetime, timedelta

from mentoring.rhythm import format_start
from mentoring.roles import SIDES, ReaderSide
from mentoring.views import Hour, SessionView
from storage.schema.tables import MentoringSession

UNDO_WITHIN = timedelta(minutes=1)
"""So long after a move either side may take it back."""


def view_session(row: MentoringSession, side: ReaderSide, now: datetime) -> SessionView:
    """Return a session as one side sees it: an ask that can no longer be answered is not there."""
    asked = row.asked_start if row.asked_start and row.asked_start > now and row.state == "planned" else None
    coming = [one for one in SIDES if getattr(row, f"{one}_coming_at") is not None]
    return SessionView(
        id=row.id,
        revision=row.revision,
        starts_at=row.starts_at,
        state=row.state,
        minutes=max(0, (row.starts_at - now) // timedelta(minutes=1)),
        asked=view_start(asked) if asked else None,
        asked_by_me=asked is not None and row.asked_by == side,
        i_come=side in coming,
        other_comes=bool(side) and any(one != side for one in coming),
        was=row.moved_from,
        may_undo=may_undo(row, now),
    )


def may_undo(row: MentoringSession, now: datetime) -> bool:
    """Return whether a session was moved just now, from a moment that is still ahead."""
    if row.moved_from is None or row.moved_at is None or row.state != "planned":
        return False
    return row.moved_at <= now <= row.moved_at + UNDO_WITHIN and row.moved_from > now


def view_start(start: datetime) -> Hour:
    """Return a moment as buttons carry it, and as it is read."""
    return Hour(format_start(start), start)
