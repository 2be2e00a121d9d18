"""Another moment of one session: one side asks, and nothing moves before the other says yes."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.rhythm import Slot, compute_next_occurrence, format_start, is_by_day
from mentoring.roles import SIDES, Side
from storage.engine.app_session import AppSession
from storage.schema.tables import MentoringSession, Person
from use_cases.binomes import binome_rows, binomes, session_views, slots, taken_hours
from use_cases.outbox import outbox
from use_cases.sessions import sessions
from use_cases.team import row_isolation

ANSWER_BEFORE = timedelta(hours=2)
"""So long before the present start, whoever asks learns that nobody has answered."""
MIN_NOTICE = timedelta(minutes=30)
"""A moment that is offered leaves the other side so long to read of it."""
MAX_AHEAD = timedelta(days=60)
MAX_SHOWN_STARTS = 12


class Fault(NamedTuple):
    """Why a session cannot be at a moment; `problem` is the sentence that says so."""

    problem: str


PAST, FAR = Fault(problem="past_moment"), Fault(problem="far_moment")
SAME, NIGHT = Fault(problem="same_moment"), Fault(problem="night")
TAKEN = Fault(problem="hour_taken")


async def find_fault(session: AppSession, planned: MentoringSession, start: datetime, now: datetime) -> Fault | None:
    """Return why a session cannot be at a moment; None where it can."""
    binome = planned.binome
    if start <= now:
        return PAST
    if start > now + MAX_AHEAD:
        return FAR
    if start == planned.starts_at:
        return SAME
    if not is_by_day(start, binome.zone):
        return NIGHT
    return TAKEN if (await taken_hours.read(session, binome)).meet(start) else None


async def list_starts(session: AppSession, planned: MentoringSession, now: datetime) -> list[datetime]:
    """Return moments of the coming week at which both are free, the session's own left out."""
    answers = await binome_rows.read_answers(session, planned.binome)
    taken = await taken_hours.read(session, planned.binome)
    weekly = [Slot.of(one, answers.young_zone) for one in slots.find_free_hours(answers, now)]
    soonest = now + MIN_NOTICE
    found = sorted({compute_next_occurrence(slot, soonest) for slot in weekly} - {planned.starts_at})
    return list(slots.spread([start for start in found if not taken.meet(start)], MAX_SHOWN_STARTS))


def require_movable(planned: MentoringSession, revision: int, now: datetime) -> None:
    """Raise `NotPossible` unless the session is ahead, at the hour that its button spoke of, of a binôme that meets."""
    sessions.require_ahead(planned, revision, now)
    if planned.binome.state != "active":
        raise NotPossible("(not now)")


async def ask(
    session: AppSession, session_id: int, person: Person, revision: int, start: datetime, now: datetime
) -> None:
    """Ask the other side for another moment; an ask that is still open, of either side, is replaced.

    Where the other side has asked for the very same moment, both want it, and the session moves.
    """
    planned = await _lock_movable(session, session_id, person, revision, now)
    await _require_free(session, planned, start, now)
    side = sessions.find_own_side(planned, person)
    if planned.asked_start != start:
        await _ask_instead(session, planned, side, start, now)
    elif planned.asked_by != side:
        await _move(session, planned, person, start, now)


async def _ask_instead(
    session: AppSession, planned: MentoringSession, side: Side, start: datetime, now: datetime
) -> None:
    replaced, other_side = planned.asked_by, _turn(side)
    planned.asked_start, planned.asked_by = start, side
    near, told = min(planned.starts_at, start), format_start(start)
    due = min(planned.starts_at - ANSWER_BEFORE, start)
    planned.ask_due_at = due if due > now else None
    if planned.ask_due_at is None:
        await _ask_author(session, planned, now)
    else:
        author = await binomes.fetch_member(session, planned.binome, side)
        await sessions.tell(session, planned, author, "move_waiting", now, start=told)
    other, is_instead = await binomes.fetch_member(session, planned.binome, other_side), replaced == other_side
    await sessions.tell(session, planned, other, "move_asked", now, near, start=told, replaces=is_instead)


async def accept(
    session: AppSession, session_id: int, person: Person, revision: int, start: datetime, now: datetime
) -> None:
    """Say yes to the moment that the other side asked for. Raise `HourTaken` where it was taken since."""
    planned = await _lock_asked(session, session_id, person, revision, start, now)
    if planned.asked_by == sessions.find_own_side(planned, person):
        raise NotPossible("(one's own)")
    await _require_free(session, planned, start, now)
    await _move(session, planned, person, start, now)


async def keep(
    session: AppSession, session_id: int, person: Person, revision: int, start: datetime, now: datetime
) -> None:
    """Keep the present moment: the other side's ask is refused, or one's own is taken back."""
    planned = await _lock_asked(session, session_id, person, revision, start, now)
    await _keep(session, planned, person, now)


async def come(session: AppSession, session_id: int, person: Person, revision: int, now: datetime) -> None:
    """Say that one will be there; an ask of one's own that nobody has answered is taken back."""
    planned = await sessions.lock_own(session, session_id, person)
    sessions.require_ahead(planned, revision, now)
    side = sessions.find_own_side(planned, person)
    if planned.asked_by == side:
        await _keep(session, planned, person, now)
    else:
        await outbox.put(session, now, person, "coming_noted", session=planned.id, revision=planned.revision)
    setattr(planned, f"{side}_coming_at", now)


async def undo(session: AppSession, session_id: int, person: Person, revision: int, now: datetime) -> None:
    """Take a move back, within a minute of it: the session is again where it was."""
    planned = await _lock_movable(session, session_id, person, revision, now)
    before = planned.moved_from
    if before is None or not session_views.may_undo(planned, now):
        raise NotPossible("(too late to undo)")
    await taken_hours.lock(session, planned.binome)
    if (await taken_hours.read(session, planned.binome)).meet(before):
        raise taken_hours.HourTaken
    was = planned.starts_at
    await sessions.move_to(session, planned, before, now)
    planned.moved_from = planned.moved_at = None
    await sessions.tell_both(session, planned, "move_undone", now, was=was, by=person.id)


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Ask whoever asked for another moment, and got no answer, whether they come; return how many there were."""
    due = select(MentoringSession).where(MentoringSession.ask_due_at <= now)
    rows = (await session.scalars(due.order_by(MentoringSession.ask_due_at).limit(limit))).all()
    for planned in rows:
        planned.ask_due_at = None
        async with row_isolation.isolate_row(session, planned, now):
            await _ask_author(session, planned, now)
    return len(rows)


async def _ask_author(session: AppSession, planned: MentoringSession, now: datetime) -> None:
    start, side = planned.asked_start, planned.asked_by
    if start is None or not side or planned.state != "planned" or planned.starts_at <= now:
        return
    author = await binomes.fetch_member(session, planned.binome, side)
    told = format_start(start)
    await sessions.tell(session, planned, author, "move_unanswered", now, planned.starts_at, start=told)


async def _move(session: AppSession, planned: MentoringSession, person: Person, start: datetime, now: datetime) -> None:
    was = planned.starts_at
    await sessions.move_to(session, planned, start, now)
    planned.moved_from, planned.moved_at = was, now
    await sessions.tell_both(session, planned, "session_moved", now, was=min(was, start), by=person.id)


async def _keep(session: AppSession, planned: MentoringSession, person: Person, now: datetime) -> None:
    asker = planned.asked_by
    sessions.forget_ask(planned)
    for side in SIDES:
        member = await binomes.fetch_member(session, planned.binome, side)
        await sessions.tell(session, planned, member, "session_kept", now, planned.starts_at, by=person.id, asker=asker)


async def _require_free(session: AppSession, planned: MentoringSession, start: datetime, now: datetime) -> None:
    """Raise `HourTaken`, or `NotPossible`, where the session cannot be at a moment; nobody takes it meanwhile."""
    await taken_hours.lock(session, planned.binome)
    if fault := await find_fault(session, planned, start, now):
        raise taken_hours.HourTaken if fault is TAKEN else NotPossible(f"({fault.problem})")


async def _lock_movable(
    session: AppSession, session_id: int, person: Person, revision: int, now: datetime
) -> MentoringSession:
    planned = await sessions.lock_own(session, session_id, person)
    require_movable(planned, revision, now)
    return planned


async def _lock_asked(
    session: AppSession, session_id: int, person: Person, revision: int, start: datetime, now: datetime
) -> MentoringSession:
    planned = await _lock_movable(session, session_id, person, revision, now)
    if planned.asked_start != start:
        raise NotPossible("(another moment was asked for since)")
    return planned


def _turn(side: Side) -> Side:
    return SIDES[SIDES.index(side) == 0]
