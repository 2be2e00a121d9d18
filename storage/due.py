"""What falls due when, over all tables: a due date is a column, and the clock asks what is past."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import (
    binomes,
    breaks,
    cards,
    digest,
    forms,
    mentoring_sessions,
    needs,
    outbox,
    reminders,
    settings,
    waiting,
)
from storage.tables import Binome, Card, MentoringSession, Need, Offer

PARTS = tuple(
    part.fall_due for part in (reminders, mentoring_sessions, binomes, needs, forms, breaks, cards, waiting, digest)
)
"""Each does what is due, some rows at a time, and gives how many there were."""

COLUMNS = (
    MentoringSession.day_before_at,
    MentoringSession.soon_at,
    MentoringSession.check_in_at,
    MentoringSession.closes_at,
    Binome.nudge_at,
    Binome.due_at,
    Need.alert_at,
    Need.nudge_at,
    Need.news_at,
    Offer.news_at,
    Offer.nudge_at,
    Need.resume_at,
    Offer.resume_at,
    Binome.resume_at,
    Card.due_at,
)


async def next_moment(session: AsyncSession, after: datetime) -> datetime | None:
    """Give the next moment of programme time at which anything is due, strictly after another."""
    moments = [await session.scalar(select(func.min(column)).where(column > after)) for column in COLUMNS]
    moments.append(await outbox.next_due(session, after))
    moments += [await settings.read_moment(session, name) for name in settings.MOMENTS]
    return min((moment for moment in moments if moment is not None and moment > after), default=None)
