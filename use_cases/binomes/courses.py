"""The course of a binôme: its length, what is said half-way and near the end, and whether it ends or goes on."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from mentoring.courses import GOES_ON, CourseStep, GoesOn, Progress, compute_limit, list_lengths, may_extend
from mentoring.errors import NotPossible
from mentoring.roles import SIDES, Side
from mentoring.states import BEGUN, PENDING, BinomeState, SessionState
from storage.engine.app_session import AppSession
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, MentoringSession, Person
from use_cases.binomes import binomes
from use_cases.outbox import outbox, silences
from use_cases.sessions import sessions
from use_cases.team import row_isolation

COUNTED: tuple[SessionState, ...] = (*BEGUN, "skipped")
"""States of a session that make a week of a binôme; those that a pause or a hold has cancelled make none."""
LOOK_AGAIN = timedelta(days=7)
"""What the end of a binôme waits for, a hold or a silence, is looked at again after so long."""
ENDING: tuple[BinomeState, ...] = ("active", "paused")
"""States of a binôme whose two may be asked whether it ends."""


async def begin(session: AppSession, binome: Binome, now: datetime) -> None:
    """Begin the course of a binôme to which both have said yes."""
    session.add(Course(binome=binome, limit_at=compute_limit(now, session.programme.rhythm)))


async def choose_length(session: AppSession, binome_id: int, person: Person, weeks: int) -> None:
    """Plan a binôme for fewer weeks, or as many as the programme says, before the other side or oneself says yes."""
    binome = await binomes.lock_binome(session, binome_id, person)
    if binome.state not in PENDING or weeks not in list_lengths(session.programme.rhythm):
        raise NotPossible("(this length)")
    binome.weeks = weeks


async def read_progress(session: AppSession, course: Course) -> Progress:
    """Return how far a binôme has come."""
    mine = (MentoringSession.binome_id == course.binome_id, MentoringSession.state.in_(COUNTED))
    week = int(await session.scalar(select(func.count()).select_from(MentoringSession).where(*mine)) or 0)
    moments: Mapping[CourseStep, datetime | None] = {
        "halfway": course.halfway_at,
        "near_end": course.near_end_at,
        "end": course.end_asked_at,
    }
    weeks = (course.binome.weeks or session.programme.rhythm.weeks) + course.extension
    return Progress(week, weeks, frozenset(step for step, at in moments.items() if at))


async def answer(
    session: AppSession, binome_id: int, person: Person, wish: GoesOn, now: datetime, *, edit: int | None = None
) -> None:
    """Record whether one side wants to go on: a no ends the binôme as it was planned, two yeses make it longer."""
    binome = await binomes.lock_binome(session, binome_id, person)
    course = await session.get(Course, binome_id)
    if course is None or course.end_asked_at is None or binome.state not in ENDING:
        raise NotPossible("(nothing is asked)")
    side = binomes.find_side(binome, person)
    assert side
    if wish == "no":
        await binomes.end(session, binome, "planned", now)
        return
    if not may_extend(binome.agreed_at, now, session.programme.rhythm):
        raise NotPossible("(the limit)")
    setattr(course, GOES_ON[side], wish)
    if list_silent(course):
        await outbox.put(session, now, person, "goes_on_noted", edit=edit, binome=binome.id)
    else:
        await _extend(session, course, now)


def list_silent(course: Course) -> list[Side]:
    """Return the sides that have not answered whether the binôme goes on."""
    return [side for side in SIDES if getattr(course, GOES_ON[side]) is None]


async def _extend(session: AppSession, course: Course, now: datetime) -> None:
    binome = course.binome
    course.extension += session.programme.rhythm.extension_weeks
    course.end_asked_at = course.end_due_at = course.near_end_at = course.end_reminded_at = None
    course.young_goes_on = course.volunteer_goes_on = None
    if binome.state == "active" and await sessions.find_upcoming(session, binome) is None:
        await sessions.plan_next(session, binome, now + sessions.MIN_NOTICE, now)
    for side in SIDES:
        await binomes.queue_message(session, now, binome, side, "extended")


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Count the weeks of each binôme of which one has gone by, and bring to an end what has come to it."""
    count = 0
    for column, act in DUES.items():
        rows = (await session.scalars(select(Course).where(column <= now).order_by(column).limit(limit))).all()
        for row in rows:
            setattr(row, column.key, None)
            async with row_isolation.isolate_row(session, row.binome, now):
                await act(session, row, now)
        count += len(rows)
    return count


async def _take_step(session: AppSession, course: Course, now: datetime) -> None:
    """Say what a week that has gone by brings: half of them, the last but two, the last."""
    if course.limit_at is None and course.end_asked_at is None:  # they were together before there was a limit
        course.limit_at = compute_limit(course.binome.agreed_at or now, session.programme.rhythm)
    if course.binome.state == "active" and (step := (await read_progress(session, course)).find_step()):
        await STEPS[step](session, course, now)


async def _tell_halfway(session: AppSession, course: Course, now: datetime) -> None:
    course.halfway_at = now
    await _tell_both(session, course, "halfway", now)


async def _tell_near_end(session: AppSession, course: Course, now: datetime) -> None:
    course.near_end_at = now
    await _tell_both(session, course, "near_end", now)


async def _ask_end(session: AppSession, course: Course, now: datetime) -> None:
    """Ask both whether the binôme ends; until they have answered no other session is planned."""
    course.end_asked_at = now
    course.end_due_at = now + timedelta(days=session.programme.delays.end_reminder_days)
    await sessions.drop_planned(session, course.binome, now, states=("planned",))
    await _tell_both(session, course, "end_ask", now)


async def _reach_limit(session: AppSession, course: Course, now: datetime) -> None:
    """Ask whether a binôme ends that has lasted as long as one may, pauses included."""
    binome = course.binome
    if binome.state == "agreed":
        await binomes.end(session, binome, "planned", now)
    elif binome.state in ENDING and course.end_asked_at is None:
        await _ask_end(session, course, now)
    elif binome.state == "frozen":
        course.limit_at = now + LOOK_AGAIN


async def _remind_or_end(session: AppSession, course: Course, now: datetime) -> None:
    """Remind whoever has not answered, once; later end the binôme, kindly. A hold or a silence ends nothing."""
    binome, delays = course.binome, session.programme.delays
    if binome.state not in ENDING or await _is_kept_quiet(session, binome, now):
        course.end_due_at = now + LOOK_AGAIN if binome.state != "ended" else None
    elif course.end_reminded_at is None:
        course.end_reminded_at = now
        course.end_due_at = now + timedelta(days=delays.end_days - delays.end_reminder_days)
        for side in list_silent(course):
            await binomes.queue_message(session, now, binome, side, "end_reminder")
    else:
        await binomes.end(session, binome, "planned", now)


async def _is_kept_quiet(session: AppSession, binome: Binome, now: datetime) -> bool:
    kept: list[Person | Binome] = [binome, *[await binomes.fetch_member(session, binome, side) for side in SIDES]]
    return any([await silences.find_on(session, subject, now) for subject in kept])


async def _tell_both(session: AppSession, course: Course, kind: str, now: datetime) -> None:
    for side in SIDES:
        await binomes.queue_message(session, now, course.binome, side, kind)


Step = Callable[[AppSession, Course, datetime], Awaitable[None]]
STEPS: Mapping[CourseStep, Step] = {"halfway": _tell_halfway, "near_end": _tell_near_end, "end": _ask_end}
DUES: Mapping[InstrumentedAttribute[datetime | None], Step] = {
    Course.count_at: _take_step,
    Course.end_due_at: _remind_or_end,
    Course.limit_at: _reach_limit,
}
"""Column -> what is done when its moment has come."""
