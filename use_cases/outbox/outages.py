"""Telegram did not answer for long, or we were away: one message tells the team what was late and what was missed.

About Telegram it is planned with the first failure, due when that has lasted. So it survives a restart, and it asks
Telegram itself when nothing else is left to say.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from mentoring.desk_contexts import OutageContext
from mentoring.message_kinds import IN_TRANSIT_STATES, OPERATIONS
from mentoring.references import format_reference
from storage.engine.app_session import AppSession
from storage.engine.batches import split_into_batches
from storage.schema.tables import MentoringSession, Outgoing
from use_cases.outbox import outbox, silences
from use_cases.outbox.context_request import ContextRequest

KIND = "outage"
MIN_REPORTED = timedelta(minutes=30)
REMINDERS = ("reminder_day", "reminder_days", "reminder_soon")
MAX_NAMED = 20


async def record_start(session: AppSession, since: datetime) -> None:
    """Note since when nothing can leave, unless that is noted already."""
    if await _find_open(session) is None:
        moment = since.isoformat()
        once = outbox.Delivery(key=f"{KIND}:{moment}")
        await outbox.put(session, since + MIN_REPORTED, outbox.STAFF, KIND, delivery=once, since=moment)


async def record_end(session: AppSession, now: datetime) -> None:
    """Close an outage; tell the team if it lasted long."""
    row = await _find_open(session)
    if row is None:
        return
    if row.due_at > now:
        row.state = "cancelled"
    else:
        row.args = row.args | {"until": now.isoformat(), "late": await _count_late(session, now)}
        row.retry_at = None


async def report_absence(session: AppSession, since: datetime, now: datetime) -> None:
    """Tell the team about the program's own absence and its missed reminders."""
    first, last = since.isoformat(), now.isoformat()
    once = outbox.Delivery(key=f"{KIND}:stopped:{first}")
    await outbox.put(session, now, outbox.STAFF, KIND, delivery=once, stopped=True, since=first, until=last, late=0)


async def show(session: AppSession, request: ContextRequest) -> OutageContext | None:
    """Return what the team reads; None when nobody missed anything."""
    args, now = request.args, request.now
    since, until = datetime.fromisoformat(args["since"]), datetime.fromisoformat(args.get("until", now.isoformat()))
    late = args["late"] if "late" in args else await _count_late(session, now)
    missed = (Outgoing.kind.in_(REMINDERS), Outgoing.expires_at > since, Outgoing.expires_at <= now)
    unsaid = (await session.scalars(select(Outgoing.args).where(*missed, Outgoing.state.in_(UNSENT_STATES)))).all()
    if not late and not unsaid:
        return None
    binomes = await _list_binomes(session, unsaid)
    refs = [format_reference("binome", number) for number in binomes]
    return OutageContext(
        me=request.me,
        stopped=args.get("stopped", False),
        since=since,
        until=until,
        late=late,
        missed=len(unsaid),
        refs=refs[:MAX_NAMED],
        more=len(refs[MAX_NAMED:]),
    )


UNSENT_STATES = (*IN_TRANSIT_STATES, "expired")
"""What waits for its next try expires only then; it may have been claimed for it in this very moment."""


async def _find_open(session: AppSession) -> Outgoing | None:
    """Return the message about an outage whose end is not known yet."""
    waiting = (Outgoing.kind == KIND, Outgoing.state.in_(IN_TRANSIT_STATES))
    rows = await session.scalars(select(Outgoing).where(*waiting))
    return next((row for row in rows if "until" not in row.args), None)


async def _count_late(session: AppSession, now: datetime) -> int:
    """Return how many messages should have left and still can."""
    due = (Outgoing.state.in_(IN_TRANSIT_STATES), Outgoing.due_at <= now, Outgoing.edits.is_(False))
    useful = Outgoing.expires_at.is_(None) | (Outgoing.expires_at > now)
    what = (Outgoing.kind.not_in((*OPERATIONS, KIND)), useful, ~silences.is_silenced(now))
    return int(await session.scalar(select(func.count(Outgoing.id)).where(*due, *what)) or 0)


async def _list_binomes(session: AppSession, reminders: Iterable[dict[str, Any]]) -> list[int]:
    """Return the binômes whose sessions some reminders were of, in order."""
    numbers = sorted({number for args in reminders for number in _list_session_ids(args)})
    found: set[int] = set()
    for some in split_into_batches(numbers):
        of_these = select(MentoringSession.binome_id).where(MentoringSession.id.in_(some))
        found |= set(await session.scalars(of_these))
    return sorted(found)


def _list_session_ids(args: dict[str, Any]) -> list[int]:
    return [args["session"]] if "session" in args else [number for number, _revision in args["sessions"]]
