"""What somebody was asked and has not answered: read from the states, the one that was asked last first."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.message_kinds import LIST, SENT_STATES
from mentoring.pending import ASKED_BY, SUBJECTS, Pending, PendingKind
from mentoring.roles import VOLUNTEER, YOUNG
from mentoring.states import ARRANGING, BEGUN, PENDING, RUNNING
from storage.engine.app_session import AppSession
from storage.schema.tables import Binome, MentoringSession, Need, Outgoing, Person
from use_cases.binomes import binomes
from use_cases.needs_offers import forms
from use_cases.sessions import sessions

ANSWERED_WITHIN = timedelta(days=7)
"""After its next one nobody is asked about a session any more."""
MAX_ASKED = 60
"""So many messages back it is looked which one asked last."""
Asked = Mapping[tuple[PendingKind, int], int]
"""A question, and about what -> the place in the chat of the message that asked it last."""


async def list_pending(session: AppSession, person: Person, now: datetime) -> list[Pending]:
    """Return what waits for somebody's answer, the latest asked first."""
    asked = await _read_asked(session, person)
    running = await binomes.list_binomes(session, person, (*PENDING, *RUNNING))
    found = [one for binome in running for one in _list_of_binome(binome, person, asked)]
    for find in (_list_ahead, _list_of_sessions, _list_of_forms):
        found += await find(session, person, asked, now)
    return sorted(found, key=lambda one: -asked.get((one.kind, one.number), 0))


async def find_next_start(session: AppSession, person: Person) -> datetime | None:
    """Return when somebody's next session begins."""
    running = await binomes.list_binomes(session, person, ARRANGING)
    planned = [await sessions.find_upcoming(session, one) for one in running]
    return min((one.starts_at for one in planned if one), default=None)


async def was_just_asked(session: AppSession, person: Person, kind: str) -> bool:
    """Return whether the newest message to somebody is of a kind."""
    theirs = (Outgoing.person_id == person.id, Outgoing.edits.is_(False), Outgoing.kind != LIST)
    return await session.scalar(select(Outgoing.kind).where(*theirs).order_by(Outgoing.id.desc()).limit(1)) == kind


async def _read_asked(session: AppSession, person: Person) -> Asked:
    theirs = (Outgoing.person_id == person.id, Outgoing.kind.in_(ASKED_BY), Outgoing.state.in_(SENT_STATES))
    rows = await session.execute(
        select(Outgoing.id, Outgoing.kind, Outgoing.args).where(*theirs).order_by(Outgoing.id.desc()).limit(MAX_ASKED)
    )
    asked: dict[tuple[PendingKind, int], int] = {}
    for number, kind, args in rows:
        about = next((args[name] for name in SUBJECTS if name in args), 0)
        asked.setdefault((ASKED_BY[kind], about), number)
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


async def _list_ahead(session: AppSession, person: Person, asked: Asked, now: datetime) -> list[Pending]:
    """Return the next sessions of which another moment is asked for, or of which a reminder was read last."""
    running = await binomes.list_binomes(session, person, ("active",))
    planned = [one for binome in running if (one := await sessions.find_upcoming(session, binome))]
    ahead = [one for one in planned if one.starts_at > now]
    found = [(one, _find_ahead(one, person, asked, now)) for one in ahead]
    return [Pending(kind, one.id, one.binome_id) for one, kind in found if kind]


def _find_ahead(row: MentoringSession, person: Person, asked: Asked, now: datetime) -> PendingKind | None:
    if row.asked_start is None:
        return "coming" if asked.get(("coming", row.id)) == max(asked.values(), default=0) else None
    is_theirs = row.asked_by != binomes.find_side(row.binome, person)
    return "move" if is_theirs and row.asked_start > now else None


async def _list_of_sessions(session: AppSession, person: Person, asked: Asked, now: datetime) -> list[Pending]:
    """Return the sessions of the last days of which somebody was asked, and has not said, whether and how they were."""
    numbers = [number for kind, number in asked if kind in ("check_in", "rating")]
    recent = (MentoringSession.id.in_(numbers), MentoringSession.starts_at > now - ANSWERED_WITHIN)
    rows = await session.scalars(select(MentoringSession).where(*recent, MentoringSession.state.in_(BEGUN)))
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
    if "again" in kinds and (need := await _find_idle_need(session, person)):
        found.append(Pending("again", need))
    return found


async def _find_idle_need(session: AppSession, person: Person) -> int | None:
    """Return the number of a need that is paused without a date, or of the last that is over while none is open."""
    need = await forms.find_latest(session, "need", person)
    if need is not None:
        return need.id if need.state == "paused" and need.resume_at is None else None
    closed = select(Need.id).where(Need.person_id == person.id, Need.state == "closed").order_by(Need.id.desc())
    return await session.scalar(closed.limit(1))
