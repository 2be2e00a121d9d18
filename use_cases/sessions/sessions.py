"""The sessions of a binôme: planned from its weekly slot, reminded, moved, skipped, checked in."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from mentoring.cases import build_case_key
from mentoring.errors import NotAllowed, NotPossible
from mentoring.message_kinds import Priority
from mentoring.rhythm import Slot, compute_due_dates, compute_next_occurrence, compute_week_end
from mentoring.roles import SIDES, Side
from mentoring.settled_messages import SESSIONS
from mentoring.states import BEGUN, SessionState
from storage.engine.app_session import AppSession
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, Card, MentoringSession, Outgoing, Person, PersonKey
from use_cases.outbox import outbox, quiet_time, settled_messages
from use_cases.outbox.keys import build_session_key, build_session_pattern
from use_cases.team import cards, row_isolation

MIN_NOTICE = timedelta(hours=6)
"""A first session is never planned sooner: both must have time to see it."""
NEAR_MORNING = timedelta(hours=2)
"""News of a session that would have begun so soon after the quiet hours does not wait for their end."""
MAX_RATING = 3
SAID_ONCE = ("check_in", "session_moved", "session_skipped", "move_undone")
"""Of a session at one hour; what is asked and answered about its hour may be said again."""


async def plan_next(session: AppSession, binome: Binome, after: datetime, now: datetime) -> MentoringSession:
    """Add the next session of the binôme's slot, strictly after a moment, with its due dates."""
    slot = find_slot(binome)
    if slot is None:
        raise NotPossible("(no slot yet)")
    start = compute_next_occurrence(slot, max(after, now))
    planned = MentoringSession(binome=binome, starts_at=start, state="planned")
    _set_dues(session, planned, now)
    session.add(planned)
    await session.flush()
    return planned


async def _pass_week(session: AppSession, done: MentoringSession, now: datetime) -> MentoringSession:
    """Plan the session that follows one whose week is over; the binôme's weeks are counted anew."""
    if course := await session.get(Course, done.binome_id):
        course.count_at = now
    return await plan_next(session, done.binome, compute_week_end(done.starts_at, done.moved_from), now)


def find_slot(binome: Binome) -> Slot | None:
    """Return the weekly hour of a binôme; None before there is one."""
    if binome.weekday is None or binome.hour is None:
        return None
    return Slot(binome.weekday, time(binome.hour, binome.minute or 0), binome.zone)


async def find_upcoming(session: AppSession, binome: Binome) -> MentoringSession | None:
    """Return the binôme's next planned session."""
    mine = select(MentoringSession).where(MentoringSession.binome_id == binome.id, MentoringSession.state == "planned")
    return await session.scalar(mine.order_by(MentoringSession.starts_at).limit(1))


async def move_to(session: AppSession, planned: MentoringSession, start: datetime, now: datetime) -> None:
    """Give a session another start: old reminders go, new ones come, nobody has said they will be there yet."""
    await _cancel_messages(session, planned, now)
    planned.starts_at = start
    planned.revision += 1
    planned.young_coming_at = planned.volunteer_coming_at = None
    forget_ask(planned)
    _set_dues(session, planned, now)


def forget_ask(planned: MentoringSession) -> None:
    """Nobody asks for another start of this session any more."""
    planned.asked_start = planned.asked_by = planned.ask_due_at = None


async def skip(session: AppSession, session_id: int, person: Person, revision: int, now: datetime) -> None:
    """Skip a session; the next one of the slot follows."""
    planned = await lock_own(session, session_id, person)
    require_ahead(planned, revision, now)
    await _drop_session(session, planned, "skipped", now)
    following = await _pass_week(session, planned, now)
    await tell_both(session, following, "session_skipped", now, was=planned.starts_at, by=person.id)


def require_ahead(planned: MentoringSession, revision: int, now: datetime) -> None:
    """Raise `NotPossible` unless the session is still ahead, at the hour that its button spoke of."""
    if planned.state != "planned" or planned.revision != revision or planned.starts_at <= now:
        raise NotPossible("(moved already, or begun)")


async def drop_planned(
    session: AppSession, binome: Binome, now: datetime, *, states: tuple[SessionState, ...] = ("planned", "begun")
) -> None:
    """Cancel what was planned, when the binôme stops or changes its hour."""
    mine = MentoringSession.binome_id == binome.id
    for planned in await session.scalars(select(MentoringSession).where(mine, MentoringSession.state.in_(states))):
        await _drop_session(session, planned, "cancelled", now)


async def has_met(session: AppSession, binome: Binome, *, includes_planned: bool = False) -> bool:
    """Return whether the binôme has met at least once (or has a session planned)."""
    states = ("held", "begun", *(("planned",) if includes_planned else ()))
    mine = (MentoringSession.binome_id == binome.id, MentoringSession.state.in_(states))
    return bool(await session.scalar(select(MentoringSession.id).where(*mine).limit(1)))


async def count_held(session: AppSession, done: MentoringSession) -> int:
    """Return how many sessions a binôme has held up to one to which a side has said yes."""
    before = (MentoringSession.binome_id == done.binome_id, MentoringSession.starts_at < done.starts_at)
    held = select(func.count()).select_from(MentoringSession).where(*before, MentoringSession.state == "held")
    return int(await session.scalar(held) or 0) + 1


async def answer_check_in(
    session: AppSession, session_id: int, person: Person, took_place: bool, now: datetime, *, edit: int | None = None
) -> None:
    """One side says whether the session took place, before it is asked too: once the session has begun."""
    done = await lock_own(session, session_id, person)
    side = find_own_side(done, person)
    has_begun = done.state in BEGUN or (done.state == "planned" and done.starts_at <= now)
    if not has_begun or getattr(done, f"{side}_rating") is not None:
        raise NotPossible("(answered already)")
    setattr(done, f"{side}_held", took_place)
    await outbox.put(
        session, now, person, "check_in_rating" if took_place else "check_in_missed", edit=edit, session=done.id
    )
    both = _is_answered(done)
    if both and done.young_held != done.volunteer_held:
        await _show_contradiction(session, done, now)
    if (done.state == "begun" and both) or (done.state == "missed" and took_place):  # a late yes counts too
        await _conclude(session, done, now)


def _is_answered(done: MentoringSession) -> bool:
    """Return whether both sides have said whether the session took place."""
    return done.young_held is not None and done.volunteer_held is not None


async def _show_contradiction(session: AppSession, done: MentoringSession, now: datetime) -> None:
    """Show to the team, once, that one side said yes and the other no: something may have gone wrong between them."""
    key, binome = f"session:{done.id}", done.binome
    known = select(Card.id).where(Card.key == build_case_key("contradiction", key))
    if await session.scalar(known.limit(1)) is None:
        await cards.open_case(session, now, "contradiction", key, binome_id=binome.id, person_id=binome.need.person_id)


async def rate(
    session: AppSession, session_id: int, person: Person, rating: int, now: datetime, *, edit: int | None = None
) -> None:
    """One side says how it was, 1 to 3; a low word calls a coordinator."""
    done = await lock_own(session, session_id, person)
    side = find_own_side(done, person)
    if not getattr(done, f"{side}_held") or not 1 <= rating <= MAX_RATING:
        raise NotPossible("(not to be rated)")
    before = getattr(done, f"{side}_rating")
    if before == rating:
        return  # a second tap
    if before is not None:
        raise NotPossible("(rated already)")
    setattr(done, f"{side}_rating", rating)
    await outbox.put(session, now, person, "check_in_thanks", edit=edit, session=done.id)
    if rating <= session.programme.delays.low_rating:
        await cards.open_case(
            session, now, "low_rating", f"binome:{done.binome_id}", binome_id=done.binome_id, person_id=person.id
        )


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Send the check-ins that are due, close old ones; return how many there were."""
    count = 0
    for column, act in (("check_in_at", _send_check_in), ("closes_at", _close)):
        due = getattr(MentoringSession, column)
        rows = (await session.scalars(select(MentoringSession).where(due <= now).order_by(due).limit(limit))).all()
        for row in rows:
            setattr(row, column, None)
            async with row_isolation.isolate_row(session, row, now):
                await act(session, row, now)
        count += len(rows)
    return count


async def _send_check_in(session: AppSession, done: MentoringSession, now: datetime) -> None:
    if done.state != "planned":
        return
    done.state = "begun"
    done.closes_at = now + timedelta(hours=session.programme.delays.check_in_hours)
    forget_ask(done)
    await _pass_week(session, done, now)
    if _is_answered(done):
        await _conclude(session, done, now)
    for side, person_id in zip(SIDES, (done.binome.need.person_id, done.binome.offer.person_id), strict=True):
        if getattr(done, f"{side}_held") is None:  # who has said so already is not asked
            await tell(session, done, await session.get_one(Person, person_id), "check_in", now)


async def _close(session: AppSession, done: MentoringSession, now: datetime) -> None:
    if done.state == "begun" and await _has_asked_nobody(session, done):
        done.state = "skipped"
    elif done.state == "begun":
        await _conclude(session, done, now)


async def _has_asked_nobody(session: AppSession, done: MentoringSession) -> bool:
    """Return whether neither was asked how it went, because of a silence or a case: then nobody has missed anything."""
    members = (done.binome.need.person_id, done.binome.offer.person_id)
    keys = [build_session_key("check_in", done.id, done.revision, number) for number in members]
    rows = (await session.execute(select(Outgoing.state, Outgoing.problem).where(Outgoing.key.in_(keys)))).all()
    unasked = [state == "cancelled" and problem == outbox.LAPSED for state, problem in rows]
    return len(unasked) == len(keys) and all(unasked)


async def _conclude(session: AppSession, done: MentoringSession, now: datetime) -> None:
    done.closes_at = None
    done.state = "held" if done.young_held or done.volunteer_held else "missed"
    binome = done.binome
    binome.missed = 0 if done.state == "held" else binome.missed + 1
    if binome.missed >= session.programme.delays.missed_before_alert:
        await cards.open_case(
            session, now, "missed", f"binome:{binome.id}", binome_id=binome.id, person_id=binome.need.person_id
        )


async def _drop_session(session: AppSession, planned: MentoringSession, state: SessionState, now: datetime) -> None:
    planned.state = state
    forget_ask(planned)
    planned.day_before_at = planned.soon_at = planned.check_in_at = planned.closes_at = None
    await _cancel_messages(session, planned, now)
    for person_id in (planned.binome.need.person_id, planned.binome.offer.person_id):
        member = await session.get_one(Person, person_id)
        seen_at = now if session.answered == person_id else await _find_news_time(session, member, now)
        await settled_messages.settle(session, member, SESSIONS, "session", planned.id, seen_at)


async def _find_news_time(session: AppSession, person: Person, now: datetime) -> datetime:
    """Return when somebody reads of what became of a session: by day.

    Of whoever was erased since the copy that is put back nothing says in which zone they live, and they read nothing.
    """
    if await session.get(PersonKey, person.id) is None:
        return now
    return await quiet_time.find_earliest_send_time(session, person, "session_skipped", now)


async def _cancel_messages(session: AppSession, planned: MentoringSession, now: datetime) -> None:
    await outbox.cancel(session, build_session_pattern(planned.id, planned.revision), now)


def _set_dues(session: AppSession, planned: MentoringSession, now: datetime) -> None:
    dues = compute_due_dates(planned.starts_at, planned.binome.zone, now, session.programme.rhythm)
    planned.day_before_at, planned.soon_at, planned.check_in_at = dues.day_before, dues.soon, dues.check_in


async def tell_both(
    session: AppSession,
    row: MentoringSession,
    kind: str,
    now: datetime,
    was: datetime | None = None,
    **args: Any,
) -> None:
    """Tell both of a session; `was` is when they would have met, if they no longer do."""
    for person_id in (row.binome.need.person_id, row.binome.offer.person_id):
        await tell(session, row, await session.get_one(Person, person_id), kind, now, was, **args)


async def tell(
    session: AppSession,
    row: MentoringSession,
    person: Person,
    kind: str,
    now: datetime,
    was: datetime | None = None,
    **args: Any,
) -> None:
    """Tell one side of a session: what it would come in vain for waits for no morning."""
    key = build_session_key(kind, row.id, row.revision, person.id) if kind in SAID_ONCE else None
    morning = await quiet_time.find_earliest_send_time(session, person, kind, now)
    urgent = Priority.REPLY if was and was < morning + NEAR_MORNING else None
    about = {"session": row.id, "revision": row.revision, **args}
    expires = row.starts_at if was else None  # once the next one has begun, it is no news that another was moved
    await outbox.put(
        session, now, person, kind, delivery=outbox.Delivery(key=key, expires=expires, priority=urgent), **about
    )


async def lock_own(session: AppSession, session_id: int, person: Person) -> MentoringSession:
    """Return a session of one's own for changing it; raise `NotAllowed` where it is another's."""
    row = await session.get(MentoringSession, session_id, with_for_update=True, populate_existing=True)
    if row is None or person.id not in (row.binome.need.person_id, row.binome.offer.person_id):
        raise NotAllowed
    return row


def find_own_side(row: MentoringSession, person: Person) -> Side:
    """Return on which side of a session its member stands."""
    return SIDES[person.id == row.binome.offer.person_id]
