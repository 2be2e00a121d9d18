"""Needs (J-…): from the first answer to a binôme, and back to waiting."""

from datetime import datetime, timedelta

from sqlalchemy import select

from mentoring.errors import NotPossible
from mentoring.states import SEEKING, move
from storage import installation
from storage.engine.app_session import AppSession
from storage.schema.tables import Need, Person
from use_cases.needs_offers import parental_requests
from use_cases.outbox import outbox
from use_cases.people import age_marks
from use_cases.team import cards


async def send(session: AppSession, need: Need, person: Person, now: datetime, *, edit: int | None = None) -> None:
    """The young person confirms the summary: the need waits for a volunteer."""
    await age_marks.require_open(session, person, "need", now)
    need.state = move("need", need.state, "send")
    await _start_waiting(session, need, now)
    await _say_waits(session, need, person, now, edit=edit)


async def free(session: AppSession, need: Need, now: datetime) -> None:
    """Let a need wait again after a failed proposal, its place in the queue kept."""
    need.state = move("need", need.state, "free")
    await installation.ask_round(session, now)


async def ask_again(session: AppSession, need: Need, person: Person, now: datetime, *, edit: int | None = None) -> None:
    """The young person looks for a volunteer again, with priority after an ended binôme."""
    others = (Need.person_id == person.id, Need.id != need.id, Need.state != "closed")
    if await session.scalar(select(Need.id).where(*others).limit(1)):
        raise NotPossible("(another need is open)")
    await wait_again(session, need, now)
    await _say_waits(session, need, person, now, edit=edit)


async def _say_waits(session: AppSession, need: Need, person: Person, now: datetime, *, edit: int | None) -> None:
    """Say that the need waits; for whoever is under 18, what has to come first where the programme asks for it."""
    is_missing = await parental_requests.ask_when_missing(session, person, now)
    await outbox.put(session, now, person, "parents_ask" if is_missing else "need_sent", edit=edit, need=need.id)


async def wait_again(session: AppSession, need: Need, now: datetime) -> None:
    """A paused or closed need waits again, with priority after a binôme that ended."""
    await age_marks.require_open(session, await session.get_one(Person, need.person_id), "need", now)
    had_binome = need.state == "closed" and need.waiting_since is not None
    need.state = move("need", need.state, "ask_again" if need.state == "closed" else "resume")
    need.priority = need.priority or had_binome
    need.resume_at = None
    await _start_waiting(session, need, now)


async def pause(session: AppSession, need: Need, now: datetime) -> None:
    """Stop proposing this need until the young person resumes it."""
    need.state = move("need", need.state, "pause")
    need.alert_at = need.news_at = None


async def stop(session: AppSession, need: Need, _now: datetime) -> None:
    """The young person stops looking; beginning again later starts from the end of the queue."""
    need.state = move("need", need.state, "close")
    need.resume_at = need.alert_at = need.news_at = None
    need.waiting_since = need.waiting_since if need.priority else None
    await session.flush()


async def fall_due(session: AppSession, now: datetime, limit: int) -> int:
    """Open a card for each need that has waited too long; return how many there were, `limit` at a time."""
    due = select(Need).where(Need.alert_at <= now).order_by(Need.alert_at).limit(limit)
    rows = (await session.scalars(due)).all()
    for need in rows:
        need.alert_at = None
        if need.state in SEEKING:
            await cards.open_case(
                session, now, "waiting_long", f"need:{need.id}", need_id=need.id, person_id=need.person_id
            )
    return len(rows)


async def _start_waiting(session: AppSession, need: Need, now: datetime) -> None:
    need.waiting_since = need.waiting_since if need.priority and need.waiting_since else now
    delays = session.programme.delays
    need.alert_at = now + timedelta(days=delays.waiting_alert_days)
    need.news_at = now + timedelta(days=delays.news_days)
    await installation.ask_round(session, now)
