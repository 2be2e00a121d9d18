"""What somebody was asked and has not answered: read from the states, the one that was asked last first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.courses import GOES_ON
from mentoring.message_kinds import OPERATIONS, SENT_STATES
from mentoring.pending import ASKED_BY, FEELING_TOLD_BY, SUBJECTS, Pending, PendingKind
from mentoring.roles import VOLUNTEER, YOUNG, MaybeSide
from mentoring.states import ARRANGING, BEGUN, PENDING, RUNNING
from storage.engine.app_session import AppSession
from storage.schema.life_tables import Course
from storage.schema.tables import Binome, MentoringSession, Need, Outgoing, Person
from use_cases.binomes import binomes
from use_cases.needs_offers import forms
from use_cases.sessions import sessions

ANSWERED_WITHIN = timedelta(days=7)
"""After its next one nobody is asked about a session any more."""
FELT_WITHIN = timedelta(days=2)
"""So long somebody is asked how they are after a binôme."""
MAX_ASKED = 60
"""So many messages back it is looked which one asked last."""
Asked = Mapping[tuple[PendingKind, int], int]
"""A question, and about what -> the place in the chat of the message that asked it last."""


async def list_pending(session: AppSession, person: Person, now: datetime) -> list[Pending]:
    """Return what waits for somebody's answer, the latest asked first."""
    asked = await _read_asked(session, person)
    running = await binomes.list_binomes(session, person, (*PENDING, *RUNNING))
    found = [one for binome in running for one in _list_of_binome(binome, person, asked)]
    found += await _list_of_moves(session, running, person, asked, now)
    found += await _list_of_courses(session, running, person, asked)
    for find in (_list_of_sessions, _list_of_forms, _list_of_feelings):
        found += await find(session, person, asked, now)
    return sorted(found, key=lambda one: -_find_place(asked, one))


def _find_place(asked: Asked, one: Pending) -> int:
    """Return where in the chat something was asked last; a binôme that has ended asks for another one."""
    if one.kind == "again":
        return max((at for (kind, _), at in asked.items() if kind == "again"), default=0)
    return asked.get((one.kind, one.number), 0)


async def find_next_start(session: AppSession, person: Person) -> datetime | None:
    """Return when somebody's next session begins."""
    running = await binomes.list_binomes(session, person, ARRANGING)
    planned = [await sessions.find_upcoming(session, one) for one in running]
    return min((one.starts_at for one in planned if one), default=None)


async def find_last_said(session: AppSession, person: Person, *, drawn_anew: bool = False) -> Outgoing | None:
    """Return the newest message to somebody; `drawn_anew`: or what an older one was turned into since."""
    theirs = [Outgoing.person_id == person.id, Outgoing.kind.not_in(OPERATIONS)]
    theirs += [] if drawn_anew else [Outgoing.edits.is_(False)]
    return await session.scalar(select(Outgoing).where(*theirs).order_by(Outgoing.id.desc()).limit(1))


async def was_just_asked(session: AppSession, person: Person, kind: str) -> bool:
    """Return whether the newest message to somebody is of a kind."""
    last = await find_last_said(session, person)
    return last is not None and last.kind == kind


async def _read_asked(session: AppSession, person: Person) -> Asked:
    theirs = (Outgoing.person_id == person.id, Outgoing.kind.in_(ASKED_BY), Outgoing.state.in_(SENT_STATES))
    rows = await session.execute(
        select(Outgoing.id, Outgoing.kind, Outgoing.args).where(*theirs).order_by(Outgoing.id.desc()).limit(MAX_ASKED)
    )
    asked: dict[tuple[PendingKind, int], int] = {}
    for number, kind, args in rows:
        about = next((args[name] for name in SUBJECTS if name in args), 0)
        for one in ASKED_BY[kind]:
            if one != "feeling" or args["is_left"]:
                asked.setdefault((one, about), number)
    return asked


def _list_of_binome(binome: Binome, person: Person, asked: Asked) -> Iterator[Pending]:
    """Yield what a binôme waits for from one of its members."""
    side = binomes.find_side(binome, person)
    if (binome.state, side) == ("proposed", VOLUNTEER):
        yield Pending("proposal", binome.id, binome.id)
    elif (binome.state, side) == ("volunteer_yes", YOUNG):
        yield Pending("consent", binome.id, binome.id)
    elif binome.state in ARRANGING and binome.asked_slot and binome.asked_by != side:
        yield Pending("slot", binome.id, binome.id)
    elif binome.state in ARRANGING and binome.weekday is None and not binome.asked_slot:
        yield Pending("hour", binome.id, binome.id)
    elif binome.state in ARRANGING and asked.get(("new_hour", binome.id), 0) == max(asked.values(), default=1):
        yield Pending("new_hour", binome.id, binome.id)


async def _list_of_courses(
    session: AppSession, running: Sequence[Binome], person: Person, asked: Asked
) -> list[Pending]:
    """Return the binômes for whose goal, or for whose end, somebody was asked."""
    numbers = [number for kind, number in asked if kind in ("goal", "ending")]
    mine = {one.id: one for one in running if one.id in numbers}
    if not mine:
        return []
    found = await session.scalars(select(Course).where(Course.binome_id.in_(mine)))
    was_asked = await was_just_asked(session, person, "goal_ask")
    return [
        one
        for row in found
        for one in _list_of_course(row, binomes.find_side(row.binome, person), was_goal_asked=was_asked)
    ]


def _list_of_course(row: Course, side: MaybeSide, *, was_goal_asked: bool) -> Iterator[Pending]:
    """Yield whether a binôme ends, or what it is for; a yes is to the goal only while nothing was said after it."""
    if row.end_asked_at and side and getattr(row, GOES_ON[side]) is None:
        yield Pending("ending", row.binome_id, row.binome_id)
    elif row.goal is None and side == YOUNG and was_goal_asked:
        yield Pending("goal", row.binome_id, row.binome_id)


async def _list_of_moves(
    session: AppSession, running: Sequence[Binome], person: Person, asked: Asked, now: datetime
) -> list[Pending]:
    """Return the sessions for which the other asks for another moment, or nobody answers one's own, and those near."""
    active = [one.id for one in running if one.state == "active"]
    ahead = (MentoringSession.state == "planned", MentoringSession.starts_at > now)
    sought = select(MentoringSession).where(MentoringSession.binome_id.in_(active), *ahead)
    return [one for row in await session.scalars(sought) for one in _list_of_move(row, person, asked, now)]


def _list_of_move(row: MentoringSession, person: Person, asked: Asked, now: datetime) -> Iterator[Pending]:
    """Yield what a session that is ahead waits for; a reminder is answered only while nothing came after it."""
    is_own = row.asked_by == binomes.find_side(row.binome, person)
    if row.asked_start is None:
        if asked.get(("coming", row.id)) == max(asked.values(), default=0):
            yield Pending("coming", row.id, row.binome_id)
    elif is_own and row.ask_due_at is None and ("unanswered", row.id) in asked:
        yield Pending("unanswered", row.id, row.binome_id)
    elif not is_own and row.asked_start > now:
        yield Pending("move", row.id, row.binome_id)


async def _list_of_sessions(session: AppSession, person: Person, asked: Asked, now: datetime) -> list[Pending]:
    """Return the sessions of the last days of which somebody was asked, and has not said, whether and how they were."""
    numbers = [number for kind, number in asked if kind in ("check_in", "rating")]
    recent = (MentoringSession.id.in_(numbers), MentoringSession.starts_at > now - ANSWERED_WITHIN)
    has_begun = MentoringSession.state.in_(BEGUN) | (
        (MentoringSession.state == "planned") & (MentoringSession.starts_at <= now)
    )
    rows = await session.scalars(select(MentoringSession).where(*recent, has_begun))
    return [one for row in rows if row.binome.state in RUNNING for one in _list_of_session(row, person, asked)]


def _list_of_session(row: MentoringSession, person: Person, asked: Asked) -> Iterator[Pending]:
    side = binomes.find_side(row.binome, person)
    held, rating = getattr(row, f"{side}_held"), getattr(row, f"{side}_rating")
    if held is None:
        yield Pending("check_in", row.id, row.binome_id)
    elif held and rating is None and ("rating", row.id) in asked:
        yield Pending("rating", row.id, row.binome_id)


async def _list_of_forms(session: AppSession, person: Person, asked: Asked, _now: datetime) -> list[Pending]:
    """Return what an offer waits for, and whether another binôme is to be sought."""
    kinds = {kind for kind, _ in asked}
    offer = await forms.find_latest(session, "offer", person)
    found: list[Pending] = []
    if offer and offer.state == "to_train":
        found.append(Pending("training", offer.id))
    if offer and offer.state == "paused" and offer.resume_at is None and "resume" in kinds:
        found.append(Pending("resume", offer.id))
    if not kinds.isdisjoint(("again", "same_need")) and (need := await _find_idle_need(session, person)):
        again = Pending("again", need)
        is_same_asked = asked.get(("same_need", need), 0) > _find_place(asked, again)
        found.append(Pending("same_need", need) if is_same_asked else again)
    return found


async def _list_of_feelings(session: AppSession, person: Person, asked: Asked, now: datetime) -> list[Pending]:
    """Return the binôme that the other has just ended, until somebody has said how they are."""
    numbers = [number for kind, number in asked if kind == "feeling"]
    if not numbers:
        return []
    told = select(Outgoing.id).where(Outgoing.person_id == person.id, Outgoing.kind.in_(FEELING_TOLD_BY))
    last = await session.scalar(told.order_by(Outgoing.id.desc()).limit(1)) or 0
    found = await session.scalars(select(Binome.id).where(Binome.id.in_(numbers), Binome.ended_at > now - FELT_WITHIN))
    return [Pending("feeling", number, number) for number in found if asked["feeling", number] > last]


async def _find_idle_need(session: AppSession, person: Person) -> int | None:
    """Return the number of a need that is paused without a date, or of the last that is over while none is open."""
    need = await forms.find_latest(session, "need", person)
    if need is not None:
        return need.id if need.state == "paused" and need.resume_at is None else None
    closed = select(Need.id).where(Need.person_id == person.id, Need.state == "closed").order_by(Need.id.desc())
    return await session.scalar(closed.limit(1))
