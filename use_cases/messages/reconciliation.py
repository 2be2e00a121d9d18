"""Messages that binômes and sessions call for by what they are: each has its row in the outbox, or was lost.

It is read from other tables than the outbox, so that a row which was never put, or is gone, shows.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from mentoring.states import BEGUN
from storage.engine.app_session import AppSession
from storage.schema.tables import Audit, Binome, MentoringSession, Need, Offer, Outgoing
from use_cases.binomes.binome_rows import join_need_and_offer
from use_cases.binomes.departures import SILENT_ACTS
from use_cases.outbox.keys import build_key_column
from use_cases.sessions import sessions

Column = InstrumentedAttribute[int]
WAS_ACCEPTED = or_(Binome.agreed_at.is_not(None), Binome.state.in_(("volunteer_yes", "released")))


async def find_unwritten(session: AppSession, since: datetime) -> tuple[int, list[str]]:
    """Return how many messages have been called for since a moment, and the keys of those that have no row.

    Whoever ever went silent is left out: to them nothing was put meanwhile.
    """
    called = union_all(*_select_expected(session, since)).subquery()
    missing = select(called.c.key).where(~exists().where(Outgoing.key == called.c.key)).order_by(called.c.key)
    total = await session.scalar(select(func.count()).select_from(called))
    return int(total or 0), list(await session.scalars(missing))


def _select_expected(session: AppSession, since: datetime) -> list[Select[str]]:
    young, volunteer = Need.person_id, Offer.person_id
    asked = and_(Binome.proposed_at > since, Binome.state.not_in(("unsent", "withdrawn")))
    found = [
        _select_for_binome("proposal", volunteer, asked),
        _select_for_binome("consent", young, asked & WAS_ACCEPTED),
    ]
    agreed = Binome.agreed_at > since
    found += [_select_for_binome("agreed", person, agreed) for person in (young, volunteer)]
    kinds = ["check_in"]
    if timedelta(minutes=session.programme.rhythm.soon_minutes) < sessions.MIN_NOTICE:
        kinds.append("reminder_soon")  # no session was planned too late for it
    found += [_select_for_session(kind, person, since) for kind in kinds for person in (young, volunteer)]
    return found


def _select_for_binome(kind: str, person: Column, *which: ColumnElement[bool]) -> Select[str]:
    return _exclude_silent(select(build_key_column(kind, Binome.id, person)).select_from(Binome), person).where(*which)


def _select_for_session(kind: str, person: Column, since: datetime) -> Select[str]:
    key = build_key_column(kind, MentoringSession.id, MentoringSession.revision, person)
    found = select(key).select_from(MentoringSession).join(Binome, Binome.id == MentoringSession.binome_id)
    met = MentoringSession.starts_at > since, MentoringSession.state.in_(BEGUN)
    return _exclude_silent(found, person).where(*met)


def _exclude_silent(found: Select[str], person: Column) -> Select[str]:
    silent = select(Audit.actor).where(Audit.act.in_(SILENT_ACTS))
    members = join_need_and_offer(found)
    return members.where(person.not_in(silent))
